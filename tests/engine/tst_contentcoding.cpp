// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/contentcoding.h"

#include <QTest>

using namespace Molotov;

namespace {

const QByteArray Text = "molotov molotov molotov molotov molotov";

// `Text` as the programs of these formats pack it.
const QByteArray Gzip = QByteArray::fromHex("1f8b0800000000000203cbcdcfc92fc92f53c8c54f0300cf6afa4427000000");
const QByteArray Zlib = QByteArray::fromHex("78dacbcdcfc92fc92f53c8c54f03003bc70fd1");
const QByteArray Deflate = QByteArray::fromHex("cbcdcfc92fc92f53c8c54f0300");

const QByteArray Brotli = QByteArray::fromHex("1b2600f88d946edeb47c6b0349363abbe8271c909103");
const QByteArray Zstd = QByteArray::fromHex("28b52ffd0458750000406d6f6c6f746f762001006b0a1717da6c0a");

} // namespace

class TestContentCoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unpacks_data()
    {
        QTest::addColumn<QByteArray>("codings");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("gzip") << QByteArray("gzip") << Gzip;
        QTest::newRow("its old name, in capitals") << QByteArray("X-GZIP") << Gzip;
        QTest::newRow("deflate") << QByteArray("deflate") << Zlib;
        QTest::newRow("deflate as some servers take it") << QByteArray("deflate") << Deflate;
        QTest::newRow("br") << QByteArray("br") << Brotli;
        QTest::newRow("zstd") << QByteArray("zstd") << Zstd;
        QTest::newRow("nothing") << QByteArray("identity") << Text;
        QTest::newRow("one after the other") << QByteArray("identity, gzip") << Gzip;
        QTest::newRow("what we do not know") << QByteArray("rot13") << Text;
    }

    void unpacks()
    {
        QFETCH(QByteArray, codings);
        QFETCH(QByteArray, body);
        const auto text = unpacked(body, codings);
        QVERIFY2(text.isOk(), text ? "" : qPrintable(text.error().text));
        QCOMPARE(*text, Text);
    }

    void unpacksSeveralFilesInARow()
    {
        QCOMPARE(*unpacked(Gzip + Gzip, "gzip"), Text + Text);
        QCOMPARE(*unpacked(Gzip + "garbage", "gzip"), Text);
        QVERIFY(!unpacked(Gzip + Gzip.chopped(10), "gzip"));
    }

    void leavesAnEmptyBody() { QCOMPARE(*unpacked({}, "gzip"), QByteArray()); }

    void saysWhatIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("codings");
        QTest::addColumn<QByteArray>("body");
        for (const QByteArray coding : {"gzip", "deflate", "br", "zstd"})
            QTest::newRow(coding.constData()) << coding << QByteArray("this is no packed body");
        QTest::newRow("cut") << QByteArray("gzip") << Gzip.chopped(10);
    }

    void saysWhatIsDamaged()
    {
        QFETCH(QByteArray, codings);
        QFETCH(QByteArray, body);
        const auto text = unpacked(body, codings);
        QVERIFY(!text);
        QCOMPARE(text.error().text, QStringLiteral("that cannot be decompressed"));
    }

    void doesNotFillTheMemory_data() { unpacks_data(); }

    void doesNotFillTheMemory()
    {
        QFETCH(QByteArray, codings);
        QFETCH(QByteArray, body);
        if (body == Text)
            return; // not packed
        const auto text = unpacked(body, codings, Text.size() - 1);
        QVERIFY(!text);
        QCOMPARE(text.error().text, QStringLiteral("that comes to more than 38 bytes"));
        QVERIFY(unpacked(body, codings, Text.size()).isOk());
    }
};

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_contentcoding.moc"
