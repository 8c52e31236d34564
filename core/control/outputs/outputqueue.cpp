// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/outputqueue.h"

#include <algorithm>
#include <utility>

namespace Molotov {

void OutputQueue::add(const RunInfo &info)
{
    const QMutexLocker lock(&m_mutex);
    m_news.began = info;
}

void OutputQueue::add(const QList<RunSecond> &seconds)
{
    const QMutexLocker lock(&m_mutex);
    const auto fitting = std::min(seconds.size(), MaxSeconds - m_news.seconds.size());
    m_news.seconds += seconds.first(fitting);
    m_news.droppedSeconds += seconds.size() - fitting;
}

void OutputQueue::add(const RunMarker &marker)
{
    const QMutexLocker lock(&m_mutex);
    m_news.markers.append(marker);
}

void OutputQueue::add(const Snapshot &totals)
{
    const QMutexLocker lock(&m_mutex);
    m_news.totals = totals;
}

void OutputQueue::add(const RunOutcome &outcome)
{
    const QMutexLocker lock(&m_mutex);
    m_news.outcome = outcome;
}

OutputNews OutputQueue::take()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_news, {});
}

} // namespace Molotov
