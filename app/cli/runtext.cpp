// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runtext.h"

#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/runwords.h"
#include "core/control/words/timetext.h"
#include "core/control/words/trustwords.h"
#include "core/model/errorgrouping.h"

#include <QFileInfo>

#include <algorithm>

namespace Molotov::Cli {

QString RunText::progress(const Snapshot &snapshot, int width, bool isPaused)
{
    const double overall = ratePerSecond(double(snapshot.requests), snapshot.loadTime);
    const double rate = snapshot.currentRate.value_or(overall);
    auto line =
        tr("%1  %2 ok  %3 failed  %4 req/s  p95 %5 ms  %6")
            .arg(Format::seconds(snapshot.elapsed), Format::count(snapshot.iterationsOk),
                 Format::count(snapshot.iterationsFailed), Format::rate(rate),
                 Format::milliseconds(snapshot.latency.p95), RunWords::workers(snapshot.activeWorkers));
    if (isPaused)
        line += QStringLiteral("  ") + tr("paused");
    if (snapshot.sizing) {
        const auto iterations = snapshot.sizing->ok + snapshot.sizing->failed;
        line += tr("  sizing: %1 of %2 failed")
                    .arg(Format::share(snapshot.sizing->failed, iterations), Format::count(iterations));
    }
    if (snapshot.limit)
        line += QStringLiteral("  ") + LimitWords::progress(*snapshot.limit);
    const auto broken = std::count_if(snapshot.goals.begin(), snapshot.goals.end(), [](const auto &goal) {
        return goal.state == GoalStatus::State::Broken;
    });
    if (broken > 0)
        line += QStringLiteral("  ") + tr("%1 broken").arg(Format::counted(broken, tr("goal"), tr("goals")));
    if (snapshot.trust && snapshot.trust->limitedBy != RunLimit::Nothing)
        line += QStringLiteral("  ") + tr("limit: %1").arg(TrustWords::limit(snapshot.trust->limitedBy));
    if (const auto newest = newestOf(snapshot.errors); newest >= 0)
        line += QStringLiteral("  ") + Format::oneLine(RunWords::message(snapshot.errors.at(newest)), width);
    return Format::oneLine(line, width);
}

QString RunText::start(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios)
{
    QStringList names;
    for (const auto &scenario : scenarios)
        names.append(scenario.weight == 1
                         ? scenario.name
                         : QStringLiteral("%1 (weight %2)").arg(scenario.name).arg(scenario.weight));
    auto text = tr("%1: %2, %3")
                    .arg(QFileInfo(profile.scenarioFile).fileName(), RunWords::load(profile),
                         timeText(profile.loadPlan().length()));
    if (profile.maxRuns > 0)
        text += tr(", at most %1 each").arg(Format::counted(profile.maxRuns, tr("run"), tr("runs")));
    if (profile.iterations > 0)
        text += tr(", at most %1 in all").arg(RunWords::iterations(profile.iterations));
    if (profile.sizing)
        text += tr(", one after the other in %1 until more than %2 % fail")
                    .arg(timeText(profile.rampUp), Format::number(profile.sizingTolerance));
    if (!profile.findLimit.isEmpty())
        text += tr(", growing until this no longer holds: %1").arg(profile.findLimit);
    if (!profile.baseUrl.isEmpty())
        text += tr(", against %1").arg(profile.baseUrl);
    return Format::harmless(text + QStringLiteral("; ") + names.join(QStringLiteral(", ")));
}

} // namespace Molotov::Cli
