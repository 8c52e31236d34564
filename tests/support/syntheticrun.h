// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

#include <QRandomGenerator>

namespace Molotov {

/// A run that never happened, with numbers as a real one has them; the same for each seed.
class SyntheticRun
{
public:
    explicit SyntheticRun(Profile profile, quint32 seed = 1);

    const Profile &profile() const { return m_profile; }
    static QList<Protocol::ScenarioInfo> scenarios();

    /// What is measured after so many seconds; `withErrors` also has a helper crash in the last fifth.
    Snapshot snapshot(int seconds, bool withErrors);
    /// The seconds from one to before another.
    QList<SeriesPoint> points(int from, int to, bool withErrors) const;
    /// Of some of the errors of a run with errors.
    static QList<RunSample> samples();
    /// Of one helper, with `share` (0 … 1) of its workers in it.
    QList<Protocol::WorkerStatus> workers(double share, bool withErrors);

private:
    SeriesPoint point(int second, int seconds, bool withErrors) const;

    Profile m_profile;
    quint32 m_seed;
    QRandomGenerator m_random;
};

} // namespace Molotov
