// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/failurereason.h"

#include <QTest>

using namespace Molotov;

class TestFailureReason : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatThisComputerLacks_data()
    {
        QTest::addColumn<Shortage>("shortage");
        QTest::addColumn<QString>("start");
        const auto row = [](Shortage shortage, const char *start) {
            QTest::newRow(start) << shortage << QStringLiteral("could not be sent: ") + QLatin1String(start);
        };
        row(Shortage::Ports, "this computer has no free port left (Worte)");
        row(Shortage::Descriptors, "this process has no free descriptor left (Worte)");
        row(Shortage::Memory, "this computer has no memory left for connections (Worte)");
    }

    // By the code: the system's words are those of its language.
    void namesWhatThisComputerLacks()
    {
        QFETCH(Shortage, shortage);
        QFETCH(QString, start);
        const auto reason = reasonOf(QNetworkReply::UnknownNetworkError,
                                     {.text = QStringLiteral("Worte"), .shortage = shortage}, {}, {});
        QVERIFY(reason.kind == HttpFailure::Kind::Ports);
        QVERIFY2(reason.text.startsWith(start), qPrintable(reason.text));
    }

    void doesNotTakeAnyLookUpForOneWithoutHost()
    {
        const SocketFailure cause{.error = QAbstractSocket::TemporaryError,
                                  .text = QStringLiteral("Temporary failure in name resolution")};
        const auto reason = reasonOf(toNetworkError(cause.error), cause, QStringLiteral("shop.test"),
                                     QStringLiteral("shop.test"));
        QVERIFY(reason.kind == HttpFailure::Kind::Dns);
        QCOMPARE(reason.text,
                 QStringLiteral("failed: the address of “shop.test” could not be looked up: Temporary "
                                "failure in name resolution"));
    }

    void findsWhatSaysMore_data()
    {
        QTest::addColumn<SocketFailure>("more");
        QTest::addColumn<SocketFailure>("less");
        const SocketFailure ports{
            .error = QAbstractSocket::NetworkError, .text = {}, .shortage = Shortage::Ports};
        const SocketFailure descriptors{
            .error = QAbstractSocket::SocketResourceError, .text = {}, .shortage = Shortage::Descriptors};
        const SocketFailure refused{.error = QAbstractSocket::ConnectionRefusedError};
        const SocketFailure silent{.error = QAbstractSocket::SocketTimeoutError};
        QTest::newRow("a lack of ports, and refused") << ports << refused;
        QTest::newRow("a lack of descriptors, and silence") << descriptors << silent;
        QTest::newRow("a lack of ports, and no way")
            << ports << SocketFailure{.error = QAbstractSocket::NetworkError};
        for (const auto error :
             {QAbstractSocket::NetworkError, QAbstractSocket::UnsupportedSocketOperationError,
              QAbstractSocket::SocketAccessError}) {
            QTest::addRow("refused, and %d", int(error)) << refused << SocketFailure{.error = error};
            QTest::addRow("silence, and %d", int(error)) << silent << SocketFailure{.error = error};
        }
    }

    void findsWhatSaysMore()
    {
        QFETCH(SocketFailure, more);
        QFETCH(SocketFailure, less);
        QVERIFY(saysMore(more, less));
        QVERIFY(!saysMore(less, more));
        QVERIFY(!saysMore(more, more));
    }
};

QTEST_GUILESS_MAIN(TestFailureReason)

#include "tst_failurereason.moc"
