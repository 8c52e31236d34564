// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/webaddress.h"

#include "core/engine/http/pathpattern.h"
#include "core/engine/http/percentcoding.h"
#include "core/engine/http/urlhost.h"

#include <QStringDecoder>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace Molotov {

namespace {

constexpr quint16 defaultPort(bool isSecure)
{
    return isSecure ? 443 : 80;
}

bool isSlash(char letter)
{
    return letter == '/' || letter == '\\';
}

bool isLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

qsizetype lengthOfSlashes(QByteArrayView text)
{
    return std::find_if_not(text.begin(), text.end(), isSlash) - text.begin();
}

qsizetype lengthBefore(QByteArrayView text, QByteArrayView ends)
{
    return std::find_first_of(text.begin(), text.end(), ends.begin(), ends.end()) - text.begin();
}

// Of what must be encoded, https://url.spec.whatwg.org/#path-percent-encode-set and
// #special-query-percent-encode-set.
constexpr char EncodedInPath[] = "\"#<>?`{}";
constexpr char EncodedInQuery[] = "\"#<>'";

bool isDot(QByteArrayView segment)
{
    return segment == "." || segment.compare("%2e", Qt::CaseInsensitive) == 0;
}

bool isDoubleDot(QByteArrayView segment)
{
    return segment.size() >= 2 && segment.size() <= 6
           && segment.toByteArray().toLower().replace("%2e", ".") == "..";
}

// `folder`: what the path goes on from, without a slash at its end. Dot segments are resolved.
QByteArray normalizedPath(QByteArray folder, QByteArrayView path)
{
    for (bool isLast = false; !isLast;) {
        const auto size = lengthBefore(path, "/\\");
        const auto segment = path.first(size);
        isLast = size == path.size();
        path = path.sliced(isLast ? size : size + 1);
        if (isDoubleDot(segment))
            folder.truncate(std::max<qsizetype>(0, folder.lastIndexOf('/')));
        else if (!isDot(segment))
            folder.append('/').append(percentEncoded(segment, EncodedInPath));
        if (isLast && (isDot(segment) || isDoubleDot(segment)))
            folder += '/';
    }
    return folder;
}

// Nothing when it is not one.
std::optional<quint16> parsePort(QByteArrayView text, quint16 byDefault)
{
    if (text.isEmpty())
        return byDefault;
    unsigned port = 0;
    for (const char letter : text) {
        port = port * 10 + unsigned(letter - '0');
        if (!isDigit(letter) || port > 65535)
            return {};
    }
    return quint16(port);
}

// RFC 7617: a user and a password as one field.
QByteArray authorizationOf(QByteArrayView user)
{
    if (user.isEmpty() || user == ":")
        return {};
    const auto decoded = percentDecoded(user);
    return "Basic " + (user.contains(':') ? decoded : decoded + ':').toBase64();
}

bool isReadable(const QString &text)
{
    const auto letters = text.toUcs4();
    return std::all_of(letters.begin(), letters.end(), [](uint letter) { return QChar::isPrint(letter); });
}

// Decoded, where that makes no other path of it and shows nothing strange.
QString readable(QByteArrayView path)
{
    const auto written = QString::fromLatin1(path);
    if (!path.contains('%'))
        return written;
    QByteArray decoded;
    for (qsizetype i = 0; i < path.size(); ++i) {
        const auto byte = escapeAt(path, i);
        const bool isSafe = byte && !QByteArrayView("/%?#").contains(*byte);
        decoded += isSafe ? *byte : path[i];
        i += isSafe ? 2 : 0;
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(decoded);
    return !utf8.hasError() && isReadable(text) ? text : written;
}

} // namespace

QString Origin::name() const
{
    const auto shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return port == defaultPort(isSecure) ? shown : shown + QLatin1Char(':') + QString::number(port);
}

QByteArray cleanedUrl(QByteArrayView text)
{
    const auto isOutside = [](char letter) { return uchar(letter) <= ' '; };
    while (!text.isEmpty() && isOutside(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isOutside(text.back()))
        text.chop(1);
    auto cleaned = text.toByteArray();
    cleaned.removeIf([](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; });
    return cleaned;
}

QByteArrayView schemeOfUrl(QByteArrayView cleaned)
{
    const auto colon = cleaned.indexOf(':');
    if (colon <= 0 || !isLetter(cleaned[0]))
        return {};
    const auto scheme = cleaned.first(colon);
    const auto isPart = [](char letter) {
        return isLetter(letter) || isDigit(letter) || letter == '+' || letter == '-' || letter == '.';
    };
    return std::all_of(scheme.begin(), scheme.end(), isPart) ? scheme : QByteArrayView();
}

WebAddress::WebAddress(const QUrl &url)
{
    if (const auto parsed = parse(url.toEncoded()))
        *this = *parsed;
}

Result<WebAddress> WebAddress::parse(QByteArrayView text)
{
    return WebAddress().resolved(text);
}

// Between "//" and the path.
struct WebAddress::Authority
{
    Origin origin;
    QByteArray authorization; ///< as authorization() has it
};

Result<WebAddress::Authority> WebAddress::parseAuthority(bool isSecure, QByteArrayView text)
{
    const auto at = text.lastIndexOf('@');
    const auto server = text.sliced(at + 1);
    // The colons of an IPv6 address stand in brackets.
    const auto colon = server.indexOf(':', server.startsWith('[') ? lengthBefore(server, "]") : 0);
    const auto port =
        parsePort(colon < 0 ? QByteArrayView() : server.sliced(colon + 1), defaultPort(isSecure));
    if (!port)
        return Error{QStringLiteral("is not a URL: its port is not a number from 0 to 65535")};
    const auto host = parseUrlHost(colon < 0 ? server : server.first(colon));
    if (!host)
        return Error{QStringLiteral("is not a URL: ") + host.error().text};
    return Authority{.origin = {.isSecure = isSecure, .host = QString::fromLatin1(*host), .port = *port},
                     .authorization = authorizationOf(at < 0 ? QByteArrayView() : text.first(at))};
}

Result<WebAddress> WebAddress::resolved(QByteArrayView reference) const
{
    const auto cleaned = cleanedUrl(reference);
    const auto scheme = schemeOfUrl(cleaned);
    auto isSecure = origin().isSecure;
    if (!scheme.isEmpty()) {
        isSecure = scheme.compare("https", Qt::CaseInsensitive) == 0;
        if (!isSecure && scheme.compare("http", Qt::CaseInsensitive) != 0)
            return Error{QStringLiteral("is neither http nor https")};
    } else if (isEmpty()) {
        return Error{QStringLiteral("is not a whole URL")};
    }
    auto rest = QByteArrayView(cleaned).sliced(scheme.isEmpty() ? 0 : scheme.size() + 1);
    rest = rest.first(lengthBefore(rest, "#"));
    const auto path = rest.first(lengthBefore(rest, "?"));
    const auto query = percentEncoded(rest.sliced(path.size()), EncodedInQuery);

    const auto slashes = lengthOfSlashes(path);
    if (isEmpty() || isSecure != origin().isSecure || slashes > 1) {
        const auto server = path.sliced(slashes);
        const auto end = lengthBefore(server, "/\\");
        const auto authority = parseAuthority(isSecure, server.first(end));
        if (!authority)
            return authority.error();
        return make(*authority, normalizedPath({}, server.sliced(std::min(end + 1, server.size()))), query);
    }
    const Authority own{.origin = origin(), .authorization = {}};
    if (path.isEmpty())
        return make(own, rawPath().toByteArray(), query.isEmpty() ? target().mid(rawPath().size()) : query);
    const auto folder = slashes > 0 ? QByteArray() : target().first(rawPath().lastIndexOf('/'));
    return make(own, normalizedPath(folder, path.sliced(slashes)), query);
}

WebAddress WebAddress::make(const Authority &authority, const QByteArray &path, const QByteArray &query)
{
    const auto &origin = authority.origin;
    const auto host = origin.name().toLatin1();
    const auto shown = readable(path);
    WebAddress address;
    address.m_parts = std::make_shared<const Parts>(
        Parts{.origin = origin,
              .target = path + query,
              .pathSize = path.size(),
              .host = host,
              .path = shown,
              .pattern = pathPattern(shown),
              .text = (origin.isSecure ? "https://" : "http://") + host + path + query,
              .authorization = authority.authorization});
    return address;
}

const std::shared_ptr<const WebAddress::Parts> &WebAddress::none()
{
    static const auto parts = std::make_shared<const Parts>();
    return parts;
}

} // namespace Molotov
