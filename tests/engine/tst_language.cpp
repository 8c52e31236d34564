// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/programs.h"
#include "tests/engine/scriptbench.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Folder = QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/language/");

// A row of features.txt; see there.
struct Feature
{
    enum class End { Prints, DoesNotCompile, Fails, IsAnother };

    QString standard;
    QString name;
    bool isFile = false;
    QString code;
    End end = End::Prints;
    QString expected;
    QString other; // with another compiler
    QString note;

    void expect(End as, const QString &text)
    {
        end = as;
        expected = text;
    }
};

QString readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return QString::fromUtf8(file.readAll());
}

void readLine(const QString &line, QString &standard, QList<Feature> &features)
{
    const auto mark = line.left(3);
    const auto text = line.mid(3);
    if (mark == QLatin1String("== "))
        standard = text;
    else if (mark == QLatin1String("-- ") || mark == QLatin1String("-% "))
        features.append({.standard = standard, .name = text, .isFile = mark == QLatin1String("-% ")});
    else if (features.isEmpty())
        return; // what the file says of itself
    else if (mark == QLatin1String(".. "))
        features.last().note = text;
    else if (mark == QLatin1String("=> "))
        features.last().expect(Feature::End::Prints, text);
    else if (mark == QLatin1String("?> "))
        features.last().other = text;
    else if (mark == QLatin1String("!! "))
        features.last().expect(Feature::End::DoesNotCompile, text);
    else if (mark == QLatin1String("!= "))
        features.last().expect(Feature::End::IsAnother, text);
    else if (mark == QLatin1String("!> "))
        features.last().expect(Feature::End::Fails, text);
    else
        features.last().code += line + QLatin1Char('\n');
}

QList<Feature> readFeatures()
{
    QList<Feature> features;
    QString standard;
    for (const auto &line : readText(Folder + QStringLiteral("features.txt")).split(QLatin1Char('\n')))
        readLine(line, standard, features);
    return features;
}

QString verdictOf(const Feature &feature)
{
    switch (feature.end) {
    case Feature::End::Prints:
        return QStringLiteral("yes");
    case Feature::End::IsAnother:
        return QStringLiteral("no, it gives “%1”").arg(feature.expected);
    default:
        return QStringLiteral("no: “%1”").arg(feature.expected);
    }
}

// As the table in scenarios/README.md has it.
QString rowOf(const Feature &feature)
{
    auto name = feature.name;
    auto verdict = verdictOf(feature);
    if (!feature.note.isEmpty())
        verdict += QStringLiteral(". ") + feature.note;
    return QStringLiteral("| %1 | %2 | %3 |")
        .arg(feature.standard, name.replace(QLatin1Char('|'), QLatin1String("\\|")), verdict);
}

bool isRepeated(const Feature &feature)
{
    return feature.end == Feature::End::Prints && !feature.isFile;
}

QString sourceOf(const Feature &feature)
{
    return feature.isFile ? feature.code
                          : QStringLiteral("import { scenario, sleep } from \"molotov\";\n"
                                           "scenario(\"test\", async () => {\n%1});\n")
                                .arg(feature.code);
}

// How often a row is run: until the time is over, but at least and at most so many times. A longer time than
// the default (MOLOTOV_LANGUAGE_MS) is for a search by hand.
struct Repetitions
{
    int milliseconds;
    int least;
    int most;
};

Repetitions repetitions(bool isCollecting)
{
    const int wanted = qEnvironmentVariableIntValue("MOLOTOV_LANGUAGE_MS");
    return isCollecting
               ? Repetitions{.milliseconds = wanted > 0 ? wanted : 100, .least = 1, .most = 1000}
               : Repetitions{.milliseconds = wanted > 0 ? wanted : 100, .least = 20, .most = 100'000};
}

// One scenario for each row: it runs the row again and again, holds each time against the first, and prints
// what the last one prints.
QString repeated(const QList<Feature> &features, const Repetitions &often)
{
    auto source = QStringLiteral(R"(import { scenario, sleep } from "molotov";
async function repeat(body) {
    const end = Date.now() + %1;
    let first = "";
    let times = 0;
    do {
        const said = [];
        const log = (...values) => said.push(JSON.stringify(values));
        await body({ log, info: log, warn: log, error: log, debug: log });
        const text = said.join("|");
        if (times++ === 0)
            first = text;
        else if (text !== first)
            throw new Error("time " + times + " gave " + text + ", not " + first);
    } while (times < %3 && (times < %2 || Date.now() < end));
    await body(console);
}
)")
                      .arg(often.milliseconds)
                      .arg(often.least)
                      .arg(often.most);
    for (int i = 0; i < features.size(); ++i) {
        if (isRepeated(features[i]))
            source += QStringLiteral("scenario(\"%1\", () => repeat(async (console) => {\n%2}));\n")
                          .arg(QString::number(i), features[i].code);
    }
    return source;
}

} // namespace

/// What the README says of the language is so.
class tst_Language : public QObject
{
    Q_OBJECT

private:
    void compile(const QString &source, const QString &suffix);
    void addRepeatedRows();
    void makeBench(bool isCollecting);
    void repeatRow();

    QString m_code; // of what was compiled last
    QString m_error; // or why it was not
    std::unique_ptr<ScriptBench> m_bench; // for all rows that are repeated

private Q_SLOTS:
    void runs_data();
    void runs();
    void lasts_data();
    void lasts();
    void lastsWhenItCollectsAllTheTime_data();
    void lastsWhenItCollectsAllTheTime();
    void isTold();
};

void tst_Language::compile(const QString &source, const QString &suffix)
{
    const QTemporaryDir folder;
    for (const auto &name : {"twice.js", "reexport.js"})
        QVERIFY(QFile::copy(Folder + QLatin1String(name), folder.filePath(QLatin1String(name))));
    QFile file(folder.filePath(QStringLiteral("scenario.") + suffix));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(source.toUtf8());
    file.close();

    m_code.clear();
    m_error.clear();
    ScenarioCompiler compiler(findPrograms().esbuild);
    connect(&compiler, &ScenarioCompiler::compiled, this,
            [&](const CompiledScenario &scenario) { m_code = scenario.code; });
    connect(&compiler, &ScenarioCompiler::failed, this, [&](const Error &why) { m_error = why.text; });
    compiler.compile(file.fileName());
    QTRY_VERIFY_WITH_TIMEOUT(!m_error.isEmpty() || !m_code.isEmpty(), 30'000);
}

void tst_Language::runs_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("suffix");
    const auto features = readFeatures();
    for (int i = 0; i < features.size(); ++i) {
        for (const auto *suffix : {"js", "ts"}) {
            QTest::addRow("%s %s %s", qPrintable(features[i].standard), qPrintable(features[i].name), suffix)
                << i << suffix;
        }
    }
}

void tst_Language::runs()
{
    QFETCH(int, row);
    QFETCH(QString, suffix);
    static const auto features = readFeatures();
    const auto &feature = features[row];

    compile(sourceOf(feature), suffix);
    const bool isOther = m_error.isEmpty() && !feature.other.isEmpty();
    if (feature.end == Feature::End::DoesNotCompile && !isOther) {
        QVERIFY2(m_error.contains(feature.expected), qPrintable(m_error));
        return;
    }
    QCOMPARE(m_error, QString());

    ScriptBench bench;
    const auto outcome = bench.loadCode(m_code);
    if (outcome.error)
        bench.printed.append(QStringLiteral("failed: ") + outcome.error->message);
    else
        QVERIFY(bench.runOnce());
    const auto printed = isOther ? feature.other : feature.expected;
    const auto expected = feature.end == Feature::End::Fails ? QStringLiteral("failed: ") + printed : printed;
    QCOMPARE(bench.printed.join(QLatin1Char('|')), expected);
}

void tst_Language::addRepeatedRows()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("scenario");
    const auto features = readFeatures();
    int scenario = 0;
    for (int i = 0; i < features.size(); ++i) {
        if (isRepeated(features[i]))
            QTest::addRow("%s %s", qPrintable(features[i].standard), qPrintable(features[i].name))
                << i << scenario++;
    }
}

void tst_Language::makeBench(bool isCollecting)
{
    compile(repeated(readFeatures(), repetitions(isCollecting)), QStringLiteral("js"));
    QCOMPARE(m_error, QString());
    m_bench = std::make_unique<ScriptBench>(600s);
    const auto outcome = m_bench->loadCode(m_code);
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
}

void tst_Language::repeatRow()
{
    QFETCH(int, row);
    QFETCH(int, scenario);
    m_bench->printed.clear();
    QVERIFY(m_bench->runOnce(scenario));
    QCOMPARE(m_bench->printed.join(QLatin1Char('|')), readFeatures().at(row).expected);
}

void tst_Language::lasts_data()
{
    addRepeatedRows();
    makeBench(false);
}

// A row may work once, and not when garbage is collected, or when the engine has compiled the code.
void tst_Language::lasts()
{
    repeatRow();
}

// The engine reads the variable when it is made, and then collects before it makes anything at all. Its start
// takes seconds.
void tst_Language::lastsWhenItCollectsAllTheTime_data()
{
    constexpr auto Variable = "QV4_MM_AGGRESSIVE_GC";
    addRepeatedRows();
    qputenv(Variable, "1");
    makeBench(true);
    qunsetenv(Variable);
}

void tst_Language::lastsWhenItCollectsAllTheTime()
{
    repeatRow();
}

void tst_Language::isTold()
{
    const auto readme = readText(QStringLiteral(MOLOTOV_SOURCE_DIR "/scenarios/README.md"));
    const auto head = QStringLiteral("| standard | feature | works |\n| --- | --- | --- |\n");
    const auto start = readme.indexOf(head) + head.size();
    QVERIFY(start > head.size());
    const auto told = readme.mid(start, readme.indexOf(QLatin1String("\n\n"), start) - start)
                          .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList expected;
    for (const auto &feature : readFeatures())
        expected.append(rowOf(feature));
    QCOMPARE(told, expected);
}

QTEST_GUILESS_MAIN(tst_Language)
#include "tst_language.moc"
