// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultnews.h"

namespace Molotov {

void ResultNews::add(const QList<RunSecond> &closed)
{
    seconds += closed;
    while (seconds.size() > MaxSeconds) {
        // All are joined in pairs, so that none gets much longer than the others.
        QList<RunSecond> pairs;
        for (qsizetype i = 0; i < seconds.size(); i += 2)
            pairs.append(joined(seconds.mid(i, 2)));
        seconds = pairs;
    }
}

void ResultNews::add(const LogLine &line)
{
    if (lines.size() < MaxLines)
        lines.append(line);
    else
        ++droppedLines;
}

void ResultNews::add(int helper, const QList<Protocol::WorkerStatus> &changed)
{
    for (const auto &worker : changed)
        workers.insert({helper, worker.position}, worker);
}

void ResultNews::add(const ResultNews &later)
{
    add(later.seconds);
    if (later.totals)
        totals = later.totals;
    for (const auto &line : later.lines)
        add(line);
    droppedLines += later.droppedLines;
    workers.insert(later.workers);
    samples += later.samples;
    markers += later.markers;
    if (later.outcome)
        outcome = later.outcome;
}

bool ResultNews::isEmpty() const
{
    return seconds.isEmpty() && !totals && lines.isEmpty() && droppedLines == 0 && workers.isEmpty()
           && samples.isEmpty() && markers.isEmpty() && !outcome;
}

} // namespace Molotov
