// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/helpersession.h"

#include "core/engine/clock.h"
#include "core/engine/framesink.h"
#include "core/engine/processmemory.h"
#include "core/model/protocol/codec.h"

#include <QCoreApplication>

#include <algorithm>

namespace Molotov {

namespace {

constexpr std::chrono::milliseconds ReportPeriod{250};

// Less than what the controller gives it (RunSettings::globalFixture): who ends by itself can still report.
constexpr std::chrono::seconds GlobalTeardownLimit{30};

// More than so many bytes that the controller has not read yet: reports wait, lines of logs are left out.
constexpr qint64 MaxPending = 1 << 20;

// A body that a script reads as text takes three times its size.
constexpr qint64 ShareOfBodies = 4;

// Of one helper among so many, so that scripts without end do not take the whole computer with them: three
// quarters of its memory are for helpers.
qint64 memoryLimit(int helpers)
{
    constexpr qint64 Least = 256LL << 20;
    constexpr qint64 Most = 4LL << 30;
    const auto installed = ProcessMemory::installed();
    return installed == 0 ? Most : std::clamp(installed / 4 * 3 / std::max(helpers, 1), Least, Most);
}

} // namespace

HelperSession::HelperSession(const Clock &clock, FrameSink &sink, QObject *parent)
    : QObject(parent)
    , m_sink(sink)
    , m_scheduler(clock)
    , m_metrics(clock)
    , m_lag(clock, m_scheduler)
    , m_log(clock, [this](const Protocol::ScriptLog &line) { send(line); })
    , m_hosts(clock)
    , m_http({.clock = clock, .scheduler = m_scheduler, .metrics = m_metrics, .hosts = m_hosts})
    , m_clock(clock)
{
    send(Protocol::Hello{.protocol = Protocol::ProtocolVersion,
                         .version = QStringLiteral(MOLOTOV_VERSION),
                         .pid = QCoreApplication::applicationPid()});
}

HelperSession::~HelperSession() = default;

void HelperSession::receive(const QByteArray &bytes)
{
    m_reader.append(bytes);
    while (m_phase != Phase::Ended) {
        const auto payload = m_reader.next();
        if (!payload)
            return;
        if (!*payload) {
            giveUp(payload->error().text);
            return;
        }
        const auto message = Protocol::decodeToHelper(**payload);
        if (!message) {
            giveUp(message.error().text);
            return;
        }
        std::visit([this](const auto &content) { handle(content); }, *message);
    }
}

void HelperSession::handle(const Protocol::Hello &hello)
{
    if (hello.protocol != Protocol::ProtocolVersion) {
        giveUp(QStringLiteral(
                   "The controller (version %1) speaks protocol %2, this helper (version %3) speaks %4")
                   .arg(hello.version)
                   .arg(hello.protocol)
                   .arg(QStringLiteral(MOLOTOV_VERSION))
                   .arg(Protocol::ProtocolVersion));
        return;
    }
    if (expects(Phase::Starting, "Hello"))
        m_phase = Phase::Greeted;
}

bool HelperSession::expects(Phase phase, const char *message)
{
    if (m_phase == phase)
        return true;
    giveUp(QStringLiteral("%1 came out of turn").arg(QLatin1String(message)));
    return false;
}

void HelperSession::handle(const Protocol::LoadScenario &scenario)
{
    if (!expects(Phase::Greeted, "LoadScenario"))
        return;
    m_http.setBaseUrl(scenario.baseUrl);
    m_http.setFoldsNames(scenario.foldNames);
    m_hosts.setRules(HostRules(scenario.hosts, scenario.allowedHosts));
    m_hosts.setOrder(scenario.addresses, scenario.seed + quint64(scenario.share.index));
    m_hosts.setFirstTurn(quint32(scenario.share.index));
    observeHttp(scenario);
    collectSamples(scenario);
    m_runtime = std::make_unique<ScriptRuntime>(
        ScriptServices{.scheduler = m_scheduler,
                       .http = m_http,
                       .metrics = m_metrics,
                       .log = m_log,
                       .statsd = m_statsd.get(),
                       .trace = m_trace.get()},
        ScriptRuntime::Options{.memoryLimit = memoryLimit(scenario.share.count)});
    m_http.bodies().setMost(memoryLimit(scenario.share.count) / ShareOfBodies);
    connectRuntime();
    m_loaded = m_runtime->load(scenario);
    if (m_loaded.error) {
        m_phase = Phase::LoadFailed;
        send(Protocol::LoadFailed{*m_loaded.error});
        return;
    }
    m_phase = Phase::Loaded;
    m_pool = std::make_unique<WorkerPool>(WorkerPool::Tools{.clock = m_clock,
                                                            .scheduler = m_scheduler,
                                                            .metrics = m_metrics,
                                                            .http = m_http,
                                                            .runtime = *m_runtime,
                                                            .samples = m_samples.get()},
                                          scenario, m_loaded);
    connect(m_pool.get(), &WorkerPool::broke, this, &HelperSession::send);
    // Queued: the pool, and perhaps a script, is still at work when it says so.
    connect(m_pool.get(), &WorkerPool::finished, this, &HelperSession::onWorkersDone, Qt::QueuedConnection);
    Protocol::ScenarioLoaded loaded{.hasGlobalSetup = m_loaded.hasGlobalSetup,
                                    .hasGlobalTeardown = m_loaded.hasGlobalTeardown,
                                    .isListening = m_loaded.isListening};
    for (const auto &one : std::as_const(m_loaded.scenarios))
        loaded.scenarios.append({.name = one.name, .weight = one.weight});
    send(loaded);
}

void HelperSession::collectSamples(const Protocol::LoadScenario &scenario)
{
    m_http.rememberExchanges();
    m_samples = std::make_unique<ErrorSamples>(scenario.share, scenario.maskedHeaders,
                                               [this](const Protocol::ErrorSample &sample) {
                                                   if (m_sink.pending() >= MaxPending)
                                                       return false;
                                                   send(sample);
                                                   return true;
                                               });
}

void HelperSession::observeHttp(const Protocol::LoadScenario &scenario)
{
    // -vv of Molotov.
    constexpr int TrafficVerbosity = 2;
    if (!scenario.statsdAddress.isEmpty())
        startStatsd(scenario);
    if (scenario.traceExchanges) {
        m_trace = std::make_unique<ExchangeTrace>(
            m_clock.now(), [this](const Protocol::FromHelper &message) { send(message); });
        m_http.addObserver(*m_trace);
    }
    if (scenario.verbosity < TrafficVerbosity)
        return;
    m_traffic = std::make_unique<TrafficLog>(m_log, scenario.share);
    m_http.addObserver(*m_traffic);
}

void HelperSession::startStatsd(const Protocol::LoadScenario &scenario)
{
    const auto warn = [this](const QString &text) { m_log.write(Protocol::LogLevel::Warning, -1, text); };
    const auto server = StatsdAddress::parse(scenario.statsdAddress);
    if (!server) {
        warn(server.error().text);
        return;
    }
    m_statsd = std::make_unique<StatsdClient>(m_scheduler,
                                              StatsdClient::Options{.server = *server,
                                                                    .isRaw = scenario.statsdRawNames,
                                                                    .hostName = QSysInfo::machineHostName()},
                                              warn);
    m_statsdObserver = std::make_unique<StatsdObserver>(*m_statsd);
    m_http.addObserver(*m_statsdObserver);
}

void HelperSession::connectRuntime()
{
    connect(m_runtime.get(), &ScriptRuntime::ranLong, this, &HelperSession::onScriptRanLong);
    connect(m_runtime.get(), &ScriptRuntime::strayErrorSeen, this,
            [this](const ScriptError &error) { m_metrics.addError(error); });
    connect(m_runtime.get(), &ScriptRuntime::globalSetupDone, this, [this](const QString &vars) {
        m_phase = Phase::SetUp;
        send(Protocol::GlobalSetupDone{.vars = vars, .error = {}});
    });
    connect(m_runtime.get(), &ScriptRuntime::globalSetupFailed, this, [this](const ScriptError &error) {
        send(Protocol::GlobalSetupDone{.vars = {}, .error = error});
    });
    connect(m_runtime.get(), &ScriptRuntime::globalTeardownDone, this, &HelperSession::onGlobalTeardownDone,
            Qt::QueuedConnection);
}

void HelperSession::onScriptRanLong(std::chrono::microseconds time)
{
    if (m_phase != Phase::Running)
        return;
    m_lag.addScript(time);
    if (time <= m_longestScript)
        return;
    m_longestScript = time;
    m_newLongScript = Protocol::LongScript{.time = time, .place = m_runtime->whatRanLast()};
}

void HelperSession::handle(const Protocol::RunGlobalSetup &)
{
    if (!expects(m_loaded.hasGlobalSetup ? Phase::Loaded : Phase::Ended, "RunGlobalSetup"))
        return;
    m_phase = Phase::InGlobalSetup;
    m_runtime->startGlobalSetup();
}

void HelperSession::handle(const Protocol::StartRun &start)
{
    if (m_phase != Phase::SetUp && !expects(Phase::Loaded, "StartRun"))
        return;
    if (m_phase == Phase::Loaded && !start.vars.isEmpty())
        m_runtime->setVars(start.vars);
    m_phase = Phase::Running;
    m_keeps = start.keeps && m_loaded.hasGlobalTeardown;
    m_lag.start(); // before there are any workers: to make thousands takes time, too
    m_pool->start();
    sayIfIdle();
    scheduleReport();
}

void HelperSession::handle(const Protocol::CurrentWorkers &current)
{
    if (m_phase == Phase::Running)
        m_runtime->tellWorkers(current.workers);
}

void HelperSession::handle(const Protocol::ChangeLoad &change)
{
    if (m_phase != Phase::Running)
        return; // it has ended meanwhile
    ++m_changes;
    m_pool->changeLoad(change);
    sayIfIdle();
}

// An old word is no longer true after a change, which may have none come.
void HelperSession::sayIfIdle()
{
    if (!m_pool->isIdle())
        return;
    const Protocol::LoadIdle now{.changes = m_changes, .hasEnded = m_pool->hasEndedWorkers()};
    if (m_idleSaid == now)
        return;
    m_idleSaid = now;
    send(now);
}

void HelperSession::handle(const Protocol::StopRun &stop)
{
    if (m_phase < Phase::Running)
        finish(); // nothing runs yet
    else if (m_phase == Phase::InGlobalTeardown && stop.now)
        limitGlobalTeardown(StopPolicy::TeardownGrace);
    else if (m_phase == Phase::Running)
        stopWorkers(stop.now);
}

void HelperSession::stopWorkers(bool now)
{
    if (!now)
        return m_pool->stop();
    report(); // before anything else: with many exchanges to abort, the end may take longer than we have
    m_pool->stopNow();
}

void HelperSession::handle(const Protocol::RunGlobalTeardown &)
{
    if (!expects(Phase::WorkersDone, "RunGlobalTeardown"))
        return;
    m_phase = Phase::InGlobalTeardown;
    limitGlobalTeardown(GlobalTeardownLimit);
    m_runtime->startGlobalTeardown();
}

void HelperSession::limitGlobalTeardown(std::chrono::milliseconds limit)
{
    m_scheduler.cancel(m_teardownAlarm);
    m_teardownAlarm = m_scheduler.after(
        limit, [this, limit] { giveUpGlobalTeardown(limit); }, Scheduler::Rank::Control);
}

void HelperSession::giveUpGlobalTeardown(std::chrono::milliseconds limit)
{
    const ScriptError error{.kind = ErrorKind::Local,
                            .message = QStringLiteral("globalTeardown took longer than %1 s and was given up")
                                           .arg(std::chrono::duration<double>(limit).count()),
                            .stack = {}};
    m_metrics.addError(error);
    m_log.write(Protocol::LogLevel::Error, -1, error.message);
    onGlobalTeardownDone();
}

void HelperSession::send(const Protocol::FromHelper &message)
{
    m_sink.write(Protocol::frame(Protocol::encode(message)));
}

void HelperSession::scheduleReport()
{
    const auto reportAgain = [this] {
        if (m_phase != Phase::Running)
            return;
        if (m_sink.pending() < MaxPending)
            report();
        sayIfIdle();
        scheduleReport();
    };
    // At whole periods of the run's clock: no report is about the ends of two seconds.
    auto left = ReportPeriod - m_metrics.elapsed() % ReportPeriod;
    if (left < ReportPeriod / 2)
        left += ReportPeriod;
    m_scheduler.after(left, reportAgain, Scheduler::Rank::Control);
}

void HelperSession::report()
{
    m_runtime->reportMetrics();
    // Before what they did: whoever counts workers shall know of all that had a part in it.
    if (const auto changed = m_pool->takeStates(); !changed.isEmpty())
        send(Protocol::WorkerStates{changed});
    auto delta = m_metrics.take(m_pool->activeWorkers());
    delta.loopLag = m_lag.take();
    delta.ownLag = m_lag.takeOwn();
    delta.longScript = std::exchange(m_newLongScript, std::nullopt);
    send(delta);
}

void HelperSession::onWorkersDone()
{
    if (m_phase != Phase::Running)
        return;
    m_lag.stop();
    endLeftovers(ScriptRuntime::Stop::AllButGlobalTeardown);
    report();
    if (!m_keeps)
        return finish();
    m_phase = Phase::WorkersDone;
    m_workersDoneAt = m_metrics.elapsed();
    send(Protocol::WorkersDone{});
}

// What iterations and fixtures began and did not wait for: no request goes out after the end, and each that
// went out before is counted.
void HelperSession::endLeftovers(ScriptRuntime::Stop what)
{
    m_runtime->stop(what);
    m_http.abort([](const HttpRequest &) { return true; }, runStopped());
}

void HelperSession::onGlobalTeardownDone()
{
    if (m_phase != Phase::InGlobalTeardown)
        return;
    endLeftovers(ScriptRuntime::Stop::All);
    m_runtime->reportMetrics();
    auto delta = m_metrics.take(0);
    delta.elapsed = m_workersDoneAt; // what is measured ended then
    send(delta);
    finish();
}

void HelperSession::finish()
{
    if (m_statsd)
        m_statsd->flush();
    m_log.finish();
    send(Protocol::RunFinished{});
    m_phase = Phase::Ended;
    Q_EMIT ended(HelperExit::Finished, {});
}

void HelperSession::giveUp(const QString &problem)
{
    m_phase = Phase::Ended;
    Q_EMIT ended(HelperExit::BadInput, problem);
}

} // namespace Molotov
