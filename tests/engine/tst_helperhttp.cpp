// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QNetworkDatagram>
#include <QRegularExpression>
#include <QTest>
#include <QUdpSocket>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
constexpr int Patience = 20'000; // milliseconds; for a machine that is busy with other things

Protocol::LoadScenario plan(const QString &body, const QUrl &baseUrl)
{
    Protocol::LoadScenario scenario;
    scenario.sourceName = QStringLiteral("shop.ts");
    scenario.code = compileScenario(QStringLiteral("import { scenario } from \"molotov\";\n") + body);
    scenario.baseUrl = baseUrl.toString();
    scenario.load.duration = 1h;
    return scenario;
}

bool start(HelperDriver &helper, const Protocol::LoadScenario &scenario)
{
    if (!helper.loadWhole(scenario))
        return false;
    helper.send(Protocol::StartRun{});
    return true;
}

} // namespace

/// What a helper tells others of its exchanges: its log, and a statsd server.
class tst_HelperHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsTraffic_data();
    void logsTraffic();
    void countsIdsAsOne_data();
    void countsIdsAsOne();
    void measuresPhases();
    void leavesOutPhasesThatNobodyKnows();
    void tellsStatsd();
    void runsWithoutStatsd();
    void livesWithTooManyBodies();
    void samplesErrors();
    void samplesWhatWasStillWaitedFor();
    void samplesOfEachErrorAreFew();
    void goesToTheAddressOfTheTest();
    void refusesWhatWouldGoElsewhere();
    void sendsNothingToOtherHosts();
};

void tst_HelperHttp::logsTraffic_data()
{
    QTest::addColumn<int>("verbosity");
    QTest::addColumn<QStringList>("lines"); // PORT stands for the server's

    QTest::newRow("off") << 1 << QStringList();
    QTest::newRow("on")
        << 2
        << QStringList(
               {QStringLiteral(
                    "0 > POST http://127.0.0.1:PORT/a?b=1\nX-A: 1\ncontent-type: application/json\n\n[1]"),
                QStringLiteral(
                    "0 < 302 Told so (POST http://127.0.0.1:PORT/a?b=1)\nContent-Length: 0\nLocation: "
                    "/b"),
                QStringLiteral("0 > GET http://127.0.0.1:PORT/b\nX-A: 1"),
                QStringLiteral("0 < 200 OK (GET http://127.0.0.1:PORT/b)\nContent-Length: 5000\n\n")
                    + QString(1999, QLatin1Char('x')) + QChar(0x2026),
                QStringLiteral("0 > GET http://127.0.0.1:PORT/bytes"),
                QStringLiteral(
                    "0 < 200 OK (GET http://127.0.0.1:PORT/bytes)\nContent-Length: 2\n\n(2 bytes that "
                    "are no text)"),
                QStringLiteral("0 > GET http://127.0.0.1:PORT/b"),
                QStringLiteral("0 < 200 OK (GET http://127.0.0.1:PORT/b)\nContent-Length: 5000\n\n(its body "
                               "was discarded)")});
}

void tst_HelperHttp::logsTraffic()
{
    QFETCH(int, verbosity);
    QFETCH(QStringList, lines);
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/a"   ? ServerAnswer::redirect(302, "/b")
               : request.path() == "/b" ? ServerAnswer::response(200, QByteArray(5000, 'x'))
                                        : ServerAnswer::response(200, "\xfe\x01");
    });
    HelperDriver helper(Helper);
    auto scenario =
        plan(QStringLiteral(
                 "scenario(\"a\", async (session) => { await session.post(\"/a?b=1\", { json: [1], "
                 "headers: { \"X-A\": 1 } }); await session.get(\"/bytes\"); await session.get(\"/b\", { "
                 "discard: true }); });"),
             server.url());
    scenario.verbosity = verbosity;
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QStringList logged;
    for (const auto &line : helper.logs) {
        QCOMPARE(int(line.level), int(Protocol::LogLevel::Debug));
        logged.append(QStringLiteral("%1 %2").arg(line.worker).arg(line.text));
    }
    lines.replaceInStrings(QStringLiteral("PORT"), QString::number(server.serverPort()));
    QCOMPARE(logged, lines);
}

void tst_HelperHttp::countsIdsAsOne_data()
{
    QTest::addColumn<bool>("folds");
    QTest::addColumn<QStringList>("endpoints");
    QTest::newRow("folded") << true
                            << QStringList({QStringLiteral("3 GET /users/7"),
                                            QStringLiteral("4 GET /users/{id}"),
                                            QStringLiteral("1 POST /users/{id}")});
    QTest::newRow("as they are") << false
                                 << QStringList(
                                        {QStringLiteral("1 GET /users/1"), QStringLiteral("1 GET /users/2"),
                                         QStringLiteral("1 GET /users/3"), QStringLiteral("4 GET /users/7"),
                                         QStringLiteral("1 POST /users/1")});
}

void tst_HelperHttp::countsIdsAsOne()
{
    QFETCH(bool, folds);
    HttpServer server([](const ServedRequest &request) {
        return request.method == "POST" ? ServerAnswer::redirect(303, "/users/7?page=1")
                                        : ServerAnswer::response(200, {});
    });
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral("let id = 0; scenario(\"a\", async (session) => {\n"
                                        "await session.get(`/users/${++id}?page=${id}`);\n"
                                        "await session.get(`/users/${id}`, { name: \"/users/7\" });\n"
                                        "if (id === 1) await session.post(`/users/${id}`); });"),
                         server.url());
    scenario.foldNames = folds;
    scenario.load.maxRuns = 3;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QMap<QString, qint64> counts;
    for (const auto &delta : helper.deltas) {
        for (const auto &endpoint : delta.endpoints)
            counts[endpoint.method + QLatin1Char(' ') + endpoint.name] += endpoint.count;
    }
    QStringList endpoints;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        endpoints.append(QStringLiteral("%1 %2").arg(*it).arg(it.key()));
    QTEST(endpoints, "endpoints");
}

void tst_HelperHttp::measuresPhases()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(30ms); });
    HttpServer secure([](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(30ms); });
    secure.useTls();
    HelperDriver helper(Helper);
    auto scenario =
        plan(QStringLiteral("import { setup } from \"molotov\"; setup(() => ({ verifyTls: false }));\n"
                            "scenario(\"a\", async (session) => {\n"
                            "for (let i = 0; i < 3; ++i) await session.get(\"/\", { name: \"plain\" });\n"
                            "await session.get(\"%1\", { name: \"secure\" }); });")
                 .arg(secure.url().toString()),
             server.url());
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QMap<QString, Phases<Histogram>> all;
    for (const auto &delta : helper.deltas) {
        for (const auto &endpoint : delta.endpoints) {
            forEachPhase(all[endpoint.name], endpoint.phases,
                         [](Histogram &sum, const SparseHistogram &more) { QVERIFY(sum.add(more)); });
        }
    }
    const auto counts = [&all](const char *name) {
        QList<qint64> numbers;
        forEachPhase(all[QLatin1String(name)],
                     [&numbers](const Histogram &phase) { numbers.append(phase.count()); });
        return numbers;
    };
    QCOMPARE(counts("plain"), QList<qint64>({1, 1, 0, 3, 3, 3, 3}));
    QCOMPARE(counts("secure"), QList<qint64>({1, 1, 1, 1, 1, 1, 1}));
    QVERIFY(all[QStringLiteral("plain")].wait.min() >= 30ms);
    QVERIFY(all[QStringLiteral("secure")].tls.min() > 0us);
}

// What the base class of our QNetworkAccessManager sends, as it does through a proxy.
void tst_HelperHttp::leavesOutPhasesThatNobodyKnows()
{
    HttpServer server([](const ServedRequest &) { return ServerAnswer::response(200, "ok").after(30ms); });
    HelperDriver helper(Helper);
    auto scenario = plan(
        QStringLiteral(
            "import { setup } from \"molotov\"; setup(() => ({ proxy: \"http://127.0.0.1:%1\" }));\n"
            "scenario(\"a\", async (session) => { await session.get(\"/\"); await session.get(\"/\"); });")
            .arg(server.serverPort()),
        server.url());
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(helper.requests(), 2);
    Phases<Histogram> all;
    for (const auto &delta : helper.deltas) {
        for (const auto &endpoint : delta.endpoints) {
            forEachPhase(all, endpoint.phases,
                         [](Histogram &sum, const SparseHistogram &more) { QVERIFY(sum.add(more)); });
        }
    }
    QCOMPARE(all.dns.count() + all.connect.count() + all.tls.count() + all.send.count(), 0);
    QCOMPARE(all.wait.count(), 2);
    QCOMPARE(all.receive.count(), 2);
    QVERIFY(all.wait.min() >= 25ms);
}

void tst_HelperHttp::tellsStatsd()
{
    QUdpSocket statsd;
    QVERIFY(statsd.bind(QHostAddress::LocalHost, 0));
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario =
        plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/shop/a.html?b=1\");\n"
                            "const { statsd } = session.context; statsd.increment(\"orders\"); "
                            "statsd.decrement(\"orders\", 2); statsd.gauge(\"stock\", 5); "
                            "statsd.timing(\"t\", 1.5); statsd.set(\"users\", \"qa\"); });"),
             server.url());
    scenario.statsdAddress = QStringLiteral("udp://127.0.0.1:%1").arg(statsd.localPort());
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QByteArray got;
    while (statsd.hasPendingDatagrams())
        got += statsd.receiveDatagram().data() + '\n';
    auto lines = QString::fromUtf8(got).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.replaceInStrings(QRegularExpression(QStringLiteral("\\d+\\|ms")), QStringLiteral("N|ms"));
    const auto name = QStringLiteral("molotov.%1.GET.127_0_0_1._shop_a_html")
                          .arg(QSysInfo::machineHostName().replace(QLatin1Char('.'), QLatin1Char('_')));
    QCOMPARE(lines, QStringList({name + QStringLiteral(":N|ms"), name + QStringLiteral(".200:1|c"),
                                 QStringLiteral("orders:1|c"), QStringLiteral("orders:-2|c"),
                                 QStringLiteral("stock:5|g"), QStringLiteral("t:1.N|ms"),
                                 QStringLiteral("users:qa|s")}));
}

void tst_HelperHttp::runsWithoutStatsd()
{
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/\"); });"),
                         server.url());
    scenario.statsdAddress = QStringLiteral("tcp://nowhere");
    scenario.load.maxRuns = 3;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(helper.iterations(true), 3);
    QCOMPARE(helper.logs.size(), 1);
    QCOMPARE(
        helper.logs.first().text,
        QStringLiteral("The address of statsd is one such as udp://localhost:8125, got “tcp://nowhere”"));
}

void tst_HelperHttp::livesWithTooManyBodies()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer needs more memory itself than such a helper may have");
#endif
    const QByteArray body(5'000'000, 'x');
    HttpServer server([&](const ServedRequest &) { return ServerAnswer::response(200, body); });
    HelperDriver helper(Helper);
    auto scenario =
        plan(QStringLiteral("import { sleep } from \"molotov\"; scenario(\"a\", async (session) => { "
                            "await session.get(\"/\"); await sleep(2); });"),
             server.url());
    // One of so many has 256 MiB, and 64 of them for bodies.
    scenario.share = {.index = 0, .count = 1000, .weights = {}};
    scenario.load.users = 60'000;
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QVERIFY(helper.finished);
    QCOMPARE(helper.iterations(true) + helper.iterations(false), 60);
    QVERIFY(helper.iterations(true) >= 13);
    QVERIFY(helper.requestsFailed() > 0);
    for (const auto &delta : helper.deltas) {
        for (const auto &error : delta.errors) {
            QVERIFY(error.error.kind == ErrorKind::Local);
            QVERIFY2(
                error.error.message.endsWith(QStringLiteral(
                    "/ got a body of 5000000 bytes or more that this process has no room for: it holds at "
                    "most 64 MiB of bodies at a time (discard: true keeps none)")),
                qPrintable(error.error.message));
        }
    }
}

// The last exchanges of the failed iteration, without secrets.
void tst_HelperHttp::samplesErrors()
{
    HttpServer server([](const ServedRequest &request) {
        if (request.path() == "/login")
            return ServerAnswer::response(200, "{}", {"Set-Cookie: id=SECRET"});
        if (request.path() == "/fail")
            return ServerAnswer::reset();
        return ServerAnswer::response(request.path() == "/large" ? 500 : 200, QByteArray(100'000, 'x'));
    });
    HelperDriver helper(Helper);
    auto scenario = plan(
        QStringLiteral("import { assert } from \"molotov\"; scenario(\"a\", async (session) => {\n"
                       "await session.get(\"/before\");\n"
                       "await session.post(\"/login\", { json: { user: 1 }, auth: { bearer: \"SECRET\" }, "
                       "headers: { \"X-Token\": \"SECRET\", \"X-A\": \"http://me:SECRET@host/\" } });\n"
                       "await session.get(\"/large\", { discard: session.context.step === 2 });\n"
                       "if (session.context.step === 1) assert.fail(\"no 1\");\n"
                       "await session.get(\"/fail\"); });"),
        server.url());
    scenario.maskedHeaders = {QStringLiteral("x-token")};
    scenario.load.maxRuns = 2;
    scenario.share = {.index = 1, .count = 2, .weights = {}};
    scenario.load.users = 2;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(helper.samples.size(), 2);
    const auto &assertion = helper.samples.first();
    QCOMPARE(assertion.message, QStringLiteral("no 1"));
    QVERIFY(assertion.error.kind == ErrorKind::Assertion && !assertion.error.stack.isEmpty());
    QCOMPARE(assertion.worker, 1);
    QCOMPARE(assertion.scenario, 0);
    QCOMPARE(assertion.exchanges.size(), 3);
    const auto &login = assertion.exchanges.at(1);
    QCOMPARE(login.method, QStringLiteral("POST"));
    QCOMPARE(login.url, server.url().toString() + QStringLiteral("/login"));
    QCOMPARE(login.requestBody.bytes, QByteArray("{\"user\":1}"));
    QCOMPARE(login.responseBody.bytes, QByteArray("{}"));
    QVERIFY(login.startedAt > 0us && login.startedAt + login.duration <= assertion.at);
    const auto valueOf = [](const Protocol::SampledHead &head, const char *name) {
        for (const auto &field : head.list) {
            if (field.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return field.value;
        }
        return QByteArray("none");
    };
    QCOMPARE(valueOf(login.requestHead, "authorization"), QByteArray("***"));
    QCOMPARE(valueOf(login.requestHead, "x-token"), QByteArray("***"));
    QCOMPARE(valueOf(login.requestHead, "x-a"), QByteArray("http://***@host/"));
    QCOMPARE(valueOf(login.requestHead, "content-type"), QByteArray("application/json"));
    QCOMPARE(valueOf(login.requestHead, "content-length"), QByteArray("10"));
    QCOMPARE(valueOf(login.responseHead, "set-cookie"), QByteArray("***"));
    const auto &large = assertion.exchanges.at(2);
    QCOMPARE(large.status, 500);
    QCOMPARE(valueOf(large.requestHead, "cookie"), QByteArray("***"));
    QCOMPARE(large.responseBody.bytes, QByteArray(64 << 10, 'x'));
    QCOMPARE(large.responseBody.size, 100'000);

    const auto &failure = helper.samples.last();
    QVERIFY(failure.error.kind == ErrorKind::Network);
    QCOMPARE(failure.exchanges.size(), 3);
    QCOMPARE(failure.exchanges.last().status, 0);
    QCOMPARE(failure.exchanges.last().failure, failure.message);
    QVERIFY(failure.exchanges.at(1).responseBody.isDiscarded);
    QVERIFY(failure.exchanges.at(1).responseBody.bytes.isEmpty());
}

void tst_HelperHttp::samplesWhatWasStillWaitedFor()
{
    HttpServer server([](const ServedRequest &request) {
        return request.path() == "/" ? ServerAnswer::response(200, "ok") : ServerAnswer::never();
    });
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral("scenario(\"a\", async (session) => {\n"
                                        "await session.get(\"/\"); await session.get(\"/silent\"); });"),
                         server.url());
    scenario.iterationTimeout = 500ms;
    scenario.load.maxRuns = 1;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(helper.samples.size(), 1);
    const auto &exchanges = helper.samples.first().exchanges;
    QCOMPARE(exchanges.size(), 2);
    QCOMPARE(exchanges.first().status, 200);
    QVERIFY(exchanges.last().url.endsWith(QStringLiteral("/silent")));
    QCOMPARE(exchanges.last().status, 0);
    QCOMPARE(exchanges.last().failure, QString());
    QVERIFY(exchanges.last().duration > 100ms);
}

void tst_HelperHttp::samplesOfEachErrorAreFew()
{
    HttpServer server;
    HelperDriver helper(Helper);
    auto scenario = plan(QStringLiteral("scenario(\"a\", async (session) => { await session.get(\"/\");\n"
                                        "const { step } = session.context;\n"
                                        "if (step % 2) throw new Error(\"odd \" + step);\n"
                                        "throw new Error(\"even \" + step); });"),
                         server.url());
    scenario.load.maxRuns = 30;
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QStringList messages;
    for (const auto &sample : helper.samples)
        messages.append(sample.message);
    QCOMPARE(messages.join(QLatin1Char(' ')),
             QStringLiteral("odd 1 even 2 odd 3 even 4 odd 5 even 6 odd 7 even 8 odd 9 even 10"));
    QCOMPARE(helper.iterations(false), 30);
}

// Nothing that the server sees or shows is of that address.
void tst_HelperHttp::goesToTheAddressOfTheTest()
{
    HttpServer server;
    server.useTls({}, QStringLiteral("other.pem"));
    QFile certificate(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/tls/other.pem"));
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    auto scenario = plan(QStringLiteral("import { setup, assert } from \"molotov\";\n"
                                        "setup(() => ({ caCertificate: `%1` }));\n"
                                        "scenario(\"a\", async (session) => {\n"
                                        "  assert.equal((await session.get(\"/a\")).status, 200);\n"
                                        "});")
                             .arg(QString::fromLatin1(certificate.readAll())),
                         QUrl(QStringLiteral("https://shop.example")));
    scenario.load.maxRuns = 1;
    scenario.hosts = {
        {QStringLiteral("shop.example"), QStringLiteral("127.0.0.1:%1").arg(server.serverPort())}};
    HelperDriver helper(Helper);
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(server.count("/a"), 1);
    QCOMPARE(server.requests().first().header("host"), QByteArray("shop.example"));
}

void tst_HelperHttp::refusesWhatWouldGoElsewhere()
{
    HttpServer proxy;
    auto scenario = plan(QStringLiteral("import { setup } from \"molotov\";\n"
                                        "setup(() => ({ proxy: \"http://127.0.0.1:%1\" }));\n"
                                        "scenario(\"a\", async (session) => {\n"
                                        "  try { await session.get(\"/a\"); }\n"
                                        "  catch (error) { console.log(error.kind, error.message); }\n"
                                        "});")
                             .arg(proxy.serverPort()),
                         QUrl(QStringLiteral("http://shop.example")));
    scenario.load.maxRuns = 1;
    scenario.hosts = {{QStringLiteral("shop.example"), QStringLiteral("127.0.0.1:1")}};
    scenario.allowedHosts = {QStringLiteral("shop.example")};
    HelperDriver helper(Helper);
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QCOMPARE(helper.logs.size(), 1);
    QVERIFY2(helper.logs.first().text.startsWith(QStringLiteral(
                 "blocked GET http://shop.example/a was not sent: the test has an address of its own")),
             qPrintable(helper.logs.first().text));
    QCOMPARE(proxy.connections(), 0);
}

// Addresses of TEST-NET-1 (RFC 5737), so that nothing is loaded by a mistake of ours.
void tst_HelperHttp::sendsNothingToOtherHosts()
{
    HttpServer server(
        [](const ServedRequest &) { return ServerAnswer::redirect(302, "http://192.0.2.1/b"); });
    auto scenario =
        plan(QStringLiteral("import { setup } from \"molotov\";\n"
                            "setup((worker) => worker ? { proxy: \"http://127.0.0.1:%1\" } : {});\n"
                            "scenario(\"a\", async (session) => {\n"
                            "  for (const url of [\"/a\", \"http://192.0.2.1/c\"]) {\n"
                            "    try { await session.get(url); }\n"
                            "    catch (error) { console.log(error.kind, error.message); }\n"
                            "  }\n"
                            "});")
                 .arg(server.serverPort()),
             server.url());
    scenario.load.users = 2;
    scenario.load.maxRuns = 1;
    HelperDriver helper(Helper);
    QVERIFY(start(helper, scenario));
    QTRY_VERIFY_WITH_TIMEOUT(!helper.isRunning(), Patience);
    QStringList logged;
    for (const auto &line : helper.logs)
        logged.append(
            QStringLiteral("%1 %2").arg(line.worker).arg(line.text.section(QLatin1Char(':'), 0, 2)));
    logged.sort();
    const auto directly = QStringLiteral(
        "0 blocked GET http://192.0.2.1/%1 was not sent: 192.0.2.1 is not on this computer or a private "
        "network. "
        "If you may send load to it, add it to the hosts that the test may load (--allow-host 192.0.2.1)");
    const auto byProxy =
        QStringLiteral("1 blocked GET http://192.0.2.1/%1 was not sent: with a proxy, Molotov does not know "
                       "whether 192.0.2.1 is on a private network. If you may send load to it, add it to the "
                       "hosts that the test may load "
                       "(--allow-host 192.0.2.1)");
    QCOMPARE(logged, QStringList({directly.arg(QLatin1Char('b')), directly.arg(QLatin1Char('c')),
                                  byProxy.arg(QLatin1Char('b')), byProxy.arg(QLatin1Char('c'))}));
    QCOMPARE(server.requests().size(), 2);
}

QTEST_GUILESS_MAIN(tst_HelperHttp)
#include "tst_helperhttp.moc"
