// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Molotov {

/// Where the frames of a helper go.
class FrameSink
{
public:
    virtual ~FrameSink() = default;

    /// Takes the frame; never waits for the reader.
    virtual void write(const QByteArray &frame) = 0;
    /// Bytes that were taken and not yet read.
    virtual qint64 pending() const = 0;
};

} // namespace Molotov
