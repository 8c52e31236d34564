// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/httpoptions.h"

#include "core/engine/http/httpclient.h"
#include "core/engine/utf8.h"

#include <QJSEngine>

#include <algorithm>

namespace Molotov {

namespace {

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

// `discarded`: the name of what gives them, for bodies.
void readRules(const QVariantMap &given, ExchangeRules &rules, BodyUse discarded)
{
    if (const auto timeout = given.value(QStringLiteral("timeout")); timeout.isValid())
        rules.timeout = toDuration(timeout.toDouble());
    if (const auto redirect = given.value(QStringLiteral("redirect")); redirect.isValid())
        rules.redirect = RedirectMode(redirect.toInt());
    if (const auto most = given.value(QStringLiteral("maxRedirects")); most.isValid())
        rules.maxRedirects = most.toInt();
    if (const auto most = given.value(QStringLiteral("maxBody")); most.isValid())
        rules.maxBody = qint64(most.toDouble());
    if (const auto discard = given.value(QStringLiteral("discard")); discard.isValid())
        rules.bodyUse = discard.toBool() ? discarded : BodyUse::Keep;
}

// False, true, or "prior-knowledge".
Http2Use toHttp2Use(const QVariant &given)
{
    if (given.userType() == QMetaType::QString)
        return Http2Use::PriorKnowledge;
    return given.toBool() ? Http2Use::Offered : Http2Use::Off;
}

} // namespace

std::chrono::microseconds toDuration(double milliseconds)
{
    constexpr double Year = 365.0 * 24 * 3600 * 1000;
    return std::chrono::microseconds(qint64(std::clamp(milliseconds, 0.0, Year) * 1000));
}

HttpHeaders toHeaders(const QJSValue &flat)
{
    HttpHeaders headers;
    const auto size = flat.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i + 1 < size; i += 2)
        headers.append({flat.property(i).toString().toLatin1(), encodeUtf8(flat.property(i + 1).toString())});
    return headers;
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
        readRules(rules.toVariant().toMap(), request.rules, BodyUse::DiscardedByRequest);
}

SessionShape toShape(const QVariantMap &options)
{
    const auto text = [&](const char *name) { return options.value(QLatin1String(name)).toString(); };
    SessionShape shape{.baseUrl = text("baseUrl")};
    readRules(options, shape.rules, BodyUse::DiscardedBySession);
    shape.transport = {.tls = {.isVerified = options.value(QStringLiteral("verifyTls"), true).toBool(),
                               .caCertificate = text("caCertificate").toUtf8(),
                               .certificate = text("certificate").toUtf8(),
                               .key = text("key").toUtf8(),
                               .passphrase = text("passphrase").toUtf8()},
                       .proxy = text("proxy"),
                       .http2 = toHttp2Use(options.value(QStringLiteral("http2"))),
                       .isKeptAlive = options.value(QStringLiteral("keepAlive"), true).toBool(),
                       .resumesTls = options.value(QStringLiteral("resumeTls"), true).toBool(),
                       .expectsContinue = options.value(QStringLiteral("expectContinue"), false).toBool(),
                       .maxConnections = options.value(QStringLiteral("maxConnections"), 0).toInt()};
    return shape;
}

Cookie toCookie(const QString &name, const QString &value, const QVariantMap &options)
{
    const auto text = [&](const char *option) {
        return encodeUtf8(options.value(QLatin1String(option)).toString());
    };
    Cookie cookie{.name = encodeUtf8(name),
                  .value = encodeUtf8(value),
                  .domain = Cookie::toDomain(text("domain")),
                  .path = text("path"),
                  .expires = {},
                  .isSecure = options.value(QStringLiteral("secure")).toBool(),
                  .isHttpOnly = options.value(QStringLiteral("httpOnly")).toBool()};
    if (const auto expires = options.value(QStringLiteral("expires")); expires.isValid())
        cookie.expires = WallTime(std::chrono::milliseconds(qint64(expires.toDouble())));
    return cookie;
}

} // namespace Molotov
