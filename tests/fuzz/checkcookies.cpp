// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/cookiejar.h"
#include "core/engine/http/webaddress.h"
#include "tests/fuzz/checks.h"

#include <QByteArrayList>

#include <algorithm>

using namespace std::chrono_literals;

namespace Molotov::Fuzz {

namespace {

WallTime fixedTime()
{
    return WallTime(1'234'567'890s);
}

// As a server could have set it.
QByteArray setCookieOf(const Cookie &cookie)
{
    return cookie.name + '=' + cookie.value + "; Path=" + cookie.path + "; Domain=" + cookie.domain.toUtf8()
           + (cookie.isSecure ? "; Secure" : "") + (cookie.isHttpOnly ? "; HttpOnly" : "");
}

QByteArray checkCookie(const Cookie &cookie, const WebAddress &address)
{
    const auto &host = address.origin().host;
    const auto path = address.rawPath().toByteArray();
    if (cookie.name.isEmpty() || cookie.name.size() + cookie.value.size() > CookieJar::MaxSize)
        return "has a bad size";
    if (host != cookie.domain && !host.endsWith(QLatin1Char('.') + cookie.domain))
        return "is for another host";
    if (!cookie.path.startsWith('/') || !(path + '/').startsWith(cookie.path))
        return "is for another path";
    if (cookie.isSecure && !address.origin().isSecure)
        return "is for https only";
    if (cookie.expires && *cookie.expires <= fixedTime())
        return "is over";
    auto again = Cookie::parse(setCookieOf(cookie), fixedTime());
    if (!again)
        return "is none when it is set again";
    again->expires = cookie.expires;
    if (cookie.path.size() <= 1024 && !(*again == cookie))
        return "is another one when it is set again: " + setCookieOf(*again);
    return {};
}

} // namespace

QByteArray checkCookies(const QByteArray &text)
{
    const auto lines = text.split('\n');
    const auto sender = WebAddress::parse(lines[0]);
    const auto receiver = WebAddress::parse(lines.value(1));
    if (!sender || !receiver)
        return {};
    CookieJar jar(fixedTime);
    for (const auto &line : lines.mid(2))
        jar.add(line, *sender);
    const auto cookies = jar.cookiesFor(*receiver);
    if (cookies.size() > CookieJar::MaxCookies)
        return "are too many";
    for (const auto &cookie : cookies) {
        if (const auto problem = checkCookie(cookie, *receiver); !problem.isEmpty())
            return setCookieOf(cookie) + ' ' + problem;
    }
    const auto field = jar.fieldFor(*receiver);
    const auto isControl = [](char letter) {
        return (uchar(letter) < ' ' && letter != '\t') || letter == 0x7f;
    };
    if (std::any_of(field.begin(), field.end(), isControl))
        return "make a field that breaks the request: " + field;
    return field.isEmpty() == cookies.empty() ? QByteArray() : QByteArray("make no field");
}

} // namespace Molotov::Fuzz
