// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/jsonedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Molotov;

class TestJsonEdit : public QObject
{
    Q_OBJECT

    static QStringList path(const char *keys)
    {
        return QString::fromUtf8(keys).split(QLatin1Char('.'), Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void setsOnlyWhatIsAsked_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QByteArray &text, const char *keys, const char *value,
                            const QByteArray &expected) {
            QTest::newRow(name) << text << path(keys) << QByteArray(value) << expected;
        };
        row("a value", R"({"b" :1,   "a":2 })", "b", "30", R"({"b" :30,   "a":2 })");
        row("the same value", R"({"a": 1.0})", "a", "1", R"({"a": 1.0})");
        row("behind text", "{\"a\": \"}\\\"]{\", \"b\": 1}", "b", "2", "{\"a\": \"}\\\"]{\", \"b\": 2}");
        row("a text", R"({"a": 1})", "a", "\"ü\\n\"", "{\"a\": \"ü\\n\"}");
        row("inside", R"({"a": {"b": {"c": [1, {"d": 2}]}}})", "a.b.c", "3", R"({"a": {"b": {"c": 3}}})");
        row("an escaped key", "{\"\\u0061\": 1}", "a", "2", "{\"\\u0061\": 2}");
        row("the last of two", R"({"a": 1, "a": 2})", "a", "3", R"({"a": 1, "a": 3})");
        row("words", R"({"a":true,"b":null})", "a", "false", R"({"a":false,"b":null})");
        row("added in a line", R"({"a": 1})", "b", "2", R"({"a": 1, "b": 2})");
        row("added in a narrow line", R"({"a":1})", "b", R"({"c":[1,2]})", R"({"a":1,"b":{"c":[1,2]}})");
        row("added in a wide line", R"({ "a" : 1 })", "b", "2", R"({ "a" : 1, "b" : 2 })");
        row("added to nothing", "{}", "a.b", "1", R"({"a": {"b": 1}})");
        row("added as a line", "{\n\t\"a\": 1\n}\n", "b", "2", "{\n\t\"a\": 1,\n\t\"b\": 2\n}\n");
        row("added as several lines", "{\r\n  \"a\": 1\r\n}", "b.c", "[1, 2]",
            "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": [\r\n      1,\r\n      2\r\n    ]\r\n  }\r\n}");
        row("added to nothing in lines", "{\n  \"a\": {},\n  \"b\": 1\n}", "a.c", "2",
            "{\n  \"a\": {\n    \"c\": 2\n  },\n  \"b\": 1\n}");
        row("added to nothing in a line of lines", "{\n  \"a\": {\"x\": 1, \"y\": {}}\n}", "a.y.c", "2",
            "{\n  \"a\": {\"x\": 1, \"y\": {\"c\": 2}}\n}");
        row("added behind an empty line", "{\n  \"a\": 1,\n\n  \"b\": 2\n}", "c", "3",
            "{\n  \"a\": 1,\n\n  \"b\": 2,\n  \"c\": 3\n}");
        row("behind a byte order mark", "\xef\xbb\xbf{\"a\": 1}", "a", "2", "\xef\xbb\xbf{\"a\": 2}");
        row("a list in lines", "{\n  \"a\": [\n    1\n  ]\n}", "a", "[2]", "{\n  \"a\": [\n    2\n  ]\n}");
        row("a list in a line", "{\n  \"a\": [1]\n}", "a", "[2, 3]", "{\n  \"a\": [2, 3]\n}");
        row("an object in place of a word", "{\n  \"a\": null\n}", "a.b", "1",
            "{\n  \"a\": {\n    \"b\": 1\n  }\n}");
    }

    void setsOnlyWhatIsAsked()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, keys);
        QFETCH(QByteArray, value);
        JsonEdit edit(text);
        edit.set(keys, QJsonDocument::fromJson('[' + value + ']').array().first());
        QTEST(edit.text(), "expected");
        QJsonParseError error;
        QVERIFY(QJsonDocument::fromJson(edit.text(), &error).isObject());
    }

    void removesOnlyWhatIsAsked_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *text, const char *keys, const char *expected) {
            QTest::newRow(name) << QByteArray(text) << path(keys) << QByteArray(expected);
        };
        row("first", "{\n  \"a\": 1,\n  \"b\": 2\n}", "a", "{\n  \"b\": 2\n}");
        row("last", "{\n  \"a\": 1,\n  \"b\": 2\n}", "b", "{\n  \"a\": 1\n}");
        row("between", R"({"a": 1, "b": [2], "c": 3})", "b", R"({"a": 1, "c": 3})");
        row("only", "{\"x\": { \"a\": 1 }}", "x.a", "{\"x\": {}}");
        row("none", R"({"a": 1})", "b", R"({"a": 1})");
        row("no object", R"({"a": 1})", "a.b", R"({"a": 1})");
    }

    void removesOnlyWhatIsAsked()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, keys);
        JsonEdit edit(text);
        edit.remove(keys);
        QTEST(edit.text(), "expected");
    }

    void findsAKeyThatIsThereTwice()
    {
        const JsonEdit edit(
            "{\"x\": {\"x\": 1, \"x\": 2},\n\"m\": {\"a\": {\n\"b\": 1, \"c\": 2,\n\"\\u0062\": 3}}}");
        const auto found = edit.duplicate(path("m"));
        QVERIFY(found);
        QCOMPARE(found->keys, path("m.a.b"));
        QCOMPARE(found->line, 4);
        QVERIFY(!JsonEdit(R"({"x": {"x": 1, "x": 2}, "m": {"a": {"m": 1}}})").duplicate(path("m")));
        QCOMPARE(JsonEdit(R"({"m": 1, "m": {}})").duplicate(path("m"))->keys, path("m"));
    }

    /// Whatever it is given, it ends, and reads nothing outside of the text.
    void endsWithAnyText()
    {
        const QByteArray text = "{\"a\": {\"b\\\"\": [1, \"x\", {}], \"c\": null}, \"d\": -1.5e3}";
        for (qsizetype length = 0; length <= text.size(); ++length) {
            JsonEdit edit(text.left(length));
            static_cast<void>(edit.duplicate({}));
            edit.remove(path("a.c"));
            edit.set(path("a.c"), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonEdit)
#include "tst_jsonedit.moc"
