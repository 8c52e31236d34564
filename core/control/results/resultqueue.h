// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultnews.h"

#include <QMutex>

#include <utility>

namespace Molotov {

/// The news of one run on their way from the thread of the run to the one that writes.
class ResultQueue
{
public:
    template <typename... News>
    void add(const News &...news)
    {
        const QMutexLocker lock(&m_mutex);
        m_news.add(news...);
    }
    /// In the place of those of before.
    void setTotals(const Snapshot &totals)
    {
        const QMutexLocker lock(&m_mutex);
        m_news.totals = totals;
    }
    /// All that has come since the last time.
    ResultNews take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_news, {});
    }

private:
    QMutex m_mutex;
    ResultNews m_news;
};

} // namespace Molotov
