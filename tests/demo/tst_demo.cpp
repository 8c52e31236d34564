// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

/// The program molotov-demo as it is started.
class tst_Demo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesUntilStdinCloses();
    void saysThatThePortIsTaken();
    void refusesAWrongCommandLine_data();
    void refusesAWrongCommandLine();
    void explainsItself();
};

static const QString Program = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo");
constexpr int Limit = 20'000;

static QByteArray run(QProcess &process, const QStringList &arguments)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(Program, arguments);
    return process.waitForFinished(Limit) ? process.readAll() : "does not end";
}

void tst_Demo::servesUntilStdinCloses()
{
    QProcess demo;
    demo.start(Program,
               {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--until-stdin-closes")});
    QTRY_VERIFY_WITH_TIMEOUT(demo.canReadLine(), Limit);
    const QUrl url(QString::fromLatin1(demo.readLine().trimmed()));
    QVERIFY2(url.toString().startsWith(QLatin1String("http://127.0.0.1:")), qPrintable(url.toString()));

    QNetworkAccessManager network;
    std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), Limit);
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    QVERIFY(reply->readAll().contains("<h1>Molotov demo service</h1>"));

    demo.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(demo.state(), QProcess::NotRunning, Limit);
    QCOMPARE(demo.exitStatus(), QProcess::NormalExit);
    QCOMPARE(demo.exitCode(), 0);
}

void tst_Demo::saysThatThePortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QProcess demo;
    const QByteArray port = QByteArray::number(other.serverPort());
    QCOMPARE(
        run(demo, {QStringLiteral("--port"), QString::fromLatin1(port)}),
        "molotov-demo: Cannot listen on port " + port
            + ": The bound address is already in use. Choose another with --port, or 0 for a free one.\n");
    QCOMPARE(demo.exitCode(), 1);
}

void tst_Demo::refusesAWrongCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const QString &arguments, const QByteArray &sentence) {
        QTest::newRow(qPrintable(arguments)) << arguments.split(QLatin1Char(' ')) << sentence;
    };
    row(QStringLiteral("--port 65536"), "A port is a number from 0 to 65535, not '65536'.");
    row(QStringLiteral("--seed x"), "A seed is a number from 0 to 4294967295, not 'x'.");
    row(QStringLiteral("--fast"), "Unknown option 'fast'.");
    row(QStringLiteral("8080"), "Unexpected argument '8080'.");
}

void tst_Demo::refusesAWrongCommandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, sentence);
    QProcess demo;
    QCOMPARE(run(demo, arguments), "molotov-demo: " + sentence + '\n');
    QCOMPARE(demo.exitCode(), 2);
}

void tst_Demo::explainsItself()
{
    QProcess demo;
    const QByteArray help = run(demo, {QStringLiteral("--help")});
    for (const char *option : {"--port", "--seed", "--until-stdin-closes", "--version"})
        QVERIFY2(help.contains(option), help.constData());
    QCOMPARE(demo.exitCode(), 0);
    QCOMPARE(run(demo, {QStringLiteral("--version")}), "molotov-demo " MOLOTOV_VERSION "\n");
}

QTEST_GUILESS_MAIN(tst_Demo)
#include "tst_demo.moc"
