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
    void changeLoad(const LoadChange &change) override { changes.append(change); }
    void addMarker(const QString &note) override { notes.append(note); }
    void inspect(const Profile &profile) override { inspections.append(profile); }
    void checkTarget(const Profile &profile) override
    {
        checks.append(profile);
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT targetChecked(reports.isEmpty() ? TargetReport() : reports.takeFirst()); },
            Qt::QueuedConnection);
    }

    /// Goes all the way to Running, as a run without problems does.
    void playStart(const QList<Protocol::ScenarioInfo> &scenarios = {{QStringLiteral("browse"), 1}})
    {
        Q_EMIT stateChanged(RunState::Compiling);
        Q_EMIT stateChanged(RunState::Starting);
        Q_EMIT runBegan({.profile = started.value(started.size() - 1), .scenarios = scenarios});
        Q_EMIT stateChanged(RunState::Running);
    }

    void playEnd(RunOutcome::End end, const QString &why = {})
    {
        RunOutcome outcome;
        outcome.end = end;
        outcome.failure =
            end == RunOutcome::End::Failed ? RunOutcome::Failure::Helpers : RunOutcome::Failure::None;
        if (!why.isEmpty())
            outcome.reason = {.code = RunReason::Code::Scenario, .text = why};
        outcome.profile = started.value(started.size() - 1);
        Q_EMIT stateChanged(end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished);
        Q_EMIT runEnded(outcome);
    }

    QList<Profile> started;
    QList<Profile> inspections;
    QList<Profile> checks;
    QList<TargetReport> reports; ///< what the next checks come to; after them, nothing is wrong
    QList<LoadChange> changes;
    QStringList notes;
    int stops = 0;
    int stopsNow = 0;
};

} // namespace Molotov
