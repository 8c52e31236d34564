// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/bridge.h"

#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/statsd/statsdclient.h"

#include <QJSEngine>
#include <QNetworkCookie>
#include <QRandomGenerator>

#include <algorithm>
#include <cstring>
#include <vector>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// The numbers of js/sessioncontext.js.
enum class StatsdKind { Counter, Gauge, Timing, Set };

HttpHeaders toHeaders(const QJSValue &flat)
{
    HttpHeaders headers;
    const auto size = flat.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i + 1 < size; i += 2)
        headers.append({flat.property(i).toString().toLatin1(), flat.property(i + 1).toString().toUtf8()});
    return headers;
}

// A script's wait; at most a year, so that no sum overflows.
microseconds toDuration(double milliseconds)
{
    constexpr double Year = 365.0 * 24 * 3600 * 1000;
    return microseconds(qint64(std::clamp(milliseconds, 0.0, Year) * 1000));
}

QByteArray toBytes(const QJSValue &body)
{
    return body.isString() ? body.toString().toUtf8() : qjsvalue_cast<QByteArray>(body);
}

// A list of pieces is one body.
QByteArray toBody(const QJSValue &body)
{
    if (!body.isArray())
        return toBytes(body);
    QByteArray whole;
    const auto size = body.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i < size; ++i)
        whole += toBytes(body.property(i));
    return whole;
}

void readRules(const QVariantMap &given, ExchangeRules &rules)
{
    if (const auto timeout = given.value(QStringLiteral("timeout")); timeout.isValid())
        rules.timeout = toDuration(timeout.toDouble());
    if (const auto redirect = given.value(QStringLiteral("redirect")); redirect.isValid())
        rules.redirect = RedirectMode(redirect.toInt());
    if (const auto most = given.value(QStringLiteral("maxRedirects")); most.isValid())
        rules.maxRedirects = most.toInt();
    if (const auto most = given.value(QStringLiteral("maxBody")); most.isValid())
        rules.maxBody = qint64(most.toDouble());
}

void readOptions(const QJSValue &options, HttpRequest &request)
{
    request.headers = toHeaders(options.property(QStringLiteral("headers")));
    const auto body = options.property(QStringLiteral("body"));
    if (!body.isUndefined())
        request.body = toBody(body);
    const auto name = options.property(QStringLiteral("name"));
    if (!name.isUndefined())
        request.name = name.toString();
    const auto rules = options.property(QStringLiteral("rules"));
    if (!rules.isUndefined())
        readRules(rules.toVariant().toMap(), request.rules);
}

SessionShape toShape(const QVariantMap &options)
{
    const auto text = [&](const char *name) { return options.value(QLatin1String(name)).toString(); };
    SessionShape shape{.baseUrl = text("baseUrl")};
    readRules(options, shape.rules);
    shape.transport = {.tls = {.isVerified = options.value(QStringLiteral("verifyTls"), true).toBool(),
                               .caCertificate = text("caCertificate").toUtf8(),
                               .certificate = text("certificate").toUtf8(),
                               .key = text("key").toUtf8(),
                               .passphrase = text("passphrase").toUtf8()},
                       .proxy = text("proxy"),
                       .isHttp2Allowed = options.value(QStringLiteral("http2"), false).toBool(),
                       .isKeptAlive = options.value(QStringLiteral("keepAlive"), true).toBool()};
    return shape;
}

QNetworkCookie toCookie(const QString &name, const QString &value, const QVariantMap &options)
{
    QNetworkCookie cookie(name.toLatin1(), value.toUtf8());
    cookie.setDomain(options.value(QStringLiteral("domain")).toString());
    cookie.setPath(options.value(QStringLiteral("path"), QStringLiteral("/")).toString());
    cookie.setSecure(options.value(QStringLiteral("secure")).toBool());
    cookie.setHttpOnly(options.value(QStringLiteral("httpOnly")).toBool());
    if (const auto expires = options.value(QStringLiteral("expires")); expires.isValid())
        cookie.setExpirationDate(QDateTime::fromMSecsSinceEpoch(qint64(expires.toDouble()), Qt::UTC));
    return cookie;
}

} // namespace

Bridge::Bridge(const ScriptServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

QString Bridge::send(int slot, int worker, const QString &method, const QString &url, const QJSValue &options)
{
    const auto resolved = m_services.http.resolve(worker, url);
    if (!resolved)
        return resolved.error().text;
    HttpRequest request{.method = method.toLatin1(),
                        .url = *resolved,
                        .rules = m_services.http.rules(worker),
                        .worker = worker};
    if (options.isObject())
        readOptions(options, request);
    m_services.http.send(std::move(request), [this, slot](const HttpOutcome &outcome) {
        if (const auto *response = std::get_if<HttpResponse>(&outcome))
            Q_EMIT responded(slot, *response);
        else
            Q_EMIT requestFailed(slot, std::get<HttpFailure>(outcome));
    });
    return {};
}

QString Bridge::shapeSession(int worker, const QVariantMap &options)
{
    const auto status = m_services.http.setShape(worker, toShape(options));
    return status ? QString() : status.error().text;
}

void Bridge::setHeaders(int worker, const QJSValue &headers)
{
    m_services.http.setHeaders(worker, toHeaders(headers));
}

QString Bridge::resolve(int worker, const QString &url) const
{
    const auto resolved = m_services.http.resolve(worker, url);
    return resolved ? resolved->toString() : url;
}

QString Bridge::urlProblem(int worker, const QString &url) const
{
    const auto resolved = m_services.http.resolve(worker, url);
    return resolved ? QString() : resolved.error().text;
}

QVariantMap Bridge::cookies(int worker, const QString &url) const
{
    QVariantMap found;
    const auto resolved = m_services.http.resolve(worker, url);
    if (!resolved)
        return found;
    // The jar has the longest path first: that is the one which a server reads.
    for (const auto &cookie : m_services.http.cookies(worker, *resolved)) {
        const auto name = QString::fromLatin1(cookie.name());
        if (!found.contains(name))
            found.insert(name, QString::fromUtf8(cookie.value()));
    }
    return found;
}

bool Bridge::setCookie(int worker, const QString &name, const QString &value, const QVariantMap &options)
{
    const auto url = m_services.http.resolve(worker, options.value(QStringLiteral("url")).toString());
    return url && m_services.http.setCookie(worker, toCookie(name, value, options), *url);
}

void Bridge::clearCookies(int worker)
{
    m_services.http.clearCookies(worker);
}

QString Bridge::decodeUtf8(const QByteArray &bytes) const
{
    return QString::fromUtf8(bytes);
}

QString Bridge::toBase64(const QString &text) const
{
    return QString::fromLatin1(text.toUtf8().toBase64());
}

QString Bridge::randomHex(int size) const
{
    return QString::fromLatin1(randomBytes(size).toHex());
}

QByteArray Bridge::randomBytes(int size) const
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [] { return char(QRandomGenerator::system()->generate()); });
    return bytes;
}

void Bridge::setAlarm(int id, double milliseconds, std::function<void()> fire)
{
    const auto alarm =
        m_services.scheduler.after(toDuration(milliseconds), [this, id, fire = std::move(fire)] {
            m_alarms.remove(id);
            fire();
        });
    m_alarms.insert(id, alarm);
}

void Bridge::startTimer(int id, double milliseconds)
{
    setAlarm(id, milliseconds, [this, id] { Q_EMIT timerFired(id); });
}

void Bridge::stopTimer(int id)
{
    m_services.scheduler.cancel(m_alarms.take(id));
}

void Bridge::startSleep(int id, int worker, double milliseconds)
{
    Q_EMIT sleepBegan(worker);
    setAlarm(id, milliseconds, [this, id, worker] {
        Q_EMIT sleepEnded(worker);
        Q_EMIT timerFired(id);
    });
}

void Bridge::statsd(int kind, const QString &name, const QJSValue &value)
{
    auto *statsd = m_services.statsd;
    if (statsd == nullptr)
        return;
    switch (StatsdKind(kind)) {
    case StatsdKind::Counter:
        return statsd->count(name, value.toNumber());
    case StatsdKind::Gauge:
        return statsd->setGauge(name, value.toNumber());
    case StatsdKind::Timing:
        return statsd->addTiming(name, value.toNumber());
    case StatsdKind::Set:
        return statsd->addToSet(name, value.toString());
    }
}

void Bridge::check(const QString &name, bool passed)
{
    m_services.metrics.addCheck(name, passed);
}

void Bridge::addToCounter(const QString &name, double added)
{
    m_services.metrics.addToCounter(name, added);
}

void Bridge::addToTrend(const QString &name, const QByteArray &values)
{
    std::vector<double> numbers(size_t(values.size()) / sizeof(double));
    std::memcpy(numbers.data(), values.constData(), numbers.size() * sizeof(double));
    m_services.metrics.addToTrend(name, numbers);
}

void Bridge::setGauge(const QString &name, double last, double min, double max)
{
    m_services.metrics.setGauge({.name = name, .last = last, .min = min, .max = max});
}

void Bridge::log(int level, int workerId, const QString &text)
{
    m_services.log.write(Protocol::LogLevel(level), workerId, text);
}

void Bridge::globalSetupFailed(int kind, const QString &message, const QString &stack)
{
    Q_EMIT globalSetupRejected(ErrorKind(kind), message, stack);
}

void Bridge::setupFailed(int worker, int kind, const QString &message, const QString &stack)
{
    Q_EMIT setupRejected(worker, ErrorKind(kind), message, stack);
}

void Bridge::iterationFailed(int worker, int kind, const QString &message, const QString &stack)
{
    Q_EMIT iterationRejected(worker, ErrorKind(kind), message, stack);
}

void Bridge::strayError(int kind, const QString &message, const QString &stack)
{
    Q_EMIT strayErrorSeen(ErrorKind(kind), message, stack);
}

} // namespace Molotov
