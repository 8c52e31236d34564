// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

// Pattern, flags, text, and what exec() gives in Node.js: an object, null, or "SyntaxError".
QJsonArray readRows()
{
    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/patterns/matches.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    return QJsonDocument::fromJson(file.readAll()).array();
}

// Prints what exec() gives, in the form of the rows.
const auto Matcher = QStringLiteral(R"js(
    const orNull = (value) => value === undefined ? null : value;
    const match = (source, flags, text) => {
        let pattern;
        try {
            pattern = new RegExp(source, flags);
        } catch (error) {
            return error.name;
        }
        const found = pattern.exec(text);
        if (found === null)
            return null;
        const groups = found.groups === undefined ? null : Object.assign({}, found.groups);
        for (const name in groups)
            groups[name] = orNull(groups[name]);
        const indices = found.indices ? Array.from(found.indices, orNull) : null;
        return { all: Array.from(found, orNull), at: found.index, groups, indices, last: pattern.lastIndex };
    };
)js");

} // namespace

/// Regular expressions that V4 does not know work as in other engines.
class TestPatterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesAsInNode()
    {
        const auto rows = readRows();
        const auto text = QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact));
        ScriptBench bench;
        const auto lines = bench.linesOf(
            Matcher
            + QStringLiteral("for (const row of %1) console.log(JSON.stringify([match(...row)]));")
                  .arg(text));
        QCOMPARE(lines.size(), rows.size());
        for (int i = 0; i < rows.size(); ++i) {
            const auto row = rows[i].toArray();
            const QJsonArray expected{row[3]};
            QVERIFY2(QJsonDocument::fromJson(lines[i].toUtf8()).array() == expected,
                     qPrintable(QStringLiteral("/%1/%2 on “%3” gives %4")
                                    .arg(row[0].toString(), row[1].toString(), row[2].toString(), lines[i])));
        }
    }

    void worksWhereverOneIsTaken_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *code, const char *result) {
            QTest::newRow(code) << QString::fromUtf8(code) << QString::fromUtf8(result);
        };
        row(R"js("a1a2".replace(new RegExp("(?<=a)\\d", "g"), (digit) => digit * 2))js", "a2a4");
        row(R"js("2020-11".replace(new RegExp("(?<y>\\d+)-(?<m>\\d+)", "d"), "$<m>/$<y> $1 $& $$"))js",
            "11/2020 2020 2020-11 $");
        row(R"js("a1a2".replaceAll(new RegExp("(?<=a)\\d", "g"), "x"))js", "axax");
        row(R"js("a1b2".split(new RegExp("(?<=\\d)")).join())js", "a1,b2");
        row(R"js("1a22b".split(new RegExp("(?<=\\d)(\\D)|(x)"), 3).join("|"))js", "1|a|");
        row(R"js("a1b2c3".split(new RegExp("(?<=\\d)"), 2).join())js", "a1,b2");
        row(R"js("".split(new RegExp("(?<=a)|$", "d")).length)js", "0");
        row(R"js("".split(new RegExp("(?<=a)")).length)js", "1");
        row(R"js("abc".split(new RegExp("(?<!x)")).join())js", "a,b,c");
        row(R"js("a1b2".search(new RegExp("(?<=b)\\d")))js", "3");
        row(R"js("a1a2".match(new RegExp("(?<=a)\\d", "g")).join())js", "1,2");
        row(R"js(Array.from("a1a2".matchAll(new RegExp("(?<=a)\\d", "g")), (m) => m.index).join())js", "1,3");
        row(R"js(new RegExp("(?<=a)b").test("ab"))js", "true");
        row(R"js(String(new RegExp("(?<=a)b", "gi")))js", "/(?<=a)b/gi");
        row(R"js(new RegExp("(?<=a)b") instanceof RegExp)js", "true");
        row(R"js(new RegExp("(?<=a)b").constructor === RegExp)js", "true");
        row(R"js(String(new RegExp(new RegExp("(?<=a)b", "g"))))js", "/(?<=a)b/g");
        row(R"js(String(new RegExp(new RegExp("(?<=a)b", "g"), "i")))js", "/(?<=a)b/i");
        row(R"js(String(RegExp("a", "g")))js", "/a/g");
        row(R"js(String(new RegExp(new RegExp("a", "g"))))js", "/a/g");
        row(R"js(Object.keys(new RegExp("(?<=a)b")).length)js", "0");
        row(R"js(new RegExp("(?<=a)b", "gimsuy").flags)js", "gimsuy");
        // No pattern takes the helper with it: PCRE2 gives up by itself.
        row(R"js(new RegExp("(?<=a)(x+x+)+y").test("a" + "x".repeat(5000)))js", "false");
    }

    void worksWhereverOneIsTaken()
    {
        QFETCH(QString, code);
        QFETCH(QString, result);
        ScriptBench bench;
        QCOMPARE(bench.linesOf(QStringLiteral("console.log(%1);").arg(code)), QStringList(result));
    }
};

QTEST_GUILESS_MAIN(TestPatterns)
#include "tst_patterns.moc"
