// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/eventdispatcher.h"

#include "core/engine/loop/epolldispatcher.h"

namespace Molotov {

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(SteadyClock &clock)
{
    return std::make_unique<EpollDispatcher>(clock);
}

} // namespace Molotov
