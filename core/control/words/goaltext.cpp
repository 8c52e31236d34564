// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/goaltext.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"
#include "core/model/goalwords.h"

#include <QLocale>

namespace Molotov {

namespace {

QString statusText(const StatusRange &statuses)
{
    return statuses.first == statuses.last ? QString::number(statuses.first)
                                           : QString::number(statuses.first / 100) + QLatin1String("xx");
}

QString numberWithUnit(const Goal &goal)
{
    const auto number = QLocale().toString(goal.limit, 'f', QLocale::FloatingPointShortest);
    const auto unit = toString(goal.unit);
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

QString signOf(GoalComparison comparison)
{
    switch (comparison) {
    case GoalComparison::Below:
        return QStringLiteral("<");
    case GoalComparison::AtMost:
        return QStringLiteral("≤");
    case GoalComparison::Above:
        return QStringLiteral(">");
    case GoalComparison::AtLeast:
        return QStringLiteral("≥");
    case GoalComparison::Equal:
        return QStringLiteral("=");
    }
    Q_UNREACHABLE();
}

} // namespace

QString GoalText::measure(GoalMeasure measure)
{
    switch (measure) {
    case GoalMeasure::Latency:
        return tr("Latency");
    case GoalMeasure::ResponseTime:
        return tr("Response time");
    case GoalMeasure::Requests:
        return tr("Requests");
    case GoalMeasure::Failed:
        return tr("Requests without a response");
    case GoalMeasure::Errors:
        return tr("Requests with an error");
    case GoalMeasure::Status:
        return tr("Responses with a status");
    case GoalMeasure::Iterations:
        return tr("Iterations");
    case GoalMeasure::IterationsFailed:
        return tr("Failed iterations");
    case GoalMeasure::Scenario:
        return tr("Scenario");
    case GoalMeasure::Step:
        return tr("Step");
    case GoalMeasure::StepFailed:
        return tr("Failed steps");
    case GoalMeasure::Check:
        return tr("Checks that pass");
    case GoalMeasure::Counter:
        return tr("Counter");
    case GoalMeasure::Trend:
        return tr("Trend");
    case GoalMeasure::Gauge:
        return tr("Gauge");
    case GoalMeasure::Trust:
        return tr("Trust");
    }
    Q_UNREACHABLE();
}

QString GoalText::statistic(const Goal &goal)
{
    switch (goal.statistic) {
    case GoalStatistic::Percentile:
        return QLatin1Char('p') + QLocale().toString(goal.percentile, 'f', QLocale::FloatingPointShortest);
    case GoalStatistic::Min:
        return tr("minimum");
    case GoalStatistic::Mean:
        return tr("mean");
    case GoalStatistic::Max:
        return tr("maximum");
    case GoalStatistic::Last:
        return tr("last value");
    case GoalStatistic::Count:
        return goal.measure == GoalMeasure::Counter ? tr("total") : tr("number");
    case GoalStatistic::Rate:
        return goal.unit == GoalUnit::Percent ? tr("share") : tr("per second");
    }
    Q_UNREACHABLE();
}

QString GoalText::comparison(GoalComparison comparison)
{
    switch (comparison) {
    case GoalComparison::Below:
        return tr("below");
    case GoalComparison::AtMost:
        return tr("at most");
    case GoalComparison::Above:
        return tr("above");
    case GoalComparison::AtLeast:
        return tr("at least");
    case GoalComparison::Equal:
        return tr("exactly");
    }
    Q_UNREACHABLE();
}

QString GoalText::subject(const Goal &goal)
{
    auto what = measure(goal.measure);
    if (goal.measure == GoalMeasure::Trust)
        return what;
    if (goal.measure == GoalMeasure::Status)
        what = tr("Responses with status %1").arg(statusText(goal.statuses));
    if (goal.name.isEmpty())
        return tr("%1, %2").arg(what, statistic(goal));
    // Last, for a name may hold anything.
    const auto text = tr("%1 “%3”, %2", "what is measured, statistic, name").arg(what, statistic(goal));
    return text.arg(Format::oneLine(goal.name));
}

QString GoalText::limit(const Goal &goal)
{
    if (goal.measure == GoalMeasure::Trust)
        return tr("ok");
    return tr("%1 %2", "below 300 ms").arg(comparison(goal.comparison), numberWithUnit(goal));
}

QString GoalText::sentence(const Goal &goal)
{
    const auto text = subject(goal) + QLatin1String(": ") + limit(goal);
    if (!goal.abortAfter)
        return text;
    if (goal.abortAfter->count() == 0)
        return text + tr(", or the run stops");
    return text + tr(", or the run stops after %1").arg(timeText(*goal.abortAfter));
}

QString GoalText::brief(const Goal &goal)
{
    if (goal.measure == GoalMeasure::Trust)
        return goal.toString();
    const bool isRate = goal.statistic == GoalStatistic::Rate;
    return (isRate ? measure(goal.measure) : statistic(goal)) + QLatin1Char(' ') + signOf(goal.comparison)
           + QLatin1Char(' ') + numberWithUnit(goal);
}

} // namespace Molotov
