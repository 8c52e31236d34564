// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

/// What this process has had of the computer's cores so far; 0 where the system does not tell.
struct ProcessTimes
{
    std::chrono::microseconds cpu{0}; ///< of all its threads
    std::chrono::microseconds cpuWait{0}; ///< in which its main thread could go on, and had no core to do so

    static ProcessTimes now();
};

} // namespace Molotov
