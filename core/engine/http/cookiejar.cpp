// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/cookiejar.h"

#include "core/engine/http/webaddress.h"

#include <QHostAddress>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

// Qt has the list of domains that are nobody's own, such as "co.uk", and tells of it only in here.
class SuffixList : public QNetworkCookieJar
{
public:
    bool contains(const QString &domain) const
    {
        QNetworkCookie cookie;
        cookie.setDomain(QLatin1Char('.') + domain);
        return !domain.contains(QLatin1Char('.'))
               || !validateCookie(cookie, QUrl(QLatin1String("http://a.") + domain));
    }
};

// RFC 6265, 5.1.3
bool isWithin(const QString &host, const QString &domain)
{
    return host == domain
           || (host.size() > domain.size() && host.endsWith(domain)
               && host.at(host.size() - domain.size() - 1) == QLatin1Char('.'));
}

// RFC 6265, 5.1.4
bool isWithin(QByteArrayView path, const QByteArray &folder)
{
    return path.startsWith(folder)
           && (path.size() == folder.size() || folder.endsWith('/') || path[folder.size()] == '/');
}

QByteArray folderOf(QByteArrayView path)
{
    return path.first(std::max<qsizetype>(1, path.lastIndexOf('/'))).toByteArray();
}

// Names that promise something of the cookie (RFC 6265bis, 4.1.3), which browsers hold them to.
bool keepsPromise(const Cookie &cookie, const WebAddress &sender)
{
    const auto begins = [&](QByteArrayView prefix) {
        return QByteArrayView(cookie.name)
                   .first(std::min(prefix.size(), cookie.name.size()))
                   .compare(prefix, Qt::CaseInsensitive)
               == 0;
    };
    const bool isSecure = cookie.isSecure && sender.origin().isSecure;
    if (begins("__Host-"))
        return isSecure && cookie.domain.isEmpty() && cookie.path == "/";
    return !begins("__Secure-") || isSecure;
}

bool mayHaveDomain(const QString &host, const QString &domain)
{
    static const SuffixList suffixes;
    return host == domain
           || (isWithin(host, domain) && QHostAddress(host).isNull() && !suffixes.contains(domain));
}

} // namespace

WallTime CookieJar::systemTime()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void CookieJar::add(QByteArrayView setCookie, const WebAddress &sender)
{
    if (auto cookie = Cookie::parse(setCookie, m_now()))
        add(*std::move(cookie), sender);
}

bool CookieJar::add(Cookie cookie, const WebAddress &sender)
{
    const auto &host = sender.origin().host;
    if (cookie.name.size() + cookie.value.size() > MaxSize || !keepsPromise(cookie, sender)
        || (!cookie.domain.isEmpty() && !mayHaveDomain(host, cookie.domain)))
        return false;
    const bool isHostOnly = cookie.domain.isEmpty();
    if (isHostOnly)
        cookie.domain = host;
    if (!cookie.path.startsWith('/'))
        cookie.path = folderOf(sender.rawPath());
    insert({.cookie = std::move(cookie), .isHostOnly = isHostOnly});
    return true;
}

void CookieJar::remove(const QByteArray &name, const WebAddress &address)
{
    std::erase_if(m_entries,
                  [&](const Entry &entry) { return entry.cookie.name == name && isFor(entry, address); });
}

// A cookie that is changed keeps its place, and one that is over takes the one before it away.
void CookieJar::insert(Entry entry)
{
    const auto &cookie = entry.cookie;
    const auto known = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &other) {
        return other.cookie.name == cookie.name && other.cookie.path == cookie.path
               && other.cookie.domain == cookie.domain && other.isHostOnly == entry.isHostOnly;
    });
    if (known != m_entries.end()) {
        entry.age = known->age;
        if (isOver(cookie))
            m_entries.erase(known);
        else
            *known = std::move(entry);
        return;
    }
    if (isOver(cookie))
        return;
    makeRoom(cookie.domain);
    entry.age = ++m_lastAge;
    const auto place = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &other) {
        return other.cookie.path.size() < cookie.path.size();
    });
    m_entries.insert(place, std::move(entry));
}

void CookieJar::makeRoom(const QString &domain)
{
    const auto isOfDomain = [&](const Entry &entry) { return entry.cookie.domain == domain; };
    const bool isDomainFull =
        size_t(std::count_if(m_entries.begin(), m_entries.end(), isOfDomain)) >= MaxOfDomain;
    if (!isDomainFull && m_entries.size() < MaxCookies)
        return;
    if (std::erase_if(m_entries, [this](const Entry &entry) { return isOver(entry.cookie); }) > 0)
        return makeRoom(domain);
    const auto oldest =
        std::min_element(m_entries.begin(), m_entries.end(), [&](const Entry &one, const Entry &other) {
            const bool isOneOut = isDomainFull && !isOfDomain(one);
            const bool isOtherOut = isDomainFull && !isOfDomain(other);
            return std::pair(isOneOut, one.age) < std::pair(isOtherOut, other.age);
        });
    m_entries.erase(oldest);
}

bool CookieJar::isFor(const Entry &entry, const WebAddress &address) const
{
    const auto &cookie = entry.cookie;
    const auto &[isSecure, host, port] = address.origin();
    return (entry.isHostOnly ? host == cookie.domain : isWithin(host, cookie.domain))
           && isWithin(address.rawPath(), cookie.path) && (isSecure || !cookie.isSecure) && !isOver(cookie);
}

std::vector<Cookie> CookieJar::cookiesFor(const WebAddress &address) const
{
    std::vector<Cookie> found;
    for (const auto &entry : m_entries) {
        if (isFor(entry, address))
            found.push_back(entry.cookie);
    }
    return found;
}

QByteArray CookieJar::fieldFor(const WebAddress &address) const
{
    QByteArray field;
    for (const auto &entry : m_entries) {
        if (!isFor(entry, address))
            continue;
        if (!field.isEmpty())
            field += "; ";
        field.append(entry.cookie.name).append('=').append(entry.cookie.value);
    }
    return field;
}

} // namespace Molotov
