// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QList>
#include <QMap>

#include <optional>
#include <utility>

namespace Molotov {

/// What has happened in a run and is not in its result yet.
struct ResultNews
{
    // What waits for a disk that does not take it is bounded: seconds are joined, lines left out.
    static constexpr int MaxSeconds = 300;
    static constexpr int MaxLines = 5'000;

    QList<RunSecond> seconds;
    std::optional<Snapshot> totals; ///< the newest
    QList<LogLine> lines;
    qint64 droppedLines = 0; ///< that had no room in `lines`
    QMap<std::pair<int, int>, Protocol::WorkerStatus> workers; ///< by helper and position: as they are now
    QList<RunSample> samples; ///< a run has a few hundred at most
    QList<RunMarker> markers;
    std::optional<RunOutcome> outcome; ///< when it has ended

    void add(const QList<RunSecond> &closed);
    void add(const LogLine &line);
    void add(int helper, const QList<Protocol::WorkerStatus> &changed);
    void add(const RunSample &sample) { samples.append(sample); }
    void add(const RunMarker &marker) { markers.append(marker); }
    /// What came after this.
    void add(const ResultNews &later);
    bool isEmpty() const;
};

} // namespace Molotov
