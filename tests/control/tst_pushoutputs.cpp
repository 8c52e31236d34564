// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/influxoutput.h"
#include "core/control/outputs/liveoutputs.h"
#include "core/control/outputs/otlpoutput.h"
#include "tests/support/httpserver.h"
#include "tests/support/influxcheck.h"
#include "tests/support/measuredrun.h"
#include "tests/support/otlpcheck.h"

#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; a machine may be busy

QStringList textsOf(const QSignalSpy &complaints)
{
    QStringList texts;
    for (const auto &arguments : complaints)
        texts += arguments.first().toString();
    return texts;
}

} // namespace

/// The outputs that send a run to a server: InfluxDB and OpenTelemetry.
class TestPushOutputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char *name :
             {"INFLUX_TOKEN", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS"})
            qunsetenv(name);
        m_server = std::make_unique<HttpServer>([this](const ServedRequest &request) {
            const bool isOtlp = request.path() == "/v1/metrics";
            return m_isBroken ? ServerAnswer::response(400, R"({"message":"go away"})")
                              : ServerAnswer::response(isOtlp ? 200 : 204, isOtlp ? "{}" : "")
                                    .after(5ms)
                                    .inParts(1ms);
        });
        m_isBroken = false;
    }

    void bothAddUpToTheRun()
    {
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        Profile profile;
        profile.influxdb = influxUrl();
        profile.otlp = m_server->url().toString();
        const auto all = play(outputs, profile, 15);
        QVERIFY2(complained.isEmpty(), qPrintable(textsOf(complained).join(QLatin1Char('\n'))));
        QString problem;
        const auto points = readInflux(bodies("/write"), problem);
        QCOMPARE(problem, QString());
        QVERIFY(all.requests > 0);
        QCOMPARE(sumOf(points, "molotov_requests", "count"), all.requests);
        QCOMPARE(sumOf(points, "molotov_iterations", "count"), all.iterationsOk + all.iterationsFailed);
        OtlpRequest last;
        for (const auto &request : m_server->requests()) {
            if (request.path() != "/v1/metrics")
                continue;
            QCOMPARE(request.header("content-type"), QByteArray("application/json"));
            const auto next = readOtlp(request.body, problem);
            QCOMPARE(problem, QString());
            QVERIFY(next.time > last.time);
            last = next;
        }
        QCOMPARE(qint64(last.sum("molotov.requests")), all.requests);
        QCOMPARE(qint64(last.sum("molotov.workers")), all.activeWorkers);
    }

    void sendsWhileTheRunGoesOn()
    {
        LiveOutputs outputs;
        Profile profile;
        profile.influxdb = influxUrl();
        profile.otlp = m_server->url().toString();
        QVERIFY(outputs.prepareRun(profile));
        MeasuredRun run;
        outputs.runBegan(run.info());
        outputs.secondsClosed(run.second().seconds);
        QTRY_VERIFY_WITH_TIMEOUT(bodies("/write").contains("molotov_requests,")
                                     && bodies("/v1/metrics").contains("molotov.requests"),
                                 Patience);
        outputs.runEnded({});
    }

    void whatIsNotTakenIsSaidOnceAndCounted()
    {
        m_isBroken = true;
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        Profile profile;
        profile.influxdb = influxUrl();
        profile.otlp = m_server->url().toString();
        QVERIFY(outputs.prepareRun(profile));
        MeasuredRun run;
        outputs.runBegan(run.info());
        outputs.secondsClosed(run.second().seconds);
        QTRY_COMPARE_WITH_TIMEOUT(complained.size(), 2, Patience);
        outputs.secondsClosed(run.second().seconds);
        const auto end = run.end();
        outputs.secondsClosed(end.seconds);
        outputs.runEnded(*end.outcome);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, Patience);
        QCOMPARE(complained.size(), 4);
        const auto texts = textsOf(complained);
        const auto url = m_server->url().toString();
        QCOMPARE(texts.filter(QStringLiteral("InfluxDB at ***")).size(), 0);
        QVERIFY2(
            texts.contains(QStringLiteral("InfluxDB at %1/write?db=load does not take what is measured: it "
                                          "answered 400 (go away).")
                               .arg(url)),
            qPrintable(texts.join(QLatin1Char('\n'))));
        QVERIFY(
            texts.contains(QStringLiteral("The OpenTelemetry receiver at %1 does not take what is measured: "
                                          "it answered 400 (go away).")
                               .arg(url)));
        QCOMPARE(texts.filter(QStringLiteral("did not take")).size(), 2);
        QCOMPARE(texts.filter(QStringLiteral("the totals of the run are not complete")).size(), 1);
    }

    void theNextRunNeedNotWaitForTheLast()
    {
        HttpServer slow([](const ServedRequest &) { return ServerAnswer::response(204).after(300ms); });
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        qint64 requests = 0;
        for (int i = 0; i < 5; ++i) {
            MeasuredRun run(3, 25, quint32(i) + 1);
            Profile profile;
            profile.influxdb = slow.url(QStringLiteral("/write?db=load")).toString();
            QVERIFY(outputs.prepareRun(profile));
            outputs.runBegan(run.info());
            const auto second = run.second();
            outputs.secondsClosed(second.seconds);
            const auto last = run.end();
            outputs.secondsClosed(last.seconds);
            outputs.runEnded(*last.outcome);
            requests += last.totals->requests;
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 5, Patience);
        QVERIFY(complained.isEmpty());
        QByteArray all;
        for (const auto &request : slow.requests())
            all += request.body;
        QString problem;
        QCOMPARE(sumOf(readInflux(all, problem), "molotov_requests", "count"), requests);
        QCOMPARE(problem, QString());
    }

    void outputsMayGoWhileTheyWait()
    {
        HttpServer silent([](const ServedRequest &) { return ServerAnswer::never(); });
        {
            LiveOutputs outputs;
            Profile profile;
            profile.influxdb = silent.url(QStringLiteral("/write?db=load")).toString();
            profile.otlp = silent.url().toString();
            QVERIFY(outputs.prepareRun(profile));
            MeasuredRun run;
            outputs.runBegan(run.info());
            outputs.secondsClosed(run.second().seconds);
            QTRY_COMPARE_WITH_TIMEOUT(silent.requests().size(), 2, Patience);
            outputs.runEnded({});
        }
        QTRY_COMPARE_WITH_TIMEOUT(silent.openConnections(), 0, Patience);
    }

    void knowsWhereTheTokenIs_data()
    {
        QTest::addColumn<QString>("start"); // of the URL
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("header");
        const auto v1 = QStringLiteral("/write?db=load");
        const auto v2 = QStringLiteral("/api/v2/write?org=o&bucket=b");
        const QByteArray none;
        QTest::newRow("none") << QString() << v2 << none << none;
        QTest::newRow("variable") << QString() << v2 << QByteArray("abc==\n") << QByteArray("Token abc==");
        QTest::newRow("user") << QStringLiteral("abc==@") << v2 << none << QByteArray("Token abc==");
        QTest::newRow("password") << QStringLiteral(":abc%2F@") << v2 << none << QByteArray("Token abc/");
        QTest::newRow("URL over variable")
            << QStringLiteral("x:abc@") << v2 << QByteArray("def") << QByteArray("Token abc");
        QTest::newRow("version 1") << QStringLiteral("qa:abc@") << v1 << none
                                   << "Basic " + QByteArray("qa:abc").toBase64();
        QTest::newRow("version 1, variable")
            << QString() << v1 << QByteArray("qa:abc") << QByteArray("Token qa:abc");
    }

    void knowsWhereTheTokenIs()
    {
        QFETCH(QString, start);
        QFETCH(QString, path);
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, header);
        qputenv("INFLUX_TOKEN", variable);
        Profile profile;
        profile.influxdb =
            m_server->url(path).toString().replace(QStringLiteral("//"), QStringLiteral("//") + start);
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        m_isBroken = true;
        play(outputs, profile, 1);
        QVERIFY(!m_server->requests().isEmpty());
        QCOMPARE(m_server->requests().first().header("authorization"), header);
        QCOMPARE(m_server->requests().first().target, path.toUtf8());
        QVERIFY(!complained.isEmpty());
        QVERIFY2(!textsOf(complained).join(QLatin1Char(' ')).contains(QStringLiteral("abc")),
                 qPrintable(textsOf(complained).join(QLatin1Char(' '))));
    }

    void sendsTheHeadersOfOpenTelemetry()
    {
        qputenv("OTEL_EXPORTER_OTLP_HEADERS", "api-key=hunter2,X-Tenant=a%20b");
        Profile profile;
        profile.otlp = m_server->url().toString();
        LiveOutputs outputs;
        play(outputs, profile, 1);
        QCOMPARE(m_server->requests().first().header("api-key"), QByteArray("hunter2"));
        QCOMPARE(m_server->requests().first().header("x-tenant"), QByteArray("a b"));

        qputenv("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "api-key=other");
        play(outputs, profile, 1);
        QCOMPARE(m_server->requests().last().header("api-key"), QByteArray("other"));
        QCOMPARE(m_server->requests().last().header("x-tenant"), QByteArray());

        for (const char *wrong : {"hunter2", "a=hunter2%0D%0Ab:c"}) {
            qputenv("OTEL_EXPORTER_OTLP_METRICS_HEADERS", wrong);
            const auto status = outputs.prepareRun(profile);
            QVERIFY(!status);
            QVERIFY2(status.error().text.contains(
                         QStringLiteral("OTEL_EXPORTER_OTLP_METRICS_HEADERS must look like name=value"))
                         && !status.error().text.contains(QStringLiteral("hunter2")),
                     qPrintable(status.error().text));
        }
    }

    void refusesWhatIsNoUrl()
    {
        LiveOutputs outputs;
        Profile profile;
        profile.influxdb = QStringLiteral("http://h:8086/write");
        QVERIFY(!outputs.prepareRun(profile));
        profile.influxdb.clear();
        profile.otlp = QStringLiteral("nowhere");
        QVERIFY(!outputs.prepareRun(profile));
        QVERIFY(!outputs.isOpen());
    }

private:
    QString influxUrl() const { return m_server->url(QStringLiteral("/write?db=load")).toString(); }

    QByteArray bodies(const QByteArray &path) const
    {
        QByteArray bodies;
        for (const auto &request : m_server->requests())
            bodies += request.path() == path ? request.body : QByteArray();
        return bodies;
    }

    static Snapshot play(LiveOutputs &outputs, const Profile &profile, int seconds)
    {
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        MeasuredRun run;
        if (const auto status = outputs.prepareRun(profile); !status)
            qWarning("%s", qPrintable(status.error().text));
        outputs.runBegan(run.info());
        for (int i = 0; i < seconds; ++i) {
            const auto news = run.second();
            outputs.secondsClosed(news.seconds);
            outputs.snapshotTaken(*news.totals);
        }
        const auto last = run.end();
        outputs.secondsClosed(last.seconds);
        outputs.snapshotTaken(*last.totals);
        outputs.runEnded(*last.outcome);
        if (!QTest::qWaitFor([&] { return !ended.isEmpty(); }, Patience))
            QTest::qFail("it did not end", __FILE__, __LINE__);
        return *last.totals;
    }

    std::unique_ptr<HttpServer> m_server;
    bool m_isBroken = false;
};

QTEST_GUILESS_MAIN(TestPushOutputs)
#include "tst_pushoutputs.moc"
