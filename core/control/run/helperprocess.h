// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/process/childprocess.h"
#include "core/control/run/runsettings.h"
#include "core/model/metrics.h"
#include "core/model/protocol/framereader.h"
#include "core/model/protocol/messages.h"
#include "core/model/reasons.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace Molotov {

/// One molotov-helper process: starts it, talks to it in typed messages and sees it to its end.
///
/// A helper that keeps silent too long, speaks another version, sends what cannot be read or what does not
/// belong where it comes is ended; all end with this object. Must not be deleted from within a slot of its
/// signals.
class HelperProcess : public QObject
{
    Q_OBJECT

public:
    /// `index` counts from 0; people see it counted from 1.
    HelperProcess(int index, const QString &program, const RunSettings &settings, QObject *parent = nullptr);

    void start();
    /// Only after ready().
    void loadScenario(const Protocol::LoadScenario &request);
    /// Only after scenarioLoaded(), and before startRun().
    void runGlobalSetup();
    /// Only after scenarioLoaded(), or globalSetupDone() when that was asked for.
    void startRun(const Protocol::StartRun &start);
    /// Without effect unless the helper is running.
    void tellWorkers(int workers);
    /// Without effect unless the helper is running.
    void changeLoad(const Protocol::ChangeLoad &change);
    /// Only after workersDone() of a helper that keeps.
    void runGlobalTeardown();
    /// Without effect unless the helper is running.
    void stopRun(bool now);
    /// So much time has passed in which it could have been heard. A helper that runs and stays silent is told
    /// of by answeringChanged(), then ended.
    void passTime(std::chrono::microseconds time);
    /// Lets go of a helper that is not needed any more: it ends by itself, or is ended soon.
    void dismiss();
    /// Ends it for something in its messages that only a caller can see.
    void reject(const QString &what);
    /// Ends it because it does not stop.
    void kill();
    /// Only asks the system to end the process: for the destructor of who owns many, so that all die at once.
    void abandon();

    int index() const { return m_index; }
    qint64 pid() const { return m_pid; } ///< 0 before it is started; stays when it is gone
    bool hasLoaded() const { return m_phase == Phase::Loaded; }
    /// For runGlobalTeardown().
    bool isWaiting() const { return m_phase == Phase::Keeping; }
    /// It waits for runGlobalTeardown(), or is at it: it has a limit of its own.
    bool isKeeping() const { return m_phase == Phase::Keeping || m_phase == Phase::GlobalTeardown; }
    bool hasEnded() const { return m_phase == Phase::Ended; }
    /// "Helper 2 (process 1234)"
    QString name() const;

Q_SIGNALS:
    /// Its Hello came: once, before all others but logged() and ended().
    void ready();
    /// After loadScenario(): one of these, once.
    void scenarioLoaded(const Molotov::Protocol::ScenarioLoaded &loaded);
    void loadFailed(const Molotov::ScriptError &error);
    /// After runGlobalSetup(): once. The helper is let go when there is an error.
    void globalSetupDone(const Molotov::Protocol::GlobalSetupDone &done);
    /// After startRun(), any number of times until workersDone(); and once more after runGlobalTeardown().
    void metricsReported(const Molotov::Protocol::MetricsDelta &delta);
    void workersChanged(const QList<Molotov::Protocol::WorkerStatus> &changed);
    /// While it runs: it has been silent for too long; or it is heard again.
    void answeringChanged(bool answers);
    /// Before the report that counts its error.
    void sampled(const Molotov::Protocol::ErrorSample &sample);
    /// Only if the scenario was loaded with traceExchanges: from runGlobalSetup() or startRun() on.
    void traced(const Molotov::Protocol::TracedExchange &exchange);
    void noted(const Molotov::Protocol::TracedNote &note);
    /// It stops by itself, for what should stop the whole run; at most once.
    void broke(const Molotov::Protocol::RunBroken &why);
    /// While it runs: none of its users is needed any more, unless the load changes.
    void idled(const Molotov::Protocol::LoadIdle &idle);
    /// All that it measures has been reported; once. ended() follows, of a helper that keeps only after
    /// runGlobalTeardown().
    void workersDone();
    /// What came in the way of globalTeardown, of a helper that keeps; ended() follows.
    void globalTeardownFailed(const Molotov::RunProblem &problem);
    /// A line of a script; or of the helper's stderr, then of no worker.
    void logged(const Molotov::Protocol::ScriptLog &line);
    /// Last of all and once: there is no process any more. `loss` is none when it came to its end by itself.
    void ended(const std::optional<Molotov::HelperLoss> &loss);

private:
    enum class Phase {
        Starting,
        Ready,
        Loading,
        Loaded,
        GlobalSetup,
        Running,
        Keeping, // waits for runGlobalTeardown()
        GlobalTeardown,
        Leaving,
        Ended,
    };

    void send(const Protocol::ToHelper &message);
    void readMessages();
    void readErrors();
    void logErrorLine(const QByteArray &line);

    void handle(const Protocol::Hello &message);
    void handle(const Protocol::ScenarioLoaded &message);
    void handle(const Protocol::LoadFailed &message);
    void handle(const Protocol::GlobalSetupDone &message);
    void handle(const Protocol::MetricsDelta &message);
    void handle(const Protocol::WorkerStates &message);
    void handle(const Protocol::ScriptLog &message);
    void handle(const Protocol::ErrorSample &message);
    void handle(const Protocol::TracedExchange &message);
    void handle(const Protocol::TracedNote &message);
    void handle(const Protocol::RunBroken &message);
    void handle(const Protocol::WorkersDone &message);
    void handle(const Protocol::RunFinished &message);
    void handle(const Protocol::LoadIdle &message);
    void leave();
    bool isTracing() const { return m_traces && m_phase >= Phase::Loaded; }
    bool expects(Phase phase, const QString &message);

    void await(std::chrono::milliseconds limit);
    void onAnswered();
    void sayWhatIsAwaited();
    void endBecause(HelperLoss loss);
    void onDeadline();
    void endOverdue();
    void limitGlobalTeardown(std::chrono::milliseconds limit);
    void onStartFailed();
    void onFinished(int exitCode, QProcess::ExitStatus status);
    std::optional<HelperLoss> judgeExit(int exitCode, QProcess::ExitStatus status) const;
    HelperLoss identified(HelperLoss loss) const;

    const int m_index;
    const RunSettings m_settings;
    ChildProcess m_process;
    QTimer m_deadline; // of the phase
    QTimer m_notice; // until it is said that the phase takes long
    std::chrono::microseconds m_silence{0}; // while running
    Protocol::FrameReader m_reader;
    Phase m_phase = Phase::Starting;
    bool m_keeps = false; // as startRun() said
    bool m_traces = false; // as loadScenario() said
    qsizetype m_traced = 0; // exchanges
    qint64 m_tracedBytes = 0; // of their bodies
    qsizetype m_noted = 0;
    std::chrono::milliseconds m_teardownLimit{0};
    std::optional<HelperLoss> m_loss; // once we have made up our mind to end it
    qint64 m_pid = 0;
    QByteArray m_errorRest; // stderr after its last line end
    QString m_lastErrorLine;
    int m_errorLines = 0;
};

} // namespace Molotov
