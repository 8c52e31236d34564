// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/shop.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <array>
#include <optional>

namespace Molotov::Demo {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSlowness = 60'000; // ms
constexpr double UsualFailureRate = 0.1;
const QString Password = u"molotov"_s;

HttpResponse json(int status, const QJsonObject &object)
{
    HttpResponse response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

HttpResponse failure(int status, const QString &sentence)
{
    return json(status, {{u"error"_s, sentence}});
}

/// A number of the query, `usual` when it is not given, nothing when it is none or out of range.
std::optional<double> number(const HttpRequest &request, const QString &name, double usual, double max)
{
    if (!request.query.hasQueryItem(name))
        return usual;
    bool ok = false;
    const double value = request.query.queryItemValue(name).toDouble(&ok);
    return ok && value >= 0 && value <= max ? std::optional(value) : std::nullopt;
}

QJsonObject productAt(int id)
{
    static constexpr std::array Kinds{"lamp", "chair", "kettle", "clock", "rug", "mug"};
    static constexpr std::array Colours{"amber", "blue", "copper", "green", "ivory", "red", "slate"};
    const auto index = size_t(id);
    const auto name =
        QLatin1String(Colours[index % Colours.size()]) + u' ' + QLatin1String(Kinds[index % Kinds.size()]);
    return {{u"id"_s, id}, {u"name"_s, name}, {u"price"_s, (499 + id * 3700 % 9000) / 100.0}};
}

/// What a form or a JSON object in a body says under these names.
struct Credentials
{
    QString user;
    QString password;
};

Credentials credentials(const HttpRequest &request)
{
    if (request.header("Content-Type").startsWith("application/json")) {
        const QJsonObject object = QJsonDocument::fromJson(request.body).object();
        return {object[u"user"_s].toString(), object[u"password"_s].toString()};
    }
    const QUrlQuery form(QString::fromUtf8(QByteArray(request.body).replace('+', ' ')));
    return {form.queryItemValue(u"user"_s, QUrl::FullyDecoded),
            form.queryItemValue(u"password"_s, QUrl::FullyDecoded)};
}

} // namespace

/// Which page stands where, and how it may be asked for.
struct Shop::Route
{
    QLatin1String pattern; ///< "/:id" at the end stands for any one segment
    QList<QByteArray> methods;
    HttpResponse (Shop::*page)(const HttpRequest &);

    bool matches(const QString &path) const
    {
        if (!pattern.endsWith("/:id"_L1))
            return path == pattern;
        const qsizetype slash = path.lastIndexOf(u'/');
        return slash + 1 < path.size() && path.first(slash) == pattern.chopped(4);
    }
};

Shop::Shop(quint32 seed)
    : m_random(seed)
    , m_secret(QByteArray::number(QRandomGenerator::system()->generate64(), 16))
{
}

HttpResponse Shop::answer(const HttpRequest &request)
{
    static const std::array<Route, 9> Routes{{
        {"/"_L1, {"GET", "HEAD"}, &Shop::home},
        {"/products"_L1, {"GET", "HEAD"}, &Shop::products},
        {"/products/:id"_L1, {"GET", "HEAD"}, &Shop::product},
        {"/login"_L1, {"POST"}, &Shop::login},
        {"/account"_L1, {"GET", "HEAD"}, &Shop::account},
        {"/slow"_L1, {"GET", "HEAD"}, &Shop::slow},
        {"/flaky"_L1, {"GET", "HEAD"}, &Shop::flaky},
        {"/upload"_L1, {"POST", "PUT"}, &Shop::upload},
        {"/stats"_L1, {"GET", "HEAD"}, &Shop::stats},
    }};

    const auto *route = std::find_if(Routes.begin(), Routes.end(),
                                     [&](const Route &each) { return each.matches(request.path); });
    const bool found = route != Routes.end();
    const HttpResponse response =
        found ? answerRoute(*route, request) : failure(404, u"There is no page %1"_s.arg(request.path));
    if (!found || route->page != &Shop::stats) {
        // Unknown paths share one line: their number has no limit.
        Counts &counts = m_counts[found ? QString(route->pattern) : u"other"_s];
        ++counts.count;
        ++counts.statuses[response.status];
    }
    return response;
}

HttpResponse Shop::answerRoute(const Route &route, const HttpRequest &request)
{
    if (route.methods.contains(request.method))
        return (this->*route.page)(request);
    const QByteArray methods = route.methods.join(", ");
    HttpResponse response;
    if (request.method == "OPTIONS")
        response.status = 204;
    else
        response = failure(405, u"%1 is for %2"_s.arg(request.path, QLatin1String(methods)));
    response.headers.append({"Allow", methods + ", OPTIONS"});
    return response;
}

HttpResponse Shop::home(const HttpRequest &)
{
    QFile page(u":/demo/index.html"_s);
    HttpResponse response;
    response.contentType = "text/html; charset=utf-8";
    if (page.open(QIODevice::ReadOnly))
        response.body = page.readAll();
    return response;
}

HttpResponse Shop::products(const HttpRequest &request)
{
    constexpr int Pages = (ProductCount + PageSize - 1) / PageSize;
    const std::optional<double> wanted = number(request, u"page"_s, 1, Pages);
    if (!wanted || *wanted < 1)
        return failure(400, u"page is a number from 1 to %1"_s.arg(Pages));
    const int page = int(*wanted);
    QJsonArray list;
    for (int id = (page - 1) * PageSize + 1; id <= std::min(page * PageSize, ProductCount); ++id)
        list.append(productAt(id));
    return json(200, {{u"page"_s, page}, {u"pages"_s, Pages}, {u"products"_s, list}});
}

HttpResponse Shop::product(const HttpRequest &request)
{
    bool ok = false;
    const int id = request.path.mid(request.path.lastIndexOf(u'/') + 1).toInt(&ok);
    if (!ok || id < 1 || id > ProductCount)
        return failure(404, u"There is no such product: they go from 1 to %1"_s.arg(ProductCount));
    return json(200, productAt(id));
}

HttpResponse Shop::login(const HttpRequest &request)
{
    const Credentials given = credentials(request);
    if (given.user.isEmpty() || given.password.isEmpty())
        return failure(400, u"A login needs user and password, as a form or as JSON"_s);
    if (given.password != Password)
        return failure(401, u"Wrong password: it is %1 for everybody"_s.arg(Password));
    const QByteArray user = given.user.toUtf8().toPercentEncoding();
    HttpResponse response = json(200, {{u"user"_s, given.user}});
    response.headers.append(
        {"Set-Cookie", "session=" + user + '.' + signature(user) + "; Path=/; HttpOnly; SameSite=Lax"});
    return response;
}

HttpResponse Shop::account(const HttpRequest &request)
{
    const QByteArray session = request.cookie("session");
    const qsizetype dot = session.lastIndexOf('.');
    const QByteArray user = session.left(dot);
    if (dot <= 0 || session.mid(dot + 1) != signature(user))
        return failure(401, u"POST /login first: this page needs its cookie"_s);
    return json(200, {{u"user"_s, QString::fromUtf8(QByteArray::fromPercentEncoding(user))},
                      {u"orders"_s, QJsonArray{productAt(7), productAt(42)}}});
}

HttpResponse Shop::slow(const HttpRequest &request)
{
    const std::optional<double> wanted = number(request, u"ms"_s, 1000, MaxSlowness);
    if (!wanted)
        return failure(400, u"ms is a number from 0 to %1"_s.arg(MaxSlowness));
    HttpResponse response = json(200, {{u"waited_ms"_s, int(*wanted)}});
    response.delay = std::chrono::milliseconds(int(*wanted));
    return response;
}

HttpResponse Shop::flaky(const HttpRequest &request)
{
    const std::optional<double> rate = number(request, u"rate"_s, UsualFailureRate, 1);
    if (!rate)
        return failure(400, u"rate is a number from 0 to 1"_s);
    if (m_random.generateDouble() < *rate)
        return failure(500, u"This page fails now and then: that is what it is for"_s);
    return json(200, {{u"lucky"_s, true}});
}

HttpResponse Shop::upload(const HttpRequest &request)
{
    const QByteArray hash = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    return json(200, {{u"size"_s, request.body.size()}, {u"sha256"_s, QString::fromLatin1(hash)}});
}

HttpResponse Shop::stats(const HttpRequest &)
{
    qint64 total = 0;
    QJsonObject paths;
    for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it) {
        QJsonObject statuses;
        for (auto status = it->statuses.cbegin(); status != it->statuses.cend(); ++status)
            statuses[QString::number(status.key())] = status.value();
        paths[it.key()] = QJsonObject{{u"count"_s, it->count}, {u"status"_s, statuses}};
        total += it->count;
    }
    return json(200, {{u"requests"_s, total}, {u"paths"_s, paths}});
}

QByteArray Shop::signature(const QByteArray &user) const
{
    return QMessageAuthenticationCode::hash(user, m_secret, QCryptographicHash::Sha256).toHex();
}

} // namespace Molotov::Demo
