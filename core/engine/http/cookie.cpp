// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/cookie.h"

#include <algorithm>
#include <array>

namespace Molotov {

namespace {

// As browsers have it, beyond RFC 6265.
constexpr qsizetype MaxAttribute = 1024;
constexpr std::chrono::hours LongestAge{24 * 400};

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isControl(char letter)
{
    return (uchar(letter) < ' ' && letter != '\t') || letter == 0x7f;
}

// Takes the part before the separator off the text, and the separator.
QByteArrayView takePart(QByteArrayView &text, char separator)
{
    const auto at = text.indexOf(separator);
    const auto part = at < 0 ? text : text.first(at);
    text = text.sliced(at < 0 ? text.size() : at + 1);
    return part;
}

// ---- dates, RFC 6265, 5.1.1 ----

struct DateParts
{
    std::optional<std::chrono::seconds> time;
    std::optional<int> day;
    std::optional<int> month; // from 1
    std::optional<int> year;
};

// So many digits, and no further one behind them.
std::optional<int> leadingNumber(QByteArrayView text, qsizetype least, qsizetype most)
{
    const auto size = std::find_if_not(text.begin(), text.end(), isDigit) - text.begin();
    if (size < least || size > most)
        return {};
    return text.first(size).toInt();
}

std::optional<std::chrono::seconds> timeIn(QByteArrayView token)
{
    if (std::count(token.begin(), token.end(), ':') < 2)
        return {};
    int seconds = 0;
    for (const bool isLast : {false, false, true}) {
        const auto part = isLast ? token : takePart(token, ':');
        const auto number = leadingNumber(part, 1, 2);
        if (!number || *number > 59 || (!isLast && !isDigit(part.back())))
            return {};
        seconds = seconds * 60 + *number;
    }
    return std::chrono::seconds(seconds);
}

std::optional<int> monthIn(QByteArrayView token)
{
    constexpr std::array<const char *, 12> Names{"jan", "feb", "mar", "apr", "may", "jun",
                                                 "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto begin = token.first(std::min<qsizetype>(3, token.size()));
    const auto found = std::find_if(Names.begin(), Names.end(), [&](const char *name) {
        return begin.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == Names.end() ? std::nullopt : std::optional(int(found - Names.begin()) + 1);
}

void readToken(QByteArrayView token, DateParts &date)
{
    if (!date.time && (date.time = timeIn(token)))
        return;
    if (!date.day && (date.day = leadingNumber(token, 1, 2)))
        return;
    if (!date.month && (date.month = monthIn(token)))
        return;
    if (!date.year && (date.year = leadingNumber(token, 2, 4)) && *date.year < 100)
        *date.year += *date.year < 70 ? 2000 : 1900;
}

bool isDelimiter(char letter)
{
    const auto byte = uchar(letter);
    return byte == '\t' || (byte >= ' ' && byte <= '/') || (byte >= ';' && byte <= '@')
           || (byte >= '[' && byte <= '`') || (byte >= '{' && byte <= '~');
}

// Servers write dates in many ways.
std::optional<WallTime> parseDate(QByteArrayView text)
{
    DateParts date;
    while (!text.isEmpty()) {
        const auto size = std::find_if(text.begin(), text.end(), isDelimiter) - text.begin();
        readToken(text.first(size), date);
        text = text.sliced(std::min<qsizetype>(size + 1, text.size()));
    }
    if (!date.time || *date.time >= std::chrono::hours(24) || !date.day || !date.month || !date.year
        || *date.year < 1601)
        return {};
    const auto day = std::chrono::year(*date.year) / *date.month / *date.day;
    if (!day.ok())
        return {};
    return std::chrono::sys_days(day) + *date.time;
}

// ---- attributes, RFC 6265, 5.2.1 to 5.2.6 ----

// Nothing when the value is not a number; it may be larger than any number that we know.
std::optional<WallTime> parseMaxAge(QByteArrayView value, WallTime now)
{
    const bool isNegative = value.startsWith('-');
    const auto digits = value.sliced(isNegative ? 1 : 0);
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit))
        return {};
    bool fits = false;
    const auto age = std::chrono::seconds(digits.toInt(&fits));
    if (isNegative || (fits && age.count() == 0))
        return WallTime();
    return now + (fits ? std::min<std::chrono::seconds>(age, LongestAge) : LongestAge);
}

// What Set-Cookie says of the time, of which Max-Age counts first.
struct Lifetime
{
    std::optional<WallTime> expires;
    std::optional<WallTime> maxAge;
};

void readAttribute(QByteArrayView text, WallTime now, Cookie &cookie, Lifetime &lifetime)
{
    const auto name = takePart(text, '=').trimmed();
    const auto value = text.trimmed();
    const auto isCalled = [name](const char *wanted) {
        return name.compare(wanted, Qt::CaseInsensitive) == 0;
    };
    if (value.size() > MaxAttribute)
        return;
    if (isCalled("expires")) {
        if (const auto date = parseDate(value))
            lifetime.expires = date;
    } else if (isCalled("max-age")) {
        if (const auto end = parseMaxAge(value, now))
            lifetime.maxAge = end;
    } else if (isCalled("domain")) {
        if (!value.isEmpty())
            cookie.domain = Cookie::toDomain(value);
    } else if (isCalled("path")) {
        cookie.path = value.startsWith('/') ? value.toByteArray() : QByteArray();
    } else if (isCalled("secure")) {
        cookie.isSecure = true;
    } else if (isCalled("httponly")) {
        cookie.isHttpOnly = true;
    }
}

} // namespace

std::optional<Cookie> Cookie::parse(QByteArrayView setCookie, WallTime now)
{
    if (std::any_of(setCookie.begin(), setCookie.end(), isControl))
        return {};
    auto pair = takePart(setCookie, ';');
    if (!pair.contains('='))
        return {};
    Cookie cookie;
    cookie.name = takePart(pair, '=').trimmed().toByteArray();
    cookie.value = pair.trimmed().toByteArray();
    if (cookie.name.isEmpty())
        return {};
    Lifetime lifetime;
    while (!setCookie.isEmpty())
        readAttribute(takePart(setCookie, ';'), now, cookie, lifetime);
    cookie.expires = lifetime.maxAge ? lifetime.maxAge : lifetime.expires;
    return cookie;
}

QString Cookie::toDomain(QByteArrayView text)
{
    return QString::fromUtf8(text.sliced(text.startsWith('.') ? 1 : 0)).toLower();
}

} // namespace Molotov
