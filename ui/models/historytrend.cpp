// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/historytrend.h"

#include "core/control/results/resultreader.h"
#include "core/control/words/format.h"
#include "core/model/goalparser.h"
#include "ui/models/historymodel.h"
#include "ui/models/inbackground.h"

#include <algorithm>

namespace Molotov {

namespace {

// Of all requests or iterations, and of one of the measures of the chart.
std::optional<HistoryTrend::Measure> measureOf(const Goal &goal)
{
    if (!goal.name.isEmpty())
        return {};
    if (goal.measure == GoalMeasure::Latency && goal.statistic == GoalStatistic::Percentile
        && goal.percentile == 95)
        return HistoryTrend::P95;
    if (goal.statistic != GoalStatistic::Rate)
        return {};
    if (goal.measure == GoalMeasure::Requests && goal.unit != GoalUnit::Percent)
        return HistoryTrend::Rate;
    if (goal.measure == GoalMeasure::IterationsFailed && goal.unit == GoalUnit::Percent)
        return HistoryTrend::Failures;
    return {};
}

double limitOf(const Goal &goal)
{
    const double microseconds = microsecondsOf(goal.unit);
    return microseconds > 0 ? goal.limit * microseconds / 1'000 : goal.limit;
}

} // namespace

HistoryTrend::HistoryTrend(const HistoryModel *model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
    connect(model, &HistoryModel::refreshed, this, &HistoryTrend::update);
}

void HistoryTrend::setTest(const QString &test)
{
    if (std::exchange(m_test, test) != test)
        update();
}

std::optional<double> HistoryTrend::value(const RunEntry &run, Measure measure)
{
    switch (measure) {
    case P95:
        return run.p95.count() > 0 ? std::optional(double(run.p95.count()) / 1'000) : std::nullopt;
    case Rate:
        return run.loadTime.count() > 0 ? std::optional(rateOf(run)) : std::nullopt;
    default:
        return RunEntryWords::failures(run).isEmpty() ? std::nullopt
                                                      : std::optional(100 * failureShareOf(run));
    }
}

QString HistoryTrend::text(const RunEntry &run, Measure measure)
{
    switch (measure) {
    case P95:
        return run.p95.count() > 0 ? Format::latency(run.p95) : QString();
    case Rate:
        return tr("%1/s").arg(Format::rate(rateOf(run)));
    default:
        return RunEntryWords::failures(run);
    }
}

QString HistoryTrend::title(Measure measure)
{
    switch (measure) {
    case P95:
        return tr("p95, ms");
    case Rate:
        return tr("Requests/s");
    default:
        return tr("Failures, %");
    }
}

void HistoryTrend::update()
{
    m_runs.clear();
    for (const auto &run : m_model->runs()) {
        if (!m_test.isEmpty() && RunEntryWords::test(run) == m_test && m_runs.size() < MaxRuns)
            m_runs.prepend(run);
    }
    readGoals();
    Q_EMIT changed();
}

void HistoryTrend::readGoals()
{
    const auto path = m_runs.isEmpty() ? QString() : m_runs.last().path;
    if (std::exchange(m_goalsOf, path) == path)
        return;
    m_goals = {};
    if (path.isEmpty())
        return;
    inBackground(
        this, [path] { return goalsOf(path); },
        [this, path](const Goals &goals) {
            if (path != m_goalsOf)
                return;
            m_goals = goals;
            Q_EMIT changed();
        });
}

HistoryTrend::Goals HistoryTrend::goalsOf(const QString &path)
{
    Goals goals;
    const auto reader = ResultReader::open(path);
    const auto profile = reader ? reader->profile() : Result<Profile>(reader.error());
    if (!profile)
        return goals; // the list says what is wrong with the file
    for (const auto &goal : parseGoals(profile->thresholds)) {
        if (const auto measure = measureOf(goal))
            goals.at(size_t(*measure)) = limitOf(goal);
    }
    return goals;
}

} // namespace Molotov
