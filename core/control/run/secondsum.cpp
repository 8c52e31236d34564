// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/secondsum.h"

namespace Molotov {

SecondSum::SecondSum(const QList<Protocol::ScenarioInfo> &scenarios)
    : m_merger(1, {})
{
    m_merger.runStarted(scenarios, {});
}

// As the only second of the only helper of a run: what is added here has been sorted into seconds before.
Status SecondSum::add(Protocol::MetricsDelta measured)
{
    measured.elapsed = {};
    measured.loadTime = {};
    measured.activeWorkers = 0;
    return m_merger.add(0, measured, {});
}

void SecondSum::summarize(std::chrono::microseconds length)
{
    m_totals = m_merger.snapshot(length);
    m_totals.loadTime = length;
    m_totals.helpers.clear(); // it was none of them
}

} // namespace Molotov
