// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

/// An event dispatcher whose timers count finer than in the milliseconds of Qt's.
class FineTimers
{
public:
    virtual ~FineTimers() = default;

    /// The registered timer is due after so long.
    virtual void setRemaining(int timerId, std::chrono::microseconds time) = 0;
};

} // namespace Molotov
