// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakehelper/fakehelper.h"

#include "core/engine/standardstreams.h"
#include "core/model/protocol/codec.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace std::chrono_literals;

namespace Molotov {

namespace {

[[noreturn]] void crash()
{
    std::fputs("something is very wrong\n", stderr);
    std::fflush(stderr);
    std::abort();
}

[[noreturn]] void leave(int code)
{
    std::fputs("no more of this\n", stderr);
    std::fflush(stderr);
    std::_Exit(code);
}

Protocol::MetricsDelta oneIteration(std::chrono::microseconds elapsed)
{
    Histogram latency;
    latency.record(1ms);
    return {.elapsed = elapsed,
            .loadTime = elapsed,
            .activeWorkers = 1,
            .bytesIn = 100,
            .bytesOut = 10,
            .endpoints = {{.method = QStringLiteral("GET"),
                           .name = QStringLiteral("/"),
                           .count = 1,
                           .statuses = {{200, 1}},
                           .latency = latency.sparse()}},
            .scenarios = {{.scenario = 0, .ok = 1, .failed = 0, .duration = latency.sparse()}}};
}

} // namespace

FakeHelper::FakeHelper(int output, const QString &script)
    : m_output(output)
    , m_script(script.split(QLatin1Char(' '), Qt::SkipEmptyParts))
{
    m_reports.setInterval(20ms);
    connect(&m_reports, &QTimer::timeout, this, &FakeHelper::report);
}

bool FakeHelper::does(const QString &what) const
{
    return m_script.contains(what)
           || m_script.contains(what + QLatin1Char('@') + QString::number(m_load.share.index));
}

void FakeHelper::start()
{
    if (does(QStringLiteral("start=hang")))
        return;
    if (does(QStringLiteral("start=exit")))
        leave(3);
    if (does(QStringLiteral("start=text")))
        return sendRaw("Hello, world!\n");
    if (does(QStringLiteral("start=oversize")))
        return sendRaw(QByteArray::fromHex("7fffffff"));
    const int version = does(QStringLiteral("start=version")) ? 42 : Protocol::ProtocolVersion;
    send(Protocol::Hello{.protocol = version, .pid = QCoreApplication::applicationPid()});
}

void FakeHelper::receive(const QByteArray &bytes)
{
    m_reader.append(bytes);
    while (const auto payload = m_reader.next()) {
        const auto message = Protocol::decodeToHelper(**payload);
        std::visit([this](const auto &body) { handle(body); }, *message);
    }
}

void FakeHelper::handle(const Protocol::Hello &) {}

void FakeHelper::handle(const Protocol::LoadScenario &scenario)
{
    m_load = scenario;
    m_course = LoadCourse(scenario.load);
    if (does(QStringLiteral("load=hang")))
        return;
    if (does(QStringLiteral("load=exit")))
        leave(4);
    if (does(QStringLiteral("load=crash")))
        crash();
    if (does(QStringLiteral("load=fail"))) {
        return send(Protocol::LoadFailed{{.kind = ErrorKind::Script,
                                          .message = QStringLiteral("nothing is right"),
                                          .stack = {{{}, {m_load.sourceName, 3, 0}}}}});
    }
    if (does(QStringLiteral("load=empty")))
        return send(Protocol::ScenarioLoaded());
    const bool isOther = does(QStringLiteral("load=other"));
    send(Protocol::ScenarioLoaded{
        .scenarios = {{isOther ? QStringLiteral("other") : QStringLiteral("browse"), 1}},
        .hasGlobalSetup = m_script.contains(QStringLiteral("has=setup")),
        .hasGlobalTeardown = m_script.contains(QStringLiteral("has=teardown")),
        .isListening = m_script.contains(QStringLiteral("has=listener"))});
}

void FakeHelper::handle(const Protocol::RunGlobalSetup &)
{
    print(QStringLiteral("globalSetup"));
    if (does(QStringLiteral("globalsetup=hang")))
        return;
    if (does(QStringLiteral("globalsetup=exit")))
        leave(6);
    Protocol::GlobalSetupDone done{.vars = QStringLiteral("secret"), .error = {}};
    if (does(QStringLiteral("globalsetup=fail")))
        done.error =
            ScriptError{.message = QStringLiteral("no token"), .stack = {{{}, {m_load.sourceName, 3, 0}}}};
    send(done);
}

void FakeHelper::handle(const Protocol::CurrentWorkers &current)
{
    print(QStringLiteral("workers %1").arg(current.workers));
}

void FakeHelper::handle(const Protocol::RunGlobalTeardown &)
{
    print(QStringLiteral("globalTeardown"));
    m_isTearingDown = true;
    if (does(QStringLiteral("globalteardown=hang")))
        return;
    if (does(QStringLiteral("globalteardown=exit")))
        leave(7);
    send(Protocol::RunFinished());
    std::_Exit(0);
}

void FakeHelper::handle(const Protocol::StartRun &start)
{
    m_keeps = start.keeps;
    if (!start.vars.isEmpty())
        print(QStringLiteral("vars %1").arg(start.vars));
    m_clock.start();
    sayIfIdle();
    send(Protocol::WorkerStates{{{.position = 0, .state = Protocol::WorkerState::Running, .scenario = 0}}});
    report();
    if (!does(QStringLiteral("run=hang")))
        m_reports.start();
    misbehave();
}

void FakeHelper::misbehave()
{
    const std::chrono::microseconds elapsed(m_clock.nsecsElapsed() / 1000);
    if (does(QStringLiteral("run=exit")))
        leave(5);
    if (does(QStringLiteral("run=crash")))
        crash();
    if (does(QStringLiteral("run=half"))) {
        sendRaw(Protocol::frame(Protocol::encode(Protocol::RunFinished())).chopped(1));
        std::_Exit(0);
    }
    if (does(QStringLiteral("run=setupfail"))) {
        breakRun(Protocol::RunBroken::Why::SetupFailed, QStringLiteral("no user left"));
        return finish();
    }
    if (does(QStringLiteral("run=fail"))) {
        breakRun(Protocol::RunBroken::Why::IterationFailed, QStringLiteral("no stock"));
        return finish();
    }
    auto delta = oneIteration(elapsed);
    if (does(QStringLiteral("run=badlatency"))) {
        delta.endpoints.first().latency.cells = {-5};
        send(delta);
    }
    if (does(QStringLiteral("run=badscenario"))) {
        delta.scenarios.first().scenario = 1;
        send(delta);
    }
    if (does(QStringLiteral("run=badworker")))
        send(Protocol::WorkerStates{{{.position = m_load.load.workersOf(m_load.share)}}});
    if (does(QStringLiteral("run=badsample")))
        send(Protocol::ErrorSample{.exchanges = QList<Protocol::SampledExchange>(4)});
    if (does(QStringLiteral("run=late")))
        send(Protocol::ScenarioLoaded{{{QStringLiteral("browse"), 1}}});
}

void FakeHelper::handle(const Protocol::ChangeLoad &change)
{
    m_course.apply(change.at, change.change);
    ++m_changes;
    print(QStringLiteral("%1 users%2")
              .arg(m_course.loadAt(change.at))
              .arg(m_course.isPaused() ? QStringLiteral(", paused") : QString()));
    sayIfIdle();
}

void FakeHelper::sayIfIdle()
{
    if (does(QStringLiteral("run=idle")) || (does(QStringLiteral("run=idleonce")) && m_changes == 0))
        send(Protocol::LoadIdle{.changes = m_changes});
}

void FakeHelper::handle(const Protocol::StopRun &stop)
{
    const bool isIgnored = does(QStringLiteral("run=hang")) || does(QStringLiteral("stop=deaf"))
                           || (!stop.now && does(QStringLiteral("stop=slow"))) || m_isTearingDown;
    if (!isIgnored)
        finish();
}

void FakeHelper::report()
{
    const std::chrono::microseconds elapsed(m_clock.nsecsElapsed() / 1000);
    ++m_iterations;
    send(oneIteration(elapsed));
    if (elapsed >= m_course.length())
        finish();
}

void FakeHelper::finish()
{
    m_reports.stop();
    print(QStringLiteral("iterations: %1").arg(m_iterations));
    if (m_keeps)
        return send(Protocol::WorkersDone());
    send(Protocol::RunFinished());
    if (!does(QStringLiteral("run=linger")))
        std::_Exit(0);
}

void FakeHelper::breakRun(Protocol::RunBroken::Why why, const QString &message)
{
    send(Protocol::RunBroken{
        why, {.kind = ErrorKind::Script, .message = message, .stack = {{{}, {m_load.sourceName, 3, 0}}}}});
}

void FakeHelper::print(const QString &text)
{
    send(Protocol::ScriptLog{.text = text});
}

void FakeHelper::send(const Protocol::FromHelper &message)
{
    sendRaw(Protocol::frame(Protocol::encode(message)));
}

void FakeHelper::sendRaw(const QByteArray &bytes)
{
    StandardStreams::writeAll(m_output, bytes.constData(), bytes.size());
}

} // namespace Molotov
