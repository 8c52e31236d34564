// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"
#include "core/model/loadcourse.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

namespace Molotov {

/// A file that a run was made of.
struct SourceText
{
    QString path;
    QString content;
};

/// What a list of runs shows of one.
struct RunEntry
{
    QString path; ///< of the result file
    QString id; ///< unique
    QString test; ///< empty: it was not saved
    QString scenarioFile;
    QString title; ///< that a person gave; mostly empty
    QString note;
    bool isPinned = false;
    QDateTime startedAt;
    bool isComplete = false; ///< the run came to its end, and this is all of it
    bool isGoing = false; ///< another program writes it just now
    RunOutcome::End end = RunOutcome::End::Stopped; ///< only when isComplete
    std::chrono::microseconds elapsed{0};
    std::chrono::microseconds loadTime{0};
    qint64 iterationsOk = 0;
    qint64 iterationsFailed = 0;
    qint64 requests = 0;
    qint64 requestsFailed = 0;
    std::chrono::microseconds p50{0};
    std::chrono::microseconds p95{0};
    std::chrono::microseconds p99{0};
    GoalVerdict verdict = GoalVerdict::None; ///< of its goals
    QList<double> rates; ///< requests a second over the run, up to 120 values
    qint64 size = 0; ///< bytes
};

/// All that a result file holds, but what was measured in each second and endpoint (ResultReader::seconds()).
struct RunRecord
{
    RunEntry entry;
    RunInfo info; ///< its profile is without secrets
    RunOutcome outcome; ///< of a run that is not complete: stopped, with what was measured up to then
    SparseHistogram latencies; ///< of all requests with a whole response
    QList<SourceText> sources;
    QMap<int, QList<Protocol::WorkerStatus>> workers; ///< by helper: as they were last
    QList<RunSample> samples; ///< without the stacks of their errors, which the groups have
    QList<LogLine> log;
    qint64 droppedLines = 0; ///< that are not in `log`
    QString version; ///< of this program
    QString qtVersion;
    QString system; ///< of the computer, as the next ones
    QString processor;
    int cores = 0;
    QString host;

    /// The load that was meant, with all that was changed while the run went on.
    LoadCourse course() const
    {
        LoadCourse course(info.profile.loadPlan());
        for (const auto &marker : outcome.markers) {
            if (marker.change)
                course.apply(marker.at, *marker.change);
        }
        return course;
    }
};

} // namespace Molotov
