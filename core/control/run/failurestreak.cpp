// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/failurestreak.h"

#include "core/control/run/runsecond.h"

namespace Molotov {

void FailureStreak::add(const QList<RunSecond> &seconds)
{
    for (const auto &second : seconds)
        note(second);
}

void FailureStreak::note(const RunSecond &second)
{
    const auto counts = countsOf(second.measured);
    if (counts.iterationsOk > 0) {
        m_begin.reset();
    } else if (counts.iterationsFailed > 0) {
        m_end = second.measured.elapsed;
        if (!m_begin)
            m_begin = m_end - second.length;
    }
}

} // namespace Molotov
