// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/limitwords.h"

#include "core/control/words/format.h"
#include "core/control/words/goaltext.h"
#include "core/control/words/loadwords.h"

namespace Molotov {

namespace {

QString measuredText(const Goal &goal, double measured)
{
    const bool isRate = goal.statistic == GoalStatistic::Rate;
    const auto what = isRate || goal.measure == GoalMeasure::Trust ? GoalText::measure(goal.measure)
                                                                   : GoalText::statistic(goal);
    return LimitWords::tr("%1 %2", "p95 281 ms").arg(what, goal.textOf(measured));
}

// Those at which the target is not to blame.
QString ownLimits(const LimitResult &result)
{
    QStringList loads;
    for (const auto &step : result.curve()) {
        if (step.isOwnLimit())
            loads += Format::number(step.load);
    }
    if (loads.isEmpty())
        return {};
    const auto last = loads.takeLast();
    const auto all =
        loads.isEmpty() ? last : LimitWords::tr("%1 and %2").arg(loads.join(QStringLiteral(", ")), last);
    return QLatin1Char(' ') + LimitWords::tr("At %1, this computer was the limit, not the target.").arg(all);
}

QString heldText(const LimitResult &result, const LimitStep &held)
{
    return LimitWords::tr("%1: %2", "240 users: p95 281 ms")
        .arg(LimitWords::load(result, held.load), LimitWords::evidence(result, held));
}

QString brokenText(const LimitResult &result, const LimitStep &broken)
{
    return LimitWords::tr("at %1: %2").arg(Format::number(broken.load), LimitWords::evidence(result, broken));
}

QString unfinished(const LimitResult &result)
{
    const auto *held = result.held();
    const auto *broken = result.broken();
    if (held == nullptr && broken == nullptr)
        return LimitWords::tr("The search for the limit was not finished: no load was measured.");
    QStringList parts;
    if (held != nullptr)
        parts += LimitWords::tr("held up to %1").arg(heldText(result, *held));
    if (broken != nullptr)
        parts += brokenText(result, *broken);
    return LimitWords::tr("The search for the limit was not finished: %1.")
        .arg(parts.join(QStringLiteral("; ")));
}

QString withoutOwnLimits(const LimitResult &result)
{
    const auto *held = result.held();
    const auto *broken = result.broken();
    if (result.verdict == LimitResult::Verdict::Found && held != nullptr && broken != nullptr)
        return LimitWords::tr("Held up to %1; %2.").arg(heldText(result, *held), brokenText(result, *broken));
    if (result.verdict == LimitResult::Verdict::MostHeld && held != nullptr)
        return LimitWords::tr(
                   "Held up to %1. That is the highest load that was permitted: the limit is above it.")
            .arg(heldText(result, *held));
    if (result.verdict == LimitResult::Verdict::NothingHeld && broken != nullptr)
        return LimitWords::tr("Not even the first load held, %1: %2. Begin with a lower load.")
            .arg(LimitWords::load(result, broken->load), LimitWords::evidence(result, *broken));
    return unfinished(result);
}

} // namespace

QString LimitWords::load(const LimitResult &result, double load)
{
    return LoadWords::amount(result.isRate ? LoadPlan::Model::Open : LoadPlan::Model::Closed, load);
}

QString LimitWords::evidence(const LimitResult &result, const LimitStep &step)
{
    switch (step.outcome) {
    case LimitStep::Outcome::TooManyFailed:
        return tr("%1 of the iterations failed").arg(Format::share(step.failed, step.iterations));
    case LimitStep::Outcome::LoadNotMade:
        return tr("%1 of the iterations found no free user, so permit more users")
            .arg(Format::share(step.dropped, step.dropped + step.iterations));
    case LimitStep::Outcome::NothingMeasured:
        return tr("nothing was measured for the goal");
    case LimitStep::Outcome::Held:
    case LimitStep::Outcome::GoalBroken:
        return step.measured ? measuredText(result.goal, *step.measured) : QString();
    }
    Q_UNREACHABLE();
}

QString LimitWords::outcome(const LimitStep &step)
{
    return step.holds() ? tr("held") : tr("did not hold");
}

QString LimitWords::verdict(const LimitResult &result)
{
    return withoutOwnLimits(result) + ownLimits(result);
}

QString LimitWords::progress(const LimitResult &result)
{
    auto text = tr("trying %1").arg(load(result, result.load));
    if (const auto *held = result.held())
        text += tr("; %1 held").arg(Format::number(held->load));
    if (const auto *broken = result.broken())
        text += tr("; %1 did not").arg(Format::number(broken->load));
    return text;
}

} // namespace Molotov
