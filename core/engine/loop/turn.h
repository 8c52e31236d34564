// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

/// So long each kind of work may take of a turn of the event loop, or as long as a single piece of it takes.
/// What is left comes in the next turn, after a look at the sockets.
inline constexpr std::chrono::microseconds MaxTurn{500};

} // namespace Molotov
