// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"
#include "tests/support/influxcheck.h"
#include "tests/support/otlpcheck.h"
#include "tests/support/prometheuscheck.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

QList<QJsonObject> objectsOf(const QByteArray &text)
{
    QList<QJsonObject> objects;
    const auto lines = text.trimmed().split('\n');
    for (const auto &line : lines)
        objects.append(QJsonDocument::fromJson(line).object());
    return objects;
}

QJsonObject sumOf(const QList<QJsonObject> &lines, const QString &group, const QStringList &keys)
{
    QJsonObject sum;
    for (const auto &key : keys) {
        qint64 value = 0;
        for (const auto &line : lines) {
            if (line[QStringLiteral("type")] == QStringLiteral("second"))
                value += line[group][key].toInteger();
        }
        sum.insert(key, value);
    }
    return sum;
}

QJsonObject only(const QJsonValue &object, const QStringList &keys)
{
    QJsonObject part;
    for (const auto &key : keys)
        part.insert(key, object[key]);
    return part;
}

} // namespace

/// What runs of the real molotov-cli tell others while they go on.
class TestCliOutputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder.setPath(m_temporary->path());
        m_served = 0;
        m_server = std::make_unique<HttpServer>([this](const ServedRequest &) {
            return ServerAnswer::response(++m_served % 5 == 0 ? 503 : 200, "hello");
        });
        write("shop.js", "import { scenario } from 'molotov';\n"
                         "import { assert } from 'molotov';\n"
                         "scenario('buy', async (session) => {\n"
                         "  const cart = await session.get('/cart');\n"
                         "  assert(cart.status === 200, 'no cart');\n"
                         "});\n");
    }

    void jsonLinesAddUpToTheSummary()
    {
        CliProcess cli(m_folder.path());
        run(cli, "-p2 -w2 -r12 --delay 0.1 -q --json-lines run.jsonl --summary -");
        QCOMPARE(cli.errors(), QString());
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto lines = objectsOf(read("run.jsonl"));
        const auto summary = cli.summary();
        QCOMPARE(lines.first()[QStringLiteral("type")].toString(), QStringLiteral("begin"));
        QCOMPARE(lines.last()[QStringLiteral("type")].toString(), QStringLiteral("end"));
        QCOMPARE(lines.last()[QStringLiteral("state")].toString(), QStringLiteral("finished"));

        const QStringList requests{QStringLiteral("count"),    QStringLiteral("failed"),
                                   QStringLiteral("aborted"),  QStringLiteral("retried"),
                                   QStringLiteral("bytes_in"), QStringLiteral("bytes_out")};
        const auto ofRequests = QStringLiteral("requests");
        QCOMPARE(sumOf(lines, ofRequests, requests), only(summary[ofRequests], requests));
        QCOMPARE(only(lines.last()[ofRequests], requests), only(summary[ofRequests], requests));
        QCOMPARE(summary[ofRequests][QStringLiteral("count")].toInt(), 48);
        const QStringList iterations{QStringLiteral("ok"), QStringLiteral("failed"),
                                     QStringLiteral("aborted")};
        const auto ofIterations = QStringLiteral("iterations");
        QCOMPARE(sumOf(lines, ofIterations, iterations), only(summary[ofIterations], iterations));
        QVERIFY(summary[ofIterations][QStringLiteral("failed")].toInt() > 0);
    }

    void comesWhileTheRunGoesOn()
    {
        CliProcess cli(m_folder.path());
        start(cli, "-d60 --delay 0.05 -q --json-lines run.jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(read("run.jsonl").contains(R"({"type":"second")"), Patience);
        QVERIFY(cli.isRunning());
        QVERIFY(read("run.jsonl").startsWith(R"({"type":"begin")"));
    }

    void prometheusScrapesWhileTheRunGoesOn()
    {
        const auto port = freePort();
        CliProcess cli(m_folder.path());
        start(cli, "-d60 --delay 0.05 -q --prometheus " + QByteArray::number(port));
        QString problem;
        PrometheusSamples samples;
        const auto hasFailures = [&] {
            problem.clear(); // nobody listens at first
            samples = readPrometheus(scrape(port), problem);
            return sumOf(samples, QStringLiteral("molotov_responses_total")) > 5
                   && samples.contains(QStringLiteral(
                       "molotov_responses_total{method=\"GET\",endpoint=\"/cart\",status=\"5xx\"}"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasFailures(), Patience);
        QCOMPARE(problem, QString());
        QCOMPARE(samples[QStringLiteral("molotov_workers")], 1.0);
        QVERIFY(cli.isRunning());
        CliProcess other(m_folder.path());
        run(other, "-r1 -q --prometheus " + QByteArray::number(port));
        QCOMPARE(other.exitCode(), int(ExitCode::Usage));
        QVERIFY2(other.errors().startsWith(
                     QStringLiteral("molotov-cli: Prometheus cannot be given metrics at %1: ").arg(port)),
                 qPrintable(other.errors()));
    }

    void influxLinesAddUpToTheSummary()
    {
        int asked = 0;
        HttpServer influx([&asked](const ServedRequest &) {
            const auto answer = ++asked == 1 ? ServerAnswer::response(503, "wait", {"Retry-After: 1"})
                                             : ServerAnswer::response(204, {}, {"X-Build: OSS-of-a-server"});
            return answer.after(std::chrono::milliseconds(30)).inParts(std::chrono::milliseconds(5));
        });
        CliProcess cli(m_folder.path());
        cli.setVariable(QStringLiteral("INFLUX_TOKEN"), QStringLiteral("hunter2"));
        run(cli, "-p2 -w2 -r24 --delay 0.1 -q --summary - --influxdb "
                     + influx.url(QStringLiteral("/api/v2/write?org=o&bucket=b&precision=ms")).toEncoded());
        QCOMPARE(cli.errors(), QString());
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto summary = cli.summary();
        QCOMPARE(m_served, 96);
        QByteArray text;
        qsizetype number = 0;
        for (const auto &request : influx.requests()) {
            QCOMPARE(request.method, QByteArray("POST"));
            QCOMPARE(request.target, QByteArray("/api/v2/write?org=o&bucket=b&precision=ms"));
            QCOMPARE(request.header("authorization"), QByteArray("Token hunter2"));
            text += ++number == 1 ? QByteArray() : request.body; // the first was not taken
        }
        QVERIFY(number > 1);
        QString problem;
        const auto points = readInflux(text, problem);
        QCOMPARE(problem, QString());
        const auto sum = [&](const char *field) { return sumOf(points, "molotov_requests", field); };
        const auto requests = summary[QStringLiteral("requests")];
        QCOMPARE(sum("count"), qint64(m_served));
        QCOMPARE(sum("count"), requests[QStringLiteral("count")].toInteger());
        QCOMPARE(sum("failed"), requests[QStringLiteral("failed")].toInteger());
        QCOMPARE(sum("duration_seconds_count"), sumOf(points, "molotov_responses", "count"));
        QCOMPARE(sumOf(points, "molotov_run", "received_bytes"),
                 requests[QStringLiteral("bytes_in")].toInteger());
        const auto ended = [&](const char *outcome) {
            return sumOf(points, "molotov_iterations", "count",
                         {{QStringLiteral("outcome"), QLatin1String(outcome)},
                          {QStringLiteral("scenario"), QStringLiteral("buy")}});
        };
        const auto iterations = summary[QStringLiteral("iterations")];
        QCOMPARE(ended("ok"), iterations[QStringLiteral("ok")].toInteger());
        QCOMPARE(ended("failed"), iterations[QStringLiteral("failed")].toInteger());
        QVERIFY(ended("failed") > 0);
        QCOMPARE(sumOf(points, "molotov_errors", "count"), ended("failed"));
    }

    void openTelemetryAddsUpToTheSummary()
    {
        int asked = 0;
        HttpServer collector([&asked](const ServedRequest &) {
            const auto answer =
                ++asked == 1 ? ServerAnswer::response(502, "no collector") : ServerAnswer::json("{}");
            return answer.after(std::chrono::milliseconds(30)).inParts(std::chrono::milliseconds(5));
        });
        write("molotov.json",
              R"({"molotov": {"tests": {"sale": {"scenario": "shop.js", "processes": 2, "workers": 2,
                  "max_runs": 24, "delay": 0.1, "base_url": ")"
                  + m_server->url().toEncoded() + R"(", "otlp": ")" + collector.url().toEncoded()
                  + R"("}}}})");
        CliProcess cli(m_folder.path());
        cli.setVariable(QStringLiteral("OTEL_EXPORTER_OTLP_HEADERS"), QStringLiteral("api-key=hunter2"));
        cli.start(QStringLiteral("--config molotov.json sale -q --summary -").split(QLatin1Char(' ')));
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_served, 96);
        QVERIFY(collector.requests().size() > 1);
        for (const auto &request : collector.requests()) {
            QCOMPARE(request.target, QByteArray("/v1/metrics"));
            QCOMPARE(request.header("api-key"), QByteArray("hunter2"));
        }
        QString problem;
        const auto last = readOtlp(collector.requests().last().body, problem);
        QCOMPARE(problem, QString());
        QCOMPARE(last.resource.value(QStringLiteral("molotov.test")), QStringLiteral("sale"));
        const auto summary = cli.summary();
        const auto requests = summary[QStringLiteral("requests")];
        QCOMPARE(int(last.sum("molotov.requests")), m_served);
        QCOMPARE(int(last.sum("molotov.requests")), requests[QStringLiteral("count")].toInt());
        QCOMPARE(qint64(last.sum("molotov.received")), requests[QStringLiteral("bytes_in")].toInteger());
        const auto iterations = summary[QStringLiteral("iterations")];
        QCOMPARE(int(last.sum("molotov.iterations", QStringLiteral("outcome=failed"))),
                 iterations[QStringLiteral("failed")].toInt());
        QCOMPARE(int(last.sum("molotov.workers")), 0);
    }

    void serversThatHangDoNotHoldTheRunUp()
    {
        HttpServer silent([](const ServedRequest &) { return ServerAnswer::never(); });
        CliProcess cli(m_folder.path());
        run(cli, "-p1 -w2 -r12 --delay 0.1 -q --summary - --influxdb "
                     + silent.url(QStringLiteral("/write?db=load&u=qa&p=hunter2")).toEncoded() + " --otlp "
                     + silent.url().toEncoded());
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QCOMPARE(m_served, 24);
        const auto summary = cli.summary();
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInt(), m_served);
        const auto errors = cli.errors();
        QVERIFY2(errors.contains(QStringLiteral("InfluxDB at ")), qPrintable(errors));
        QVERIFY2(errors.contains(QStringLiteral("it did not answer in time")), qPrintable(errors));
        QVERIFY2(errors.contains(QStringLiteral("the totals of the run are not complete")),
                 qPrintable(errors));
        QVERIFY(!errors.contains(QStringLiteral("hunter2")));
    }

    void theStandardOutputHasNothingElse()
    {
        CliProcess cli(m_folder.path());
        run(cli, "-r3 --json-lines -");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        const auto lines = objectsOf(cli.output().toUtf8());
        QVERIFY(lines.size() >= 3);
        for (const auto &line : lines)
            QVERIFY(!line.isEmpty());
        QVERIFY(cli.errors().contains(QStringLiteral("Finished")));
    }

    void refusesBeforeAnythingIsSent_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("no folder") << QByteArray("--json-lines no/such/run.jsonl")
                                   << QStringLiteral("The JSON lines cannot be written to ");
        QTest::newRow("another file")
            << QByteArray("--json-lines shop.js") << QStringLiteral("so it is not replaced");
        QTest::newRow("no port") << QByteArray("--prometheus localhost")
                                 << QStringLiteral("must look like 9464, 127.0.0.1:9464 or [::1]:9464");
        QTest::newRow("no address") << QByteArray("--prometheus nowhere:9464")
                                    << QStringLiteral("its address must be one of this computer");
        QTest::newRow("no URL of InfluxDB")
            << QByteArray("--influxdb localhost:8086")
            << QStringLiteral("must look like http://host:8086/write?db=NAME");
        QTest::newRow("no database") << QByteArray("--influxdb http://localhost:8086/write")
                                     << QStringLiteral("names no database");
        QTest::newRow("no URL of OpenTelemetry")
            << QByteArray("--otlp localhost:4317") << QStringLiteral("must look like http://host:4318");
        QTest::newRow("no name") << QByteArray("--json-lines=")
                                 << QStringLiteral("--json-lines takes the name of a file");
        QTest::newRow("two on one") << QByteArray("--json-lines - --summary -")
                                    << QStringLiteral("cannot both go to the standard output");
    }

    void refusesBeforeAnythingIsSent()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QString, said);
        CliProcess cli(m_folder.path());
        run(cli, "-r3 -q " + arguments);
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        QVERIFY2(cli.errors().contains(said), qPrintable(cli.errors()));
        QCOMPARE(cli.errors().count(QLatin1Char('\n')), 1);
        QCOMPARE(m_server->requests().size(), 0);
    }

#ifdef Q_OS_UNIX
    void aReaderThatGoesAwayDoesNotEndTheRun()
    {
        CliProcess cli(m_folder.path());
        cli.setShell(QStringLiteral("{ \"$@\"; echo \"code $?\" >&2; } | true"));
        run(cli, "-r30 --delay 0.1 -q --json-lines -");
        QVERIFY2(cli.errors().contains(QStringLiteral("code 0")), qPrintable(cli.errors()));
        QVERIFY2(cli.errors().contains(QStringLiteral("JSON lines were not written to the standard output")),
                 qPrintable(cli.errors()));
        QCOMPARE(m_server->requests().size(), 30);
    }
#endif

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QByteArray read(const char *name) const
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static quint16 freePort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
    }

    static QByteArray scrape(quint16 port)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        socket.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, Patience);
        const auto answer = socket.readAll();
        return answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }

    void start(CliProcess &cli, const QByteArray &arguments) const
    {
        cli.start(QString::fromUtf8(arguments).split(QLatin1Char(' '))
                  + QStringList{QStringLiteral("shop.js"), QStringLiteral("--base-url"),
                                m_server->url().toString()});
    }

    void run(CliProcess &cli, const QByteArray &arguments) const
    {
        start(cli, arguments);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_folder;
    std::unique_ptr<HttpServer> m_server;
    int m_served = 0;
};

QTEST_GUILESS_MAIN(TestCliOutputs)
#include "tst_clioutputs.moc"
