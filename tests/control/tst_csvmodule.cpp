// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/csvmodule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Molotov;

/// What importing a table gives, by the text of the module or of the error. Whether the module says what it
/// should is tested where it is run: see the end-to-end tests.
class TestCsvModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRows_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n3,4\n") << QStringLiteral("a|b: 1|2; 3|4");
        QTest::newRow("no newline at the end") << QByteArray("a\n1") << QStringLiteral("a: 1");
        QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n") << QStringLiteral("a|b: 1|2");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF\x61\n1\n") << QStringLiteral("a: 1");
        QTest::newRow("comma, newline and quote in quotes")
            << QByteArray("a,b\n\"1,5\",\"x\ny\"\n\"say \"\"hi\"\"\",\n")
            << QStringLiteral("a|b: 1,5|x\ny; say \"hi\"|");
        QTest::newRow("CRLF in quotes stays")
            << QByteArray("a\r\n\"1\r\n2\"\r\n") << QStringLiteral("a: 1\r\n2");
        QTest::newRow("empty lines") << QByteArray("\na\n\n1\n\n") << QStringLiteral("a: 1");
        QTest::newRow("empty last field") << QByteArray("a,b\n1,\n") << QStringLiteral("a|b: 1|");
        QTest::newRow("quoted empty field") << QByteArray("a\n\"\"\n") << QStringLiteral("a: ");
        QTest::newRow("spaces stay") << QByteArray("a , b\n 1, 2\n") << QStringLiteral("a | b:  1| 2");
        QTest::newRow("more than ASCII") << QByteArray("näme\n€😀\n") << QStringLiteral("näme: €😀");
        QTest::newRow("only a header") << QByteArray("a,b\n") << QStringLiteral("a|b: ");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral(": ");
    }

    void readsRows()
    {
        QFETCH(QByteArray, csv);
        const auto module = CsvModule::fromCsv(csv, QStringLiteral("users.csv"));
        QVERIFY2(module.isOk(), module ? "" : qPrintable(module.error().text));
        const auto names = QJsonDocument::fromJson(between(*module, "const names = ", ";\n")).array();
        const auto literal =
            QJsonDocument::fromJson('[' + between(*module, "JSON.parse(", ").map") + ']').array();
        const auto rows = QJsonDocument::fromJson(literal.first().toString().toUtf8()).array();
        QStringList lines;
        for (const auto &row : rows)
            lines.append(joined(row.toArray()));
        QTEST(joined(names) + QStringLiteral(": ") + lines.join(QStringLiteral("; ")), "expected");
    }

    void namesFileAndLine_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("expected");
        QTest::newRow("too few fields")
            << QByteArray("a,b\n1,2\n3\n")
            << QStringLiteral("users.csv:3: the number of fields is 1, that of the first line 2.");
        QTest::newRow("too many fields, after a field of two lines")
            << QByteArray("a,b\n\"1\n\",2\n3,4,5\n")
            << QStringLiteral("users.csv:4: the number of fields is 3, that of the first line 2.");
        QTest::newRow("never closed")
            << QByteArray("a,b\n1,\"2\n3,4\n")
            << QStringLiteral("users.csv:2: a quoted field begins here that is never closed.");
        QTest::newRow("text behind a quote")
            << QByteArray("a\n\"1\"2\n")
            << QStringLiteral("users.csv:2: after a closing quote a comma or the end of the line must come.");
        QTest::newRow("quote in a plain field")
            << QByteArray("a\n1\"2\n")
            << QStringLiteral("users.csv:2: a field with a quote in it must be quoted as a whole, and the "
                              "quote doubled.");
        QTest::newRow("nameless column")
            << QByteArray("a,\n1,2\n")
            << QStringLiteral(
                   "users.csv:1: the first line must name every column, and one of its fields is empty.");
        QTest::newRow("two of one name")
            << QByteArray("a,a\n1,2\n") << QStringLiteral("users.csv:1: two columns are named “a”.");
        QTest::newRow("Latin-1") << QByteArray("a\n\xE4\n")
                                 << QStringLiteral("users.csv is not text in UTF-8.");
    }

    void namesFileAndLine()
    {
        QFETCH(QByteArray, csv);
        const auto module = CsvModule::fromCsv(csv, QStringLiteral("users.csv"));
        QVERIFY(!module);
        QTEST(module.error().text, "expected");
    }

private:
    static QByteArray between(const QByteArray &text, const QByteArray &from, const QByteArray &to)
    {
        const auto start = text.indexOf(from) + from.size();
        return text.mid(start, text.indexOf(to, start) - start);
    }

    static QString joined(const QJsonArray &texts)
    {
        return QVariant(texts.toVariantList()).toStringList().join(QLatin1Char('|'));
    }
};

QTEST_APPLESS_MAIN(TestCsvModule)
#include "tst_csvmodule.moc"
