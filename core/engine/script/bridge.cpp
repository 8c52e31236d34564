// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/bridge.h"

#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"

#include <QJSEngine>

#include <algorithm>
#include <cstring>
#include <vector>

using std::chrono::microseconds;

namespace Molotov {

namespace {

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

void readOptions(const QJSValue &options, HttpRequest &request)
{
    request.headers = toHeaders(options.property(QStringLiteral("headers")));
    const auto body = options.property(QStringLiteral("body"));
    if (body.isString())
        request.body = body.toString().toUtf8();
    else if (!body.isUndefined())
        request.body = qjsvalue_cast<QByteArray>(body);
    const auto name = options.property(QStringLiteral("name"));
    if (!name.isUndefined())
        request.name = name.toString();
    const auto timeout = options.property(QStringLiteral("timeout"));
    if (!timeout.isUndefined())
        request.timeout = toDuration(timeout.toNumber());
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
    HttpRequest request{.method = method.toLatin1(), .url = *resolved, .headers = {}, .body = {}, .name = {}};
    if (options.isObject())
        readOptions(options, request);
    m_services.http.send(worker, std::move(request), [this, slot](const HttpOutcome &outcome) {
        if (const auto *response = std::get_if<HttpResponse>(&outcome))
            Q_EMIT responded(slot, *response);
        else
            Q_EMIT requestFailed(slot, std::get<HttpFailure>(outcome));
    });
    return {};
}

QString Bridge::shapeSession(int worker, const QString &baseUrl, const QJSValue &headers)
{
    auto shape = m_services.http.shape(worker);
    shape.headers = toHeaders(headers);
    if (!baseUrl.isEmpty()) {
        const QUrl url(baseUrl);
        if (!isWebAddress(url))
            return QStringLiteral("setup returned the baseUrl “%1”, which is no http or https URL")
                .arg(baseUrl);
        shape.baseUrl = baseUrl;
    }
    m_services.http.setShape(worker, shape);
    return {};
}

QString Bridge::decodeUtf8(const QByteArray &bytes) const
{
    return QString::fromUtf8(bytes);
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
