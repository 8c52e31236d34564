// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include "core/engine/script/enginestack.h"
#include "tests/support/compilescenario.h"

#include <QLoggingCategory>
#include <QTest>

#include <algorithm>

namespace Molotov::Test {

namespace {

constexpr int Patience = 20'000; // milliseconds; for a machine that is busy with other things

const SteadyClock &asTheHelper(const SteadyClock &clock)
{
    raiseScriptStack();
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler=false"));
    return clock;
}

} // namespace

ScriptBench::ScriptBench(std::chrono::milliseconds patience)
    : scheduler(asTheHelper(clock))
    , metrics(clock)
    , m_log(clock, [this](const Protocol::ScriptLog &line) { printed.append(line.text); })
    , m_hosts(clock)
    , http({.clock = clock, .scheduler = scheduler, .metrics = metrics, .hosts = m_hosts})
    , runtime({.scheduler = scheduler, .http = http, .metrics = metrics, .log = m_log},
              {.patience = patience,
               .lastPatience = std::max<std::chrono::milliseconds>(std::chrono::seconds(15), 3 * patience)})
{
    metrics.start(1);
    QObject::connect(&runtime, &ScriptRuntime::strayErrorSeen, &runtime,
                     [this](const ScriptError &error) { strayErrors.append(error.message); });
}

LoadOutcome ScriptBench::load(const QString &source, const QString &baseUrl)
{
    return loadCode(compileScenario(source), baseUrl);
}

LoadOutcome ScriptBench::loadCode(const QString &code, const QString &baseUrl)
{
    http.setBaseUrl(baseUrl);
    return runtime.load({.sourceName = QStringLiteral("shop.ts"),
                         .code = code,
                         .share = {.index = 0, .count = 2, .weights = {}},
                         .seed = 1,
                         .baseUrl = baseUrl,
                         .load = {.users = 20,
                                  .rampUp = std::chrono::milliseconds(1500),
                                  .rampDown = std::chrono::seconds(2),
                                  .duration = std::chrono::seconds(60),
                                  .stages = {{std::chrono::seconds(30), 20}},
                                  .isStepped = true,
                                  .iterations = 1000,
                                  .pacing = std::chrono::milliseconds(500)},
                         .environment = {{QStringLiteral("USER"), QStringLiteral("qa")}}});
}

bool ScriptBench::runOnce(int scenario)
{
    int left = 2;
    const auto fail = [&](int, const ScriptError &error) {
        printed.append(QStringLiteral("failed: ") + error.message);
        failure = error;
        left = 0;
    };
    QObject watcher;
    QObject::connect(&runtime, &ScriptRuntime::setupDone, &watcher, [&](int) { --left; });
    QObject::connect(&runtime, &ScriptRuntime::iterationDone, &watcher, [&](int) { --left; });
    QObject::connect(&runtime, &ScriptRuntime::setupFailed, &watcher, fail);
    QObject::connect(&runtime, &ScriptRuntime::iterationFailed, &watcher, fail);
    runtime.startSetup(0, 7);
    if (!QTest::qWaitFor([&] { return left <= 1; }, Patience))
        return false;
    if (left == 1)
        runtime.startIteration(0, scenario);
    return QTest::qWaitFor([&] { return left <= 0; }, Patience);
}

QStringList ScriptBench::linesOf(const QString &body, const QString &baseUrl)
{
    const auto source =
        QStringLiteral("import { scenario, setup, assert, check, sleep, step, env, args } from \"molotov\";\n"
                       "scenario(\"test\", async (session) => {\n%1\n});\n")
            .arg(body);
    const auto outcome = load(source, baseUrl);
    if (outcome.error)
        return {QStringLiteral("not loaded: ") + outcome.error->message};
    if (!runOnce())
        printed.append(QStringLiteral("did not end"));
    return printed;
}

} // namespace Molotov::Test
