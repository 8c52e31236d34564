// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QObject>

namespace Molotov {

class RunService;

/// Tries a profile: one worker runs each scenario once, in the order of their names, with its fixtures and in
/// a helper as a run has it, and every exchange is told. No result is kept.
class TrialRun : public QObject
{
    Q_OBJECT

public:
    enum class State { None, UnderWay, Stopping, Passed, Failed, Stopped };

    /// `service` runs nothing else, has RunSettings::traceExchanges, and tells of the exchanges itself. It is
    /// not owned, and lives longer.
    explicit TrialRun(RunService *service, QObject *parent = nullptr);

    /// With a name, only this scenario. Without effect while a trial is under way.
    void start(const Profile &profile, const QString &scenario = {});
    /// What is under way is aborted; teardowns run. Without effect when no trial is under way.
    void stop();

    State state() const { return m_state; }
    bool isUnderWay() const { return m_state == State::UnderWay || m_state == State::Stopping; }
    /// What the trial came to, or is about, in one sentence; empty before the first one.
    const QString &sentence() const { return m_sentence; }
    /// The scenario that was chosen; empty = all.
    const QString &scenario() const { return m_scenario; }

    /// What is run to try a profile: its scenarios, target and environment, without its load, goals and
    /// outputs.
    static Profile trialOf(const Profile &profile, const QString &scenario);

Q_SIGNALS:
    /// A trial begins: before the service tells anything of it.
    void began();
    void changed();

private:
    void finish(const RunOutcome &outcome);
    void set(State state, const QString &sentence);

    RunService *m_service;
    State m_state = State::None;
    QString m_sentence;
    QString m_scenario;
};

} // namespace Molotov
