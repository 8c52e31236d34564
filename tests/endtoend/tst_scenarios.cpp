// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "core/model/exitcodes.h"
#include "core/model/profilefile.h"
#include "tests/endtoend/cliprocess.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Molotov;

/// The examples that are shipped, each run as a person would run it, against the demo service.
class tst_Scenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoTestsRun_data();
    void demoTestsRun();
    void examplesRun_data();
    void examplesRun();
    void guardKeepsTheRunFromBeginning();
    void journalTellsOfFailures();
    void sizingFindsTheLimit();
    void everyExampleIsRunAndListed();
    void typesAreRight();

private:
    QString serviceUrl();

    DemoProcess m_demo{QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo")};
    QString m_url;
};

static const QString Folder = QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/demo");
static const QString Examples = QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/examples");
constexpr int Limit = 60'000;

static QJsonObject stats(const QUrl &service)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(
        network.get(QNetworkRequest(service.resolved(QUrl(QStringLiteral("/stats"))))));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, Limit))
        return {};
    return QJsonDocument::fromJson(reply->readAll()).object();
}

void tst_Scenarios::demoTestsRun_data()
{
    QTest::addColumn<QString>("name");
    const auto file = ProfileFile::load(Folder + QStringLiteral("/molotov.json"));
    QVERIFY2(file.isOk(), file ? "" : qPrintable(file.error().text));
    QCOMPARE(file->names(), QStringList({QStringLiteral("Shop"), QStringLiteral("Single pages")}));
    const QStringList names = file->names();
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Scenarios::demoTestsRun()
{
    QFETCH(QString, name);
    DemoProcess demo(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"));
    QSignalSpy started(&demo, &DemoProcess::started);
    demo.start();
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, Limit);
    const QUrl url = started[0][0].toUrl();

    Test::CliProcess cli(Folder);
    cli.start({QStringLiteral("--config"), QStringLiteral("molotov.json"), name, QStringLiteral("--base-url"),
               url.toString(), QStringLiteral("--max-runs"), QStringLiteral("10"),
               QStringLiteral("--ramp-up"), QStringLiteral("0"), QStringLiteral("--summary"),
               QStringLiteral("-"), QStringLiteral("-q")});
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));

    const QJsonObject summary = cli.summary();
    const int requests = summary[QLatin1String("requests")][QLatin1String("count")].toInt();
    QVERIFY(requests > 0);
    QCOMPARE(summary[QLatin1String("requests")][QLatin1String("failed")].toInt(), 0);
    QCOMPARE(stats(url)[QLatin1String("requests")].toInt(), requests);
    const QJsonArray errors = summary[QLatin1String("errors")].toArray();
    for (const QJsonValue &error : errors)
        QCOMPARE(error[QLatin1String("message")].toString(),
                 QStringLiteral("The order was refused with status 500"));
}

// One service for all examples; empty when it does not start.
QString tst_Scenarios::serviceUrl()
{
    if (m_url.isEmpty()) {
        QSignalSpy started(&m_demo, &DemoProcess::started);
        m_demo.start();
        if (QTest::qWaitFor([&] { return started.count() == 1; }, Limit))
            m_url = started[0][0].toUrl().toString();
    }
    return m_url;
}

// What was counted, by name: endpoints (those of fixtures too), metrics of the scenario's own, checks; and
// steps with how many were ok and their requests.
static QString counted(const QJsonObject &summary)
{
    QStringList names;
    QJsonArray endpoints = summary[QLatin1String("endpoints")].toArray();
    const QJsonArray ofFixtures = summary[QLatin1String("fixtures")][QLatin1String("endpoints")].toArray();
    for (const QJsonValue &one : ofFixtures)
        endpoints.append(one);
    for (const QJsonValue &one : std::as_const(endpoints))
        names.append(one[QLatin1String("method")].toString() + QLatin1Char(' ')
                     + one[QLatin1String("name")].toString());
    const QJsonArray metrics = summary[QLatin1String("metrics")].toArray();
    for (const QJsonValue &one : metrics)
        names.append(one[QLatin1String("kind")].toString() + QLatin1Char(' ')
                     + one[QLatin1String("name")].toString());
    const QJsonArray checks = summary[QLatin1String("checks")].toArray();
    for (const QJsonValue &one : checks)
        names.append(QStringLiteral("check ") + one[QLatin1String("name")].toString());
    const QJsonArray steps = summary[QLatin1String("steps")].toArray();
    for (const QJsonValue &one : steps)
        names.append(QStringLiteral("step %1 %2 %3")
                         .arg(one[QLatin1String("name")].toString())
                         .arg(one[QLatin1String("ok")].toInt())
                         .arg(one[QLatin1String("requests")].toInt()));
    names.removeDuplicates();
    names.sort();
    return names.join(QStringLiteral("; "));
}

void tst_Scenarios::examplesRun_data()
{
    QTest::addColumn<QString>("options"); // of the run
    QTest::addColumn<int>("iterations");
    QTest::addColumn<QString>("names"); // of what was counted
    QTest::addColumn<QStringList>("lines"); // of the log, in this order
    const auto row = [](const char *name, const char *options, int iterations, const char *names,
                        const QStringList &lines = {}) {
        QTest::newRow(name) << QString::fromLatin1(options) << iterations << QString::fromUtf8(names)
                            << lines;
    };
    // Two workers that run each scenario once.
    row("basics", "--single-run", 4, "GET /products; POST /login");
    row("fixtures", "--single-run", 2, "GET /account; POST /login",
        {QStringLiteral("globalSetup: once in the whole run of 1 × 2 workers"),
         QStringLiteral("setup: worker 0 begins"), QStringLiteral("iteration 1 of worker 0"),
         QStringLiteral("teardown: worker 0 is done"),
         QStringLiteral("globalTeardown: all workers are done")});
    row("token", "--single-run", 8, "GET /account; GET /products; POST /login");
    row("picker", "-r 3", 6, "GET /; GET /products/:id");
    row("events", "--single-run", 2, "GET /slow; check as slow as asked for; trend time by events, ms",
        {QStringLiteral("0 failures were heard of")});
    row("sibling", "--single-run", 2, "GET /products; check has something below 50");
    row("team", "--single-run", 2, "GET /products",
        {QStringLiteral("Ben, here since 2026-11-27, has seen 1"),
         QStringLiteral("Anna, here since 2026-11-26, has seen 2")});
    row("ownsession", "--single-run", 2, "GET /products/:id", {QStringLiteral("worker 0 found 1 products")});
    row("print", "--single-run", 2, "GET /products",
        {QStringLiteral("worker 0: the first product is blue chair"),
         QStringLiteral("worker 0: warning: a warning, and a value: {\"id\":1")});
    row("metrics", "--single-run", 2,
        "GET /products/:id; counter orders; gauge open baskets; trend basket, EUR");
    row("steps", "--single-run", 2,
        "GET /account; GET /products/:id; POST /login; step fill the basket / add 4 4; "
        "step fill the basket 2 4; step log in 2 4");
    row("login", "--single-run", 2, "GET /account; POST /login");
    row("upload", "--single-run", 6, "POST /upload");
    row("data", "--single-run", 4, "GET /products/:id; GET /products?search; POST /login");
    row("retries", "-r 40", 80, "GET /flaky; counter retries");
    row("errors", "--single-run", 6, "GET /; GET /nowhere; GET /slow; check is JSON");
    row("every scenario once", "", 6, "GET /; GET /nowhere; GET /slow; check is JSON");
    row("one scenario", "", 4, "GET /slow");
    row("parallel", "--single-run", 2, "GET /; GET /products; GET /products/42; GET /products/7");
    row("environment", "--single-run", 2, "GET /products/:id", {QStringLiteral("worker 0 of 1 × 2, hello")});
    row("statsd", "--single-run", 2, "GET /products");
    row("extension", "--single-run", 4, "GET /products; POST /login; counter answers below 400");
}

void tst_Scenarios::examplesRun()
{
    QFETCH(QString, options);
    QFETCH(int, iterations);
    QFETCH(QString, names);
    QFETCH(QStringList, lines);
    QVERIFY(!serviceUrl().isEmpty());
    Test::CliProcess cli(Examples);
    cli.start(QStringList{QStringLiteral("--config"), QStringLiteral("molotov.json"),
                          QString::fromUtf8(QTest::currentDataTag()), QStringLiteral("--base-url"),
                          serviceUrl(), QStringLiteral("--summary"), QStringLiteral("-")}
              + options.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    const QString text = cli.errors();
    QVERIFY2(cli.exitCode() == 0, qPrintable(text));

    const QJsonObject summary = cli.summary();
    QCOMPARE(summary[QLatin1String("errors")].toArray(), QJsonArray());
    QCOMPARE(summary[QLatin1String("iterations")][QLatin1String("failed")].toInt(), 0);
    QCOMPARE(summary[QLatin1String("iterations")][QLatin1String("ok")].toInt(), iterations);
    QCOMPARE(counted(summary), names);
    const QJsonArray checks = summary[QLatin1String("checks")].toArray();
    for (const QJsonValue &check : checks)
        QCOMPARE(check[QLatin1String("failed")].toInt(), 0);
    qsizetype at = 0;
    for (const QString &line : lines) {
        at = text.indexOf(line, at);
        QVERIFY2(at >= 0, qPrintable(line + QStringLiteral(" is missing in:\n") + text));
    }
}

void tst_Scenarios::guardKeepsTheRunFromBeginning()
{
    QVERIFY(!serviceUrl().isEmpty());
    const QStringList arguments{QStringLiteral("--config"),   QStringLiteral("molotov.json"),
                                QStringLiteral("guard"),      QStringLiteral("-r"),
                                QStringLiteral("1"),          QStringLiteral("-q"),
                                QStringLiteral("--base-url"), serviceUrl()};
    Test::CliProcess cli(Examples);
    cli.start(arguments);
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QCOMPARE(cli.exitCode(), int(ExitCode::Failed));
    QVERIFY2(cli.errors().contains(QStringLiteral("Set ALLOWED to yes when this target may be loaded")),
             qPrintable(cli.errors()));

    Test::CliProcess allowed(Examples);
    allowed.start(arguments + QStringList{QStringLiteral("--env"), QStringLiteral("ALLOWED=yes")});
    QTRY_VERIFY_WITH_TIMEOUT(!allowed.isRunning(), Limit);
    QCOMPARE(allowed.exitCode(), int(ExitCode::Finished));
}

void tst_Scenarios::journalTellsOfFailures()
{
    QVERIFY(!serviceUrl().isEmpty());
    Test::CliProcess cli(Examples);
    cli.start({QStringLiteral("--config"), QStringLiteral("molotov.json"), QStringLiteral("journal"),
               QStringLiteral("--base-url"), serviceUrl(), QStringLiteral("--summary"), QStringLiteral("-")});
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    const QJsonObject summary = cli.summary();
    QCOMPARE(summary[QLatin1String("iterations")][QLatin1String("ok")].toInt(), 2);
    QCOMPARE(summary[QLatin1String("iterations")][QLatin1String("failed")].toInt(), 2);
    const QString text = cli.errors();
    QCOMPARE(text.count(QStringLiteral("{\"type\":\"scenario_success\",\"name\":\"one page or the other\"")),
             2);
    QCOMPARE(text.count(QStringLiteral("\"error\":\"AssertionError: ")), 2);
}

void tst_Scenarios::sizingFindsTheLimit()
{
    QVERIFY(!serviceUrl().isEmpty());
    Test::CliProcess cli(Examples);
    cli.start({QStringLiteral("--config"), QStringLiteral("molotov.json"), QStringLiteral("sizing"),
               QStringLiteral("--base-url"), serviceUrl(), QStringLiteral("--summary"), QStringLiteral("-")});
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
    const QJsonValue sizing = cli.summary()[QLatin1String("sizing")];
    QCOMPARE(sizing[QLatin1String("verdict")].toString(), QStringLiteral("limit_found"));
    QVERIFY(sizing[QLatin1String("failed_percent")].toDouble() > 10);
}

// An example that nobody runs or finds is none.
void tst_Scenarios::everyExampleIsRunAndListed()
{
    const auto profiles = ProfileFile::load(Examples + QStringLiteral("/molotov.json"));
    QVERIFY2(profiles.isOk(), profiles ? "" : qPrintable(profiles.error().text));
    QStringList used;
    const QStringList names = profiles->names();
    for (const QString &name : names)
        used += profiles->profile(name).extensions + QStringList(profiles->profile(name).scenarioFile);
    QFile readme(QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QByteArray manual = readme.readAll();
    QStringList files;
    QDirIterator all(Examples, {QStringLiteral("*.js"), QStringLiteral("*.ts")}, QDir::Files,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(QDir(Examples).relativeFilePath(all.next()));
    files.removeAll(QStringLiteral("lib/catalogue.ts")); // which others import
    QVERIFY(files.size() > 15);
    for (const QString &file : std::as_const(files)) {
        QVERIFY2(used.contains(QDir(Examples).filePath(file)), qPrintable(file));
        QVERIFY2(manual.contains("(examples/" + file.toUtf8() + ')'), qPrintable(file));
    }
}

void tst_Scenarios::typesAreRight()
{
    const QString checker = QStandardPaths::findExecutable(QStringLiteral("tsc"));
    if (checker.isEmpty())
        QSKIP("tsc is not installed (Debian: node-typescript)");
    QProcess types;
    types.start(checker, {QStringLiteral("--project"), QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios")});
    QTRY_VERIFY_WITH_TIMEOUT(types.state() == QProcess::NotRunning, Limit);
    QVERIFY2(types.exitCode() == 0, types.readAllStandardOutput().constData());
}

QTEST_GUILESS_MAIN(tst_Scenarios)
#include "tst_scenarios.moc"
