// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/growbody.h"

#include <QTest>

#include <sys/resource.h>

using namespace Molotov;

/// Bodies that come in pieces.
class TestGrowBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsPieces()
    {
        QByteArray body;
        growBody(body, "a");
        growBody(body, {});
        growBody(body, "bc");
        QCOMPARE(body, QByteArray("abc"));
        const auto shared = body;
        growBody(body, "d");
        QCOMPARE(shared, QByteArray("abc"));
    }

    void takesNoMoreMemoryThanThereIs()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("Sanitizers take memory of their own");
#endif
        constexpr qint64 Size = (64 << 20) + 1; // of what is just too much for a power of two
        const auto most = [] {
            rusage usage{};
            getrusage(RUSAGE_SELF, &usage);
            return qint64(usage.ru_maxrss) << 10;
        };
        const auto before = most();
        const QByteArray piece(64 << 10, 'x');
        QByteArray body;
        while (body.size() < Size)
            growBody(body, piece);
        QVERIFY2(most() - before < Size * 5 / 4, qPrintable(QString::number(most() - before)));
    }
};

QTEST_GUILESS_MAIN(TestGrowBody)

#include "tst_growbody.moc"
