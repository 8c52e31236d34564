// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/histogram.h"
#include "core/model/metrics.h"
#include "core/model/profile.h"
#include "core/model/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

struct RunOutcome;
struct RunRecord;
struct RunSecond;

/// What happened in one second of a run.
struct ComparedSecond
{
    SparseHistogram latency; ///< of what was answered; its cells may be coarser than those of the totals
    qint64 count = 0; ///< came to their end, failed ones included, aborted ones not
    /// Of requests: got no whole response, or one with a status of 5xx. A server that refuses quickly must
    /// not look like a fast one.
    qint64 failed = 0;

    bool operator==(const ComparedSecond &) const = default;
};

/// Exact figures of a whole series; what seconds add up to may be coarser.
struct ComparedTotals
{
    qint64 count = 0; ///< as in ComparedSecond
    qint64 failed = 0;
    LatencySummary latency; ///< of what was answered
    /// In which load was meant to run; 0 = as many seconds as there are.
    std::chrono::microseconds loadTime{0};

    bool operator==(const ComparedTotals &) const = default;
};

/// By what a series of one run finds its counterpart in the other.
struct ComparedName
{
    enum class Kind { AllRequests, Endpoint, Step };

    Kind kind = Kind::AllRequests;
    QString method; ///< only of endpoints
    QString name; ///< empty for all requests

    bool operator==(const ComparedName &) const = default;
};

/// An endpoint, a step or all requests, second by second.
struct ComparedSeries
{
    ComparedName name;
    /// Of the load of a run that has a ramp-up, of the whole run otherwise; from its start, without gaps.
    QList<ComparedSecond> seconds;
    /// How long each of them is: more than a second where a result has joined several.
    std::chrono::microseconds interval = std::chrono::seconds(1);
    std::optional<ComparedTotals> totals;

    bool operator==(const ComparedSeries &) const = default;
};

/// What else one must know of a run to judge a comparison with it.
struct ComparedFacts
{
    Profile profile;
    QByteArray scenarioHash; ///< of the scenario's text with all that it imports; empty = not known
    std::chrono::microseconds loadTime{
        0}; ///< in which load was meant to run; 0 = as many seconds as there are
    bool isIncomplete = false; ///< the result was cut off, as by a crash of the program that wrote it
    bool wasStopped = false; ///< by a person or a failure, before its time
    int lostHelpers = 0;
    bool isLimitedByComputer = false; ///< the helpers themselves were late
    bool isLateByScript = false;
    QString computer; ///< on which the helpers ran; empty = not known

    bool operator==(const ComparedFacts &) const = default;
};

struct ComparedRun
{
    ComparedFacts facts;
    QList<ComparedSeries> series;

    bool operator==(const ComparedRun &) const = default;
};

/// All requests, then the endpoints, then the steps of a run of which these are the seconds, in their order.
/// Of a run with a ramp-up, only its load is compared. What neither says stays open: the hash of the scenario
/// and the computer.
ComparedRun comparedRun(const RunOutcome &outcome, const QList<RunSecond> &seconds);

/// The same of a result with all facts.
ComparedRun comparedRun(const RunRecord &record, const QList<RunSecond> &seconds);
/// The same, read from its file.
Result<ComparedRun> readComparedRun(const QString &path);

} // namespace Molotov
