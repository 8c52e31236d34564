// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/storedrun.h"

namespace Molotov {

void StoredRun::play()
{
    QMetaObject::invokeMethod(this, &StoredRun::tellAll, Qt::QueuedConnection);
}

void StoredRun::tellAll()
{
    const auto &outcome = m_record.outcome;
    Q_EMIT runBegan(m_record.info);
    for (const auto &marker : outcome.markers) // which may have brought more workers
        Q_EMIT marked(marker);
    for (auto it = m_record.workers.cbegin(); it != m_record.workers.cend(); ++it)
        Q_EMIT workersChanged(it.key(), it.value());
    Q_EMIT pointsAdded(outcome.series);
    for (const auto &sample : m_record.samples)
        Q_EMIT sampled(sample);
    for (const auto &line : m_record.log)
        Q_EMIT logged(line);
    Q_EMIT snapshotTaken(outcome.last);
    Q_EMIT stateChanged(outcome.end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished);
    Q_EMIT runEnded(outcome);
}

} // namespace Molotov
