// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>

#include <optional>

namespace Molotov::Protocol {

/// The most that one frame may hold: room for a scenario with its data files, and a bound on what a broken or
/// hostile peer can make us allocate.
constexpr quint32 MaxFrameSize = 64u << 20;

/// `payload` behind its length: four bytes, big-endian. The payload must not be larger than MaxFrameSize.
QByteArray frame(const QByteArray &payload);

/// Cuts a stream of bytes into the payloads of its frames.
class FrameReader
{
public:
    void append(const QByteArray &bytes);

    /// The next whole payload; nothing when it has not all come yet; an error when the stream cannot be read
    /// any further, and then again for ever.
    std::optional<Result<QByteArray>> next();

    /// True when the stream may end here: no part of a frame is left over.
    bool atBoundary() const { return m_position == m_buffer.size(); }

private:
    QByteArray m_buffer;
    qsizetype m_position = 0; // what stands before it has been given out
};

} // namespace Molotov::Protocol
