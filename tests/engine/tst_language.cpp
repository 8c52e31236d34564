// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/programs.h"
#include "tests/engine/scriptbench.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

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

QString sourceOf(const Feature &feature)
{
    return feature.isFile ? feature.code
                          : QStringLiteral("import { scenario, sleep } from \"molotov\";\n"
                                           "scenario(\"test\", async () => {\n%1});\n")
                                .arg(feature.code);
}

} // namespace

/// What the README says of the language is so.
class tst_Language : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void isTold();
};

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

    const QTemporaryDir folder;
    for (const auto &name : {"twice.js", "reexport.js"})
        QVERIFY(QFile::copy(Folder + QLatin1String(name), folder.filePath(QLatin1String(name))));
    QFile file(folder.filePath(QStringLiteral("scenario.") + suffix));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(sourceOf(feature).toUtf8());
    file.close();

    ScenarioCompiler compiler(findPrograms().esbuild);
    QString error;
    QString code;
    connect(&compiler, &ScenarioCompiler::compiled, this,
            [&](const CompiledScenario &scenario) { code = scenario.code; });
    connect(&compiler, &ScenarioCompiler::failed, this, [&](const Error &why) { error = why.text; });
    compiler.compile(file.fileName());
    QTRY_VERIFY_WITH_TIMEOUT(!error.isEmpty() || !code.isEmpty(), 30'000);
    if (feature.end == Feature::End::DoesNotCompile) {
        QVERIFY2(error.contains(feature.expected), qPrintable(error));
        return;
    }
    QCOMPARE(error, QString());

    ScriptBench bench;
    const auto outcome = bench.loadCode(code);
    if (outcome.error)
        bench.printed.append(QStringLiteral("failed: ") + outcome.error->message);
    else
        QVERIFY(bench.runOnce());
    const auto expected =
        feature.end == Feature::End::Fails ? QStringLiteral("failed: ") + feature.expected : feature.expected;
    QCOMPARE(bench.printed.join(QLatin1Char('|')), expected);
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
