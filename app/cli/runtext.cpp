// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runtext.h"

#include "app/cli/format.h"

#include <QFileInfo>

#include <algorithm>

namespace Molotov::Cli {

namespace {

// Without decimals where there is nothing to round.
QString lengthOf(const Profile &profile)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(profile.duration);
    return whole == profile.duration ? number(whole.count()) + QStringLiteral(" s")
                                     : seconds(profile.duration);
}

} // namespace

QString RunText::progress(const Snapshot &snapshot, int width)
{
    const double overall = ratePerSecond(double(snapshot.requests), snapshot.loadTime);
    const double rate = snapshot.series.isEmpty() ? overall : snapshot.series.last().requestRate;
    auto line = tr("%1  %2 ok  %3 failed  %4 req/s  p95 %5 ms  %6")
                    .arg(seconds(snapshot.elapsed), number(snapshot.iterationsOk),
                         number(snapshot.iterationsFailed), decimal(rate), milliseconds(snapshot.latency.p95),
                         counted(snapshot.activeWorkers, tr("worker"), tr("workers")));
    if (snapshot.sizing)
        line += tr("  sizing: %1 % of %2 failed")
                    .arg(decimal(snapshot.sizing->failedPercent()),
                         number(snapshot.sizing->ok + snapshot.sizing->failed));
    const auto newest = std::max_element(snapshot.errors.begin(), snapshot.errors.end(),
                                         [](const auto &a, const auto &b) { return a.last < b.last; });
    if (newest != snapshot.errors.end())
        line += QStringLiteral("  ") + clipped(harmless(newest->error.message), width);
    line.replace(QLatin1Char('\t'), QLatin1Char(' '));
    return clipped(line, width);
}

QString RunText::start(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
{
    QStringList names;
    for (const auto &scenario : scenarios)
        names.append(scenario.weight == 1
                         ? scenario.name
                         : QStringLiteral("%1 (weight %2)").arg(scenario.name).arg(scenario.weight));
    auto text = tr("%1: %2 of %3, %4")
                    .arg(QFileInfo(profile.scenarioFile).fileName(),
                         counted(profile.processes, tr("process"), tr("processes")),
                         counted(profile.workers, tr("worker"), tr("workers")), lengthOf(profile));
    if (profile.maxRuns > 0)
        text += tr(", at most %1 each").arg(counted(profile.maxRuns, tr("run"), tr("runs")));
    if (profile.sizing)
        text += tr(", one after the other in %1 until more than %2 % fail")
                    .arg(seconds(profile.rampUp), QString::number(profile.sizingTolerance));
    if (!profile.baseUrl.isEmpty())
        text += tr(", against %1").arg(profile.baseUrl);
    return harmless(text + QStringLiteral("; ") + names.join(QStringLiteral(", ")));
}

QString RunText::lateness(const Snapshot &measured)
{
    return tr("This computer was late itself: the event loops of the helpers ran up to %1 ms late (p99 %2 "
              "ms). Requests went out so much later, and latencies may hold a part of it: use fewer workers "
              "or more processes.")
        .arg(milliseconds(measured.ownLag.max), milliseconds(measured.ownLag.p99));
}

QString RunText::longScript(const LongScript &script)
{
    const auto place = script.place.isEmpty() ? QString() : tr(" at %1").arg(script.place);
    return tr("A script ran %1 without await: %2%3. All else in its process waited meanwhile, so that "
              "requests went out late, and latencies may hold a part of it.")
        .arg(seconds(script.time), script.name, place);
}

QString RunText::verdict(const RunOutcome &outcome)
{
    const auto &measured = outcome.last;
    const auto iterations = measured.iterationsOk + measured.iterationsFailed;
    auto text = outcome.end == RunOutcome::End::Finished  ? tr("Finished after %1")
                : outcome.end == RunOutcome::End::Stopped ? tr("Stopped after %1")
                                                          : tr("Failed after %1");
    text = text.arg(seconds(measured.elapsed));
    if (iterations == 0)
        text += tr(": no iteration came to its end.");
    else if (measured.iterationsFailed == 0)
        text += tr(": %1, none failed.").arg(counted(iterations, tr("iteration"), tr("iterations")));
    else
        text += tr(": %1 of %2 failed.")
                    .arg(number(measured.iterationsFailed),
                         counted(iterations, tr("iteration"), tr("iterations")));
    if (measured.iterationsAborted > 0) {
        text.chop(1);
        text +=
            tr("; %1 aborted.").arg(counted(measured.iterationsAborted, tr("iteration"), tr("iterations")));
    }
    return outcome.reason.isEmpty() ? text : text + QLatin1Char(' ') + outcome.reason;
}

QString RunText::lostHelpers(const RunOutcome &outcome)
{
    return tr("A part of the load is missing: %1 of %2 did not come to the end.")
        .arg(number(outcome.lostHelpers()),
             counted(outcome.profile.processes, tr("process"), tr("processes")));
}

QString RunText::tooManyFailures(const RunOutcome &outcome)
{
    return tr("The test failed: %1 failed, and %2 or more fail it.")
        .arg(counted(outcome.last.iterationsFailed, tr("iteration"), tr("iterations")),
             number(*outcome.profile.failThreshold));
}

} // namespace Molotov::Cli
