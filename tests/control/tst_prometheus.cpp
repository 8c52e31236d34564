// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/liveoutputs.h"
#include "core/control/outputs/prometheuspage.h"
#include "core/control/outputs/scrapeserver.h"
#include "tests/support/measuredrun.h"
#include "tests/support/prometheuscheck.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms

// All that comes until the other side closes; nothing if it does not.
QByteArray ask(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    socket.write(request);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, Patience))
        return {};
    return socket.readAll();
}

QByteArray scrape(quint16 port)
{
    const auto answer = ask(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

class TestPrometheus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countersAddUpToTheRun()
    {
        MeasuredRun run;
        PrometheusPage page;
        page.add({.began = run.info()});
        std::optional<Snapshot> totals;
        for (int i = 0; i <= 20; ++i) {
            const auto news = i < 20 ? run.second() : run.end();
            totals = news.totals;
            page.add({.seconds = news.seconds, .totals = news.totals});
            QString problem;
            (void)readPrometheus(page.text(), problem);
            QCOMPARE(problem, QString());
        }
        QString problem;
        const auto samples = readPrometheus(page.text(), problem);
        QCOMPARE(problem, QString());
        const auto sum = [&](const char *name) { return qint64(sumOf(samples, QLatin1String(name))); };
        QVERIFY(totals->requests > 0);
        QCOMPARE(sum("molotov_requests_total"), totals->requests);
        QCOMPARE(sum("molotov_requests_failed_total"), totals->requestsFailed);
        QCOMPARE(sum("molotov_requests_aborted_total"), totals->requestsAborted);
        QCOMPARE(sum("molotov_request_duration_seconds_count"), totals->latency.count);
        QCOMPARE(sum("molotov_responses_total"), totals->latency.count);
        QCOMPARE(sum("molotov_received_bytes_total"), totals->bytesIn);
        QCOMPARE(sum("molotov_sent_bytes_total"), totals->bytesOut);
        QCOMPARE(sum("molotov_iterations_total"), totals->iterationsOk + totals->iterationsFailed);
        QCOMPARE(sum("molotov_iteration_duration_seconds_count"), totals->iterationsOk);
        QVERIFY(totals->iterationsDropped > 0);
        QCOMPARE(sum("molotov_iterations_dropped_total"), totals->iterationsDropped);
        QCOMPARE(sum("molotov_iterations_late_total"), totals->iterationsLate);
        QCOMPARE(sum("molotov_steps_total"), totals->steps.first().ok);
        QCOMPARE(sum("molotov_step_duration_seconds_count"), totals->steps.first().ok);
        QCOMPARE(sum("molotov_own_counter_total"), qint64(totals->counters.first().total));
        QCOMPARE(sum("molotov_own_gauge"), qint64(totals->gauges.first().last));
        QCOMPARE(sum("molotov_own_trend_values_total"), totals->trends.first().count);
        QCOMPARE(samples[QStringLiteral("molotov_own_trend{trend=\"basket\",quantile=\"0.95\"}")],
                 totals->trends.first().p95);
        QCOMPARE(sum("molotov_dropped_seconds_total"), 0);
        QCOMPARE(samples[QStringLiteral("molotov_workers")], double(totals->activeWorkers));
        qint64 errors = 0;
        for (const auto &group : totals->errors)
            errors += group.count;
        QVERIFY(errors > 0);
        QCOMPARE(samples[QStringLiteral("molotov_errors_total{kind=\"assertion\"}")], double(errors));
        const auto seconds = sumOf(samples, QStringLiteral("molotov_request_duration_seconds_sum"));
        QVERIFY(qAbs(seconds - totals->latency.mean * double(totals->latency.count) / 1e6) < 0.001);
    }

    void bucketsHoldWhatIsNotAbove()
    {
        Histogram latency;
        for (const auto time : {1000us, 1001us, 2500us, 60'000'000us, 60'100'000us})
            latency.record(time);
        RunSecond second;
        second.measured.endpoints = {{.method = QStringLiteral("GET"),
                                      .name = QStringLiteral("/a\\b\"c\nd"),
                                      .count = 5,
                                      .latency = latency.sparse()}};
        PrometheusPage page;
        page.add({.seconds = {second}});
        QString problem;
        const auto samples = readPrometheus(page.text(), problem);
        QCOMPARE(problem, QString());
        const auto bucket = [&](const char *bound) {
            return samples[QStringLiteral("molotov_request_duration_seconds_bucket{method=\"GET\","
                                          "endpoint=\"/a\\\\b\\\"c\\nd\",le=\"%1\"}")
                               .arg(QLatin1String(bound))];
        };
        QCOMPARE(bucket("0.001"), 1.0);
        QCOMPARE(bucket("0.0025"), 3.0);
        QCOMPARE(bucket("30"), 3.0);
        QCOMPARE(bucket("60"), 4.0);
        QCOMPARE(bucket("+Inf"), 5.0);
    }

    void theCheckerFindsMistakes_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::newRow("no type") << QByteArray("a_total 1\n");
        QTest::newRow("counter without _total") << QByteArray("# HELP a A.\n# TYPE a counter\na 1\n");
        QTest::newRow("twice") << QByteArray("# HELP a A.\n# TYPE a gauge\na 1\na 1\n");
        QTest::newRow("quote") << QByteArray("# HELP a A.\n# TYPE a gauge\na{b=\"\"\"} 1\n");
        QTest::newRow("not cumulative") << QByteArray(
            "# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\n"
            "a_count 1\n");
        QTest::newRow("not complete")
            << QByteArray("# HELP a A.\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n");
    }

    void theCheckerFindsMistakes()
    {
        QFETCH(QByteArray, page);
        QString problem;
        (void)readPrometheus(page, problem);
        QVERIFY(!problem.isEmpty());
    }

    void isThereFromBeforeTheRunToItsEnd()
    {
        Profile profile;
        const auto port = freePort();
        profile.prometheus = QString::number(port);
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        QVERIFY(outputs.prepareRun(profile));
        QString problem;
        (void)readPrometheus(scrape(port), problem);
        QCOMPARE(problem, QString());
        LiveOutputs others;
        const auto taken = others.prepareRun(profile);
        QVERIFY(!taken);
        QVERIFY2(taken.error().text.startsWith(
                     QStringLiteral("Prometheus cannot be given metrics at %1: ").arg(port)),
                 qPrintable(taken.error().text));

        MeasuredRun run;
        outputs.runBegan(run.info());
        const auto news = run.second();
        outputs.secondsClosed(news.seconds);
        outputs.snapshotTaken(*news.totals);
        const auto isTold = [&] {
            const auto samples = readPrometheus(scrape(port), problem);
            return sumOf(samples, QStringLiteral("molotov_workers")) > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), Patience);
        QCOMPARE(problem, QString());
        outputs.runEnded({});
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(complained.isEmpty());
        QCOMPARE(scrape(port), QByteArray());
        QVERIFY(outputs.prepareRun(profile)); // the next run has the port
    }

    // The last run leaves its port on the thread of the outputs, which may be busy when the next one begins.
    void runsThatFollowAtOnceHaveTheSamePort()
    {
        Profile profile;
        const auto port = freePort();
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        constexpr int Runs = 200;
        for (int i = 0; i < Runs; ++i) {
            // However it is written.
            profile.prometheus =
                (i % 2 == 0 ? QStringLiteral("%1") : QStringLiteral("127.0.0.1:%1")).arg(port);
            const auto status = outputs.prepareRun(profile);
            QVERIFY2(status, status ? "" : qPrintable(QString::number(i) + status.error().text));
            if (i < Runs - 1)
                outputs.runEnded({});
        }
        MeasuredRun run;
        outputs.runBegan(run.info());
        const auto news = run.second();
        outputs.secondsClosed(news.seconds);
        outputs.snapshotTaken(*news.totals);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), Runs - 1, Patience);
        QString problem;
        const auto isTold = [&] {
            problem.clear(); // nobody may listen yet
            return sumOf(readPrometheus(scrape(port), problem), QStringLiteral("molotov_workers")) > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), Patience);
        QCOMPARE(problem, QString());
        outputs.runEnded({});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), Runs, Patience);
        QVERIFY(complained.isEmpty());
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost, port));
    }

    void answersByTheRules_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        const QByteArray rest(" HTTP/1.1\r\nHost: x\r\n\r\n");
        QTest::newRow("page") << "GET /metrics" + rest << QByteArray("200");
        QTest::newRow("query") << "GET /metrics?a=b" + rest << QByteArray("200");
        QTest::newRow("head") << "HEAD /metrics" + rest << QByteArray("200");
        QTest::newRow("elsewhere") << "GET /" + rest << QByteArray("404");
        QTest::newRow("post") << "POST /metrics" + rest << QByteArray("405");
        QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n") << QByteArray("400");
        QTest::newRow("10 MB") << "GET /metrics HTTP/1.1\r\nx: " + QByteArray(10 << 20, 'x')
                               << QByteArray("431");
    }

    void answersByTheRules()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        ScrapeServer server([] { return QByteArray("page\n"); });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto answer = ask(server.serverPort(), request);
        if (status == "431" && answer.isEmpty())
            return; // it was cut off before it could read that
        QCOMPARE(answer.mid(9, 3), status);
        QCOMPARE(answer.endsWith("page\n"), status == "200" && !request.startsWith("HEAD"));
    }

    void manyConnectionsDoNotKeepAScraperOut()
    {
        ScrapeServer server([] { return QByteArray("page\n"); });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 200; ++i) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(QStringLiteral("127.0.0.1"), server.serverPort());
        }
        const auto open = [&server] { return server.findChildren<QTcpSocket *>().size(); };
        QTRY_VERIFY(open() > 0);
        QVERIFY(ask(server.serverPort(), "GET /metrics HTTP/1.1\r\n\r\n").endsWith("page\n"));
        QTRY_VERIFY(open() <= ScrapeServer::MaxConnections);
    }

    void whoDoesNotReadIsCutOff()
    {
        ScrapeServer server([] { return QByteArray(64 << 20, 'x'); });
        server.setPatience(300ms);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket lazy; // asks, and reads next to nothing
        lazy.setReadBufferSize(1);
        lazy.connectToHost(QStringLiteral("127.0.0.1"), server.serverPort());
        lazy.write("GET /metrics HTTP/1.1\r\n\r\n");
        QTcpSocket silent; // asks for nothing
        silent.connectToHost(QStringLiteral("127.0.0.1"), server.serverPort());
        const auto open = [&server] { return server.findChildren<QTcpSocket *>().size(); };
        QTRY_COMPARE(open(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(open(), 0, Patience);
    }
};

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
