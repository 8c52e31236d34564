// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/eventdispatcher.h"

#include <QAbstractEventDispatcher>

namespace Molotov {

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(SteadyClock &)
{
    return nullptr;
}

} // namespace Molotov
