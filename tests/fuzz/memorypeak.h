// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Molotov::Fuzz {

/// Measures how much memory was allocated at most since it was made, where the address sanitizer is; else 0.
/// There is only one at a time.
class MemoryPeak
{
public:
    MemoryPeak();
    ~MemoryPeak();
    MemoryPeak(const MemoryPeak &) = delete;
    MemoryPeak &operator=(const MemoryPeak &) = delete;

    qint64 bytes() const;
};

} // namespace Molotov::Fuzz
