// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpclient.h"

#include "core/engine/http/hostcache.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/utf8.h"

#include <algorithm>
#include <map>
#include <utility>

namespace Molotov {

namespace {

Result<WebAddress> parsed(const QByteArray &url)
{
    auto address = WebAddress::parse(url);
    if (address)
        return address;
    auto problem = QStringLiteral("“%1” %2").arg(QString::fromUtf8(url), address.error().text);
    // To the letter, "localhost:8080" and "users:list" have a scheme.
    const auto scheme = schemeOfUrl(url);
    if (!scheme.isEmpty() && !url.sliced(scheme.size()).startsWith("://"))
        problem += QStringLiteral(": write http:// before a host, or / before a path with a colon");
    return Error{problem};
}

// Path behind path: a base of "http://host/api" keeps its "/api", whether the URL begins with a slash or not.
QByteArray joined(const QByteArray &base, const QByteArray &path)
{
    const bool baseEnds = base.endsWith('/');
    if (path.startsWith('/'))
        return baseEnds ? base.chopped(1) + path : base + path;
    if (path.isEmpty() || path.startsWith('?') || path.startsWith('#') || baseEnds)
        return base + path;
    return base + '/' + path;
}

Result<WebAddress> resolved(const QString &base, const QString &text)
{
    const auto given = cleanedUrl(encodeUtf8(text));
    const bool isWhole = !schemeOfUrl(given).isEmpty();
    if (!isWhole && base.isEmpty()) {
        return Error{QStringLiteral(
                         "“%1” is not a whole URL, and there is no base URL to put before it: set one in the "
                         "profile, or return baseUrl from setup")
                         .arg(text)};
    }
    return parsed(isWhole ? given : joined(cleanedUrl(encodeUtf8(base)), given));
}

bool hasHeader(const HttpHeaders &headers, const QByteArray &name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

// Of a session that nothing was said of.
std::shared_ptr<const Transport> plainTransport()
{
    return std::make_shared<const Transport>(Transport{.tls = QSslConfiguration::defaultConfiguration()});
}

void equip(LoadAccessManager &manager, const Transport &transport)
{
    manager.setProxy(transport.proxy);
    manager.setMaxConnections(transport.maxConnections);
    manager.setResumesTls(transport.resumesTls);
}

} // namespace

HttpClient::HttpClient(const Tools &tools)
    : m_tools(tools)
    , m_counting(tools.metrics)
    , m_observers{&m_counting}
    , m_exchangeTools{tools.clock, tools.scheduler, m_observers, &m_bodies}
    , m_outbox(tools.clock, &tools.metrics)
    , m_lastTransport(plainTransport())
{
}

HttpClient::~HttpClient()
{
    for (auto &session : m_sessions)
        session.running.clear();
}

HttpClient::Session &HttpClient::session(int worker)
{
    const auto index = size_t(worker - NoWorker);
    if (index >= m_sessions.size())
        m_sessions.resize(index + 1);
    return m_sessions[index];
}

// With all that a request needs.
HttpClient::Session &HttpClient::openSession(int worker)
{
    auto &own = session(worker);
    if (own.manager)
        return own;
    if (!own.transport)
        own.transport = m_lastSettings == TransportSettings() ? m_lastTransport : plainTransport();
    own.manager = std::make_unique<LoadAccessManager>(
        LoadAccessManager::Tools{m_tools.clock, m_tools.scheduler, m_tools.hosts, m_outbox});
    equip(*own.manager, *own.transport);
    return own;
}

Status HttpClient::setShape(int worker, const SessionShape &shape)
{
    if (!shape.baseUrl.isEmpty()) {
        if (const auto base = parsed(cleanedUrl(encodeUtf8(shape.baseUrl))); !base)
            return Error{QStringLiteral("baseUrl ") + base.error().text};
        if (shape.baseUrl.contains(QLatin1Char('?')) || shape.baseUrl.contains(QLatin1Char('#'))) {
            return Error{
                QStringLiteral("baseUrl goes before paths: leave out what begins with “?” or “#” in “%1”")
                    .arg(shape.baseUrl)};
        }
    }
    if (shape.transport != m_lastSettings) {
        auto transport = Transport::make(shape.transport);
        if (!transport)
            return transport.error();
        m_lastSettings = shape.transport;
        m_lastTransport = std::make_shared<const Transport>(*std::move(transport));
    }
    auto &own = session(worker);
    own.shape = shape;
    own.transport = m_lastTransport;
    if (own.manager)
        equip(*own.manager, *own.transport);
    return {};
}

Result<WebAddress> HttpClient::resolve(int worker, const QString &text)
{
    const auto &own = session(worker).shape.baseUrl;
    const auto &base = own.isEmpty() ? m_baseUrl : own;
    if (const auto known = m_addresses.constFind({base, text}); known != m_addresses.constEnd())
        return *known;
    auto address = resolved(base, text);
    if (!address)
        return address;
    if (m_addresses.size() >= MaxAddresses)
        m_addresses.clear();
    return *m_addresses.insert({base, text}, *address);
}

CookieJar &HttpClient::cookies(int worker)
{
    return openSession(worker).manager->cookies();
}

quint64 HttpClient::send(HttpRequest request, Exchange::Receiver done)
{
    auto &own = openSession(request.worker);
    // At once: a server that does not ask would never learn of the user.
    if (const auto &user = request.address.authorization();
        !user.isEmpty() && !hasHeader(request.headers, "authorization"))
        request.headers.append({"Authorization", user});
    for (const auto &header : std::as_const(own.headers)) {
        if (!hasHeader(request.headers, header.first))
            request.headers.append(header);
    }
    if (m_hasLateStarts && request.purpose == RequestPurpose::Load)
        request.late = std::exchange(session(request.owner).lateStart, {});
    const auto number = ++m_lastNumber;
    auto finish = [this, number, worker = request.worker,
                   done = std::move(done)](const HttpOutcome &outcome) {
        const auto ended = session(worker).running.extract(number);
        done(outcome);
    };
    const auto [it, isNew] =
        own.running.try_emplace(number, m_exchangeTools, std::move(request), std::move(finish));
    it->second.start(*own.manager, own.transport);
    return number;
}

void HttpClient::setLateStart(int worker, std::chrono::microseconds late)
{
    m_hasLateStarts = true;
    session(worker).lateStart = late;
}

void HttpClient::cancel(int worker, quint64 number)
{
    const FailureReason asked{HttpFailure::Kind::Aborted,
                              QStringLiteral("was given up: the script asked for it")};
    m_tools.scheduler.after({}, [this, worker, number, asked] { abortOne(worker, number, asked); });
}

void HttpClient::abortOne(int worker, quint64 number, const FailureReason &reason)
{
    auto &running = session(worker).running;
    if (const auto found = running.find(number); found != running.end())
        found->second.abort(reason);
}

void HttpClient::abortSome(int worker, const std::function<bool(const HttpRequest &)> &concerns,
                           const FailureReason &reason)
{
    std::vector<quint64> numbers;
    for (const auto &[number, exchange] : session(worker).running) {
        if (concerns(exchange.request()))
            numbers.push_back(number);
    }
    // The newest first: those that wait for a connection are gone before one becomes free for them.
    std::sort(numbers.begin(), numbers.end(), std::greater());
    for (const auto number : numbers)
        abortOne(worker, number, reason); // what is told of one may end others
}

void HttpClient::abort(int worker, const FailureReason &reason)
{
    const auto isItsOwn = [worker](const HttpRequest &request) { return request.owner == worker; };
    abortSome(worker, isItsOwn, reason);
    abortSome(NoWorker, isItsOwn, reason);
}

void HttpClient::abort(const std::function<bool(const HttpRequest &)> &concerns, const FailureReason &reason)
{
    for (int worker = NoWorker; worker - NoWorker < int(m_sessions.size()); ++worker)
        abortSome(worker, concerns, reason);
}

std::vector<RecentExchange> HttpClient::lastExchanges(int worker, std::chrono::microseconds since,
                                                      size_t most)
{
    auto found = m_recent.of(worker, since, most);
    std::map<quint64, RecentExchange> running; // in the order of their beginning
    for (const int one : {worker, NoWorker}) {
        for (const auto &[number, exchange] : session(one).running) {
            if (exchange.request().owner == worker && exchange.request().purpose == RequestPurpose::Load)
                running.emplace(number, exchange.remembered());
        }
    }
    for (auto &[number, exchange] : running) {
        if (exchange.startedAt >= since)
            found.push_back(std::move(exchange));
    }
    if (found.size() > most)
        found.erase(found.begin(), found.end() - ptrdiff_t(most));
    return found;
}

QString HttpClient::endpointOf(int worker, quint64 number)
{
    const auto &running = session(worker).running;
    const auto found = running.find(number);
    if (found == running.end())
        return {};
    return QString::fromLatin1(found->second.request().method) + QLatin1Char(' ') + found->second.name();
}

} // namespace Molotov
