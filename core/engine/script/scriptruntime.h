// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/script/bridge.h"
#include "core/engine/script/scenariomodule.h"
#include "core/engine/watchdog.h"
#include "core/model/protocol/messages.h"

#include <QJSEngine>
#include <QObject>

#include <chrono>
#include <optional>
#include <vector>

namespace Molotov {

struct HttpFailure;
struct HttpResponse;

/// A scenario as the script registered it.
struct LoadedScenario
{
    QString name;
    double weight = 1;
    std::chrono::microseconds delay{0}; ///< after each of its iterations

    bool operator==(const LoadedScenario &) const = default;
};

/// What became of loading a scenario file.
struct LoadOutcome
{
    QList<LoadedScenario> scenarios; ///< not empty when there is no error
    bool hasGlobalSetup = false;
    bool hasGlobalTeardown = false;
    bool hasPicker = false; ///< a scenarioPicker
    bool isListening = false; ///< to events
    std::optional<ScriptError> error;
};

/// The JavaScript engine of a helper with the runtime, one scenario file and its extensions in it.
///
/// Scripts run only inside of the functions below and of what the event loop brings (responses, timers), and
/// each of these runs everything that has become ready before it returns. None is called from within a
/// script.
class ScriptRuntime : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// A script that keeps the engine busy for longer, without an await, is interrupted.
        std::chrono::milliseconds patience = std::chrono::seconds(5);
        /// The process ends when that does not help: some of what is built into the engine does not heed it.
        std::chrono::milliseconds lastPatience = std::chrono::seconds(15);
        qint64 memoryLimit = 0; ///< bytes; a process that holds more ends. 0 = no limit
    };

    /// What takes less is no long run of a script.
    static constexpr std::chrono::milliseconds LongRun{10};

    /// What `services` refers to must outlive this.
    ScriptRuntime(const ScriptServices &services, const Options &options, QObject *parent = nullptr);
    ~ScriptRuntime() override;

    /// Runs the extensions and the scenario file; once.
    LoadOutcome load(const Protocol::LoadScenario &scenario);

    /// Only if there is one. Ends in globalSetupDone() or globalSetupFailed(), from within this call or
    /// later.
    void startGlobalSetup();
    /// What globalSetup stored in another helper.
    void setVars(const QString &vars);
    /// Only if there is one. Ends in globalTeardownDone(), from within this call or later.
    void startGlobalTeardown();

    /// Ends in setupDone() or setupFailed(), from within this call or later.
    void startSetup(int worker, int workerId);
    /// Ends in iterationDone(), iterationFailed() or workerRetired(), from within this call or later; or in
    /// setupFailed() when its session could not be set up. With PickedByScript the scenarioPicker picks:
    /// scenarioPicked() or iterationFailed() comes from within the call.
    void startIteration(int worker, int scenario);
    static constexpr int PickedByScript = -1;
    /// Ends in teardownDone(), from within this call or later.
    void startTeardown(int worker);
    /// Fails the iteration of a worker with the message; a request or a sleep of it is from now on answered
    /// by an exception. The caller aborts those that are under way.
    void timeOut(int worker, const QString &message);
    /// As timeOut() for each setup and iteration that waits for an answer, with a message of its own.
    void failUnanswered();
    /// As timeOut() for all that runs, but some, and without an outcome.
    enum class Stop { AllButTeardowns = 1, AllButGlobalTeardown, All };
    void stop(Stop what);

    /// How many workers of all helpers are at work, for events.
    void tellWorkers(int workers);
    /// Hands what the script added to metrics of its own to the recorder; before each report.
    void reportMetrics();
    /// Names the function whose task ran last, and where it is, as far as known.
    ScriptError whatRanLast();

Q_SIGNALS:
    /// A script has kept the engine busy for so long, without an await. whatRanLast() says which.
    void ranLong(std::chrono::microseconds time);
    /// No script runs any more: who waited for that may go on, from within.
    void left();
    /// `vars`: all that was stored, for setVars().
    void globalSetupDone(const QString &vars);
    void globalSetupFailed(const Molotov::ScriptError &error);
    void globalTeardownDone();
    void setupDone(int worker);
    void setupFailed(int worker, const Molotov::ScriptError &error);
    void scenarioPicked(int worker, int scenario);
    void iterationDone(int worker);
    void iterationFailed(int worker, const Molotov::ScriptError &error);
    /// The iteration ended without an outcome, and the worker is to begin no other.
    void workerRetired(int worker);
    void teardownDone(int worker);
    /// A worker's script sleeps or has slept; several sleeps may overlap.
    void sleepBegan(int worker);
    void sleepEnded(int worker);
    /// Something went wrong that nothing fails from: a callback of a timer, a promise that nobody awaited, a
    /// teardown, a listener.
    void strayErrorSeen(const Molotov::ScriptError &error);

private:
    // What runtime.js exports; see there.
    struct Entries
    {
        QJSValue molotov;
        QJSValue compiled;
        QJSValue hold;
        QJSValue loaded;
        QJSValue startGlobalSetup;
        QJSValue startGlobalTeardown;
        QJSValue setVars;
        QJSValue startSetup;
        QJSValue startIteration;
        QJSValue startTeardown;
        QJSValue exchangeDone;
        QJSValue exchangeFailed;
        QJSValue timerFired;
        QJSValue tellWorkers;
        QJSValue timeOut;
        QJSValue failUnanswered;
        QJSValue stop;
        QJSValue reportMetrics;
        QJSValue interrupted;
        QJSValue describeLast;
        QJSValue lastScenario;
    };

    Watchdog::Orders orders(const Options &options);
    void connectBridge();
    void connectTrace(ExchangeTrace &trace);
    void loadRuntime();
    QJSValue enter(const QJSValue &entry, const QJSValueList &arguments);
    void addScriptTime(std::chrono::microseconds time);
    void collectBodies(qint64 newBytes);
    std::optional<ScriptError> importModules();
    std::optional<ScriptError> checkImports(const ScenarioModule &module);
    std::optional<ScriptError> importModule(ScenarioModule &module, const QString &path);
    std::optional<ScriptError> runModule(const QString &path, std::chrono::milliseconds more);
    LoadOutcome finishLoading(const QString &singleMode);
    QString interruption(std::chrono::milliseconds more = {}) const;
    QString sourceBeingLoaded() const;
    ScriptError toError(ErrorKind kind, const QString &message, const QString &stack) const;
    ScriptError toError(const QJSValue &thrown) const;
    /// `described`: what describeError() in js/errors.js returned.
    ScriptError fromDescription(const QJSValue &described) const;
    void onResponse(int slot, const HttpResponse &response);
    void onRequestFailed(int slot, const HttpFailure &failure);

    MetricsRecorder &m_metrics;
    Bridge m_bridge;
    QJSEngine m_engine;
    Entries m_entries;
    QJSValue m_args;
    std::vector<ScenarioModule> m_modules; // extensions, then the scenario file
    std::chrono::microseconds m_unsampled{0}; // time of scripts since a scenario was last asked for
    qint64 m_bodyBytes = 0; // handed to the engine since it last collected garbage
    Watchdog m_watchdog; // last: its thread uses m_engine
};

} // namespace Molotov
