// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a helper's own work costs, without a network: starting a runtime, and iterations of three awaits. Not
// a test: ctest does not run it.

#include "core/engine/clock.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/workerpool.h"
#include "tests/support/compilescenario.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <ctime>

using namespace Molotov;

namespace {

// Microseconds of processor time since the start of the program.
double spent()
{
    return double(std::clock()) * 1e6 / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler=false"));
    const SteadyClock clock;
    Scheduler scheduler(clock);
    MetricsRecorder metrics(clock);
    LogLimiter log(clock, [](const Protocol::ScriptLog &) {});
    HostCache hosts(clock);
    HttpClient http({.clock = clock, .scheduler = scheduler, .metrics = metrics, .hosts = hosts});

    auto start = spent();
    ScriptRuntime runtime({.scheduler = scheduler, .http = http, .metrics = metrics, .log = log}, {});
    std::printf("runtime: %.1f ms\n", (spent() - start) / 1000);

    Protocol::LoadScenario plan;
    plan.sourceName = QStringLiteral("bench.ts");
    plan.code = Test::compileScenario(QStringLiteral(
        "import { scenario } from \"molotov\";\n"
        "scenario(\"three awaits\", async (session) => { await null; await null; await null; });\n"));
    plan.load.users = 50;
    plan.load.duration = std::chrono::hours(1);
    plan.load.maxRuns = 2000;
    start = spent();
    const auto outcome = runtime.load(plan);
    std::printf("scenario: %.1f ms\n", (spent() - start) / 1000);

    WorkerPool pool(
        {.clock = clock, .scheduler = scheduler, .metrics = metrics, .http = http, .runtime = runtime}, plan,
        outcome);
    QObject::connect(&pool, &WorkerPool::finished, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    start = spent();
    pool.start();
    QCoreApplication::exec();
    const auto count = double(plan.load.maxRuns) * plan.load.users;
    std::printf("iteration of three awaits: %.2f us\n", (spent() - start) / count);
    return 0;
}
