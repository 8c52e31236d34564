// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>

class QAbstractEventDispatcher;

namespace Molotov {

class SteadyClock;

/// An event dispatcher whose cost does not grow with the number of idle sockets: Qt's own on Unix hands all
/// descriptors to poll() at each turn. To be set before the application object is made; null where Qt's own
/// will do. One file for each family of systems.
/// The clock hears when what is handled was seen, and must outlive the dispatcher.
std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(SteadyClock &clock);

} // namespace Molotov
