// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/helpersession.h"

#include "core/engine/clock.h"
#include "core/engine/framesink.h"
#include "core/model/protocol/codec.h"

#include <QCoreApplication>

namespace Molotov {

namespace {

constexpr std::chrono::milliseconds ReportPeriod{250};

// More than so many bytes that the controller has not read yet: reports wait, lines of logs are left out.
constexpr qint64 MaxPending = 1 << 20;

} // namespace

HelperSession::HelperSession(const Clock &clock, FrameSink &sink, HttpClient::ManagerFactory makeManager,
                             QObject *parent)
    : QObject(parent)
    , m_sink(sink)
    , m_scheduler(clock)
    , m_metrics(clock)
    , m_log(clock, [this](const Protocol::ScriptLog &line) { send(line); })
    , m_http({.clock = clock, .scheduler = m_scheduler, .metrics = m_metrics}, std::move(makeManager))
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
    while (!m_isEnded) {
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
    m_isGreeted = true;
}

void HelperSession::handle(const Protocol::LoadScenario &scenario)
{
    if (!m_isGreeted || m_runtime) {
        giveUp(QStringLiteral("LoadScenario came out of turn"));
        return;
    }
    m_http.setBaseUrl(scenario.baseUrl);
    m_runtime = std::make_unique<ScriptRuntime>(
        ScriptServices{.scheduler = m_scheduler, .http = m_http, .metrics = m_metrics, .log = m_log},
        ScriptRuntime::Options());
    const auto outcome = m_runtime->load(scenario);
    if (outcome.error) {
        send(Protocol::LoadFailed{*outcome.error});
        return;
    }
    m_pool = std::make_unique<WorkerPool>(WorkerPool::Tools{.clock = m_clock,
                                                            .scheduler = m_scheduler,
                                                            .metrics = m_metrics,
                                                            .http = m_http,
                                                            .runtime = *m_runtime},
                                          scenario, outcome.scenarios);
    // Queued: the pool, and perhaps a script, is still at work when it says so.
    connect(m_pool.get(), &WorkerPool::finished, this, &HelperSession::onFinished, Qt::QueuedConnection);
    Protocol::ScenarioLoaded loaded;
    for (const auto &one : outcome.scenarios)
        loaded.scenarios.append({.name = one.name, .weight = one.weight});
    send(loaded);
}

void HelperSession::handle(const Protocol::StartRun &)
{
    if (!m_pool || m_isStarted) {
        giveUp(QStringLiteral("StartRun came out of turn"));
        return;
    }
    m_isStarted = true;
    m_pool->start();
    scheduleReport();
}

void HelperSession::handle(const Protocol::StopRun &stop)
{
    if (!m_isStarted) {
        onFinished(std::nullopt); // nothing runs yet
        return;
    }
    if (stop.now)
        m_pool->stopNow();
    else
        m_pool->stop();
}

void HelperSession::send(const Protocol::FromHelper &message)
{
    m_sink.write(Protocol::frame(Protocol::encode(message)));
}

void HelperSession::scheduleReport()
{
    m_scheduler.after(ReportPeriod, [this] {
        if (m_isEnded)
            return;
        if (m_sink.pending() < MaxPending)
            report();
        scheduleReport();
    });
}

void HelperSession::report()
{
    m_runtime->reportMetrics();
    send(m_metrics.take(m_pool->activeWorkers()));
    if (const auto changed = m_pool->takeStates(); !changed.isEmpty())
        send(Protocol::WorkerStates{changed});
}

void HelperSession::onFinished(const std::optional<ScriptError> &setupFailure)
{
    if (m_isEnded)
        return;
    if (m_isStarted)
        report();
    m_log.finish();
    send(Protocol::RunFinished{setupFailure});
    m_isEnded = true;
    Q_EMIT ended(HelperExit::Finished, {});
}

void HelperSession::giveUp(const QString &problem)
{
    m_isEnded = true;
    Q_EMIT ended(HelperExit::BadInput, problem);
}

} // namespace Molotov
