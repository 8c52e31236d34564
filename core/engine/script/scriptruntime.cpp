// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/scriptruntime.h"

#include "core/engine/errorlog.h"
#include "core/engine/exchangetrace.h"
#include "core/engine/http/httpmessages.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/processmemory.h"
#include "core/model/exitcodes.h"
#include "core/model/temporaryfolder.h"

#include <QDir>
#include <QFile>
#include <QJSValueIterator>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// How many bytes of bodies may wait for the garbage collector: the engine does not count them among what it
// holds.
constexpr qint64 MaxUncollectedBodies = 32 << 20;

// Strings it does count, and collects garbage whenever 128 kB of them are new: with bodies of 10 kB that is
// seven tenths of all time. It waits for as much more as there is of strings that stay, so here is one
// (V4 6.4, MemoryManager::allocString). Nobody reads it: it takes addresses, not memory.
constexpr qsizetype BallastLength = 8 << 20;

QString toString(HttpFailure::Kind kind)
{
    switch (kind) {
    case HttpFailure::Kind::Dns:
        return QStringLiteral("dns");
    case HttpFailure::Kind::Refused:
        return QStringLiteral("refused");
    case HttpFailure::Kind::Timeout:
        return QStringLiteral("timeout");
    case HttpFailure::Kind::Tls:
        return QStringLiteral("tls");
    case HttpFailure::Kind::Closed:
        return QStringLiteral("closed");
    case HttpFailure::Kind::Protocol:
        return QStringLiteral("protocol");
    case HttpFailure::Kind::Ports:
        return QStringLiteral("ports");
    case HttpFailure::Kind::Memory:
        return QStringLiteral("memory");
    case HttpFailure::Kind::Blocked:
        return QStringLiteral("blocked");
    case HttpFailure::Kind::Aborted:
        return QStringLiteral("aborted");
    }
    Q_UNREACHABLE();
}

double toSeconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

QJSValue makeStages(QJSEngine &engine, const QList<LoadStage> &stages)
{
    auto list = engine.newArray(uint(stages.size()));
    for (qsizetype i = 0; i < stages.size(); ++i) {
        auto stage = engine.newObject();
        stage.setProperty(QStringLiteral("duration"), toSeconds(stages.at(i).time));
        stage.setProperty(QStringLiteral("load"), stages.at(i).load);
        list.setProperty(quint32(i), stage);
    }
    return list;
}

// Each list is empty when the load is not of its kind.
void addLoad(QJSValue &args, QJSEngine &engine, const LoadPlan &load)
{
    const bool isRate = load.model == LoadPlan::Model::Open;
    args.setProperty(QStringLiteral("rampUp"), toSeconds(load.rampUp));
    args.setProperty(QStringLiteral("rampDown"), toSeconds(load.rampDown));
    args.setProperty(QStringLiteral("duration"), toSeconds(load.duration));
    args.setProperty(QStringLiteral("stages"), makeStages(engine, isRate ? QList<LoadStage>() : load.stages));
    args.setProperty(QStringLiteral("rate"), makeStages(engine, isRate ? load.stages : QList<LoadStage>()));
    args.setProperty(QStringLiteral("maxUsers"), load.users);
    args.setProperty(QStringLiteral("stepped"), load.isStepped);
    args.setProperty(QStringLiteral("poisson"), load.isPoisson);
    args.setProperty(QStringLiteral("maxRuns"), double(load.maxRuns));
    args.setProperty(QStringLiteral("iterations"), double(load.iterations));
    args.setProperty(QStringLiteral("pacing"), toSeconds(load.pacing));
    args.setProperty(QStringLiteral("delay"), toSeconds(load.delay));
}

// The profile, as scripts see it; times in seconds.
QJSValue makeArgs(QJSEngine &engine, const Protocol::LoadScenario &scenario)
{
    auto args = engine.newObject();
    args.setProperty(QStringLiteral("baseUrl"), scenario.baseUrl);
    args.setProperty(QStringLiteral("processes"), scenario.share.count);
    args.setProperty(QStringLiteral("workers"), scenario.load.workersOf(scenario.share));
    addLoad(args, engine, scenario.load);
    args.setProperty(QStringLiteral("singleMode"), scenario.singleMode);
    args.setProperty(QStringLiteral("singleRun"), scenario.singleRun);
    args.setProperty(QStringLiteral("stopOnFailure"), scenario.stopOnFailure);
    args.setProperty(QStringLiteral("forceShutdown"), scenario.forceShutdown);
    args.setProperty(QStringLiteral("verbosity"), scenario.verbosity);
    args.setProperty(QStringLiteral("iterationTimeout"), toSeconds(scenario.iterationTimeout));
    args.setProperty(QStringLiteral("statsdAddress"), scenario.statsdAddress);
    return args;
}

QJSValue makeShare(QJSEngine &engine, const WorkShare &share)
{
    auto object = engine.newObject();
    object.setProperty(QStringLiteral("index"), share.index);
    object.setProperty(QStringLiteral("count"), share.count);
    return object;
}

QJSValue makeEnvironment(QJSEngine &engine, const QMap<QString, QString> &environment)
{
    auto env = engine.newObject();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        env.setProperty(it.key(), it.value());
    return env;
}

// Without another word to anybody: the thread of the scripts cannot be reached.
[[noreturn]] void endProcess(HelperExit code, const QString &why)
{
    std::fprintf(stderr, "molotov-helper was ended: %s\n", qPrintable(why));
    std::_Exit(int(code));
}

// Data files are a part of the code: 60 MB of them, the most there can be, take 3 s on a computer that has
// nothing else to do. They get 15 s, and what has none gets nothing.
std::chrono::milliseconds timeForData(qsizetype codeSize)
{
    constexpr qsizetype BytesASecond = 4 << 20;
    return std::chrono::seconds(codeSize / BytesASecond);
}

QStringList namesOf(const QJSValue &object)
{
    QStringList names;
    QJSValueIterator it(object);
    while (it.next())
        names.append(it.name());
    return names;
}

} // namespace

ScriptRuntime::ScriptRuntime(const ScriptServices &services, const Options &options, QObject *parent)
    : QObject(parent)
    , m_metrics(services.metrics)
    , m_bridge(services)
    , m_watchdog(orders(options))
{
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    connectBridge();
    if (services.trace != nullptr)
        connectTrace(*services.trace);
    loadRuntime();
}

ScriptRuntime::~ScriptRuntime() = default;

Watchdog::Orders ScriptRuntime::orders(const Options &options)
{
    return {.limit = options.patience,
            .alarm = [this] { m_engine.setInterrupted(true); },
            .lastLimit = options.lastPatience,
            .lastAlarm =
                [limit = options.lastPatience] {
                    endProcess(HelperExit::Stuck,
                               QStringLiteral("a script kept it busy for %1 s and could not be interrupted")
                                   .arg(toSeconds(limit)));
                },
            .patrol =
                [limit = options.memoryLimit] {
                    if (limit > 0 && ProcessMemory::resident() > limit)
                        endProcess(HelperExit::OutOfMemory,
                                   QStringLiteral("it took more than %1 MB of memory").arg(limit >> 20));
                }};
}

void ScriptRuntime::connectBridge()
{
    connect(&m_bridge, &Bridge::globalSetupDone, this, &ScriptRuntime::globalSetupDone);
    connect(&m_bridge, &Bridge::globalTeardownDone, this, &ScriptRuntime::globalTeardownDone);
    connect(&m_bridge, &Bridge::setupDone, this, &ScriptRuntime::setupDone);
    connect(&m_bridge, &Bridge::scenarioPicked, this, &ScriptRuntime::scenarioPicked);
    connect(&m_bridge, &Bridge::teardownDone, this, &ScriptRuntime::teardownDone);
    connect(&m_bridge, &Bridge::iterationDone, this, &ScriptRuntime::iterationDone);
    connect(&m_bridge, &Bridge::sleepBegan, this, &ScriptRuntime::sleepBegan);
    connect(&m_bridge, &Bridge::sleepEnded, this, &ScriptRuntime::sleepEnded);
    connect(&m_bridge, &Bridge::responded, this, &ScriptRuntime::onResponse);
    connect(&m_bridge, &Bridge::requestFailed, this, &ScriptRuntime::onRequestFailed);
    connect(&m_bridge, &Bridge::timerFired, this, [this](int id) { enter(m_entries.timerFired, {id}); });
    connect(&m_bridge, &Bridge::globalSetupFailed, this,
            [this](const QJSValue &error) { Q_EMIT globalSetupFailed(fromDescription(error)); });
    connect(&m_bridge, &Bridge::setupFailed, this, [this](int worker, const QJSValue &error) {
        Q_EMIT setupFailed(worker, fromDescription(error));
    });
    connect(&m_bridge, &Bridge::iterationFailed, this, [this](int worker, const QJSValue &error) {
        Q_EMIT iterationFailed(worker, fromDescription(error));
    });
    connect(&m_bridge, &Bridge::workerRetired, this, &ScriptRuntime::workerRetired);
    connect(&m_bridge, &Bridge::strayError, this,
            [this](const QJSValue &error) { Q_EMIT strayErrorSeen(fromDescription(error)); });
}

void ScriptRuntime::connectTrace(ExchangeTrace &trace)
{
    connect(&m_bridge, &Bridge::requestDescribed, this,
            [this, &trace](const QString &part, const QString &step, const QString &stack) {
                m_bridge.setOrigin(
                    trace.addOrigin({.part = part, .step = step, .calls = framesOf(stack, m_modules)}));
            });
    connect(&m_bridge, &Bridge::checked, this,
            [this, &trace](const QString &name, bool passed, const QString &stack) {
                trace.addCheck(name, passed, framesOf(stack, m_modules));
            });
    connect(this, &ScriptRuntime::iterationFailed, this,
            [&trace](int, const ScriptError &error) { trace.addError(error); });
    connect(this, &ScriptRuntime::strayErrorSeen, this,
            [&trace](const ScriptError &error) { trace.addError(error); });
}

void ScriptRuntime::loadRuntime()
{
    const auto module = m_engine.importModule(QStringLiteral(":/molotov/engine/runtime.mjs"));
    const auto runtime =
        module.property(QStringLiteral("makeRuntime")).call({m_engine.newQObject(&m_bridge)});
    if (runtime.isError())
        qFatal("The script runtime does not load: %s", qPrintable(runtime.toString()));
    const auto entry = [&](const char *name) { return runtime.property(QLatin1String(name)); };
    m_entries = {.molotov = entry("molotov"),
                 .compiled = entry("compiled"),
                 .hold = entry("hold"),
                 .loaded = entry("loaded"),
                 .startGlobalSetup = entry("startGlobalSetup"),
                 .startGlobalTeardown = entry("startGlobalTeardown"),
                 .setVars = entry("setVars"),
                 .startSetup = entry("startSetup"),
                 .startIteration = entry("startIteration"),
                 .startTeardown = entry("startTeardown"),
                 .exchangeDone = entry("exchangeDone"),
                 .exchangeFailed = entry("exchangeFailed"),
                 .timerFired = entry("timerFired"),
                 .tellWorkers = entry("tellWorkers"),
                 .timeOut = entry("timeOut"),
                 .failUnanswered = entry("failUnanswered"),
                 .stop = entry("stop"),
                 .reportMetrics = entry("reportMetrics"),
                 .interrupted = entry("interrupted"),
                 .describeLast = entry("describeLast"),
                 .lastScenario = entry("lastScenario")};
    enter(m_entries.hold, {QString(BallastLength, Qt::Uninitialized)});
}

LoadOutcome ScriptRuntime::load(const Protocol::LoadScenario &scenario)
{
    for (const auto &extension : scenario.extensions)
        m_modules.emplace_back(extension.sourceName, extension.code);
    m_modules.emplace_back(scenario.sourceName, scenario.code);
    m_args = makeArgs(m_engine, scenario);
    const auto molotov = m_entries.molotov.call(
        {makeEnvironment(m_engine, scenario.environment), m_args, makeShare(m_engine, scenario.share)});
    for (const auto &module : m_modules) {
        if (auto missing = module.missingImport(namesOf(molotov)))
            return {.error = std::move(missing)};
    }
    m_engine.registerModule(ScenarioModule::MolotovModule, molotov);
    m_engine.registerModule(ScenarioModule::RuntimeModule, m_entries.compiled);
    if (auto error = importModules())
        return {.error = std::move(error)};
    return finishLoading(scenario.singleMode);
}

// The engine imports modules from files only. These exist for as long as that takes.
std::optional<ScriptError> ScriptRuntime::importModules()
{
    const TemporaryFolder folder;
    for (size_t i = 0; i < m_modules.size(); ++i) {
        const auto path = folder.filePath(QStringLiteral("scenario%1.mjs").arg(i));
        if (auto error = checkImports(m_modules[i]))
            return error;
        if (auto error = importModule(m_modules[i], path))
            return error;
    }
    return std::nullopt;
}

std::optional<ScriptError> ScriptRuntime::checkImports(const ScenarioModule &module)
{
    const auto checked = m_engine.evaluate(module.importCheck(), module.sourceName());
    if (!checked.isError())
        return std::nullopt;
    auto message = checked.toString();
    const int line = checked.property(QStringLiteral("lineNumber")).toInt();
    const auto text = module.code().section(QLatin1Char('\n'), line - 1, line - 1).trimmed();
    if (text.startsWith(QLatin1String("import")) || text.startsWith(QLatin1String("export")))
        message = QStringLiteral("Only \"molotov\" can be imported by a compiled scenario, not: ") + text;
    else if (message.contains(QLatin1String("`import'")))
        message =
            QStringLiteral("import() needs the name of a file in quotes: it is taken in before the run");
    return ScriptError{
        .kind = ErrorKind::Script,
        .message = message,
        .stack = {{.function = {}, .place = {.file = module.sourceName(), .line = line, .column = 0}}}};
}

std::optional<ScriptError> ScriptRuntime::importModule(ScenarioModule &module, const QString &path)
{
    QFile file(path);
    const auto code = module.code().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(code) != code.size() || !file.flush()) {
        return ScriptError{.kind = ErrorKind::Local,
                           .message =
                               QStringLiteral("The scenario cannot be put into the folder for temporary "
                                              "files, %1: %2")
                                   .arg(QDir::tempPath(), file.errorString()),
                           .stack = {}};
    }
    file.close();
    const auto realPath = QFileInfo(file).canonicalFilePath();
    module.setUrl(QUrl::fromLocalFile(realPath).toString());
    return runModule(realPath, timeForData(code.size()));
}

std::optional<ScriptError> ScriptRuntime::runModule(const QString &path, std::chrono::milliseconds more)
{
    m_watchdog.enter(more);
    const auto module = m_engine.importModule(path);
    m_watchdog.leave();
    if (m_engine.isInterrupted()) {
        m_engine.setInterrupted(false);
        m_engine.catchError();
        return toError(ErrorKind::Script,
                       interruption(more) + QStringLiteral(" while the scenario file was loaded"), {});
    }
    // What a module throws is neither returned nor cleared by importModule().
    if (m_engine.hasError())
        return toError(m_engine.catchError());
    if (module.isError())
        return toError(module);
    return std::nullopt;
}

LoadOutcome ScriptRuntime::finishLoading(const QString &singleMode)
{
    const auto loaded = enter(m_entries.loaded, {singleMode});
    if (const auto error = loaded.property(QStringLiteral("error")); error.isObject())
        return {.error = fromDescription(error)};
    LoadOutcome outcome{.hasGlobalSetup = loaded.property(QStringLiteral("hasGlobalSetup")).toBool(),
                        .hasGlobalTeardown = loaded.property(QStringLiteral("hasGlobalTeardown")).toBool(),
                        .hasPicker = loaded.property(QStringLiteral("hasPicker")).toBool(),
                        .isListening = loaded.property(QStringLiteral("isListening")).toBool()};
    const auto list = loaded.property(QStringLiteral("scenarios"));
    const auto count = list.property(QStringLiteral("length")).toInt();
    for (int i = 0; i < count; ++i) {
        const auto entry = list.property(quint32(i));
        outcome.scenarios.append(
            {.name = entry.property(QStringLiteral("name")).toString(),
             .weight = entry.property(QStringLiteral("weight")).toNumber(),
             .delay = microseconds(qint64(entry.property(QStringLiteral("delay")).toNumber() * 1e6))});
    }
    if (outcome.scenarios.isEmpty()) {
        outcome.error =
            ScriptError{.kind = ErrorKind::Script,
                        .message = QStringLiteral("%1 registers no scenario: call scenario() at least "
                                                  "once, with a weight above 0")
                                       .arg(m_modules.back().sourceName()),
                        .stack = {}};
    }
    return outcome;
}

void ScriptRuntime::startGlobalSetup()
{
    enter(m_entries.startGlobalSetup, {m_args});
}

void ScriptRuntime::setVars(const QString &vars)
{
    enter(m_entries.setVars, {vars});
}

void ScriptRuntime::startGlobalTeardown()
{
    enter(m_entries.startGlobalTeardown, {});
}

void ScriptRuntime::startSetup(int worker, int workerId)
{
    enter(m_entries.startSetup, {worker, workerId, m_args});
}

void ScriptRuntime::startIteration(int worker, int scenario)
{
    enter(m_entries.startIteration, {worker, scenario});
}

void ScriptRuntime::startTeardown(int worker)
{
    enter(m_entries.startTeardown, {worker});
}

void ScriptRuntime::timeOut(int worker, const QString &message)
{
    enter(m_entries.timeOut, {worker, message});
}

void ScriptRuntime::failUnanswered()
{
    enter(m_entries.failUnanswered, {});
}

void ScriptRuntime::stop(Stop what)
{
    enter(m_entries.stop, {int(what)});
}

void ScriptRuntime::tellWorkers(int workers)
{
    enter(m_entries.tellWorkers, {workers});
}

void ScriptRuntime::reportMetrics()
{
    enter(m_entries.reportMetrics, {});
}

QJSValue ScriptRuntime::enter(const QJSValue &entry, const QJSValueList &arguments)
{
    m_watchdog.enter();
    const auto result = entry.call(arguments);
    const auto time = m_watchdog.leave();
    const bool isInterrupted = m_engine.isInterrupted();
    if (isInterrupted) {
        m_engine.setInterrupted(false);
        m_engine.catchError();
    }
    addScriptTime(time);
    if (time >= LongRun)
        Q_EMIT ranLong(time);
    if (isInterrupted)
        enter(m_entries.interrupted, {interruption()});
    Q_EMIT left();
    return result;
}

// Whose script it was is asked once for each SamplePeriod of all their time, of the one that ran last then:
// each scenario is found as often as its part of the time is large.
void ScriptRuntime::addScriptTime(microseconds time)
{
    constexpr std::chrono::milliseconds SamplePeriod{1};
    m_metrics.addScriptTime(time);
    m_unsampled += time;
    if (m_unsampled < SamplePeriod)
        return;
    const auto sampled = m_unsampled / SamplePeriod * SamplePeriod;
    m_unsampled -= sampled;
    const auto scenario = m_entries.lastScenario.call();
    m_metrics.addScriptTimeOf(scenario.isNumber() ? scenario.toInt() : -1, sampled);
}

// Not by enter(), for it is asked from there.
ScriptError ScriptRuntime::whatRanLast()
{
    const auto told = m_entries.describeLast.call();
    return toError(ErrorKind::Script, told.property(QStringLiteral("message")).toString(),
                   told.property(QStringLiteral("stack")).toString());
}

QString ScriptRuntime::interruption(std::chrono::milliseconds more) const
{
    return QStringLiteral("Interrupted: %1 s without await").arg(toSeconds(m_watchdog.limit() + more));
}

void ScriptRuntime::onResponse(int slot, const HttpResponse &response)
{
    auto &store = m_bridge.responseStore();
    const auto packed = store.pack(response);
    QJSValueList arguments{slot, response.head.status, m_engine.toScriptValue(packed.bytes)};
    if (packed.body != 0)
        arguments.append(packed.body);
    enter(m_entries.exchangeDone, arguments);
    collectBodies(store.takeHandedOut());
}

void ScriptRuntime::onRequestFailed(int slot, const HttpFailure &failure)
{
    enter(m_entries.exchangeFailed,
          {slot, toString(failure.kind), failure.message, failure.url, failure.endpoint});
}

void ScriptRuntime::collectBodies(qint64 newBytes)
{
    m_bodyBytes += newBytes;
    if (m_bodyBytes < MaxUncollectedBodies)
        return;
    m_bodyBytes = 0;
    m_engine.collectGarbage();
}

ScriptError ScriptRuntime::toError(ErrorKind kind, const QString &message, const QString &stack) const
{
    // A message that is longer than a frame could not even be sent.
    return {.kind = kind, .message = message.left(ErrorLog::MaxMessage), .stack = framesOf(stack, m_modules)};
}

ScriptError ScriptRuntime::fromDescription(const QJSValue &described) const
{
    auto error = toError(ErrorKind(described.property(QStringLiteral("kind")).toInt()),
                         described.property(QStringLiteral("message")).toString(),
                         described.property(QStringLiteral("stack")).toString());
    error.endpoint = described.property(QStringLiteral("endpoint")).toString();
    error.step = described.property(QStringLiteral("step")).toString();
    return error;
}

QString ScriptRuntime::sourceBeingLoaded() const
{
    const auto last = std::find_if(m_modules.rbegin(), m_modules.rend(),
                                   [](const auto &one) { return !one.url().isEmpty(); });
    return last == m_modules.rend() ? QString() : last->sourceName();
}

// Only for what was thrown while loading: later the runtime describes errors itself.
ScriptError ScriptRuntime::toError(const QJSValue &thrown) const
{
    if (!thrown.isError()) {
        return toError(ErrorKind::Script,
                       QStringLiteral("%1 threw %2, which is not an Error")
                           .arg(sourceBeingLoaded(), thrown.toString().left(ErrorLog::MaxMessage / 2)),
                       {});
    }
    auto error =
        toError(ErrorKind::Script, thrown.toString(), thrown.property(QStringLiteral("stack")).toString());
    if (error.message.startsWith(QLatin1String("Error: ")))
        error.message.remove(0, 7);
    return error;
}

} // namespace Molotov
