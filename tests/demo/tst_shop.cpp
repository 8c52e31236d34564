// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/shop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

using namespace Molotov::Demo;

/// The pages of the demo service, without a network.
class tst_Shop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void explainsItself();
    void opensTheAccountToWhoLoggedIn();
    void failsInTheSameWayForTheSameSeed();
    void countsWhatItAnswered();
};

static HttpRequest request(const QByteArray &method, const QString &target, const QByteArray &body = {})
{
    const QUrl url(target);
    HttpRequest request;
    request.method = method;
    request.path = url.path();
    request.query = QUrlQuery(url);
    request.body = body;
    return request;
}

static HttpRequest loginRequest(const QByteArray &contentType, const QByteArray &body)
{
    HttpRequest login = request("POST", QStringLiteral("/login"), body);
    login.headers.append({"content-type", contentType});
    return login;
}

static QJsonObject object(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

void tst_Shop::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("answer"); // status and the beginning of the body
    const auto row = [](const char *method, const char *target, const QByteArray &answer) {
        QTest::addRow("%s %s", method, target) << QByteArray(method) << QString::fromLatin1(target) << answer;
    };
    row("GET", "/products", R"(200 {"page":1,"pages":6,"products":[{"id":1,)");
    row("GET", "/products?page=6", R"(200 {"page":6,"pages":6,"products":[{"id":51,)");
    row("GET", "/products?page=7", R"(400 {"error":"page is a number from 1 to 6"})");
    row("GET", "/products?page=0", R"(400 {"error":)");
    row("GET", "/products?page=two", R"(400 {"error":)");
    row("GET", "/products/54", R"(200 {"id":54,"name":"red lamp","price":22.99})");
    row("GET", "/products/61", R"(404 {"error":"There is no such product: they go from 1 to 60"})");
    row("GET", "/products/lamp", R"(404 {"error":)");
    row("GET", "/products/", R"(404 {"error":"There is no page /products/"})");
    row("GET", "/products/1/reviews", R"(404 {"error":"There is no page )");
    row("HEAD", "/products/1", R"(200 {"id":1,)");
    row("POST", "/products", R"(405 {"error":"/products is for GET, HEAD"})");
    row("OPTIONS", "/upload", "204 ");
    row("GET", "/login", R"(405 {"error":"/login is for POST"})");
    row("POST", "/login", R"(400 {"error":)");
    row("GET", "/account", R"(401 {"error":)");
    row("GET", "/slow?ms=soon", R"(400 {"error":)");
    row("GET", "/slow?ms=60001", R"(400 {"error":)");
    row("GET", "/slow?ms=20", R"(200 {"waited_ms":20})");
    row("GET", "/flaky?rate=1", R"(500 {"error":)");
    row("GET", "/flaky?rate=0", R"(200 {"lucky":true})");
    row("GET", "/flaky?rate=2", R"(400 {"error":)");
    row("POST", "/upload",
        R"(200 {"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824","size":5})");
    row("GET", "/stats", R"(200 {"paths":{},"requests":0})");
    row("GET", "/nowhere", R"(404 {"error":"There is no page /nowhere"})");
}

void tst_Shop::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, target);
    QFETCH(QByteArray, answer);
    Shop shop(1);
    const HttpResponse response = shop.answer(request(method, target, "hello"));
    const QByteArray printed = QByteArray::number(response.status) + ' ' + response.body;
    QVERIFY2(printed.startsWith(answer), printed.constData());
}

void tst_Shop::explainsItself()
{
    Shop shop(1);
    const HttpResponse response = shop.answer(request("GET", QStringLiteral("/")));
    QCOMPARE(response.contentType, "text/html; charset=utf-8");
    for (const char *page : {"/products", "/login", "/account", "/slow", "/flaky", "/upload", "/stats"})
        QVERIFY2(response.body.contains(page), page);
}

void tst_Shop::opensTheAccountToWhoLoggedIn()
{
    Shop shop(1);
    const QList<HttpRequest> logins{
        loginRequest("application/json; charset=utf-8", R"({"user": "zoë b", "password": "molotov"})"),
        loginRequest("application/x-www-form-urlencoded", "user=zo%C3%AB+b&password=molotov"),
    };
    for (const HttpRequest &login : logins) {
        const HttpResponse welcome = shop.answer(login);
        QCOMPARE(welcome.status, 200);
        QCOMPARE(welcome.headers.size(), 1);
        QCOMPARE(welcome.headers[0].name, "Set-Cookie");

        HttpRequest account = request("GET", QStringLiteral("/account"));
        account.headers.append({"Cookie", welcome.headers[0].value.split(';').first()});
        const HttpResponse page = shop.answer(account);
        QCOMPARE(page.status, 200);
        QCOMPARE(object(page)[QLatin1String("user")].toString(), QStringLiteral("zoë b"));

        account.headers[0].value.chop(1); // forged
        QCOMPARE(shop.answer(account).status, 401);
    }
    QCOMPARE(shop.answer(loginRequest("application/json", R"({"user": "qa", "password": "wrong"})")).status,
             401);
    QCOMPARE(shop.answer(loginRequest("application/json", "no JSON")).status, 400);
}

void tst_Shop::failsInTheSameWayForTheSameSeed()
{
    const auto pattern = [](quint32 seed) {
        Shop shop(seed);
        QByteArray statuses;
        for (int i = 0; i < 200; ++i)
            statuses += shop.answer(request("GET", QStringLiteral("/flaky"))).status == 200 ? '.' : 'x';
        return statuses;
    };
    QCOMPARE(pattern(7), pattern(7));
    QVERIFY(pattern(7) != pattern(8));
    QVERIFY(pattern(7).count('x') > 5 && pattern(7).count('x') < 50); // about one in ten
}

void tst_Shop::countsWhatItAnswered()
{
    Shop shop(1);
    for (const char *target : {"/products", "/products?page=2", "/products?page=99", "/products/1",
                               "/products/2", "/no", "/nothing", "/stats"})
        shop.answer(request("GET", QString::fromLatin1(target)));
    const HttpResponse stats = shop.answer(request("GET", QStringLiteral("/stats")));
    QCOMPARE(stats.body, R"({"paths":{"/products":{"count":3,"status":{"200":2,"400":1}},)"
                         R"("/products/:id":{"count":2,"status":{"200":2}},)"
                         R"("other":{"count":2,"status":{"404":2}}},"requests":7})");
}

QTEST_APPLESS_MAIN(tst_Shop)
#include "tst_shop.moc"
