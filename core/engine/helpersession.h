// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/errorsamples.h"
#include "core/engine/exchangetrace.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/http/trafficlog.h"
#include "core/engine/loglimiter.h"
#include "core/engine/looplag.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/scheduler.h"
#include "core/engine/script/scriptruntime.h"
#include "core/engine/statsd/statsdclient.h"
#include "core/engine/workers/workerpool.h"
#include "core/model/exitcodes.h"
#include "core/model/protocol/framereader.h"
#include "core/model/protocol/messages.h"

#include <QObject>

#include <memory>
#include <optional>

namespace Molotov {

class Clock;
class FrameSink;

/// A helper's side of the conversation with its controller (core/model/protocol/messages.h).
class HelperSession : public QObject
{
    Q_OBJECT

public:
    /// Clock and sink must outlive this.
    HelperSession(const Clock &clock, FrameSink &sink, QObject *parent = nullptr);
    ~HelperSession() override;

    /// Bytes of the controller, cut anywhere.
    void receive(const QByteArray &bytes);

Q_SIGNALS:
    /// There is nothing left to do. `problem`: what was wrong with what we were told, for the log; empty if
    /// nothing.
    void ended(Molotov::HelperExit code, const QString &problem);

private:
    enum class Phase {
        Starting,
        Greeted,
        LoadFailed,
        Loaded,
        InGlobalSetup,
        SetUp, // globalSetup is done
        Running,
        WorkersDone, // of the keeper
        InGlobalTeardown,
        Ended,
    };

    void handle(const Protocol::Hello &hello);
    void handle(const Protocol::LoadScenario &scenario);
    void handle(const Protocol::RunGlobalSetup &);
    void handle(const Protocol::StartRun &start);
    void handle(const Protocol::CurrentWorkers &current);
    void handle(const Protocol::ChangeLoad &change);
    void handle(const Protocol::StopRun &stop);
    void handle(const Protocol::RunGlobalTeardown &);
    void collectSamples(const Protocol::LoadScenario &scenario);
    void observeHttp(const Protocol::LoadScenario &scenario);
    void startStatsd(const Protocol::LoadScenario &scenario);
    void send(const Protocol::FromHelper &message);
    void report();
    void sayIfIdle();
    void scheduleReport();
    void connectRuntime();
    bool expects(Phase phase, const char *message);
    void onScriptRanLong(std::chrono::microseconds time);
    void stopWorkers(bool now);
    void onWorkersDone();
    void endLeftovers(ScriptRuntime::Stop what);
    void limitGlobalTeardown(std::chrono::milliseconds limit);
    void giveUpGlobalTeardown(std::chrono::milliseconds limit);
    void onGlobalTeardownDone();
    void finish();
    void giveUp(const QString &problem);

    FrameSink &m_sink;
    Scheduler m_scheduler;
    MetricsRecorder m_metrics;
    LoopLag m_lag;
    LogLimiter m_log;
    HostCache m_hosts;
    HttpClient m_http;
    const Clock &m_clock;
    std::unique_ptr<StatsdClient> m_statsd; // if the run has one
    std::unique_ptr<StatsdObserver> m_statsdObserver; // likewise
    std::unique_ptr<TrafficLog> m_traffic; // if it is wanted
    std::unique_ptr<ExchangeTrace> m_trace; // likewise
    std::unique_ptr<ErrorSamples> m_samples; // from LoadScenario on
    std::unique_ptr<ScriptRuntime> m_runtime; // from LoadScenario on
    std::unique_ptr<WorkerPool> m_pool; // from the scenario's being loaded on
    Protocol::FrameReader m_reader;
    Phase m_phase = Phase::Starting;
    LoadOutcome m_loaded;
    std::chrono::microseconds m_longestScript{0}; // of the run
    std::optional<Protocol::LongScript> m_newLongScript; // since the last report
    std::chrono::microseconds m_workersDoneAt{0};
    Scheduler::Alarm m_teardownAlarm; // of the limit of globalTeardown
    int m_changes = 0; // ChangeLoad messages
    std::optional<Protocol::LoadIdle> m_idleSaid; // the last one
    bool m_keeps = false;
};

} // namespace Molotov
