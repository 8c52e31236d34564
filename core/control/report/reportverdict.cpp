// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportverdict.h"

#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/runwords.h"
#include "core/control/words/trustwords.h"

namespace Molotov {

namespace {

// More than so many failures in a hundred are no accident.
constexpr double ManyFailures = 0.01;

} // namespace

ReportFailures::ReportFailures(const Snapshot &measured)
    : withoutResponse(measured.requestsFailed)
    , requests(measured.requests - measured.requestsAborted)
    , failedIterations(measured.iterationsFailed)
    , iterations(measured.iterationsOk + measured.iterationsFailed)
{
    for (const auto &endpoint : measured.endpoints) {
        serverErrors += responsesOf(endpoint, StatusClass::ServerError);
        clientErrors += responsesOf(endpoint, StatusClass::ClientError);
    }
}

ReportVerdict::Tone ReportVerdict::toneOf(qint64 failed, qint64 all)
{
    if (all <= 0)
        return Tone::None;
    return failed == 0                                   ? Tone::Good
           : double(failed) > ManyFailures * double(all) ? Tone::Bad
                                                         : Tone::Doubtful;
}

ReportVerdict::ReportVerdict(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    judge(outcome);
    const auto reason = RunWords::reason(outcome.reason, outcome.losses);
    if (outcome.end == RunOutcome::End::Stopped)
        notes += reason.isEmpty() ? tr("The run was stopped before its end.") : reason;
    else if (outcome.end == RunOutcome::End::Finished && !reason.isEmpty())
        notes += reason;
    if (measured.sizing)
        notes += RunWords::sizing(*measured.sizing);
    if (measured.limit)
        notes += LimitWords::verdict(*measured.limit);
    if (outcome.end != RunOutcome::End::Failed && outcome.lostHelpers() > 0) {
        notes += RunWords::lostHelpers(outcome);
        if (tone == Tone::Good || tone == Tone::None)
            tone = Tone::Doubtful;
    }
    if (outcome.leftOut.count() > 0)
        notes += TrustWords::leftOut(outcome.leftOut);
    if (measured.trust && !measured.trust->isOk)
        notes += (TrustWords::line(*measured.trust) + QLatin1Char('.') + QLatin1Char(' ')
                  + TrustWords::reasons(*measured.trust).join(QLatin1Char(' ')));
}

void ReportVerdict::set(Tone newTone, const QString &newTitle)
{
    tone = newTone;
    title = newTitle;
}

void ReportVerdict::judge(const RunOutcome &outcome)
{
    if (outcome.end == RunOutcome::End::Failed) {
        set(Tone::Bad, tr("Failed"));
        reasons = {RunWords::reason(outcome)};
    } else if (outcome.hasTooManyFailures()) {
        set(Tone::Bad, tr("Failed"));
        reasons = {RunWords::tooManyFailures(outcome)};
    } else if (outcome.goalVerdict() != GoalVerdict::None) {
        judgeByGoals(outcome);
    } else {
        judgeByFailures(outcome.last);
    }
}

void ReportVerdict::judgeByGoals(const RunOutcome &outcome)
{
    const auto &goals = outcome.last.goals;
    switch (outcome.goalVerdict()) {
    case GoalVerdict::Failed:
        set(Tone::Bad, tr("Failed"));
        break;
    case GoalVerdict::NotJudged:
        set(Tone::Doubtful, tr("Not judged"));
        break;
    case GoalVerdict::Passed:
    case GoalVerdict::None:
        set(Tone::Good, tr("Passed"));
        reasons = {goals.size() == 1 ? tr("The goal is reached.")
                                     : tr("All %1 goals are reached.").arg(Format::count(goals.size()))};
        return;
    }
    for (const auto &goal : goals) {
        if (goal.state != GoalStatus::State::Holds)
            reasons += RunWords::missedGoal(goal);
    }
}

void ReportVerdict::judgeByFailures(const Snapshot &measured)
{
    const ReportFailures failures(measured);
    const auto ofRequests = toneOf(failures.failedRequests(), failures.requests);
    const auto ofIterations = toneOf(failures.failedIterations, failures.iterations);
    if (ofRequests == Tone::None && ofIterations == Tone::None) {
        set(Tone::None, tr("Nothing measured"));
        reasons = {tr("No request and no iteration came to its end.")};
        return;
    }
    if (ofRequests == Tone::Bad || ofIterations == Tone::Bad)
        set(Tone::Bad, tr("Many failures"));
    else if (ofRequests == Tone::Doubtful || ofIterations == Tone::Doubtful)
        set(Tone::Doubtful, tr("Some failures"));
    else
        set(Tone::Good, tr("No failures"));
    if (failures.failedRequests() > 0) {
        reasons += tr("%1 of %2 requests had no response or a server error (%3).")
                       .arg(Format::count(failures.failedRequests()), Format::count(failures.requests),
                            Format::share(failures.failedRequests(), failures.requests));
    }
    if (failures.failedIterations > 0) {
        reasons += tr("%1 of %2 iterations failed (%3).")
                       .arg(Format::count(failures.failedIterations), Format::count(failures.iterations),
                            Format::share(failures.failedIterations, failures.iterations));
    }
    reasons += tr("Not judged: the run has no goals.");
}

} // namespace Molotov
