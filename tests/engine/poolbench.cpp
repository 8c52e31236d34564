// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/poolbench.h"

#include "tests/support/compilescenario.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace Molotov::Test {

namespace {

const auto Imports = QStringLiteral(
    "import { args, assert, check, env, events, feeder, getVar, globalSetup, globalTeardown, request, "
    "scenario, "
    "scenarioPicker, sessionFactory, setup, setupSession, setVar, sleep, step, teardown, teardownSession } "
    "from "
    "\"molotov\";\n");

} // namespace

PoolBench::PoolBench(const QString &body, const Change &change)
    : scheduler(clock)
    , metrics(clock)
    , log(clock,
          [this](const Protocol::ScriptLog &line) {
              printed.append(line.worker < 0 ? line.text
                                             : QStringLiteral("%1 %2").arg(line.worker).arg(line.text));
          })
    , m_hosts(clock)
    , http({.clock = clock, .scheduler = scheduler, .metrics = metrics, .hosts = m_hosts})
    , runtime({.scheduler = scheduler, .http = http, .metrics = metrics, .log = log}, {})
    , plan({.sourceName = QStringLiteral("shop.ts"),
            .code = compileScenario(Imports + body),
            .share = {},
            .seed = 42,
            .load = {.duration = 1h}})
{
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler=false")); // as the helper does
    if (change)
        change(plan);
    http.setBaseUrl(plan.baseUrl);
    QObject::connect(&runtime, &ScriptRuntime::strayErrorSeen, &runtime,
                     [this](const ScriptError &error) { metrics.addError(error); });
    const auto loaded = runtime.load(plan);
    if (loaded.error)
        qFatal("%s", qPrintable(loaded.error->message));
    pool.emplace(
        WorkerPool::Tools{
            .clock = clock, .scheduler = scheduler, .metrics = metrics, .http = http, .runtime = runtime},
        plan, loaded);
    QObject::connect(&*pool, &WorkerPool::finished, &*pool, [this] { ++finishes; });
    QObject::connect(&*pool, &WorkerPool::broke, &*pool,
                     [this](const Protocol::RunBroken &why) { broken.append(why); });
    pool->start();
}

void PoolBench::pass(std::chrono::milliseconds time)
{
    settle();
    for (auto passed = 0ms; passed < time; passed += 10ms) {
        clock.advance(10ms);
        settle();
    }
}

void PoolBench::settle()
{
    for (int i = 0; i < 4; ++i) {
        scheduler.fireDue();
        QCoreApplication::processEvents();
    }
}

QString PoolBench::iterations()
{
    for (const auto &delta : metrics.take(0).scenarios) {
        ok[delta.scenario] += delta.ok;
        failed[delta.scenario] += delta.failed;
    }
    QStringList parts;
    for (int i = 0; i < 2; ++i)
        parts.append(QStringLiteral("%1+%2").arg(ok.value(i)).arg(failed.value(i)));
    return parts.join(QLatin1Char(' '));
}

QString PoolBench::told()
{
    auto lines = std::exchange(printed, {});
    for (const auto &group : metrics.take(0).errors)
        lines.append(QStringLiteral("error: %1 (%2)").arg(group.error.message).arg(group.count));
    return lines.join(QLatin1Char('|'));
}

} // namespace Molotov::Test
