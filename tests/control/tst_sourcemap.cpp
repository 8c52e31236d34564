// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/sourcemap.h"

#include <QFile>
#include <QTest>

using namespace Molotov;

/// tests/data/sourcemap/{bundle.js, bundle.js.map} were made by esbuild 0.17.0 from shop.ts and lib/price.ts
/// there: esbuild shop.ts --bundle --format=esm --target=es2016 --external:molotov --sourcemap=external
///     --sources-content=false --outfile=bundle.js
class TestSourceMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheUsersLine_data()
    {
        QTest::addColumn<QString>("generated"); // a piece of the generated line
        QTest::addColumn<bool>("withColumn"); // of that piece
        QTest::addColumn<QString>("expected");
        QTest::newRow("statement") << QStringLiteral("throw new Error") << false
                                   << QStringLiteral("shop.ts:10:3");
        QTest::newRow("statement, column")
            << QStringLiteral("throw new Error") << true << QStringLiteral("shop.ts:10:3");
        QTest::newRow("expression, column")
            << QStringLiteral("new Error") << true << QStringLiteral("shop.ts:10:9");
        QTest::newRow("imported file")
            << QStringLiteral("throw new RangeError") << false << QStringLiteral("lib/price.ts:3:5");
        QTest::newRow("esbuild's own") << QStringLiteral("var __async =") << false << QString();
        QTest::newRow("esbuild's own, column") << QStringLiteral("var __async =") << true << QString();
    }

    void findsTheUsersLine()
    {
        QFETCH(QString, generated);
        QFETCH(bool, withColumn);
        const auto lines = QString::fromUtf8(read(QStringLiteral("bundle.js"))).split(QLatin1Char('\n'));
        int line = 0;
        while (line < lines.size() && !lines.at(line).contains(generated))
            ++line;
        QVERIFY(line < lines.size());
        const auto map = SourceMap::parse(read(QStringLiteral("bundle.js.map")), folder());
        QVERIFY2(map.isOk(), map ? "" : qPrintable(map.error().text));
        const int column = withColumn ? int(lines.at(line).indexOf(generated)) + 1 : 0;
        const auto place = map->original({.file = QStringLiteral("x"), .line = line + 1, .column = column});
        QTEST(place.toString().remove(folder() + QLatin1Char('/')), "expected");
    }

    void mapsNothing()
    {
        const SourcePlace place{.file = QStringLiteral("x"), .line = 1, .column = 1};
        QVERIFY(!SourceMap().original(place).isValid());
        const auto map =
            SourceMap::parse(R"({"version":3,"sources":["a.ts"],"mappings":"AAAA"})", QStringLiteral("/b"));
        QVERIFY(map.isOk());
        QCOMPARE(map->original(place).toString(), QStringLiteral("/b/a.ts:1:1"));
        QVERIFY(!map->original({.file = {}, .line = 2, .column = 0}).isValid());
        QVERIFY(!map->original({.file = {}, .line = 0, .column = 0}).isValid());
        QVERIFY(!map->original({.file = {}, .line = -5, .column = 0}).isValid());
    }

    void refusesWhatIsNoMap_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("other version") << QByteArray(R"({"version":2,"sources":[],"mappings":""})");
        QTest::newRow("no sources") << QByteArray(R"({"version":3,"mappings":""})");
        QTest::newRow("no mappings") << QByteArray(R"({"version":3,"sources":[]})");
        QTest::newRow("no digit") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"A!AA"})");
        QTest::newRow("cut off") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"AAAg"})");
        QTest::newRow("two numbers") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"AA"})");
        QTest::newRow("six numbers") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"AAAAAA"})");
        QTest::newRow("unknown source") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"ACAA"})");
        QTest::newRow("negative line") << QByteArray(R"({"version":3,"sources":["a"],"mappings":"AADA"})");
        QTest::newRow("too large") << QByteArray(
            R"({"version":3,"sources":["a"],"mappings":"gggggggggggggggB"})");
        QTest::newRow("only commas") << QByteArray(R"({"version":3,"sources":["a"],"mappings":",,"})");
    }

    void refusesWhatIsNoMap()
    {
        QFETCH(QByteArray, json);
        const auto map = SourceMap::parse(json, QStringLiteral("/"));
        QVERIFY(!map);
        QVERIFY(map.error().text.startsWith(QStringLiteral("The source map cannot be read: ")));
    }

private:
    static QString folder() { return QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/sourcemap"); }

    static QByteArray read(const QString &name)
    {
        QFile file(folder() + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_APPLESS_MAIN(TestSourceMap)
#include "tst_sourcemap.moc"
