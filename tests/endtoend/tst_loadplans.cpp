// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

/// Loads of all kinds, by the real programs, against a server that counts.
class TestLoadPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesReachTheUsersThatAreWanted()
    {
        // Each user says who it is.
        const auto summary = run("scenario('a', async (session) => {\n"
                                 "  await session.get('/' + session.context.workerId);\n"
                                 "  await sleep(0.05);\n"
                                 "});\n",
                                 QStringLiteral("-p 3 --stages 1s:7,1s:7,1s:0"));
        QSet<QByteArray> users;
        for (const auto &request : m_server->requests())
            users.insert(request.path());
        QCOMPARE(users.size(), 7);
        for (int i = 0; i < 7; ++i)
            QVERIFY(users.contains('/' + QByteArray::number(i)));
        QCOMPARE(number(summary, "users"), 7);
        QCOMPARE(number(iterations(summary), "ok"), m_server->requests().size());
        const auto time = summary[QStringLiteral("load_time_s")].toDouble();
        QVERIFY2(time > 2.5 && time < 5, qPrintable(QString::number(time)));
    }

    void aRateSendsWhatIsMeant_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<qint64>("meant");
        QTest::newRow("constant") << "--rate 100/s -d 2" << qint64(200);
        QTest::newRow("constant, three processes") << "--rate 50/s -d 2 -p 3" << qint64(100);
        QTest::newRow("stages") << "--rate 1s:100/s,1s:0 -p 2" << qint64(100);
        QTest::newRow("steps") << "--rate 1s:20,1s:40 --stepped" << qint64(60);
        QTest::newRow("limited") << "--rate 1000/s --iterations 37 -p 2" << qint64(37);
        QTest::newRow("too few users") << "--rate 100/s -d 2 --max-users 2 -p 2" << qint64(200);
    }

    void aRateSendsWhatIsMeant()
    {
        QFETCH(QString, options);
        QFETCH(qint64, meant);
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(100ms); });
        const auto summary = run(Get, options);
        const auto counts = iterations(summary);
        const auto begun = number(counts, "ok") + number(counts, "failed") + number(counts, "aborted");
        QCOMPARE(begun + number(counts, "dropped"), meant);
        QCOMPARE(begun, m_server->requests().size());
        QCOMPARE(number(counts, "aborted"), 0);
        const auto response = counts[QStringLiteral("response_time_ms")].toObject();
        QVERIFY(response[QStringLiteral("min")].toDouble() >= 100);
        const bool isShort = options.contains(QLatin1String("max-users 2"));
        QCOMPARE(m_cli->errors().contains(QLatin1String("No user is free")), isShort);
        QVERIFY(number(counts, "dropped") > 0 || !isShort);
    }

    // Who comes while the server stands still waits for the rest of that time; so of a run of which it is a
    // part f, the quantile q of the response times is (q - (1 - f)) / f of it.
    void aServerThatStandsStillIsFeltByAllWhoCome()
    {
        static constexpr auto Begin = 4s;
        static constexpr auto End = 7s;
        static constexpr double Run = 12;
        QElapsedTimer clock;
        m_server->setHandler([&clock](const ServedRequest &) {
            if (!clock.isValid())
                clock.start();
            const std::chrono::milliseconds now(clock.elapsed());
            return ServerAnswer::response(200).after(now >= Begin && now < End ? End - now : 0ms);
        });
        const auto summary = run(Get, QStringLiteral("--rate 100/s -d 12 --max-users 400"));
        QCOMPARE(number(iterations(summary), "ok"), 1'200);
        QCOMPARE(number(iterations(summary), "dropped"), 0);
        QCOMPARE(m_server->requests().size(), 1'200);
        const auto times =
            summary[QStringLiteral("requests")].toObject()[QStringLiteral("response_time_ms")].toObject();
        const auto theory = [](double quantile) {
            const double frozen = std::chrono::duration<double>(End - Begin).count();
            const double part = frozen / Run;
            return 1'000 * frozen * (quantile - (1 - part)) / part;
        };
        constexpr double Busy = 30; // ms, that the machine of a test may be late
        for (const auto &[name, quantile] : {std::pair("p90", 0.9), {"p95", 0.95}, {"p99", 0.99}}) {
            const double measured = times[QLatin1String(name)].toDouble();
            QVERIFY2(std::abs(measured - theory(quantile)) < 0.05 * theory(quantile) + Busy,
                     qPrintable(QStringLiteral("%1: %2, not %3")
                                    .arg(QLatin1String(name))
                                    .arg(measured)
                                    .arg(theory(quantile))));
        }
        QVERIFY(times[QStringLiteral("p50")].toDouble() < Busy);
    }

    // The first request of an iteration is as late as the iteration is.
    void aRequestIsMeantToGoOutWhenItsIterationIs_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("options");
        QTest::addColumn<double>("least"); // ms of waiting
        QTest::newRow("a setup takes its time")
            << QByteArray("import { setup } from 'molotov'; setup(async () => { await sleep(0.5); });\n")
            << "--rate 10/s -d 1 --max-users 10" << 500.0;
        QTest::newRow("the pace is not kept")
            << QByteArray() << "-w 1 --pacing 0.1 --iterations 4" << 200.0; // of 300 ms each
    }

    void aRequestIsMeantToGoOutWhenItsIterationIs()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, options);
        QFETCH(double, least);
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(300ms); });
        const auto summary = run((script + Get).constData(), options);
        const auto requests = summary[QStringLiteral("requests")].toObject();
        const auto longest = [&requests](const char *times) {
            return requests[QLatin1String(times)].toObject()[QStringLiteral("max")].toDouble();
        };
        QVERIFY(longest("latency_ms") >= 300);
        QVERIFY2(longest("response_time_ms") >= longest("latency_ms") + least * 0.9,
                 qPrintable(QString::number(longest("response_time_ms"))));
        QVERIFY2(m_cli->errors().contains(QLatin1String("Requests waited before they were sent"))
                     || m_cli->output().contains(QLatin1String("Requests waited before they were sent")),
                 qPrintable(m_cli->errors()));
    }

    void aRandomRateSendsAboutAsMuch()
    {
        const auto summary = run(Get, QStringLiteral("--rate 200/s -d 2 --poisson"));
        const auto begun = number(iterations(summary), "ok") + number(iterations(summary), "dropped");
        QVERIFY2(std::abs(double(begun) - 400) < 4 * 20, qPrintable(QString::number(begun))); // 4 times √400
        QCOMPARE(number(iterations(summary), "ok"), m_server->requests().size());
    }

    void aPaceIsKept()
    {
        const auto summary = run(Get, QStringLiteral("-w 4 --pacing 0.5 -d 2.75"));
        QCOMPARE(m_server->requests().size(), 4 * 6);
        QCOMPARE(number(iterations(summary), "ok"), 4 * 6);
    }

    void aPaceThatCannotBeKeptIsTold()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(300ms); });
        const auto summary = run(Get, QStringLiteral("-w 2 --pacing 0.1 --iterations 8"));
        QCOMPARE(number(iterations(summary), "ok"), 8);
        QVERIFY(number(iterations(summary), "late") >= 4);
    }

    void iterationsAreOfAllTogether()
    {
        const auto summary = run(Get, QStringLiteral("-p 2 -w 3 --iterations 101"));
        QCOMPARE(m_server->requests().size(), 101);
        QCOMPARE(number(iterations(summary), "ok"), 101);
    }

    void aProfileSaysTheSame()
    {
        QFile file(m_folder->filePath(QStringLiteral("molotov.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"molotov\": {\"tests\": {\"smoke\": {\"scenario\": \"test.js\", \"stages\": \"1s:3\", "
                   "\"stepped\": true, \"iterations\": 30, \"processes\": 2}}}}");
        file.close();
        write(Get);
        const auto summary =
            start({QStringLiteral("--config"), QStringLiteral("molotov.json"), QStringLiteral("smoke")});
        QCOMPARE(number(iterations(summary), "ok"), 30);
        QCOMPARE(number(summary, "users"), 3);
    }

    // The profile's number of workers says nothing of such runs.
    void theirResultIsReadAgain_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("rate") << "--rate 40/s -d 1 --max-users 6 -p 2";
        QTest::newRow("dropped") << "--rate 100/s -d 1 --max-users 2 -p 2";
        QTest::newRow("stages") << "--stages 1s:5 -p 2";
        QTest::newRow("pacing") << "-w 2 -d 1 --pacing 0.01";
    }

    void theirResultIsReadAgain()
    {
        QFETCH(QString, options);
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(50ms); });
        const auto summary = run(Get, options + QStringLiteral(" --result a.molotov-result"));
        CliProcess report(m_folder->path());
        report.start(
            {QStringLiteral("report"), QStringLiteral("a.molotov-result"), QStringLiteral("a.json")});
        QTRY_VERIFY_WITH_TIMEOUT(!report.isRunning(), 60'000);
        QVERIFY2(report.errors().isEmpty(), qPrintable(report.errors()));
        QFile file(m_folder->filePath(QStringLiteral("a.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(read[QStringLiteral("users")], summary[QStringLiteral("users")]);
        QCOMPARE(iterations(read), iterations(summary));
        QVERIFY(number(iterations(read), "ok") > 0);
    }

    void whatCannotBeIsTold()
    {
        write(Get);
        for (const char *options :
             {"--stages 30s", "--rate fast", "--rate 10/s --stages 1s:1", "--rate 5/s -r 2",
              "--rate 5/s --max-users 1 -p 2", "--ramp-up 5 --ramp-down 6 -d 10"}) {
            start(QString::fromLatin1(options).split(QLatin1Char(' '))
                  + QStringList{QStringLiteral("test.js")});
            QCOMPARE(m_cli->exitCode(), int(ExitCode::Usage));
            QVERIFY2(!m_cli->errors().isEmpty(), options);
        }
        QVERIFY(m_server->requests().isEmpty());
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
    }

    void cleanup() { m_cli.reset(); }

private:
    static constexpr auto Get = "scenario('a', async (session) => { await session.get('/'); });\n";

    static qint64 number(const QJsonObject &object, const char *name)
    {
        return object[QLatin1String(name)].toInteger(-1);
    }

    static QJsonObject iterations(const QJsonObject &summary)
    {
        return summary[QStringLiteral("iterations")].toObject();
    }

    void write(const char *script)
    {
        QFile file(m_folder->filePath(QStringLiteral("test.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { scenario, sleep } from 'molotov';\n");
        file.write(script);
    }

    QJsonObject start(const QStringList &options)
    {
        constexpr int Patience = 60'000; // ms; a machine may be busy
        m_cli = std::make_unique<CliProcess>(m_folder->path());
        m_cli->start(options
                     + QStringList{QStringLiteral("--base-url"), m_server->url().toString(),
                                   QStringLiteral("--summary"), QStringLiteral("-")});
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience); }();
        return m_cli->summary();
    }

    QJsonObject run(const char *script, const QString &options)
    {
        write(script);
        return start(options.split(QLatin1Char(' ')) + QStringList{QStringLiteral("test.js")});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestLoadPlans)
#include "tst_loadplans.moc"
