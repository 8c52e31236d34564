// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/yamljson.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Molotov;

/// YAML by the JSON that it becomes, or by the error.
class tst_YamlJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesJson_data();
    void becomesJson();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void isBounded_data();
    void isBounded();
    void readsManyRows();
};

static QString answerTo(const QByteArray &yaml)
{
    const auto json = YamlJson::fromYaml(QString::fromUtf8(yaml), QStringLiteral("a.yaml"));
    return json ? QString::fromUtf8(*json) : json.error().text;
}

void tst_YamlJson::becomesJson_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("json");
    const auto row = [](const char *name, const char *yaml, const char *json) {
        QTest::newRow(name) << QByteArray(yaml) << QString::fromUtf8(json);
    };
    row("map", "a: 1\nb: [x, 'y', \"z\\n\"]\nc:\n  - d: e\n    f: g\n",
        R"({"a":1,"b":["x","y","z\n"],"c":[{"d":"e","f":"g"}]})");
    row("list", "- a\n- - b\n  - c\n- {d: e, f}\n", R"(["a",["b","c"],{"d":"e","f":null}])");
    row("one value", "--- 5\n...\n", "5");
    row("Windows", "a: 1\r\nb:\r\n  - 2\r\n", R"({"a":1,"b":[2]})");
    row("comments", "# one\na: b # two\n", R"({"a":"b"})");
    row("empty collections", "a: {}\nb: []\n", R"({"a":{},"b":[]})");
    row("empty values", "a:\nb: ~\nc: null\nd: \"\"\ne: ''\n",
        R"({"a":null,"b":null,"c":null,"d":"","e":""})");
    row("booleans", "[true, False, TRUE, yes, no, on, off, y]",
        R"([true,false,true,"yes","no","on","off","y"])");
    row("whole numbers", "[0, -1, +2, 007, 0o17, 0xFf, 9007199254740991]",
        "[0,-1,2,7,15,255,9007199254740991]");
    row("fractions", "[1.5, -0.25, +.5, 5., 1e3, 1.5E-3, 00.5, 12e03]",
        "[1.5,-0.25,0.5,5,1e3,1.5E-3,0.5,12e03]");
    row("no numbers", "[1.2.3, 1_000, 12:30:45, 0b1, 1e, -, ., 0o8, 0xg, '1', +, 1 2]",
        R"(["1.2.3","1_000","12:30:45","0b1","1e","-",".","0o8","0xg","1","+","1 2"])");
    row("dates", "[2026-11-26, 2026-11-26T10:00:00Z, 2001-12-14 21:59:43.10 -5]",
        R"(["2026-11-26","2026-11-26T10:00:00Z","2001-12-14 21:59:43.10 -5"])");
    row("quoted are texts", "['true', \"1\", 'null', '~']", R"(["true","1","null","~"])");
    row("tags", "[!!str 1, !!int '1', !!float 1, !!bool 'true', !!null '', ! 5, !!seq [], !!map {}]",
        R"(["1",1,1,true,null,"5",[],{}])");
    row("block texts", "a: |\n  one\n  two\nb: >-\n  one\n  two\n", R"({"a":"one\ntwo\n","b":"one two"})");
    row("any characters", "ä: \"\\u00e4 \\U0001F600 \\\\ \\\" \\x07 é€😀\"\n",
        "{\"ä\":\"ä 😀 \\\\ \\\" \\u0007 é€😀\"}");
    row("keys are texts", "1: a\ntrue: b\n'c d': e\n2026-11-26: f\n__proto__: g\n",
        R"({"1":"a","true":"b","c d":"e","2026-11-26":"f","__proto__":"g"})");
    row("aliases", "a: &x [1, 2]\nb: *x\nc: &y text\nd: [*y, *x]\n",
        R"({"a":[1,2],"b":[1,2],"c":"text","d":["text",[1,2]]})");
    row("an anchor that is set again", "[&x 1, *x, &x 2, *x]", "[1,1,2,2]");
    row("merged", "base: &b {host: h, port: 1}\na:\n  <<: *b\n  port: 2\nb:\n  port: 3\n  <<: *b\n",
        R"({"base":{"host":"h","port":1},"a":{"port":2,"host":"h"},"b":{"port":3,"host":"h"}})");
    row("several merged", "- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- {<<: [*a, *b], w: 0}\n",
        R"([{"x":1,"y":1},{"y":2,"z":2},{"w":0,"x":1,"y":1,"z":2}])");
    row("merged again", "- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b}\n",
        R"([{"x":1},{"y":2,"x":1},{"y":2,"x":1}])");
    row("a text <<", "{'<<': 1}", R"({"<<":1})");
}

void tst_YamlJson::becomesJson()
{
    QFETCH(QByteArray, yaml);
    const auto answer = answerTo(yaml);
    QTEST(answer, "json");
    QJsonParseError error;
    QJsonDocument::fromJson('[' + answer.toUtf8() + ']', &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
}

void tst_YamlJson::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &yaml, const char *said) {
        QTest::newRow(name) << yaml << QString::fromUtf8(said);
    };
    row("nothing", "", "a.yaml is no YAML: it must hold one value.");
    row("only a comment", "# a\n", "a.yaml is no YAML: it must hold one value.");
    row("not closed", "a: [1,\n2\n", "a.yaml:3: this is no YAML: end of sequence flow not found.");
    row("indentation", "a:\n  b: 1\n c: 2\n", "a.yaml:3: this is no YAML: end of map not found.");
    row("no colon", "a: 1\nb\n", "a.yaml:2: a colon is missing after “b”.");
    row("no colon, in between", "a: 1\nb\nc: 2\n", "a.yaml:3: this is no YAML: illegal map value.");
    row("quote that is not closed", "a: \"x\nb: 'it''s'\n",
        "a.yaml:1: a quoted text begins here that is never closed.");
    row("single quote that is not closed", "a: \"x\\\"\"\nb: 'it''s\n",
        "a.yaml:2: a quoted text begins here that is never closed.");
    row("tagged quote that is not closed", "a: 1\nb: !!str &x 'y\n",
        "a.yaml:2: a quoted text begins here that is never closed.");
    row("neither list nor map", "- a\nb: 1\n", "a.yaml:2: this is no part of what stands above it.");
    row("unknown escape", "a: 1\nb: \"\\q\"\n", "a.yaml:2: this is no YAML: unknown escape character: q.");
    row("key twice", "a: 1\nb: 2\n\"a\": 3\n", "a.yaml:3: the key “a” is there already.");
    row("key twice, deep", "- x:\n    a: 1\n    a: 2\n", "a.yaml:3: the key “a” is there already.");
    row("list as a key", "? [a, b]\n: 1\n",
        "a.yaml:1: a key must be a text, not a list or a map (or a bracket is never closed).");
    row("null as a key", "a: 1\n~: 2\n", "a.yaml:2: a key must be a text.");
    row("alias as a key", "- &a x\n- *a : 2\n", "a.yaml:2: a key must be a text, not an alias.");
    row("second document", "a: 1\n---\nb: 2\n",
        "a.yaml:2: a second document begins here; a data file holds one.");
    row("no such anchor", "a: 1\nb: *x\n",
        "a.yaml:2: this is no YAML: the referenced anchor is not defined.");
    row("alias of what it is in", "a: &a\n  b: *a\n", "a.yaml:2: an alias stands in what it is an alias of.");
    row("large number", "\n- 9007199254740992\n",
        "a.yaml:2: 9007199254740992 is more than a number can hold exactly (9007199254740991); quote it to "
        "have "
        "it as a text.");
    row("huge number", "- 123456789012345678901234567890\n",
        "a.yaml:1: 123456789012345678901234567890 is more than a number can hold exactly (9007199254740991); "
        "quote it to have it as a text.");
    row("huge fraction", "- 1e999\n",
        "a.yaml:1: 1e999 is more than a number can hold; quote it to have it as a text.");
    row("infinity", "- 1\n- -.inf\n",
        "a.yaml:2: -.inf is no number that data can hold; quote it to have it as a text.");
    row("tag of its own", "- !user {a: 1}\n",
        "a.yaml:1: the tag !user is not known: data holds texts, numbers, booleans, null, lists and maps.");
    row("tag of Python", "- !!python/object/apply:os.system ['id']\n",
        "a.yaml:1: the tag !!python/object/apply:os.system is not known: data holds texts, numbers, "
        "booleans, "
        "null, lists and maps.");
    row("tag of a set", "- !!set {a, b}\n",
        "a.yaml:1: the tag !!set is not known: data holds texts, numbers, booleans, null, lists and maps.");
    row("tag that is not so", "- !!int x\n", "a.yaml:1: “x” is not what its tag !!int says.");
    row("merged text", "- &a x\n- {<<: *a}\n", "a.yaml:2: what is merged by “<<” must be a map.");
    row("merged map", "- {<<: {a: 1}}\n",
        "a.yaml:1: after “<<” an alias of a map must come, such as *name, or a list of such.");
    row("merged nothing", "<<:\na: 1\n",
        "a.yaml:2: after “<<” an alias of a map must come, such as *name, or a list of such.");
    row("control character", QByteArray("a: 1\nb: \0\n", 10),
        "a.yaml:2: there is a character that no YAML may hold.");
}

void tst_YamlJson::saysWhatIsWrong()
{
    QFETCH(QByteArray, yaml);
    QTEST(answerTo(yaml), "said");
}

static QByteArray laughs(const char *first, const char *each, int levels)
{
    QByteArray yaml = QByteArray("l0: &l0 ") + first + '\n';
    for (int i = 1; i <= levels; ++i) {
        auto line = QByteArray(each);
        line.replace("ALIAS", "*l" + QByteArray::number(i - 1));
        yaml += "l" + QByteArray::number(i) + ": &l" + QByteArray::number(i) + ' ' + line + '\n';
    }
    return yaml;
}

void tst_YamlJson::isBounded_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("said");
    const auto tooMuch =
        QStringLiteral("a.yaml:%1: the aliases up to here stand for more than 20,000,000 bytes.");
    const auto tooDeep = QStringLiteral("a.yaml:%1: lists and maps are nested more than 200 deep.");
    const char *nine = "[ALIAS, ALIAS, ALIAS, ALIAS, ALIAS, ALIAS, ALIAS, ALIAS, ALIAS]";
    QTest::newRow("a billion laughs") << laughs("lol", nine, 9) << tooMuch.arg(8);
    QTest::newRow("of maps") << laughs("{a: lol}", "{a: ALIAS, b: ALIAS, c: ALIAS, d: ALIAS}", 15)
                             << tooMuch.arg(11);
    QTest::newRow("merged") << laughs("{a: lol}", "{x: [ALIAS, ALIAS, ALIAS, ALIAS], <<: ALIAS}", 15)
                            << tooMuch.arg(11);
    QByteArray keys = "- &a {";
    for (int i = 0; i < 10'000; ++i)
        keys += "k" + QByteArray::number(i) + ": 1, ";
    QTest::newRow("merged without effect")
        << keys + "}\n- {<<: [" + QByteArray("*a, ").repeated(100'000) + "]}\n"
        << QStringLiteral("a.yaml:2: up to here “<<” merges more than 2,000,000 keys.");
    QTest::newRow("lists in lists") << QByteArray(201, '[') + QByteArray(201, ']') << tooDeep.arg(1);
    QTest::newRow("as deep as may be")
        << QByteArray(200, '[') + QByteArray(200, ']') << QString(200, u'[') + QString(200, u']');
    const auto open =
        QStringLiteral("a.yaml:1: a key must be a text, not a list or a map (or a bracket is never closed).");
    QTest::newRow("very many") << QByteArray(1'000'000, '[') << open;
    QTest::newRow("very many maps") << QByteArray("{a: ").repeated(250'000) << open;
    QTest::newRow("very many dashes") << QByteArray("- ").repeated(250'000) << tooDeep.arg(1);
    QTest::newRow("deep by aliases") << laughs("[]", "[ALIAS]", 300) << tooDeep.arg(200);
    QTest::newRow("large") << QByteArray(10'000'001, 'x')
                           << QStringLiteral(
                                  "a.yaml is too large for YAML: 10,000,001 bytes, at most 10,000,000 "
                                  "are read; JSON and CSV may be larger.");
}

void tst_YamlJson::isBounded()
{
    QFETCH(QByteArray, yaml);
    QTEST(answerTo(yaml), "said");
}

void tst_YamlJson::readsManyRows()
{
    QByteArray yaml;
    for (int i = 0; i < 20'000; ++i)
        yaml += "- name: user" + QByteArray::number(i) + "\n  id: " + QByteArray::number(i)
                + "\n  tags: [a, b]\n";
    const auto json = YamlJson::fromYaml(QString::fromUtf8(yaml), QStringLiteral("a.yaml"));
    QVERIFY2(json.isOk(), json ? "" : qPrintable(json.error().text));
    const auto rows = QJsonDocument::fromJson(*json).array();
    QCOMPARE(rows.size(), 20'000);
    QCOMPARE(rows.last().toObject()[QStringLiteral("id")].toInt(), 19'999);
}

QTEST_APPLESS_MAIN(tst_YamlJson)
#include "tst_yamljson.moc"
