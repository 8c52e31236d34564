// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/contentcoding.h"

#include <QTest>

#include <sys/resource.h>
#include <zlib.h>

using namespace Molotov;

namespace {

const QByteArray Text = "molotov molotov molotov molotov molotov";

// `Text` as the programs of these formats pack it.
const QByteArray Gzip = QByteArray::fromHex("1f8b0800000000000203cbcdcfc92fc92f53c8c54f0300cf6afa4427000000");
const QByteArray Zlib = QByteArray::fromHex("78dacbcdcfc92fc92f53c8c54f03003bc70fd1");
const QByteArray Deflate = QByteArray::fromHex("cbcdcfc92fc92f53c8c54f0300");

const QByteArray Brotli = QByteArray::fromHex("1b2600f88d946edeb47c6b0349363abbe8271c909103");
const QByteArray Zstd = QByteArray::fromHex("28b52ffd0458750000406d6f6c6f746f762001006b0a1717da6c0a");

constexpr qint64 Enough = 1 << 20;

// As gzip, a thousandth of their size.
QByteArray packedZeros(qint64 size)
{
    QByteArray zeros(1 << 20, '\0');
    QByteArray file(size / 100, Qt::Uninitialized);
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY);
    stream.next_out = reinterpret_cast<Bytef *>(file.data());
    stream.avail_out = uInt(file.size());
    for (qint64 left = size; left > 0; left -= zeros.size()) {
        stream.next_in = reinterpret_cast<Bytef *>(zeros.data());
        stream.avail_in = uInt(zeros.size());
        deflate(&stream, left > zeros.size() ? Z_NO_FLUSH : Z_FINISH);
    }
    file.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return file;
}

// In bytes, at its most so far.
qint64 memory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) << 10;
}

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
        const auto text = unpacked(body, codings, Enough);
        QVERIFY2(text.isOk(), text ? "" : qPrintable(text.error().text));
        QCOMPARE(*text, Text);
    }

    void unpacksSeveralFilesInARow()
    {
        QCOMPARE(*unpacked(Gzip + Gzip, "gzip", Enough), Text + Text);
        QCOMPARE(*unpacked(Gzip + "garbage", "gzip", Enough), Text);
        QVERIFY(!unpacked(Gzip + Gzip.chopped(10), "gzip", Enough));
    }

    void takesNoMoreMemoryThanItMay()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("Sanitizers take memory of their own");
#endif
        constexpr qint64 Most = 32 << 20;
        const auto bomb = packedZeros(4 * Most);
        const auto before = memory();
        const auto text = unpacked(bomb, "gzip", Most);
        QVERIFY(!text);
        QVERIFY2(text.error().text.startsWith(QLatin1String("that comes to more")),
                 qPrintable(text.error().text));
        QVERIFY2(memory() - before < Most * 5 / 4, qPrintable(QString::number(memory() - before)));
    }

    void refusesWhatAsksForTooMuch()
    {
        QCOMPARE(*unpacked(Gzip, "identity,,,,gzip", Enough), Text);
        QCOMPARE(unpacked(Gzip, "identity,,,,,gzip", Enough).error().text,
                 QStringLiteral("that has more than 5 content codings"));
        // A frame with a window of 8 MB, or 16 MB, and a block of five letters (RFC 8878, 3.1.1)
        const auto frame = [](int exponent) {
            return QByteArray::fromHex("28b52ffd00") + char(exponent << 3) + QByteArray::fromHex("290000")
                   + "hello";
        };
        QCOMPARE(*unpacked(frame(13), "zstd", Enough), QByteArray("hello"));
        QVERIFY(!unpacked(frame(14), "zstd", Enough));
    }

    void leavesAnEmptyBody()
    {
        QCOMPARE(*unpacked({}, "gzip", Enough), QByteArray());
    }

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
        const auto text = unpacked(body, codings, Enough);
        QVERIFY(!text);
        QCOMPARE(text.error().text, QStringLiteral("that cannot be decompressed"));
    }

    void doesNotFillTheMemory_data()
    {
        unpacks_data();
    }

    void doesNotFillTheMemory()
    {
        QFETCH(QByteArray, codings);
        QFETCH(QByteArray, body);
        if (body == Text)
            return; // not packed
        const auto text = unpacked(body, codings, Text.size() - 1);
        QVERIFY(!text);
        QCOMPARE(
            text.error().text,
            QStringLiteral(
                "that comes to more than 38 bytes, which is its maxBody (setup can return a larger one)"));
        QVERIFY(unpacked(body, codings, Text.size()).isOk());
    }
};

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_contentcoding.moc"
