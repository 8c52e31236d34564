// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runservice.h"

#include <QList>

namespace Molotov {

/// A run service that runs nothing: it notes what it is asked for, and a test plays what happens by emitting
/// its signals, through these functions or directly.
class FakeRunService : public RunService
{
public:
    using RunService::RunService;

    void startRun(const Profile &profile) override { started.append(profile); }
    void stopRun() override { ++stops; }
    void stopRunNow() override { ++stopsNow; }
    void inspect(const Profile &profile) override { inspections.append(profile); }

    /// Goes all the way to Running, as a run without problems does.
    void playStart(const QList<Protocol::ScenarioInfo> &scenarios = {{QStringLiteral("browse"), 1}})
    {
        Q_EMIT stateChanged(RunState::Compiling);
        Q_EMIT stateChanged(RunState::Starting);
        Q_EMIT scenariosLoaded(scenarios);
        Q_EMIT stateChanged(RunState::Running);
    }

    void playEnd(RunOutcome::End end, const QString &reason = {})
    {
        RunOutcome outcome;
        outcome.end = end;
        outcome.failure =
            end == RunOutcome::End::Failed ? RunOutcome::Failure::Helpers : RunOutcome::Failure::None;
        outcome.reason = reason;
        outcome.profile = started.value(started.size() - 1);
        Q_EMIT stateChanged(end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished);
        Q_EMIT runFinished(outcome);
    }

    QList<Profile> started;
    QList<Profile> inspections;
    int stops = 0;
    int stopsNow = 0;
};

} // namespace Molotov
