// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/csvmodule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
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
        QTest::newRow("semicolons") << QByteArray("a;b\n1,5;2\n") << QStringLiteral("a|b: 1,5|2");
        QTest::newRow("tabs") << QByteArray("a\tb\n1;5\t2,5\n") << QStringLiteral("a|b: 1;5|2,5");
        QTest::newRow("a comma first of all") << QByteArray("a;b,c\n1,2\n") << QStringLiteral("a;b|c: 1|2");
        QTest::newRow("a semicolon before a tab")
            << QByteArray("a\tb;c\n1;2\n") << QStringLiteral("a\tb|c: 1|2");
        QTest::newRow("a comma in quotes") << QByteArray("\"a,b\";c\n1;2\n") << QStringLiteral("a,b|c: 1|2");
        QTest::newRow("a line end in quotes")
            << QByteArray("\"a\nb\"\tc\n1\t2\n") << QStringLiteral("a\nb|c: 1|2");
        QTest::newRow("a comma only further down")
            << QByteArray("a;b\n\"1,2\";3\n") << QStringLiteral("a|b: 1,2|3");
        QTest::newRow("told by the first line")
            << QByteArray("sep=;\r\na,x;b\r\n1;2\r\n") << QStringLiteral("a,x|b: 1|2");
        QTest::newRow("told, a bar") << QByteArray("SEP=|\na|b\n1|2\n") << QStringLiteral("a|b: 1|2");
        QTest::newRow("a column named sep") << QByteArray("sep=;,b\n1,2\n") << QStringLiteral("sep=;|b: 1|2");
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
        QTest::newRow("more than one part") << "n\n" + QByteArray("1\n").repeated(5001)
                                            << QStringLiteral("n: 1") + QStringLiteral("; 1").repeated(5000);
        QTest::newRow("a name with a meaning")
            << QByteArray("__proto__,1\na,b\n") << QStringLiteral("__proto__|1: a|b");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral(": ");
    }

    void readsRows()
    {
        QFETCH(QByteArray, csv);
        const auto module = CsvModule::fromCsv(QString::fromUtf8(csv), QStringLiteral("users.csv"));
        QVERIFY2(module.isOk(), module ? "" : qPrintable(module.error().text));
        const auto names = columnsOf(*module);
        QStringList lines;
        for (const auto &line : module->split('\n')) {
            if (!line.startsWith("add("))
                continue;
            const auto literal = QJsonDocument::fromJson('[' + line.mid(4, line.size() - 6) + ']').array();
            const auto fields =
                QJsonDocument::fromJson(literal.first().toString().toUtf8()).toVariant().toStringList();
            for (qsizetype i = 0; i < fields.size(); i += names.size())
                lines.append(fields.mid(i, names.size()).join(QLatin1Char('|')));
        }
        QTEST(names.join(QLatin1Char('|')) + QStringLiteral(": ") + lines.join(QStringLiteral("; ")),
              "expected");
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
            << QStringLiteral(
                   "users.csv:2: after a closing quote a separator or the end of the line must come.");
        QTest::newRow("quote in a plain field")
            << QByteArray("a\n1\"2\n")
            << QStringLiteral("users.csv:2: a field with a quote in it must be quoted as a whole, and the "
                              "quote doubled.");
        QTest::newRow("semicolons below a comma")
            << QByteArray("id, name;age\n1;2\n")
            << QStringLiteral("users.csv:2: the number of fields is 1, that of the first line 2.");
        QTest::newRow("a told separator counts as a line")
            << QByteArray("sep=;\na;b\n1\n")
            << QStringLiteral("users.csv:3: the number of fields is 1, that of the first line 2.");
        QTest::newRow("nameless column")
            << QByteArray("a,\n1,2\n")
            << QStringLiteral(
                   "users.csv:1: the first line must name every column, and one of its fields is empty.");
        QTest::newRow("two of one name")
            << QByteArray("a,a\n1,2\n") << QStringLiteral("users.csv:1: two columns are named “a”.");
    }

    void namesFileAndLine()
    {
        QFETCH(QByteArray, csv);
        const auto module = CsvModule::fromCsv(QString::fromUtf8(csv), QStringLiteral("users.csv"));
        QVERIFY(!module);
        QTEST(module.error().text, "expected");
    }

private:
    // { "a": f[i + 0], "b": f[i + 1] }
    static QStringList columnsOf(const QByteArray &module)
    {
        static const QRegularExpression column(
            QStringLiteral("(\"(?:[^\"\\\\]|\\\\.)*\")\\]?: f\\[i \\+ \\d+\\]"));
        QStringList names;
        auto columns = column.globalMatch(QString::fromUtf8(module));
        while (columns.hasNext()) {
            const auto name = '[' + columns.next().captured(1).toUtf8() + ']';
            names.append(QJsonDocument::fromJson(name).array().first().toString());
        }
        return names;
    }
};

QTEST_APPLESS_MAIN(TestCsvModule)
#include "tst_csvmodule.moc"
