// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/cookie.h"

#include <vector>

namespace Molotov {

class WebAddress;

/// The cookies of a session, by RFC 6265. QNetworkCookieJar takes the URL itself for the path of a cookie
/// that names none, decodes paths, and has no limits.
class CookieJar
{
public:
    /// The oldest cookies beyond these are thrown away; both are those of Chromium.
    static constexpr size_t MaxOfDomain = 180;
    static constexpr size_t MaxCookies = 3300;
    /// Bytes of name and value; a larger cookie is refused.
    static constexpr qsizetype MaxSize = 4096;

    using Clock = WallTime (*)();
    static WallTime systemTime();
    explicit CookieJar(Clock now = &systemTime)
        : m_now(now)
    {
    }

    bool isEmpty() const { return m_entries.empty(); } ///< or all that it has is out of date
    void clear() { m_entries.clear(); }
    /// The value of a field Set-Cookie that the address sent.
    void add(QByteArrayView setCookie, const WebAddress &sender);
    /// False when the address may not set such a cookie.
    bool add(Cookie cookie, const WebAddress &sender);
    /// Those of the name that a request to the address would carry.
    void remove(const QByteArray &name, const WebAddress &address);
    /// Those that a request carries, in the order in which it does: the one with the longest path first.
    std::vector<Cookie> cookiesFor(const WebAddress &address) const;
    /// The same as the field Cookie; empty when there is none.
    QByteArray fieldFor(const WebAddress &address) const;

private:
    struct Entry
    {
        Cookie cookie; // with a domain and a path
        bool isHostOnly = true;
        quint64 age = 0; // a larger one is younger
    };

    bool isFor(const Entry &entry, const WebAddress &address) const;
    bool isOver(const Cookie &cookie) const { return cookie.expires && *cookie.expires <= m_now(); }
    void insert(Entry entry);
    void makeRoom(const QString &domain);

    Clock m_now;
    std::vector<Entry> m_entries; // in the order of cookiesFor()
    quint64 m_lastAge = 0;
};

} // namespace Molotov
