// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "core/model/profilefile.h"
#include "tests/endtoend/cliprocess.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;

/// The examples that are shipped, each run as a person would run it, against the demo service.
class tst_Scenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoTestsRun_data();
    void demoTestsRun();
};

static const QString Folder = QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/demo");
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

QTEST_GUILESS_MAIN(tst_Scenarios)
#include "tst_scenarios.moc"
