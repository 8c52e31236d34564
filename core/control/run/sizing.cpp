// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/sizing.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// A worker that was stopped before its turn is done without ever having begun.
bool hasBegun(const Protocol::WorkerStatus &worker)
{
    return worker.state != Protocol::WorkerState::Waiting
           && (worker.state != Protocol::WorkerState::Done || worker.iterations > 0);
}

} // namespace

Sizing::Sizing(const SizingRule &rule, const LoadPlan &load, int helpers)
    : m_rule(rule)
{
    for (int i = 0; i < helpers; ++i) {
        const auto workers = load.workersOf({.index = i, .count = helpers, .weights = {}});
        m_helpers.push_back({.started = std::vector<bool>(size_t(workers)), .hasEnded = false});
    }
    m_result.tolerance = rule.tolerance;
}

void Sizing::workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed, microseconds now)
{
    pass(now);
    if (isOver())
        return;
    auto &started = m_helpers.at(size_t(helper)).started;
    for (const auto &worker : changed) {
        if (!hasBegun(worker) || started.at(size_t(worker.position)))
            continue;
        started.at(size_t(worker.position)) = true;
        ++m_result.workers;
    }
    noteWhetherAllStarted(now);
}

void Sizing::helperEnded(int helper, microseconds now)
{
    pass(now);
    m_helpers.at(size_t(helper)).hasEnded = true;
    noteWhetherAllStarted(now);
}

void Sizing::add(qint64 ok, qint64 failed, microseconds now)
{
    pass(now);
    if (isOver())
        return;
    m_result.ok += ok;
    m_result.failed += failed;
    if (hasEnoughSamples() && isBeyondTolerance())
        m_result.verdict = SizingResult::Verdict::LimitFound;
}

void Sizing::pass(microseconds now)
{
    if (isOver() || now - m_windowStart <= m_rule.window)
        return;
    const bool wasFull = m_allStarted && *m_allStarted <= m_windowStart;
    if (wasFull && hasEnoughSamples()) { // and within the tolerance, or it would have been over before
        m_result.verdict = SizingResult::Verdict::TargetHeld;
        return;
    }
    // What comes at the very end of a window is of that window.
    m_windowStart += (now - m_windowStart - microseconds(1)) / m_rule.window * m_rule.window;
    m_result.ok = 0;
    m_result.failed = 0;
}

bool Sizing::isBeyondTolerance() const
{
    // Without a division: 5 of 100 are not more than 5 %.
    return 100.0 * double(m_result.failed) > m_rule.tolerance * double(m_result.ok + m_result.failed);
}

void Sizing::noteWhetherAllStarted(microseconds now)
{
    const auto isComplete = [](const Helper &helper) {
        return helper.hasEnded
               || std::find(helper.started.begin(), helper.started.end(), false) == helper.started.end();
    };
    if (!m_allStarted && std::all_of(m_helpers.begin(), m_helpers.end(), isComplete))
        m_allStarted = now;
}

} // namespace Molotov
