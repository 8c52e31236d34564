// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/loop/eventdispatcher.h"

#include "core/engine/loop/epolldispatcher.h"

#include <utility>

namespace Molotov {

std::unique_ptr<QAbstractEventDispatcher> makeEventDispatcher(std::function<void()> woke)
{
    return std::make_unique<EpollDispatcher>(std::move(woke));
}

} // namespace Molotov
