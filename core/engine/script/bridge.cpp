// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/bridge.h"

#include "core/engine/http/cookiejar.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/script/httpoptions.h"
#include "core/engine/statsd/statsdclient.h"
#include "core/engine/utf8.h"
#include "core/model/nearestname.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// The numbers of js/sessioncontext.js.
enum class StatsdKind { Counter, Gauge, Timing, Set };

} // namespace

Bridge::Bridge(const ScriptServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_responses(services.http.bodies(), this)
{
    m_responses.onUnknownCharset([this](const QString &url, const QString &charset) {
        if (m_unknownCharsets.size() == MaxUnknownCharsets || m_unknownCharsets.contains(charset))
            return;
        m_unknownCharsets.append(charset);
        m_services.log.write(
            Protocol::LogLevel::Warning, -1,
            QStringLiteral("The charset “%1” is not known: texts in it, such as that of %2, are "
                           "read as UTF-8")
                .arg(charset, url));
    });
}

bool Bridge::send(int slot, int worker, const QString &method, const QString &url)
{
    return start(slot, {.method = method.toLatin1(), .worker = worker, .owner = worker}, url, nullptr);
}

bool Bridge::sendWith(int slot, int worker, const QString &method, const QString &url,
                      const QJSValue &options)
{
    return start(slot, {.method = method.toLatin1(), .worker = worker, .owner = worker}, url, &options);
}

// clang-tidy: these are all that a script knows of a request, and an object of them would cost each a
// property. NOLINTNEXTLINE(readability-function-size)
bool Bridge::sendFor(int slot, int owner, int purpose, int worker, const QString &method, const QString &url,
                     const QJSValue &options)
{
    return start(
        slot,
        {.method = method.toLatin1(), .worker = worker, .owner = owner, .purpose = RequestPurpose(purpose)},
        url, options.isUndefined() ? nullptr : &options);
}

bool Bridge::start(int slot, HttpRequest request, const QString &url, const QJSValue *options)
{
    const int worker = request.worker;
    request.origin = std::exchange(m_origin, 0);
    const auto address = m_services.http.resolve(worker, url);
    if (!address)
        return false;
    request.address = *address;
    request.rules = m_services.http.rules(worker);
    if (options)
        readOptions(*options, request);
    if (size_t(slot) >= m_sent.size())
        m_sent.resize(size_t(slot) + 1);
    const auto number = m_services.http.send(std::move(request), [this, slot](const HttpOutcome &outcome) {
        if (const auto *response = std::get_if<HttpResponse>(&outcome))
            Q_EMIT responded(slot, *response);
        else
            Q_EMIT requestFailed(slot, std::get<HttpFailure>(outcome));
    });
    m_sent[size_t(slot)] = {.worker = worker, .number = number};
    return true;
}

QString Bridge::endpointOf(int slot) const
{
    // A script can be interrupted between taking a slot and sending.
    if (size_t(slot) >= m_sent.size())
        return {};
    const auto &sent = m_sent[size_t(slot)];
    return m_services.http.endpointOf(sent.worker, sent.number);
}

void Bridge::cancel(int slot)
{
    if (size_t(slot) >= m_sent.size())
        return;
    const auto &sent = m_sent[size_t(slot)];
    m_services.http.cancel(sent.worker, sent.number);
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
    return resolved ? QString::fromLatin1(resolved->text()) : url;
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
    // Of several with one name, a server reads the first.
    for (const auto &cookie : m_services.http.cookies(worker).cookiesFor(*resolved)) {
        const auto name = QString::fromUtf8(cookie.name);
        if (!found.contains(name))
            found.insert(name, QString::fromUtf8(cookie.value));
    }
    return found;
}

bool Bridge::setCookie(int worker, const QString &name, const QString &value, const QVariantMap &options)
{
    const auto url = m_services.http.resolve(worker, options.value(QStringLiteral("url")).toString());
    return url && m_services.http.cookies(worker).add(toCookie(name, value, options), *url);
}

void Bridge::removeCookies(int worker, const QString &name, const QString &url)
{
    if (const auto address = m_services.http.resolve(worker, url))
        m_services.http.cookies(worker).remove(encodeUtf8(name), *address);
}

void Bridge::clearCookies(int worker)
{
    m_services.http.cookies(worker).clear();
}

void Bridge::setAlarm(int slot, double milliseconds, std::function<void()> fire)
{
    if (size_t(slot) >= m_alarms.size())
        m_alarms.resize(size_t(slot) + 1);
    m_alarms[size_t(slot)] = m_services.scheduler.after(toDuration(milliseconds), std::move(fire));
}

void Bridge::startTimer(int slot, double milliseconds)
{
    setAlarm(slot, milliseconds, [this, slot] { Q_EMIT timerFired(slot); });
}

void Bridge::stopTimer(int slot)
{
    // A script may have been interrupted before it was started.
    if (slot >= 0 && size_t(slot) < m_alarms.size())
        m_services.scheduler.cancel(m_alarms[size_t(slot)]);
}

void Bridge::startSleep(int slot, int worker, double milliseconds)
{
    Q_EMIT sleepBegan(worker);
    setAlarm(slot, milliseconds, [this, slot, worker] {
        Q_EMIT sleepEnded(worker);
        Q_EMIT timerFired(slot);
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

void Bridge::addToCheck(const QString &name, double passed, double failed)
{
    m_services.metrics.addToCheck(name, qint64(passed), qint64(failed));
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

QString Bridge::nearestName(const QString &wanted, const QStringList &names) const
{
    return Molotov::nearestName(wanted, names);
}

int Bridge::addStep(const QString &name)
{
    return m_services.metrics.addStep(name);
}

double Bridge::now() const
{
    return double(m_services.metrics.elapsed().count());
}

void Bridge::endStep(int step, int outcome, double startedAt)
{
    m_services.metrics.endStep(step, StepOutcome(outcome), microseconds(qint64(startedAt)));
}

void Bridge::addStepRequests(int step, double count)
{
    m_services.metrics.addStepRequests(step, qint64(count));
}

void Bridge::log(int level, int workerId, const QString &text)
{
    m_services.log.write(Protocol::LogLevel(level), workerId, text);
}

} // namespace Molotov
