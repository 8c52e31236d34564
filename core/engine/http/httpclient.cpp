// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/httpclient.h"

#include "core/engine/http/cookiejar.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/loadaccessmanager.h"

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

bool hasScheme(const QString &url)
{
    const auto colon = url.indexOf(QLatin1String("://"));
    return colon > 0 && url.indexOf(QLatin1Char('/')) == colon + 1;
}

// Path behind path: a base of "http://host/api" keeps its "/api", whether the URL begins with a slash or not.
QString joined(const QString &base, const QString &path)
{
    const bool baseEnds = base.endsWith(QLatin1Char('/'));
    if (path.startsWith(QLatin1Char('/')))
        return baseEnds ? base.chopped(1) + path : base + path;
    if (path.isEmpty() || path.startsWith(QLatin1Char('?')) || baseEnds)
        return base + path;
    return base + QLatin1Char('/') + path;
}

Result<QUrl> resolved(const QString &base, const QString &text)
{
    if (!hasScheme(text) && base.isEmpty()) {
        return Error{QStringLiteral(
                         "“%1” is not a whole URL, and there is no base URL to put before it: set one in the "
                         "profile, or return baseUrl from setup")
                         .arg(text)};
    }
    const auto address = hasScheme(text) ? text : joined(base, text);
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return Error{QStringLiteral("“%1” is not a URL").arg(address)};
    if (!isWebAddress(url))
        return Error{QStringLiteral("“%1” is neither http nor https").arg(address)};
    return url.resolved(url); // without "." and ".." in its path, as redirects have it, too
}

bool hasHeader(const HttpHeaders &headers, const QByteArray &name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

// User and password of the URL become a header: else they would only be sent when a server asks for them, and
// then stand in every message.
void authorize(HttpRequest &request)
{
    auto url = request.address.url();
    const auto user = url.userName(QUrl::FullyDecoded) + QLatin1Char(':') + url.password(QUrl::FullyDecoded);
    if (!hasHeader(request.headers, "authorization"))
        request.headers.append({"Authorization", "Basic " + user.toUtf8().toBase64()});
    url.setUserInfo(QString());
    request.address = url;
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

HttpClient::HttpClient(const ExchangeTools &tools, HostCache &hosts)
    : m_tools(tools)
    , m_hosts(hosts)
    , m_outbox(tools.clock)
    , m_lastTransport(plainTransport())
{
}

HttpClient::~HttpClient()
{
    m_running.clear(); // before the managers that they use
}

void HttpClient::setObservers(StatsdClient *statsd, TrafficLog *traffic)
{
    m_tools.statsd = statsd;
    m_tools.traffic = traffic;
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
        LoadAccessManager::Tools{m_tools.clock, m_tools.scheduler, m_hosts, m_outbox});
    equip(*own.manager, *own.transport);
    return own;
}

Status HttpClient::setShape(int worker, const SessionShape &shape)
{
    if (!shape.baseUrl.isEmpty() && !isWebAddress(QUrl(shape.baseUrl)))
        return Error{QStringLiteral("baseUrl is a http or https URL, got “%1”").arg(shape.baseUrl)};
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
    const auto url = resolved(base, text);
    if (!url)
        return url.error();
    if (m_addresses.size() >= MaxAddresses)
        m_addresses.clear();
    return *m_addresses.insert({base, text}, *url);
}

QList<QNetworkCookie> HttpClient::cookies(int worker, const QUrl &url)
{
    return openSession(worker).manager->cookies().cookiesForUrl(url);
}

bool HttpClient::setCookie(int worker, const QNetworkCookie &cookie, const QUrl &url)
{
    return openSession(worker).manager->cookies().setCookiesFromUrl({cookie}, url);
}

void HttpClient::clearCookies(int worker)
{
    openSession(worker).manager->cookies().clear();
}

quint64 HttpClient::send(HttpRequest request, Exchange::Receiver done)
{
    auto &own = openSession(request.worker);
    if (request.address.hasUser())
        authorize(request);
    for (const auto &header : std::as_const(own.headers)) {
        if (!hasHeader(request.headers, header.first))
            request.headers.append(header);
    }
    const auto number = ++m_lastNumber;
    const auto [it, isNew] =
        m_running.try_emplace(number, m_tools, std::move(request),
                              [this, number, done = std::move(done)](const HttpOutcome &outcome) {
                                  const auto ended = m_running.extract(number);
                                  done(outcome);
                              });
    it->second.start(*own.manager, own.transport);
    return number;
}

void HttpClient::cancel(quint64 number)
{
    m_tools.scheduler.after({}, [this, number] {
        if (const auto found = m_running.find(number); found != m_running.end())
            found->second.abort();
    });
}

void HttpClient::abort(const std::function<bool(int)> &concerns)
{
    std::vector<quint64> numbers;
    for (const auto &[number, exchange] : m_running) {
        if (concerns(exchange.worker()))
            numbers.push_back(number);
    }
    // What is told of one may end others.
    for (const auto number : numbers) {
        if (const auto found = m_running.find(number); found != m_running.end())
            found->second.abort();
    }
}

} // namespace Molotov
