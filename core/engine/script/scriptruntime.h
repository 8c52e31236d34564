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
    std::optional<ScriptError> error;
};

/// The JavaScript engine of a helper with the runtime and one scenario file in it.
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
    };

    /// What `services` refers to must outlive this.
    ScriptRuntime(const ScriptServices &services, const Options &options, QObject *parent = nullptr);
    ~ScriptRuntime() override;

    /// Runs the scenario file; once.
    LoadOutcome load(const Protocol::LoadScenario &scenario);

    /// Ends in setupDone() or setupFailed(), from within this call or later.
    void startSetup(int worker, int workerId);
    /// Ends in iterationDone() or iterationFailed(), from within this call or later.
    void startIteration(int worker, int scenario);
    /// From now on a request or a sleep is answered by an exception, those under way too.
    void stop();
    /// Hands what the script added to metrics of its own to the recorder; before each report.
    void reportMetrics();

Q_SIGNALS:
    void setupDone(int worker);
    void setupFailed(int worker, const Molotov::ScriptError &error);
    void iterationDone(int worker);
    void iterationFailed(int worker, const Molotov::ScriptError &error);
    /// A worker's script sleeps or has slept; several sleeps may overlap.
    void sleepBegan(int worker);
    void sleepEnded(int worker);
    /// A worker's script was interrupted; whatever it was doing is given up.
    void interrupted(int worker, const Molotov::ScriptError &error);
    /// Something went wrong that no iteration fails from: a callback of a timer, a promise that nobody
    /// awaited.
    void strayErrorSeen(const Molotov::ScriptError &error);

private:
    // What runtime.js exports; see there.
    struct Entries
    {
        QJSValue molotov;
        QJSValue loaded;
        QJSValue startSetup;
        QJSValue startIteration;
        QJSValue exchangeDone;
        QJSValue exchangeFailed;
        QJSValue timerFired;
        QJSValue stop;
        QJSValue reportMetrics;
        QJSValue giveUp;
    };

    void connectBridge();
    void loadRuntime();
    QJSValue enter(const QJSValue &entry, const QJSValueList &arguments);
    void onInterrupted();
    void collectBodies(qint64 newBytes);
    std::optional<ScriptError> importModule(const QJSValue &molotov);
    std::optional<ScriptError> runModule(const QString &path);
    LoadOutcome finishLoading();
    ScriptError interruption(const QString &where) const;
    ScriptError toError(ErrorKind kind, const QString &message, const QString &stack) const;
    ScriptError toError(const QJSValue &thrown) const;
    void onResponse(int slot, const HttpResponse &response);
    void onRequestFailed(int slot, const HttpFailure &failure);

    Bridge m_bridge;
    QJSEngine m_engine;
    Entries m_entries;
    QJSValue m_args;
    std::optional<ScenarioModule> m_module;
    QString m_moduleUrl; // that stack frames of the module have
    qint64 m_bodyBytes = 0; // handed to the engine since it last collected garbage
    Watchdog m_watchdog; // last: its thread uses m_engine
};

} // namespace Molotov
