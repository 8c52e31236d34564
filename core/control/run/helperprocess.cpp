// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/helperprocess.h"

#include "core/control/process/crashcause.h"
#include "core/control/words/runwords.h"
#include "core/control/words/timetext.h"
#include "core/model/protocol/codec.h"

#include <QCoreApplication>

#include <algorithm>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

// What a helper's libraries write to stderr can be as much as there are exchanges.
constexpr int MaxErrorLines = 200;
constexpr qsizetype MaxErrorLineLength = 1000;

bool isBounded(const Protocol::SampledBody &body, qsizetype most)
{
    return body.bytes.size() <= most && body.size >= 0;
}

bool isBounded(const Protocol::SampledHead &head)
{
    qsizetype size = 0;
    for (const auto &field : head.list)
        size += field.name.size() + field.value.size();
    return size <= Protocol::MaxSampledHead && head.leftOut >= 0;
}

bool isBounded(const Protocol::SampledExchange &exchange, qsizetype mostOfBody)
{
    return exchange.url.size() <= Protocol::MaxSampledHead && isBounded(exchange.requestHead)
           && isBounded(exchange.requestBody, mostOfBody) && isBounded(exchange.responseHead)
           && isBounded(exchange.responseBody, mostOfBody);
}

// As much as it takes to keep samples in memory and in results.
bool isBounded(const Protocol::ErrorSample &sample)
{
    return sample.exchanges.size() <= Protocol::MaxSampledExchanges
           && std::all_of(sample.exchanges.begin(), sample.exchanges.end(),
                          [](const auto &exchange) { return isBounded(exchange, Protocol::MaxSampledBody); });
}

} // namespace

HelperProcess::HelperProcess(int index, const QString &program, const RunSettings &settings, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_settings(settings)
{
    m_process.setProgram(program);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HelperProcess::onDeadline);
    m_notice.setSingleShot(true);
    connect(&m_notice, &QTimer::timeout, this, &HelperProcess::sayWhatIsAwaited);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &HelperProcess::readMessages);
    connect(&m_process, &QProcess::readyReadStandardError, this, &HelperProcess::readErrors);
    connect(&m_process, &ChildProcess::startFailed, this, &HelperProcess::onStartFailed);
    connect(&m_process, &QProcess::finished, this, &HelperProcess::onFinished);
    connect(&m_process, &QProcess::started, this, [this] {
        m_pid = m_process.processId();
        send(Protocol::Hello{.version = QStringLiteral(MOLOTOV_VERSION),
                             .pid = QCoreApplication::applicationPid()});
    });
}

// For as long as the limit, which is said when it takes some of it.
void HelperProcess::await(milliseconds limit)
{
    m_deadline.start(limit);
    if (limit > m_settings.notice)
        m_notice.start(m_settings.notice);
}

void HelperProcess::onAnswered()
{
    m_deadline.stop();
    m_notice.stop();
}

void HelperProcess::sayWhatIsAwaited()
{
    QString text;
    if (m_phase == Phase::Starting)
        text =
            tr("%1 has not answered yet; it has %2 from its start.").arg(name(), timeText(m_settings.hello));
    else if (m_phase == Phase::Loading)
        text = tr("%1 has not loaded the scenario yet; it has %2.").arg(name(), timeText(m_settings.load));
    else if (m_phase == Phase::GlobalSetup)
        text = tr("globalSetup is still running in %1; it has %2.")
                   .arg(name(), timeText(m_settings.globalFixture));
    else
        return;
    Q_EMIT logged({.level = Protocol::LogLevel::Warning, .text = text});
}

void HelperProcess::passTime(std::chrono::microseconds time)
{
    if (m_phase != Phase::Running || m_loss)
        return;
    const bool answered = m_silence < m_settings.silence;
    m_silence += time;
    if (answered && m_silence >= m_settings.silence)
        Q_EMIT answeringChanged(false);
    if (m_silence >= m_settings.lostAfter)
        endBecause({.code = HelperLoss::Code::Silent, .limit = m_settings.lostAfter});
}

void HelperProcess::start()
{
    await(m_settings.hello);
    m_process.start();
}

void HelperProcess::loadScenario(const Protocol::LoadScenario &request)
{
    Q_ASSERT(m_phase == Phase::Ready);
    m_phase = Phase::Loading;
    m_traces = request.traceExchanges;
    await(m_settings.load);
    send(request);
}

void HelperProcess::runGlobalSetup()
{
    Q_ASSERT(m_phase == Phase::Loaded);
    m_phase = Phase::GlobalSetup;
    await(m_settings.globalFixture);
    send(Protocol::RunGlobalSetup());
}

void HelperProcess::startRun(const Protocol::StartRun &start)
{
    Q_ASSERT(m_phase == Phase::Loaded);
    m_phase = Phase::Running;
    m_keeps = start.keeps;
    send(start);
}

void HelperProcess::tellWorkers(int workers)
{
    if (m_phase == Phase::Running)
        send(Protocol::CurrentWorkers{workers});
}

void HelperProcess::changeLoad(const Protocol::ChangeLoad &change)
{
    if (m_phase == Phase::Running)
        send(change);
}

void HelperProcess::runGlobalTeardown()
{
    Q_ASSERT(m_phase == Phase::Keeping);
    m_phase = Phase::GlobalTeardown;
    limitGlobalTeardown(m_settings.globalFixture);
    send(Protocol::RunGlobalTeardown());
}

void HelperProcess::limitGlobalTeardown(milliseconds limit)
{
    m_teardownLimit = limit;
    m_deadline.start(limit);
}

void HelperProcess::stopRun(bool now)
{
    if (m_phase == Phase::Running) {
        send(Protocol::StopRun{now});
    } else if (m_phase == Phase::GlobalTeardown && now) {
        limitGlobalTeardown(m_settings.stopNow);
        send(Protocol::StopRun{now});
    }
}

void HelperProcess::dismiss()
{
    if (m_phase == Phase::Ended || m_loss)
        return;
    m_phase = Phase::Leaving;
    m_deadline.start(m_settings.exit);
    m_process.closeWriteChannel();
}

void HelperProcess::reject(const QString &what)
{
    endBecause({.code = HelperLoss::Code::Nonsense, .text = what});
}

void HelperProcess::kill()
{
    if (m_phase == Phase::Leaving)
        m_process.kill(); // it has said all
    else
        endBecause({.code = HelperLoss::Code::NotStopped});
}

void HelperProcess::abandon()
{
    m_process.disconnect(this);
    m_process.kill();
}

QString HelperProcess::name() const
{
    return RunWords::helper(m_index, m_pid);
}

void HelperProcess::send(const Protocol::ToHelper &message)
{
    m_process.write(Protocol::frame(Protocol::encode(message)));
}

void HelperProcess::readMessages()
{
    m_reader.append(m_process.readAllStandardOutput());
    if (std::exchange(m_silence, {}) >= m_settings.silence && m_phase == Phase::Running && !m_loss)
        Q_EMIT answeringChanged(true);
    while (!m_loss && m_phase != Phase::Leaving && m_phase != Phase::Ended) {
        const auto payload = m_reader.next();
        if (!payload)
            return;
        if (!*payload)
            return reject(payload->error().text);
        const auto message = Protocol::decodeFromHelper(**payload);
        if (!message)
            return reject(message.error().text);
        std::visit([this](const auto &body) { handle(body); }, *message);
    }
}

void HelperProcess::readErrors()
{
    m_errorRest += m_process.readAllStandardError();
    qsizetype begin = 0;
    for (auto end = m_errorRest.indexOf('\n'); end >= 0; end = m_errorRest.indexOf('\n', begin)) {
        logErrorLine(m_errorRest.mid(begin, end - begin));
        begin = end + 1;
    }
    m_errorRest.remove(0, begin);
    if (m_errorRest.size() > MaxErrorLineLength)
        logErrorLine(std::exchange(m_errorRest, {}));
}

void HelperProcess::logErrorLine(const QByteArray &line)
{
    const auto text = QString::fromLocal8Bit(line.left(MaxErrorLineLength)).trimmed();
    if (text.isEmpty())
        return;
    m_lastErrorLine = text;
    ++m_errorLines;
    if (m_errorLines <= MaxErrorLines)
        Q_EMIT logged({.level = Protocol::LogLevel::Warning, .text = text});
    else if (m_errorLines == MaxErrorLines + 1)
        Q_EMIT logged(
            {.level = Protocol::LogLevel::Warning,
             .text = tr("%1 writes too much to its error output; the rest is left out.").arg(name())});
}

bool HelperProcess::expects(Phase phase, const QString &message)
{
    if (m_phase == phase)
        return true;
    reject(QStringLiteral("a %1 where none belongs").arg(message));
    return false;
}

void HelperProcess::handle(const Protocol::Hello &message)
{
    if (!expects(Phase::Starting, QStringLiteral("Hello")))
        return;
    if (message.protocol != Protocol::ProtocolVersion)
        return endBecause({.code = HelperLoss::Code::OtherVersion,
                           .number = message.protocol,
                           .expected = Protocol::ProtocolVersion});
    m_phase = Phase::Ready;
    onAnswered();
    Q_EMIT ready();
}

void HelperProcess::handle(const Protocol::ScenarioLoaded &message)
{
    if (!expects(Phase::Loading, QStringLiteral("ScenarioLoaded")))
        return;
    if (message.scenarios.isEmpty())
        return reject(QStringLiteral("a ScenarioLoaded without scenarios"));
    m_phase = Phase::Loaded;
    onAnswered();
    Q_EMIT scenarioLoaded(message);
}

void HelperProcess::handle(const Protocol::LoadFailed &message)
{
    if (!expects(Phase::Loading, QStringLiteral("LoadFailed")))
        return;
    dismiss();
    Q_EMIT loadFailed(message.error);
}

void HelperProcess::handle(const Protocol::GlobalSetupDone &message)
{
    if (!expects(Phase::GlobalSetup, QStringLiteral("GlobalSetupDone")))
        return;
    m_phase = Phase::Loaded;
    onAnswered();
    if (message.error)
        dismiss();
    Q_EMIT globalSetupDone(message);
}

void HelperProcess::handle(const Protocol::MetricsDelta &message)
{
    if (m_phase == Phase::GlobalTeardown || expects(Phase::Running, QStringLiteral("MetricsDelta")))
        Q_EMIT metricsReported(message);
}

void HelperProcess::handle(const Protocol::WorkerStates &message)
{
    if (expects(Phase::Running, QStringLiteral("WorkerStates")))
        Q_EMIT workersChanged(message.changed);
}

void HelperProcess::handle(const Protocol::ScriptLog &message)
{
    if (m_phase == Phase::Starting)
        return reject(QStringLiteral("a ScriptLog before Hello"));
    Q_EMIT logged(message);
}

void HelperProcess::handle(const Protocol::ErrorSample &message)
{
    if (!expects(Phase::Running, QStringLiteral("ErrorSample")))
        return;
    if (!isBounded(message))
        return reject(QStringLiteral("a sample of an error that is too large"));
    Q_EMIT sampled(message);
}

void HelperProcess::handle(const Protocol::TracedExchange &message)
{
    const auto &exchange = message.exchange;
    m_tracedBytes += exchange.requestBody.bytes.size() + exchange.responseBody.bytes.size();
    if (!isTracing() || ++m_traced > Protocol::MaxTracedExchanges || m_tracedBytes > Protocol::MaxTracedBytes
        || !isBounded(exchange, Protocol::MaxTracedBody))
        return reject(QStringLiteral("a TracedExchange that nobody asked for"));
    Q_EMIT traced(message);
}

void HelperProcess::handle(const Protocol::TracedNote &message)
{
    if (!isTracing() || ++m_noted > Protocol::MaxTracedNotes)
        return reject(QStringLiteral("a TracedNote that nobody asked for"));
    Q_EMIT noted(message);
}

void HelperProcess::handle(const Protocol::LoadIdle &message)
{
    if (expects(Phase::Running, QStringLiteral("LoadIdle")))
        Q_EMIT idled(message);
}

void HelperProcess::handle(const Protocol::RunBroken &message)
{
    if (expects(Phase::Running, QStringLiteral("RunBroken")))
        Q_EMIT broke(message);
}

void HelperProcess::handle(const Protocol::WorkersDone &)
{
    if (!expects(m_keeps ? Phase::Running : Phase::Ended, QStringLiteral("WorkersDone")))
        return;
    m_phase = Phase::Keeping;
    Q_EMIT workersDone();
}

void HelperProcess::handle(const Protocol::RunFinished &)
{
    if (m_phase == Phase::GlobalTeardown)
        return leave();
    if (!expects(m_keeps ? Phase::Ended : Phase::Running, QStringLiteral("RunFinished")))
        return;
    leave();
    Q_EMIT workersDone();
}

void HelperProcess::leave()
{
    m_phase = Phase::Leaving;
    m_deadline.start(m_settings.exit);
}

void HelperProcess::endBecause(HelperLoss loss)
{
    if (m_phase == Phase::Ended || m_loss)
        return;
    m_loss = identified(std::move(loss));
    m_deadline.stop();
    m_process.kill();
}

HelperLoss HelperProcess::identified(HelperLoss loss) const
{
    loss.helper = m_index;
    loss.pid = m_pid;
    return loss;
}

void HelperProcess::onDeadline()
{
    if (m_phase == Phase::Starting)
        endBecause({.code = HelperLoss::Code::NoHello, .limit = m_settings.hello});
    else if (m_phase == Phase::Loading)
        endBecause({.code = HelperLoss::Code::NotLoaded, .limit = m_settings.load});
    else if (m_phase == Phase::GlobalSetup)
        endBecause({.code = HelperLoss::Code::GlobalSetupTooLong, .limit = m_settings.globalFixture});
    else
        endOverdue();
}

void HelperProcess::endOverdue()
{
    if (m_phase == Phase::GlobalTeardown) {
        m_phase = Phase::Leaving;
        Q_EMIT globalTeardownFailed(
            {.code = RunProblem::Code::GlobalTeardownTooLong, .limit = m_teardownLimit});
    }
    m_process.kill();
}

void HelperProcess::onStartFailed()
{
    m_loss = identified({.code = HelperLoss::Code::NotStarted, .text = m_process.startFailure()});
    onFinished(0, QProcess::NormalExit);
}

void HelperProcess::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_deadline.stop();
    readMessages();
    readErrors();
    logErrorLine(std::exchange(m_errorRest, {}));
    auto loss = m_loss ? m_loss : judgeExit(exitCode, status);
    if (loss && isKeeping()) {
        Q_EMIT globalTeardownFailed({.code = RunProblem::Code::GlobalTeardownLost, .loss = *loss});
        loss.reset(); // nothing that it measured is lost
    }
    m_phase = Phase::Ended;
    Q_EMIT ended(loss);
}

std::optional<HelperLoss> HelperProcess::judgeExit(int exitCode, QProcess::ExitStatus status) const
{
    if (m_phase == Phase::Leaving)
        return {};
    HelperLoss loss{.code = HelperLoss::Code::EndedEarly, .number = exitCode, .lastLine = m_lastErrorLine};
    if (status == QProcess::CrashExit) {
        loss.code = HelperLoss::Code::Crashed;
        loss.text = crashCause(exitCode);
    } else if (!m_reader.atBoundary()) {
        loss.code = HelperLoss::Code::BrokeOff;
    }
    return identified(std::move(loss));
}

} // namespace Molotov
