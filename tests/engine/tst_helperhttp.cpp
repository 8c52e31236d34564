// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

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
    scenario.duration = 1h;
    return scenario;
}

bool start(HelperDriver &helper, const Protocol::LoadScenario &scenario)
{
    helper.load(scenario);
    if (!QTest::qWaitFor([&] { return helper.isLoaded(); }, Patience) || !helper.loaded)
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
    void tellsStatsd();
    void runsWithoutStatsd();
    void livesWithTooManyBodies();
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
    scenario.maxRuns = 1;
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
    scenario.maxRuns = 1;
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
    scenario.maxRuns = 3;
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
    scenario.share = {.index = 0, .count = 1000, .workers = 60};
    scenario.maxRuns = 1;
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

QTEST_GUILESS_MAIN(tst_HelperHttp)
#include "tst_helperhttp.moc"
