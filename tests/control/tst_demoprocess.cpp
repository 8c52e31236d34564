// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"

#include <QDir>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Molotov;

/// The demo service as the window starts it.
class tst_DemoProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsOnAFreePort();
    void endsWithTheObject();
    void reportsWhatCannotBeStarted_data();
    void reportsWhatCannotBeStarted();
    void mayBeStartedAgain();
};

static QString demoProgram()
{
#ifdef Q_OS_WIN
    return QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo.exe");
#else
    return QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo");
#endif
}

static bool answers(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    return socket.waitForConnected(5000);
}

void tst_DemoProcess::startsOnAFreePort()
{
    DemoProcess first(demoProgram());
    DemoProcess second(demoProgram());
    QSignalSpy firstStarted(&first, &DemoProcess::started);
    QSignalSpy secondStarted(&second, &DemoProcess::started);
    first.start();
    first.start(); // is starting already
    second.start();
    QTRY_COMPARE_WITH_TIMEOUT(firstStarted.count(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(secondStarted.count(), 1, 20'000);
    const auto firstUrl = firstStarted[0][0].toUrl();
    const auto secondUrl = secondStarted[0][0].toUrl();
    QVERIFY(firstUrl != secondUrl);
    QVERIFY(answers(firstUrl));
    QVERIFY(answers(secondUrl));
}

void tst_DemoProcess::endsWithTheObject()
{
    QUrl url;
    {
        DemoProcess demo(demoProgram());
        QSignalSpy started(&demo, &DemoProcess::started);
        demo.start();
        QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 20'000);
        url = started[0][0].toUrl();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!answers(url), 20'000);
}

void tst_DemoProcess::reportsWhatCannotBeStarted_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("not found") << QString()
                               << "The program molotov-demo is missing: it belongs beside this one. "
                                  "Install Molotov again.";
    QTest::newRow("not there") << QDir::toNativeSeparators(QStringLiteral("/no/such/molotov-demo"))
                               << "The demo service could not be started from /no/such/molotov-demo: ";
#ifndef Q_OS_WIN
    QTest::newRow("ends at once") << "/bin/false"
                                  << "The demo service has ended unexpectedly.";
    QTest::newRow("another program") << "/bin/echo"
                                     << "The program /bin/echo is no demo service.";
#endif
}

void tst_DemoProcess::reportsWhatCannotBeStarted()
{
    QFETCH(QString, program);
    QFETCH(QString, sentence);
    QString said;
    DemoProcess demo(program);
    int failures = 0;
    connect(&demo, &DemoProcess::failed, this, [&](const Error &error) {
        said = error.text;
        ++failures;
    });
    demo.start();
    QCOMPARE(failures, 0);
    QTRY_COMPARE_WITH_TIMEOUT(failures, 1, 20'000);
    QVERIFY2(said.startsWith(sentence), qPrintable(said));
    QTest::qWait(100); // the end of what was started is no second failure
    QCOMPARE(failures, 1);
}

void tst_DemoProcess::mayBeStartedAgain()
{
    DemoProcess demo(QStringLiteral("/no/such/molotov-demo"));
    QSignalSpy failed(&demo, &DemoProcess::failed);
    demo.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
    demo.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, 20'000);
}

QTEST_GUILESS_MAIN(tst_DemoProcess)
#include "tst_demoprocess.moc"
