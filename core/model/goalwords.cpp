// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goalwords.h"

#include <QLocale>

#include <algorithm>

namespace Molotov::GoalWords {

const MeasureWord &wordOf(GoalMeasure measure)
{
    if (measure == GoalMeasure::Trust)
        return Trust;
    return *std::find_if(std::begin(Measures), std::end(Measures),
                         [measure](const auto &word) { return word.value == measure; });
}

QList<GoalStatistic> statisticsOf(GoalMeasure measure)
{
    const QList<GoalStatistic> values{GoalStatistic::Percentile, GoalStatistic::Min, GoalStatistic::Mean,
                                      GoalStatistic::Max};
    switch (measure) {
    case GoalMeasure::Latency:
    case GoalMeasure::ResponseTime:
        return values;
    case GoalMeasure::Requests:
    case GoalMeasure::Failed:
    case GoalMeasure::Errors:
    case GoalMeasure::Status:
    case GoalMeasure::Iterations:
    case GoalMeasure::IterationsFailed:
    case GoalMeasure::StepFailed:
    case GoalMeasure::Counter:
        return {GoalStatistic::Count, GoalStatistic::Rate};
    case GoalMeasure::Scenario:
    case GoalMeasure::Step:
        return values + QList{GoalStatistic::Count, GoalStatistic::Rate};
    case GoalMeasure::Check:
        return {GoalStatistic::Rate};
    case GoalMeasure::Trend:
        return values + QList{GoalStatistic::Count};
    case GoalMeasure::Gauge:
        return {GoalStatistic::Min, GoalStatistic::Max, GoalStatistic::Last};
    case GoalMeasure::Trust:
        return {GoalStatistic::Last};
    }
    Q_UNREACHABLE();
}

QList<GoalUnit> unitsOf(GoalStatistic statistic, GoalMeasure measure)
{
    if (statistic == GoalStatistic::Count || measure == GoalMeasure::Trend || measure == GoalMeasure::Gauge
        || measure == GoalMeasure::Trust)
        return {GoalUnit::None};
    if (statistic != GoalStatistic::Rate)
        return {GoalUnit::Microseconds, GoalUnit::Milliseconds, GoalUnit::Seconds, GoalUnit::Minutes};
    switch (measure) {
    case GoalMeasure::Failed:
    case GoalMeasure::Errors:
    case GoalMeasure::Status:
    case GoalMeasure::IterationsFailed:
    case GoalMeasure::StepFailed:
        return {GoalUnit::Percent, GoalUnit::PerSecond};
    case GoalMeasure::Check:
        return {GoalUnit::Percent};
    default:
        return {GoalUnit::PerSecond};
    }
}

QString plainNumber(double value)
{
    return QString::number(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace Molotov::GoalWords
