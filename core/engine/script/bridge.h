// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/scheduler.h"
#include "core/engine/script/bytetools.h"
#include "core/engine/script/patterns.h"
#include "core/engine/script/responsepack.h"
#include "core/model/result.h"

#include <QJSValue>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <functional>
#include <vector>

namespace Molotov {

class ExchangeTrace;
class HttpClient;
class LogLimiter;
class MetricsRecorder;
class StatsdClient;
struct HttpFailure;
struct HttpRequest;
struct HttpResponse;

/// What a script reaches of a helper.
struct ScriptServices
{
    Scheduler &scheduler;
    HttpClient &http;
    MetricsRecorder &metrics;
    LogLimiter &log;
    StatsdClient *statsd = nullptr; ///< null: the run has none
    ExchangeTrace *trace = nullptr; ///< null: nobody looks at each exchange
};

/// The object that the script runtime (js/) calls; everything that leaves a script passes here. Each call is
/// one crossing of the border, which costs about a microsecond: so there is one for a request and none for
/// what a script does not ask for.
class Bridge : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool isTracing READ isTracing CONSTANT)
    Q_PROPERTY(QObject *bytes READ bytes CONSTANT)
    Q_PROPERTY(QObject *patterns READ patterns CONSTANT)
    Q_PROPERTY(QObject *responses READ responses CONSTANT)

public:
    /// What `services` refers to must outlive this.
    explicit Bridge(const ScriptServices &services, QObject *parent = nullptr);

    // ---- called by the runtime ----

    /// Whether requestDescribed() and checked() have a listener.
    bool isTracing() const { return m_services.trace != nullptr; }
    QObject *bytes() { return &m_bytes; }
    QObject *patterns() { return &m_patterns; }
    QObject *responses() { return &m_responses; }
    ResponseStore &responseStore() { return m_responses; }
    /// The next request that is sent has this HttpRequest::origin.
    void setOrigin(int origin) { m_origin = origin; }

    /// Sends a request. The outcome is told to the runtime with the same slot. False: urlProblem() says why
    /// it was not sent.
    Q_INVOKABLE bool send(int slot, int worker, const QString &method, const QString &url);
    /// `options`: an object of headers (name, value, name, …), body (one piece, or a list of them), name,
    /// rules (as those of shapeSession).
    Q_INVOKABLE bool sendWith(int slot, int worker, const QString &method, const QString &url,
                              const QJSValue &options);
    /// The request that the slot stands for ends now; its outcome is told as ever.
    Q_INVOKABLE void cancel(int slot);
    /// The same for a request that is no load, or goes out through the session of no worker. `owner`: the
    /// worker whose script sends it, or -1; `purpose`: a RequestPurpose. The options may be undefined.
    Q_INVOKABLE bool sendFor(int slot, int owner, int purpose, int worker, const QString &method,
                             const QString &url, const QJSValue &options);
    /// Method and name of a request that is under way.
    Q_INVOKABLE QString endpointOf(int slot) const;
    /// What setup returned, as js/sessionoptions.js makes it. Returns what is wrong with it, or nothing.
    Q_INVOKABLE QString shapeSession(int worker, const QVariantMap &options);
    Q_INVOKABLE void setHeaders(int worker, const QJSValue &headers);
    /// The URL in full, but for a user; as it is when it has a problem.
    Q_INVOKABLE QString resolve(int worker, const QString &url) const;
    /// Why no request can go there, or nothing.
    Q_INVOKABLE QString urlProblem(int worker, const QString &url) const;
    /// By name.
    Q_INVOKABLE QVariantMap cookies(int worker, const QString &url) const;
    /// `options`: url, domain, path, secure, httpOnly, expires (milliseconds since 1970). False: the URL may
    /// not set it.
    Q_INVOKABLE bool setCookie(int worker, const QString &name, const QString &value,
                               const QVariantMap &options);
    /// Those of the name that a request to the URL would carry.
    Q_INVOKABLE void removeCookies(int worker, const QString &name, const QString &url);
    Q_INVOKABLE void clearCookies(int worker);
    /// `kind` as in js/sessioncontext.js.
    Q_INVOKABLE void statsd(int kind, const QString &name, const QJSValue &value);
    Q_INVOKABLE void startTimer(int slot, double milliseconds);
    Q_INVOKABLE void stopTimer(int slot);
    Q_INVOKABLE void startSleep(int slot, int worker, double milliseconds);
    Q_INVOKABLE void addToCheck(const QString &name, double passed, double failed);
    Q_INVOKABLE void addToCounter(const QString &name, double added);
    /// `values`: doubles, as they lie in a Float64Array.
    Q_INVOKABLE void addToTrend(const QString &name, const QByteArray &values);
    Q_INVOKABLE void setGauge(const QString &name, double last, double min, double max);
    /// As of nearestname.h.
    Q_INVOKABLE QString nearestName(const QString &wanted, const QStringList &names) const;
    /// As MetricsRecorder has them; `outcome`: a StepOutcome. A step calls now() when it begins and endStep()
    /// when it ends. Times are microseconds.
    Q_INVOKABLE int addStep(const QString &name);
    Q_INVOKABLE double now() const;
    Q_INVOKABLE void endStep(int step, int outcome, double startedAt);
    Q_INVOKABLE void addStepRequests(int step, double count);
    Q_INVOKABLE void log(int level, int workerId, const QString &text);

Q_SIGNALS:
    // Emitted by the runtime itself; `error` is what describeError() in js/errors.js returned.
    void globalSetupDone(const QString &vars);
    void globalSetupFailed(const QJSValue &error);
    void globalTeardownDone();
    void setupDone(int worker);
    void setupFailed(int worker, const QJSValue &error);
    void scenarioPicked(int worker, int scenario);
    void iterationDone(int worker);
    void iterationFailed(int worker, const QJSValue &error);
    void workerRetired(int worker);
    void teardownDone(int worker);
    void strayError(const QJSValue &error);
    /// Only while tracing: whose the next request is, and the stack of the call.
    void requestDescribed(const QString &part, const QString &step, const QString &stack);
    void checked(const QString &name, bool passed, const QString &stack);
    void responded(int slot, const Molotov::HttpResponse &response);
    void requestFailed(int slot, const Molotov::HttpFailure &failure);
    void timerFired(int slot);
    void sleepBegan(int worker);
    void sleepEnded(int worker);

private:
    static constexpr qsizetype MaxUnknownCharsets = 20; // what is named beyond is not told

    bool start(int slot, HttpRequest request, const QString &url, const QJSValue *options);
    void setAlarm(int slot, double milliseconds, std::function<void()> fire);

    ScriptServices m_services;
    ByteTools m_bytes{this};
    Patterns m_patterns{this};
    ResponseStore m_responses;
    QStringList m_unknownCharsets; // each is told once
    int m_origin = 0; // of the next request
    std::vector<Scheduler::Alarm> m_alarms; // by slot; of what has fired, too
    struct Sent
    {
        int worker = 0;
        quint64 number = 0; // of the exchange
    };
    std::vector<Sent> m_sent; // by slot; of what has ended, too
};

} // namespace Molotov
