// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/framereader.h"

#include <QTest>
#include <QtEndian>

using namespace Molotov::Protocol;

class TestFrameReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesComeOutHoweverTheyAreCut()
    {
        const QList<QByteArray> payloads{"a", "", QByteArray(70'000, 'x'), "end"};
        QByteArray stream;
        for (const auto &payload : payloads)
            stream += frame(payload);

        for (const qsizetype step : {qsizetype(1), qsizetype(3), qsizetype(4096), stream.size()}) {
            FrameReader reader;
            QList<QByteArray> read;
            for (qsizetype at = 0; at < stream.size(); at += step) {
                reader.append(stream.mid(at, step));
                while (const auto payload = reader.next())
                    read.append(**payload);
            }
            QCOMPARE(read, payloads);
            QVERIFY(reader.atBoundary());
        }
    }

    void aPartOfAFrameIsNoBoundary()
    {
        FrameReader reader;
        reader.append(frame("abc").left(5));
        QVERIFY(!reader.next());
        QVERIFY(!reader.atBoundary());
    }

    void aFrameAboveTheCapIsAnErrorForEver()
    {
        QByteArray header(4, Qt::Uninitialized);
        qToBigEndian(MaxFrameSize + 1, header.data());
        FrameReader reader;
        reader.append(header);
        QVERIFY(!reader.next()->isOk());
        reader.append(frame("fine"));
        QVERIFY(!reader.next()->isOk());
    }
};

QTEST_GUILESS_MAIN(TestFrameReader)
#include "tst_framereader.moc"
