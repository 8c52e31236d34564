// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QMutex>

#include <optional>

namespace Molotov {

/// What an output has not been told yet.
struct OutputNews
{
    std::optional<RunInfo> began;
    QList<RunSecond> seconds;
    QList<RunMarker> markers; ///< a person makes few
    qint64 droppedSeconds = 0; ///< that had no room in `seconds`
    std::optional<Snapshot> totals; ///< the newest
    std::optional<RunOutcome> outcome; ///< when the run has ended
};

/// Carries news from the thread of a run to the thread of the outputs. It never waits and never grows beyond
/// its limit: when outputs do not keep up, seconds are dropped and counted.
class OutputQueue
{
public:
    static constexpr qsizetype MaxSeconds = 60;

    void add(const RunInfo &info);
    void add(const QList<RunSecond> &seconds);
    void add(const RunMarker &marker);
    void add(const Snapshot &totals);
    void add(const RunOutcome &outcome);
    OutputNews take();

private:
    QMutex m_mutex;
    OutputNews m_news; // under m_mutex
};

} // namespace Molotov
