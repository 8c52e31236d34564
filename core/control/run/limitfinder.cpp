// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/limitfinder.h"

#include "core/control/goals/goalvalue.h"
#include "core/control/run/runphases.h"
#include "core/model/goalparser.h"

using std::chrono::microseconds;

namespace Molotov {

LimitFinder::LimitFinder(const Profile &profile, double most, const QList<Protocol::ScenarioInfo> &scenarios)
    : m_search(LimitRule::of(profile, most))
    , m_rampTime(profile.limitSettling / 2)
    , m_scenarios(scenarios)
{
    const auto goals = parseGoals({profile.findLimit});
    Q_ASSERT(!goals.isEmpty()); // Profile::validate() has seen to that
    m_result = {.goal = goals.first(),
                .isRate = profile.loadPlan().model == LoadPlan::Model::Open,
                .tolerance = profile.sizingTolerance,
                .most = LimitRule::of(profile, most).most,
                .load = m_search.load()};
    m_search.noteLoadChange(rampUpOf(profile)); // all users have begun by then
    startMeasuring();
}

std::optional<LoadChange> LimitFinder::add(const QList<RunSecond> &seconds)
{
    for (const auto &second : seconds) {
        if (isOver() || !m_search.isSettled(std::chrono::seconds(second.point.second)) || !second.isWhole())
            continue;
        addSecond(second);
        if (!m_search.isEnough(m_measured, m_iterations))
            continue;
        const auto step = measuredStep();
        keep(step);
        startMeasuring();
        const auto decision = m_search.judge(step.holds());
        m_result.verdict = m_search.verdict();
        if (decision != LimitSearch::Decision::ChangeLoad)
            continue;
        m_result.load = m_search.load();
        m_search.noteLoadChange(microseconds::max() / 2); // until it is told when
        return LoadChange{.kind = LoadChange::Kind::Target, .load = m_result.load, .time = m_rampTime};
    }
    return std::nullopt;
}

void LimitFinder::addSecond(const RunSecond &second)
{
    const microseconds begin = std::chrono::seconds(second.point.second);
    if (m_to.count() == 0)
        m_from = begin;
    m_to = begin + second.length;
    m_measured += second.length;
    const auto counts = countsOf(second.measured);
    m_iterations += counts.iterationsOk + counts.iterationsFailed;
    (void)m_sum.add(second.measured); // it was looked at when it came
}

LimitStep LimitFinder::measuredStep()
{
    m_sum.summarize(m_measured);
    const auto &totals = m_sum.totals();
    LimitStep step{.load = m_search.load(),
                   .from = m_from,
                   .to = m_to,
                   .measured = measuredValue(m_result.goal, m_sum),
                   .iterations = m_iterations,
                   .failed = totals.iterationsFailed,
                   .dropped = totals.iterationsDropped,
                   .requestRate = ratePerSecond(double(totals.requests), m_measured),
                   .p95 = totals.latency.p95};
    if (totals.trust) {
        step.limitedBy = totals.trust->limitedBy;
        step.isTrusted = totals.trust->isOk;
    }
    step.outcome = outcomeOf(step);
    return step;
}

LimitStep::Outcome LimitFinder::outcomeOf(const LimitStep &step) const
{
    using Outcome = LimitStep::Outcome;
    const auto isTooMany = [this](qint64 part, qint64 whole) {
        return 100.0 * double(part) > m_result.tolerance * double(whole);
    };
    if (isTooMany(step.failed, step.iterations))
        return Outcome::TooManyFailed;
    if (isTooMany(step.dropped, step.iterations + step.dropped))
        return Outcome::LoadNotMade;
    if (!step.measured)
        return Outcome::NothingMeasured;
    return m_result.goal.holdsFor(*step.measured) ? Outcome::Held : Outcome::GoalBroken;
}

// A load that is measured again has one step, the last one.
void LimitFinder::keep(const LimitStep &step)
{
    if (!m_result.steps.isEmpty() && m_result.steps.last().load == step.load)
        m_result.steps.last() = step;
    else
        m_result.steps.append(step);
}

void LimitFinder::startMeasuring()
{
    m_sum = SecondSum(m_scenarios);
    m_from = {};
    m_to = {};
    m_measured = {};
    m_iterations = 0;
}

} // namespace Molotov
