// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/runwords.h"

#include "core/control/report/reportverdict.h"
#include "core/control/run/failurestreak.h"
#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/timetext.h"

namespace Molotov {

namespace {

// Of a short run, tenths of a second matter; of a long one, nobody counts seconds.
QString runTime(std::chrono::microseconds time)
{
    return time < std::chrono::minutes(1) ? Format::seconds(time) : Format::duration(time);
}

QString sizingShare(const SizingResult &result)
{
    return Format::share(result.failed, result.ok + result.failed);
}

QString lastWords(const HelperLoss &loss)
{
    return loss.lastLine.isEmpty() ? QString() : RunWords::tr(", its last words: “%1”").arg(loss.lastLine);
}

// Of many helpers that came to the same end, a few say it all.
QString lossesInWords(const QList<HelperLoss> &losses)
{
    constexpr qsizetype Shown = 3;
    QStringList parts;
    for (const HelperLoss &loss : losses.mid(0, Shown))
        parts.append(RunWords::loss(loss));
    const QString text = parts.join(QLatin1String("; "));
    const qsizetype others = losses.size() - parts.size();
    return others > 0 ? RunWords::tr("%1; and %2 more").arg(text, Format::count(others)) : text;
}

} // namespace

QString RunWords::workers(qint64 count)
{
    return Format::counted(count, tr("worker"), tr("workers"));
}

QString RunWords::processes(qint64 count)
{
    return Format::counted(count, tr("process"), tr("processes"));
}

QString RunWords::iterations(qint64 count)
{
    return Format::counted(count, tr("iteration"), tr("iterations"));
}

QString RunWords::end(RunOutcome::End end)
{
    switch (end) {
    case RunOutcome::End::Finished:
        return tr("Finished");
    case RunOutcome::End::Stopped:
        return tr("Stopped");
    case RunOutcome::End::Failed:
        return tr("Failed");
    }
    Q_UNREACHABLE();
}

QString RunWords::verdict(const Snapshot &measured)
{
    const auto waited = waiting(measured);
    return waited.isEmpty() ? ended(measured) : ended(measured) + QLatin1Char(' ') + waited;
}

QString RunWords::ended(const Snapshot &measured)
{
    const qint64 count = measured.iterationsOk + measured.iterationsFailed;
    const QString time = runTime(measured.elapsed);
    QString aborted;
    if (measured.iterationsAborted > 0)
        aborted += tr(", %1 aborted").arg(Format::count(measured.iterationsAborted));
    if (measured.iterationsDropped > 0)
        aborted += tr(", %1 dropped").arg(Format::count(measured.iterationsDropped));
    if (count == 0)
        return tr("No iteration came to its end in %1%2.").arg(time, aborted);
    const QString what = tr("%1 in %2").arg(iterations(count), time);
    if (measured.iterationsFailed == 0)
        return tr("%1, none failed%2.").arg(what, aborted);
    return tr("%1, %2 failed (%3)%4.")
        .arg(what, Format::count(measured.iterationsFailed), Format::share(measured.iterationsFailed, count),
             aborted);
}

QString RunWords::waiting(const Snapshot &measured)
{
    const auto responseTime = measured.requestResponseTime.p95;
    if (!isLonger(responseTime, measured.latency.p95))
        return {};
    return tr("Requests waited before they were sent: p95 is %1 from the moment that they were meant to go "
              "out "
              "(response time), and %2 from the sending (latency).")
        .arg(Format::latency(responseTime), Format::latency(measured.latency.p95));
}

QList<RunFigure> RunWords::figures(const Snapshot &measured)
{
    const ReportFailures failures(measured);
    if (failures.requests + failures.iterations == 0)
        return {};
    const auto latency = [&measured](std::chrono::microseconds time) {
        return measured.latency.count > 0 ? Format::latency(time) : QStringLiteral("–");
    };
    const auto part = [](qint64 failed, qint64 all) { return all > 0 ? double(failed) / double(all) : -1; };
    const bool isOfRequests = part(failures.failedRequests(), failures.requests)
                              >= part(failures.failedIterations, failures.iterations);
    const auto failed =
        isOfRequests
            ? RunFigure{tr("Failed requests"), Format::share(failures.failedRequests(), failures.requests)}
            : RunFigure{tr("Failed iterations"),
                        Format::share(failures.failedIterations, failures.iterations)};
    return {{tr("Requests/s"), Format::rate(ratePerSecond(double(measured.requests), measured.loadTime))},
            {tr("p50"), latency(measured.latency.p50)},
            {tr("p95"), latency(measured.latency.p95)},
            {tr("p99"), latency(measured.latency.p99)},
            failed};
}

QString RunWords::figuresLine(const Snapshot &measured)
{
    QStringList parts;
    for (const auto &figure : figures(measured))
        parts += figure.caption + QLatin1Char(' ') + figure.value;
    return parts.join(QStringLiteral(", "));
}

QString RunWords::timeOf(const LoadPhase &load)
{
    using Seconds = std::chrono::seconds;
    return tr("%1 s to %2 s")
        .arg(std::chrono::floor<Seconds>(load.from).count())
        .arg(std::chrono::floor<Seconds>(load.to).count());
}

QString RunWords::inVain(const Snapshot &measured)
{
    const auto advice = tr("Better stop the run and look for the cause.");
    const auto seconds = FailureStreak::Long.count();
    const ErrorGroup *most = nullptr;
    for (const auto &group : measured.errors) {
        const bool isFailure = group.error.kind != ErrorKind::Warning && !group.problem;
        if (isFailure && (most == nullptr || group.count > most->count))
            most = &group;
    }
    if (most == nullptr)
        return tr("All iterations of the last %1 s have failed. %2").arg(seconds).arg(advice);
    return tr("All iterations of the last %1 s have failed, most often with “%2”. %3")
        .arg(QString::number(seconds), Format::oneLine(message(*most)), advice);
}

QString RunWords::droppingBegan()
{
    return tr(
        "No user is free for an iteration that is meant to begin: it is dropped, as are others from now on. "
        "Raise the most users, or lower the rate.");
}

QString RunWords::tooManyFailures(const RunOutcome &outcome)
{
    return tr("The test failed: %1 failed, and %2 or more fail it.")
        .arg(iterations(outcome.last.iterationsFailed),
             Format::count(outcome.profile.failThreshold.value_or(0)));
}

QString RunWords::lostHelpers(const RunOutcome &outcome)
{
    return tr("A part of the load is missing: %1 of %2 did not come to the end.")
        .arg(Format::count(outcome.lostHelpers()), processes(outcome.profile.processes));
}

QString RunWords::goalState(GoalStatus::State state)
{
    switch (state) {
    case GoalStatus::State::NotYet:
        return tr("not yet");
    case GoalStatus::State::Holds:
        return tr("ok");
    case GoalStatus::State::Broken:
        return tr("broken");
    case GoalStatus::State::NotJudged:
        return tr("not judged");
    }
    Q_UNREACHABLE();
}

QString RunWords::missedGoal(const GoalStatus &goal)
{
    if (goal.state == GoalStatus::State::NotYet)
        return tr("A goal was not judged because the run did not come to its end: %1.")
            .arg(goal.goal.toString());
    if (!goal.measured)
        return tr("A goal could not be judged because nothing was measured for it: %1.")
            .arg(goal.goal.toString());
    return tr("A goal is broken: %1. It was %2.").arg(goal.goal.toString(), goal.goal.textOf(*goal.measured));
}

QString RunWords::sizing(const SizingResult &result)
{
    const QString tolerated = Format::number(result.tolerance);
    switch (result.verdict) {
    case SizingResult::Verdict::LimitFound:
        return tr("Sizing is over: %1 reached with %2 failures, where %3 % are tolerated.")
            .arg(workers(result.workers), sizingShare(result), tolerated);
    case SizingResult::Verdict::TargetHeld:
        return tr("Sizing is over: the target held %1 with %2 failures, where %3 % are tolerated.")
            .arg(workers(result.workers), sizingShare(result), tolerated);
    case SizingResult::Verdict::NotFinished:
        return tr("Sizing was not finished: %1 had begun.").arg(workers(result.workers));
    }
    Q_UNREACHABLE();
}

QString RunWords::load(const Profile &profile)
{
    const auto plan = profile.loadPlan();
    const auto spread = processes(profile.processes);
    const bool hasStages = profile.rate.contains(QLatin1Char(':'));
    if (plan.model == LoadPlan::Model::Open && hasStages)
        return tr("stages of up to %1 iterations/s in %2 with up to %3 users")
            .arg(Format::number(plan.curve().most()), spread, Format::count(plan.users));
    if (plan.model == LoadPlan::Model::Open)
        return tr("a rate of %1 in %2 with up to %3 users")
            .arg(profile.rate, spread, Format::count(plan.users));
    if (!plan.stages.isEmpty())
        return tr("stages of up to %1 users in %2").arg(Format::count(plan.users), spread);
    return tr("%1 of %2").arg(spread, workers(profile.workers));
}

QString RunWords::helper(int index, qint64 pid)
{
    return pid == 0 ? tr("Helper %1").arg(index + 1) : tr("Helper %1 (process %2)").arg(index + 1).arg(pid);
}

QString RunWords::reason(const RunOutcome &outcome)
{
    const QString why = reason(outcome.reason, outcome.losses);
    if (outcome.end == RunOutcome::End::Failed)
        return why; // a failure says all that matters
    QStringList sentences;
    if (outcome.last.sizing)
        sentences += sizing(*outcome.last.sizing);
    if (outcome.last.limit)
        sentences += LimitWords::verdict(*outcome.last.limit);
    if (!outcome.losses.isEmpty())
        sentences += lossesInWords(outcome.losses) + QLatin1Char('.');
    if (!why.isEmpty())
        sentences += why;
    return sentences.join(QLatin1Char(' '));
}

QString RunWords::reason(const RunReason &reason, const QList<HelperLoss> &losses)
{
    switch (reason.code) {
    case RunReason::Code::None:
        return {};
    case RunReason::Code::Profile:
    case RunReason::Code::Scenario:
        return reason.text;
    case RunReason::Code::NoHelperProgram:
        return tr("The program molotov-helper, which sends the load, is not beside this program: install "
                  "Molotov again.");
    case RunReason::Code::GlobalSetupFailed:
        return tr("globalSetup failed: %1").arg(reason.text);
    case RunReason::Code::GlobalSetupLost:
        return tr("globalSetup failed: %1.").arg(loss(reason.loss));
    case RunReason::Code::SetupFailed:
        return tr("The setup failed: %1").arg(reason.text);
    case RunReason::Code::FirstFailure:
        return tr("Stopped at the first failed iteration: %1").arg(reason.text);
    case RunReason::Code::GoalBroken:
        return tr("Stopped because a goal was broken: %1. It was %2.")
            .arg(reason.goal.goal.toString(), reason.goal.goal.textOf(reason.goal.measured.value_or(0)));
    case RunReason::Code::NoHelperLeft:
        return tr("No helper is left. %1.").arg(lossesInWords(losses));
    case RunReason::Code::StillGoing:
        return tr("The run goes on; this is what was measured so far.");
    case RunReason::Code::ProgramEnded:
        return tr("The program that ran it ended before the run did; this is all that was measured up to "
                  "then.");
    }
    Q_UNREACHABLE();
}

QString RunWords::loss(const HelperLoss &loss)
{
    const QString name = helper(loss.helper, loss.pid);
    const QString limit = timeText(loss.limit);
    switch (loss.code) {
    case HelperLoss::Code::NotStarted:
        return tr("%1 could not be started from %2").arg(name, loss.text);
    case HelperLoss::Code::NoHello:
        return tr("%1 did not answer within %2 of its start").arg(name, limit);
    case HelperLoss::Code::OtherVersion:
        return tr("%1 speaks version %2 of the protocol and this program version %3: they are not of the "
                  "same release")
            .arg(name)
            .arg(loss.number)
            .arg(loss.expected);
    case HelperLoss::Code::NotLoaded:
        return tr("%1 did not load the scenario within %2").arg(name, limit);
    case HelperLoss::Code::GlobalSetupTooLong:
        return tr("%1 took longer than %2 for it and was ended").arg(name, limit);
    case HelperLoss::Code::Silent:
        return tr("%1 did not answer for %2 and was ended").arg(name, limit);
    case HelperLoss::Code::Nonsense:
        return tr("%1 sent a message that makes no sense (%2)").arg(name, loss.text);
    case HelperLoss::Code::NotStopped:
        return tr("%1 did not stop in time and was ended").arg(name);
    case HelperLoss::Code::Crashed:
        return tr("%1 crashed (%2)%3").arg(name, loss.text, lastWords(loss));
    case HelperLoss::Code::BrokeOff:
        return tr("%1 broke off in the middle of a message%2").arg(name, lastWords(loss));
    case HelperLoss::Code::EndedEarly:
        return tr("%1 ended before its work was done (exit code %2)%3")
            .arg(name, QString::number(loss.number), lastWords(loss));
    }
    Q_UNREACHABLE();
}

QString RunWords::problem(const RunProblem &problem)
{
    switch (problem.code) {
    case RunProblem::Code::WorkersLost:
        return problem.workers == 1
                   ? tr("%1: its worker is lost").arg(loss(problem.loss))
                   : tr("%1: its %2 are lost").arg(loss(problem.loss), workers(problem.workers));
    case RunProblem::Code::GlobalTeardownTooLong:
        return tr("globalTeardown took longer than %1 and was given up").arg(timeText(problem.limit));
    case RunProblem::Code::GlobalTeardownLost:
        return tr("globalTeardown came to no end: %1").arg(loss(problem.loss));
    case RunProblem::Code::GlobalTeardownNotRun:
        return tr("globalTeardown was not run: %1").arg(loss(problem.loss));
    }
    Q_UNREACHABLE();
}

QString RunWords::message(const ErrorGroup &group)
{
    return group.problem ? problem(*group.problem) : group.error.message;
}

} // namespace Molotov
