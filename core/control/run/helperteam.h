// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/helperprocess.h"
#include "core/control/run/runstate.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace Molotov {

/// The helpers of one run: starts them, talks to all of them at once, and sees each to its end.
///
/// Must not be deleted from within a slot of its signals.
class HelperTeam : public QObject
{
    Q_OBJECT

public:
    HelperTeam(const QString &program, const RunSettings &settings, QObject *parent = nullptr);
    ~HelperTeam() override;

    /// Starts as many helpers as the request's share counts; each loads the scenario with a share of its own.
    /// Once.
    void start(const Protocol::LoadScenario &request);
    /// Only after loaded().
    void startRun();
    /// Tells all helpers that run. `users`: how many there may be at a time from then on, in all.
    void changeLoad(const Protocol::ChangeLoad &change, int users);
    /// How many workers there are at work, for scenarios that listen to events.
    void tellWorkers(int workers);
    /// Lets iterations under way finish; what is still there after the times of the settings is stopped at
    /// once, then ended.
    void stopRun();
    void stopRunNow();
    /// As HelperProcess::passTime(), to all.
    void passTime(std::chrono::microseconds time);
    /// Lets go of helpers that have not begun to run.
    void dismiss();
    /// Ends a helper for something in its messages.
    void reject(int helper, const QString &what);

    int runningCount() const { return m_left; } ///< processes that are there, or about to be

Q_SIGNALS:
    void helperReady(int helper, qint64 pid);
    /// Every helper that is left has loaded the scenario, and its globalSetup has been run; at least one.
    /// Once.
    void loaded(const QList<Molotov::Protocol::ScenarioInfo> &scenarios);
    void loadFailed(const Molotov::ScriptError &error);
    void globalSetupFailed(const Molotov::ScriptError &error);
    /// The helper that ran it is gone.
    void globalSetupLost(const Molotov::HelperLoss &loss);
    /// It was not run to its end.
    void globalTeardownFailed(int helper, const Molotov::RunProblem &problem);
    void metricsReported(int helper, const Molotov::Protocol::MetricsDelta &delta);
    void workersChanged(int helper, const QList<Molotov::Protocol::WorkerStatus> &changed);
    void logged(const Molotov::LogLine &line);
    /// As HelperProcess::answeringChanged().
    void answeringChanged(int helper, bool answers);
    /// As HelperProcess::sampled().
    void sampled(int helper, const Molotov::Protocol::ErrorSample &sample);
    /// As HelperProcess::traced() and noted().
    void traced(const Molotov::Protocol::TracedExchange &exchange);
    void noted(const Molotov::Protocol::TracedNote &note);
    /// As HelperProcess::broke().
    void broke(const Molotov::Protocol::RunBroken &why);
    /// As HelperProcess::idled().
    void idled(int helper, const Molotov::Protocol::LoadIdle &idle);
    /// All that a helper measures has been reported.
    void workersDone(int helper);
    /// As HelperProcess::ended().
    void helperEnded(int helper, const std::optional<Molotov::HelperLoss> &loss);
    /// Last of all: no process is left.
    void ended();

private:
    void addHelper(const Protocol::LoadScenario &request);
    void onScenarioLoaded(HelperProcess *helper, const Protocol::ScenarioLoaded &loaded);
    void onGlobalSetupDone(const Protocol::GlobalSetupDone &done);
    void onWorkersChanged(HelperProcess *helper, const QList<Protocol::WorkerStatus> &changed);
    void onSampled(HelperProcess *helper, const Protocol::ErrorSample &sample);
    void onAnsweringChanged(HelperProcess *helper, bool answers);
    void onLogged(int helper, const Protocol::ScriptLog &line);
    void onHelperEnded(int helper, const std::optional<HelperLoss> &loss);
    void prepare();
    void announceLoaded();
    void checkGlobalTeardown();
    void onKeeperLost(const HelperLoss &loss);
    void onPatienceOver();

    const QString m_program;
    const RunSettings m_settings;
    QList<HelperProcess *> m_helpers; // children, also those that have ended
    HelperProcess *m_keeper = nullptr; // runs what is done once; from the time on when all have loaded
    Protocol::ScenarioLoaded m_loaded; // as the first helper saw it
    QString m_vars; // of globalSetup
    QTimer m_patience; // until a stop becomes harder
    QList<int> m_workers; // by helper: the most that it was ever asked for
    int m_left = 0;
    bool m_loadedAnnounced = false;
    bool m_hasStarted = false;
    bool m_stoppingNow = false;
};

} // namespace Molotov
