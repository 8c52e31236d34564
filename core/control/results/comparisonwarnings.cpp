// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/comparisonwarnings.h"

#include <algorithm>
#include <chrono>

namespace Molotov {

namespace {

using Code = ComparisonWarning::Code;
using Effect = SettingDifference::Effect;
using Side = ComparisonWarning::Side;

// How slowly latencies drift cannot be seen in less, see Dependence.
constexpr qint64 Few = 60;
constexpr qint64 TooFew = 10;

qint64 secondsOf(const ComparedRun &run)
{
    std::chrono::microseconds most{0};
    for (const auto &series : run.series)
        most = std::max<std::chrono::microseconds>(most, series.interval * series.seconds.size());
    return std::chrono::floor<std::chrono::seconds>(most).count();
}

// Percent, of all requests; rounded down.
qint64 failedPercent(const ComparedRun &run)
{
    for (const auto &series : run.series) {
        if (series.name.kind != ComparedName::Kind::AllRequests)
            continue;
        if (series.totals && series.totals->count > 0)
            return 100 * series.totals->failed / series.totals->count;
        qint64 count = 0;
        qint64 failed = 0;
        for (const auto &second : series.seconds) {
            count += second.count;
            failed += second.failed;
        }
        return count > 0 ? 100 * failed / count : 0;
    }
    return 0;
}

QList<ComparisonWarning> warningsOfRun(const ComparedRun &run, Side side)
{
    constexpr qint64 ManyPercent = 5; // as many as p95 leaves out
    QList<ComparisonWarning> warnings;
    const auto &facts = run.facts;
    const auto seconds = secondsOf(run);
    if (seconds < TooFew)
        warnings.append({.code = Code::TooFewSeconds, .side = side, .number = seconds});
    else if (seconds < Few)
        warnings.append({.code = Code::FewSeconds, .side = side, .number = seconds});
    if (facts.isIncomplete)
        warnings.append({.code = Code::Incomplete, .side = side});
    if (facts.wasStopped)
        warnings.append({.code = Code::Stopped, .side = side});
    if (facts.lostHelpers > 0)
        warnings.append({.code = Code::HelpersLost, .side = side, .number = facts.lostHelpers});
    if (facts.isLimitedByComputer)
        warnings.append({.code = Code::LimitedByComputer, .side = side});
    if (facts.isLateByScript)
        warnings.append({.code = Code::LateByScript, .side = side});
    if (failedPercent(run) >= ManyPercent)
        warnings.append({.code = Code::ManyFailures, .side = side, .number = failedPercent(run)});
    return warnings;
}

bool hasInCommon(const ComparedRun &before, const ComparedRun &after)
{
    return std::any_of(before.series.begin(), before.series.end(), [&after](const auto &series) {
        return std::any_of(after.series.begin(), after.series.end(), [&series](const auto &other) {
            return series.name == other.name && series.name.kind != ComparedName::Kind::AllRequests;
        });
    });
}

QList<ComparisonWarning> warningsOfBoth(const ComparedRun &before, const ComparedRun &after,
                                        const QList<SettingDifference> &settings)
{
    const auto hasEffect = [&settings](Effect effect) {
        return std::any_of(settings.begin(), settings.end(),
                           [effect](const auto &setting) { return setting.effect == effect; });
    };
    const auto differs = [](const auto &one, const auto &other) {
        return !one.isEmpty() && !other.isEmpty() && one != other;
    };
    QList<ComparisonWarning> warnings;
    if (hasEffect(Effect::Scenario))
        warnings.append({.code = Code::OtherScenario});
    else if (differs(before.facts.scenarioHash, after.facts.scenarioHash))
        warnings.append({.code = Code::ScenarioChanged});
    // A sizing, or a search for the limit, looks for the load by itself, and need not find the same.
    if (hasEffect(Effect::Load) || before.facts.profile.sizing || !before.facts.profile.findLimit.isEmpty())
        warnings.append({.code = Code::OtherLoad});
    if (!hasInCommon(before, after))
        warnings.append({.code = Code::NothingInCommon});
    if (hasEffect(Effect::Target))
        warnings.append({.code = Code::OtherTarget});
    if (hasEffect(Effect::Length))
        warnings.append({.code = Code::OtherLength});
    if (differs(before.facts.computer, after.facts.computer))
        warnings.append({.code = Code::OtherComputer});
    return warnings;
}

} // namespace

bool ComparisonWarning::isGrave() const
{
    switch (code) {
    case Code::OtherScenario:
    case Code::OtherLoad:
    case Code::NothingInCommon:
    case Code::TooFewSeconds:
    case Code::Incomplete:
    case Code::HelpersLost:
    case Code::LimitedByComputer:
        return true;
    case Code::ScenarioChanged:
    case Code::OtherTarget:
    case Code::OtherLength:
    case Code::OtherComputer:
    case Code::FewSeconds:
    case Code::Stopped:
    case Code::LateByScript:
    case Code::ManyFailures:
        break;
    }
    return false;
}

QList<ComparisonWarning> comparisonWarnings(const ComparedRun &before, const ComparedRun &after,
                                            const QList<SettingDifference> &settings)
{
    auto warnings = warningsOfBoth(before, after, settings) + warningsOfRun(before, Side::Before)
                    + warningsOfRun(after, Side::After);
    std::stable_partition(warnings.begin(), warnings.end(),
                          [](const ComparisonWarning &warning) { return warning.isGrave(); });
    return warnings;
}

} // namespace Molotov
