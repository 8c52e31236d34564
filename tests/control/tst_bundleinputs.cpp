// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/programs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

/// The error, or the code.
struct Compiled
{
    QString error;
    QString code;
    QStringList warnings;
};

Compiled compile(const QString &file, const QStringList &extensions = {})
{
    Compiled result;
    ScenarioCompiler compiler(findPrograms().esbuild);
    QObject::connect(&compiler, &ScenarioCompiler::compiled, &compiler,
                     [&](const CompiledScenario &scenario) {
                         result.code = scenario.code;
                         result.warnings = scenario.warnings;
                         for (const auto &extension : scenario.extensions)
                             result.code += extension.code;
                     });
    QObject::connect(&compiler, &ScenarioCompiler::failed, &compiler,
                     [&](const Error &error) { result.error = error.text; });
    compiler.compile(file, extensions);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(!result.code.isEmpty() || !result.error.isEmpty(), 60'000); }();
    return result;
}

} // namespace

/// No file outside of a scenario's project gets into it, and nothing is left to be imported but "molotov".
class tst_BundleInputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsFilesOutside_data();
    void keepsFilesOutside();
    void namesTheImportThatIsLeft_data();
    void namesTheImportThatIsLeft();
    void saysWhatToWriteInsteadOfK6_data();
    void saysWhatToWriteInsteadOfK6();
    void warnsOfTheOptionsOfK6_data();
    void warnsOfTheOptionsOfK6();

private:
    QString write(const QByteArray &name, QByteArray text);

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
};

void tst_BundleInputs::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_root.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
}

QString tst_BundleInputs::write(const QByteArray &name, QByteArray text)
{
    const auto path = m_root.filePath(QString::fromUtf8(name));
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    const auto replaced = text.replace("ROOT", m_root.path().toUtf8());
    if (!file.open(QIODevice::WriteOnly) || file.write(replaced) != replaced.size())
        qFatal("%s", qPrintable(path));
    return path;
}

// ROOT is the folder above the scenario's; each file outside holds the word HIDDEN.
void tst_BundleInputs::keepsFilesOutside_data()
{
    QTest::addColumn<QByteArray>("text");
    const QList<QPair<const char *, QByteArray>> names{
        {"two slashes", "//ROOT/outside/x.mjs"},
        {"two slashes and a path", "/ROOT/outside/x.mjs"},
        {"path", "ROOT/outside/x.mjs"},
        {"URL", "file://ROOT/outside/x.mjs"},
        {"URL with one slash", "file:ROOT/outside/x.mjs"},
        {"relative", "../outside/x.mjs"},
        {"relative, from within", "./lib/../../outside/x.mjs"},
        {"under molotov", "molotov/../../outside/x.mjs"},
        {"molotov's own folder", "molotov/x"},
        {"the runtime", "molotov-runtime"},
        {"under the runtime", "molotov-runtime/../../outside/x.mjs"},
        {"a query", "../outside/x.mjs?x"},
        {"a fragment", "../outside/x.mjs#x"},
        {"percent", "file://ROOT/%6futside/x.mjs"},
        {"resource", "qrc:/molotov/engine/runtime.mjs"},
        {"resource's path", ":/molotov/engine/runtime.mjs"},
        {"network", "http://127.0.0.1:9/x.mjs"},
        {"network, encrypted", "https://127.0.0.1:9/x.mjs"},
        {"network, as this page", "//127.0.0.1:9/x.mjs"},
        {"share", "\\\\\\\\127.0.0.1\\\\outside\\\\x.mjs"},
        {"backslashes", "..\\\\outside\\\\x.mjs"},
        {"home", "~/x.mjs"},
        {"Node's own", "node:fs"},
        {"escapes", "\\x2f\\u002fROOT/outside/x.mjs"},
        {"other escapes", "\\u{2e}./outside/x.mjs"},
        {"link", "./link.mjs"},
        {"link to a folder", "./linked/x.mjs"},
        {"table", "../outside/x.csv"},
        {"table in capitals", "../outside/X.CSV"},
        {"JSON", "../outside/x.json"},
        {"text", "../outside/x.txt"},
        {"YAML", "../outside/x.yaml"},
        {"YAML in capitals", "../outside/X.YML"},
        {"package of a map", "mapped"},
        {"package with a browser's file", "browsed"},
        {"package with exports", "exporting"},
        {"package that is a link", "linked"},
        {"own imports", "#own"},
        {"paths of tsconfig.json", "configured"},
    };
    for (const auto &[name, target] : names) {
        const auto row = [&](const char *form, const QByteArray &code) {
            QTest::addRow("%s, %s", name, form) << code;
        };
        row("import", "import x from \"" + target + "\"; console.log(x);");
        row("export", "export * from \"" + target + "\";");
        row("import()", "import(`" + target + "`).then(console.log);");
        row("require", "console.log(require(\"" + target + "\"));");
    }
    QTest::newRow("for its effect") << QByteArray("import '//ROOT/outside/x.mjs';");
    QTest::newRow("types") << QByteArray(
        "import type { X } from '//ROOT/outside/x.mjs'; import { type Y } from "
        "'../outside/x.mjs';");
    QTest::newRow("assertion") << QByteArray(
        "import x from '../outside/x.json' assert { type: 'json' }; console.log(x);");
    QTest::newRow("style") << QByteArray("import './style.css';");
    QTest::newRow("source map") << QByteArray("console.log(1);\n//# sourceMappingURL=../outside/x.json\n");
    QTest::newRow("source URL") << QByteArray("console.log(1);\n//# sourceURL=ROOT/outside/x.mjs\n");
    QTest::newRow("new URL") << QByteArray("console.log(new URL('../outside/x.mjs', import.meta.url).href);");
    QTest::newRow("data") << QByteArray(
        "import x from 'data:text/javascript,import \"//ROOT/outside/x.mjs\"'; x();");
    QTest::newRow("import = require")
        << QByteArray("import x = require('../outside/x.mjs'); console.log(x);");
    QTest::newRow("reference") << QByteArray("/// <reference path=\"../outside/x.mjs\" />\nconsole.log(1);");
    QTest::newRow("JSX") << QByteArray("/** @jsxImportSource ROOT/outside */ console.log(1);");
}

void tst_BundleInputs::keepsFilesOutside()
{
    QFETCH(QByteArray, text);
    write("outside/x.mjs", "export default 'HIDDEN'; export const X = 'HIDDEN';\n");
    write("outside/index.js", "export default 'HIDDEN';\n");
    write("outside/x.json", R"({"HIDDEN": 1, "version": 3, "sources": ["HIDDEN"], "mappings": "AAAA"})");
    write("outside/x.csv", "HIDDEN\n1\n");
    write("outside/X.CSV", "HIDDEN\n1\n");
    write("outside/x.txt", "HIDDEN");
    write("outside/x.yaml", "HIDDEN: 1\n");
    write("outside/X.YML", "HIDDEN: 1\n");
    write("outside/x.css", "HIDDEN { top: 0 }");
    write("outside/tsconfig.json",
          R"({"compilerOptions": {"paths": {"configured": ["ROOT/outside/x.mjs"]}}})");
    write("project/style.css", "@import '../outside/x.css'; a { background: url(../outside/x.txt) }");
    write(
        "project/tsconfig.json",
        R"({"extends": "../outside/tsconfig.json", "compilerOptions": {"baseUrl": "..", "rootDirs": ["../outside"],
              "paths": {"configured": ["./outside/x.mjs"]}}})");
    write("project/package.json", R"({"imports": {"#own": "../outside/x.mjs"},
              "browser": {"mapped": "../outside/x.mjs"}})");
    write("project/node_modules/browsed/package.json",
          R"({"main": "a.js", "browser": "../../../outside/x.mjs"})");
    write("project/node_modules/exporting/package.json", R"({"exports": "./../../../outside/x.mjs"})");
    QFile::link(m_root.filePath(QStringLiteral("outside/x.mjs")),
                m_root.filePath(QStringLiteral("project/link.mjs")));
    for (const auto *link : {"project/linked", "project/node_modules/linked"})
        QFile::link(m_root.filePath(QStringLiteral("outside")), m_root.filePath(QLatin1String(link)));
    const auto scenario =
        write("project/shop.ts", "import { scenario } from 'molotov';\nscenario('a', () => 1);\n" + text);
    QList<Compiled> answers{compile(scenario)};
    if (QByteArray(QTest::currentDataTag()).endsWith(", import")) { // all forms twice would take long
        const auto plain =
            write("project/plain.ts", "import { scenario } from 'molotov';\nscenario('a', () => 1);\n");
        answers.append(compile(plain, {scenario}));
    }

    static const QRegularExpression import(
        QStringLiteral("(?:^|;)\\s*(?:import|export)\\b[^\"';]*[\"'](?!molotov\")|\\bimport\\("),
        QRegularExpression::MultilineOption);
    for (const auto &answer : answers) {
        if (!answer.error.isEmpty())
            continue;
        QVERIFY2(!answer.code.contains(QLatin1String("HIDDEN")), qPrintable(answer.code));
        QVERIFY2(!answer.code.contains(import), qPrintable(answer.code));
    }
}

void tst_BundleInputs::namesTheImportThatIsLeft_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto refused =
        QStringLiteral("%1: “%2” cannot be imported: only “molotov”, files of the project and "
                       "packages in its node_modules can.");
    QTest::newRow("path") << QByteArray("\n\nimport x from '//etc/x.mjs'; x();")
                          << refused.arg(QStringLiteral("lib/deep.ts:3"), QStringLiteral("//etc/x.mjs"));
    QTest::newRow("under molotov") << QByteArray("import x from \"molotov/../x.mjs\"; x();")
                                   << refused.arg(QStringLiteral("lib/deep.ts:1"),
                                                  QStringLiteral("molotov/../x.mjs"));
    QTest::newRow("written with escapes")
        << QByteArray("import x from '\\x2f/etc/x.mjs'; x();")
        << refused.arg(QStringLiteral("lib/deep.ts"), QStringLiteral("//etc/x.mjs"));
    QTest::newRow("import()") << QByteArray("const m = import('http://x.test/x.mjs'); m;")
                              << refused.arg(QStringLiteral("lib/deep.ts:1"),
                                             QStringLiteral("http://x.test/x.mjs"));
    QTest::newRow("molotov by require()")
        << QByteArray("\nconst m = require('molotov'); m;")
        << QStringLiteral("lib/deep.ts:2: “molotov” can only be imported by import { … } from \"molotov\".");
}

void tst_BundleInputs::namesTheImportThatIsLeft()
{
    QFETCH(QByteArray, text);
    write("project/lib/deep.ts", text);
    QTEST(compile(write("project/shop.ts", "import './lib/deep';\n")).error, "expected");
}

void tst_BundleInputs::saysWhatToWriteInsteadOfK6_data()
{
    QTest::addColumn<QByteArray>("import");
    QTest::addColumn<QString>("hint");
    const auto row = [](const QByteArray &import, const char *hint) {
        QTest::newRow(import.constData()) << import << QString::fromUtf8(hint);
    };
    row("k6", "shop.js:1:17: “k6” is a module of k6; Molotov has checks and pauses: import { check } from "
              "\"molotov\" instead.");
    row("k6/http",
        "shop.js:1:17: “k6/http” is a module of k6; Molotov has the session that each scenario is given: "
        "await session.get(url) instead.");
    row("k6/net/grpc", "shop.js:1:17: “k6/net/grpc” is a module of k6, for which Molotov has nothing.");
    row("https://jslib.k6.io/papaparse/5.1.1/index.js",
        "shop.js:1: “https://jslib.k6.io/papaparse/5.1.1/index.js” is a library of k6; Molotov has data "
        "files: import "
        "rows from \"./rows.csv\" instead.");
    row("https://jslib.k6.io/ajv/6.12.5/index.js", "shop.js:1: “https://jslib.k6.io/ajv/6.12.5/index.js” is "
                                                   "a library of k6, which is not loaded from the network; "
                                                   "put a copy of what you need into the scenario's folder.");
}

void tst_BundleInputs::saysWhatToWriteInsteadOfK6()
{
    QFETCH(QByteArray, import);
    QTEST(compile(write("project/shop.js", "import x from   \"" + import + "\"; x();\n")).error, "hint");
}

void tst_BundleInputs::warnsOfTheOptionsOfK6_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("warning");
    const auto warning =
        QStringLiteral("%1: the exported “options” are those of k6 and have no effect: workers, duration "
                       "and what fails a test are settings of the profile.");
    QTest::newRow("declared") << QByteArray("\n\nexport const options = { vus: 10 };\n")
                              << warning.arg(QLatin1String("shop.ts:3"));
    QTest::newRow("in a list") << QByteArray("const options = { vus: 10 };\nexport { options };\n")
                               << warning.arg(QLatin1String("shop.ts:2"));
    QTest::newRow("handed on") << QByteArray("export * from './k6';\n")
                               << warning.arg(QLatin1String("shop.ts"));
    QTest::newRow("not exported") << QByteArray("const options = { vus: 10 }; console.log(options);\n")
                                  << QString();
    QTest::newRow("another") << QByteArray("export const opts = 1;\n") << QString();
}

void tst_BundleInputs::warnsOfTheOptionsOfK6()
{
    QFETCH(QByteArray, text);
    write("project/k6.ts", "export const options = {};\n");
    const auto answer = compile(write("project/shop.ts", text));
    QCOMPARE(answer.error, QString());
    QTEST(answer.warnings.join(QLatin1Char('|')), "warning");
}

QTEST_GUILESS_MAIN(tst_BundleInputs)
#include "tst_bundleinputs.moc"
