// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"
#include "core/control/programs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJSEngine>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

/// What a scenario file of a project may import: files of other folders, and packages. The scenario file is
/// ROOT/project/tests/load/shop.ts.
class tst_ProjectImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void importsFilesOfOtherFolders();
    void importsPackages_data();
    void importsPackages();
    void refuses_data();
    void refuses();
    void placesErrorsOfOtherFolders();
    void knowsItsOwnFiles();
    void opensAFetchedRepository();
    void runsNoScriptsOfPackages();
    void letsPackagesMakeBigInts();

private:
    struct Answer
    {
        CompiledScenario scenario;
        QString error;
        bool isDone = false;
    };

    void write(const QByteArray &name, const QByteArray &text) const;
    bool link(const QByteArray &target, const QByteArray &name) const;
    Answer compile(const QByteArray &text, const QString &repository = {}) const;
    QString registered(const CompiledScenario &scenario) const;
    QString answerTo(const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
};

void tst_ProjectImports::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_root.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
    write("project/package.json", "{}");
}

void tst_ProjectImports::write(const QByteArray &name, const QByteArray &text) const
{
    const auto path = m_root.filePath(QString::fromUtf8(name));
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(text) != text.size())
        qFatal("%s", qPrintable(path));
}

bool tst_ProjectImports::link(const QByteArray &target, const QByteArray &name) const
{
    const auto path = m_root.filePath(QString::fromUtf8(name));
    return QDir().mkpath(QFileInfo(path).path())
           && QFile::link(m_root.filePath(QString::fromUtf8(target)), path);
}

tst_ProjectImports::Answer tst_ProjectImports::compile(const QByteArray &text,
                                                       const QString &repository) const
{
    write("project/tests/load/shop.ts", text);
    Answer answer;
    ScenarioCompiler compiler(findPrograms().esbuild);
    connect(&compiler, &ScenarioCompiler::compiled, &compiler, [&](const CompiledScenario &scenario) {
        answer.scenario = scenario;
        answer.isDone = true;
    });
    connect(&compiler, &ScenarioCompiler::failed, &compiler, [&](const Error &error) {
        answer.error = error.text;
        answer.isDone = true;
    });
    compiler.setRepository(repository);
    compiler.compile(m_root.filePath(QStringLiteral("project/tests/load/shop.ts")));
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.isDone, 60'000); }();
    return answer;
}

// What the scenario calls itself.
QString tst_ProjectImports::registered(const CompiledScenario &scenario) const
{
    write("module.mjs", scenario.code.toUtf8());
    QJSEngine engine;
    engine.registerModule(
        QStringLiteral("molotov"),
        engine.evaluate(QStringLiteral("({scenario: (name) => { this.registered = name; }})")));
    const auto module = engine.importModule(m_root.filePath(QStringLiteral("module.mjs")));
    return module.isError() ? module.toString()
                            : engine.globalObject().property(QStringLiteral("registered")).toString();
}

QString tst_ProjectImports::answerTo(const QByteArray &text) const
{
    const auto answer = compile(text);
    return answer.error.isEmpty() ? registered(answer.scenario) : answer.error;
}

void tst_ProjectImports::importsFilesOfOtherFolders()
{
    write("project/lib/price.ts", "import { tax } from '../config/tax.json';\n"
                                  "export const price = (net: number) => net + tax;\n");
    write("project/config/tax.json", R"({"tax": 2})");
    write("project/data/users.csv", "name\nanna\n");
    QCOMPARE(answerTo("import { scenario } from 'molotov';\n"
                      "import { price } from '../../lib/price';\n"
                      "import users from '../../data/users.csv';\n"
                      "scenario(`${price(1)} ${users[0].name}`, () => {});\n"),
             QStringLiteral("3 anna"));
}

void tst_ProjectImports::importsPackages_data()
{
    QTest::addColumn<QByteArray>("files"); // "NAME: CONTENT" each on a line
    QTest::addColumn<QByteArray>("import");
    const auto row = [](const char *name, const char *files, const char *import) {
        QTest::newRow(name) << QByteArray(files) << QByteArray(import);
    };
    const auto *plain = "import x from 'p';";
    row("no package.json", "node_modules/p/index.js: export default 'right';", plain);
    row("main, CommonJS",
        "node_modules/p/package.json: {\"main\": \"lib/a\"}\n"
        "node_modules/p/lib/a.js: exports.x = require('./b');\n"
        "node_modules/p/lib/b.js: module.exports = 'right';",
        "import { x } from 'p';");
    row("CommonJS as a default", "node_modules/p/index.js: module.exports = 'right';", plain);
    row("required", "node_modules/p/index.js: module.exports = 'right';", "const x = require('p');");
    row("module before main",
        "node_modules/p/package.json: {\"main\": \"a.js\", \"module\": \"b.js\"}\n"
        "node_modules/p/a.js: module.exports = 'wrong';\n"
        "node_modules/p/b.js: export default 'right';",
        plain);
    row("for browsers",
        "node_modules/p/package.json: {\"main\": \"a.js\", \"browser\": {\"./fs.js\": \"./web.js\"}}\n"
        "node_modules/p/a.js: module.exports = require('./fs.js');\n"
        "node_modules/p/fs.js: module.exports = require('fs');\n"
        "node_modules/p/web.js: module.exports = 'right';",
        plain);
    row("without Node's in browsers",
        "node_modules/p/package.json: {\"browser\": {\"fs\": false}}\n"
        "node_modules/p/index.js: const fs = require('fs'); module.exports = fs.read ? 'wrong' : 'right';",
        plain);
    row("exports with conditions",
        "node_modules/p/package.json: {\"exports\": {\".\": {\"node\": \"./a.js\", \"browser\": \"./b.js\", "
        "\"default\": \"./a.js\"}}}\n"
        "node_modules/p/a.js: import 'node:fs'; export default 'wrong';\n"
        "node_modules/p/b.js: export default 'right';",
        plain);
    row("exports of a part",
        "node_modules/p/package.json: {\"exports\": {\"./*\": {\"import\": \"./src/*.js\", "
        "\"require\": \"./no.js\"}}}\n"
        "node_modules/p/src/part.js: export default 'right';",
        "import x from 'p/part';");
    row("imports of its own",
        "node_modules/p/package.json: {\"imports\": {\"#own\": \"./own.js\"}}\n"
        "node_modules/p/index.js: export { default } from '#own';\n"
        "node_modules/p/own.js: export default 'right';",
        plain);
    row("scoped", "node_modules/@s/p/index.js: export default 'right';", "import x from '@s/p';");
    row("beside the scenario",
        "tests/load/node_modules/p/index.js: export default 'right';\n"
        "node_modules/p/index.js: export default 'wrong';",
        plain);
    row("of a package",
        "node_modules/p/index.js: export { default } from 'q';\n"
        "node_modules/p/node_modules/q/index.js: export default 'right';\n"
        "node_modules/q/index.js: export default 'wrong';",
        plain);
    row("production",
        "node_modules/p/index.js: module.exports = process.env.NODE_ENV === 'production' ? 'right' : "
        "'wrong';",
        plain);
    row("optional module of Node",
        "node_modules/p/index.js: let fs; try { fs = require('fs'); require('./none'); } catch (e) { "
        "module.exports = 'right'; }",
        plain);
    row("named as a module of Node", "node_modules/events/index.js: module.exports = 'right';",
        "import x from 'events';");
    row("data",
        "node_modules/p/index.js: module.exports = require('./x.json').x;\n"
        "node_modules/p/x.json: {\"x\": \"right\"}",
        plain);
}

void tst_ProjectImports::importsPackages()
{
    QFETCH(QByteArray, files);
    QFETCH(QByteArray, import);
    for (const auto &file : files.split('\n'))
        write("project/" + file.left(file.indexOf(": ")), file.mid(file.indexOf(": ") + 2));
    QCOMPARE(answerTo("import { scenario } from 'molotov';\n" + import + "\nscenario(x, () => {});\n"),
             QStringLiteral("right"));
}

void tst_ProjectImports::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &text, const char *said) {
        QTest::newRow(name) << text << QString::fromUtf8(said);
    };
    const auto outside = [](const char *who, const char *file) {
        return QByteArray(who) + ", that is ROOT/" + file
               + ", which lies outside of the project's folder ROOT/project; move it into that folder.";
    };
    row("file above the project", "\nimport x from '../../../outside/x.js'; x;",
        outside("shop.ts:2 imports “../../../outside/x.js”", "outside/x.js"));
    row("imported by another file", "import '../../lib/out';",
        outside("../../lib/out.ts:2 imports “../../outside/x”", "outside/x.js"));
    row("imported by another file, and no code", "import '../../lib/broken';",
        outside("../../lib/broken.ts:1 imports “../../outside/broken”", "outside/broken.js"));
    row("package above the project", "import 'above';",
        outside("shop.ts:1 imports “above”", "node_modules/above/index.js"));
    row("package above the project, and no code", "import 'abovebroken';",
        outside("shop.ts:1 imports “abovebroken”", "node_modules/abovebroken/index.js"));
    row("package that is a link", "import 'linkedout';",
        outside("shop.ts:1 imports “linkedout”", "outside/index.js"));
    row("main of a package", "import 'mainout';", outside("shop.ts:1 imports “mainout”", "outside/x.js"));
    row("browser's file of a package", "import 'browserout';",
        outside("shop.ts:1 imports “browserout”", "outside/x.js"));
    row("map of a package", "import 'mapout';",
        outside("../../node_modules/mapout/index.js:1 imports “./a.js”", "outside/x.js"));
    row("Plug'n'Play of Yarn", "import 'pnpout';", outside("shop.ts:1 imports “pnpout”", "outside/index.js"));
    row("exports of a package", "import 'exportsout';",
        "shop.ts:1:8: The import “exportsout” cannot be found.");
    row("own imports of a package", "import 'importsout';",
        "../../node_modules/importsout/index.js:1:8: The import “#x” cannot be found; it comes with "
        "“importsout”, which shop.ts:1 imports.");
    row("paths of tsconfig.json", "import 'tspath';", "shop.ts:1:8: The import “tspath” cannot be found.");
    row("module of Node", "import fs from 'fs'; fs;",
        "shop.ts:1:16: “fs” is a part of Node.js, which scenarios do not run in: a module that needs it "
        "cannot be used.");
    row("package that needs Node", "\n\nimport x from 'reader'; x;",
        "shop.ts:3: the package “reader” cannot be used: it needs “fs/promises”, a part of Node.js, which "
        "scenarios do not run in (../../node_modules/reader/lib/read.js:2).");
    row("package of a package that needs Node", "import '../../lib/user';",
        "../../lib/user.ts:2: the package “@s/deep”, which “user” brings in, cannot be used: it needs "
        "“node:net”, a part of Node.js, which scenarios do not run in "
        "(../../node_modules/@s/deep/index.js:1).");
    row("package with what the language lacks", "\nimport '../../lib/big';",
        "../../node_modules/@s/big/lib/a.js:1:1: Top-level await is not available in the configured target "
        "environment (\"es2016\"); it comes with “bigger”, which ../../lib/big.ts:2 imports.");
    row("package whose dependency is missing", "import 'bare';",
        "../../node_modules/bare/index.js:2:8: The import “none” cannot be found; it comes with “bare”, "
        "which "
        "shop.ts:1 imports.");
    row("package that needs Node, and another mistake", "import 'reader'; const x = ;",
        "shop.ts:1:28: Unexpected \";\".");
    row("what a package may try, in a file of one's own", "try { require('fs'); } catch { }",
        "shop.ts:1: “fs” cannot be imported: only “molotov”, files of the project and packages in its "
        "node_modules can.");
    row("path in a package", "import 'trypath';",
        "../../node_modules/trypath/index.js:1: “/etc/x.js” cannot be imported: only “molotov”, files of the "
        "project and packages in its node_modules can.");
    row("URL in a package", "import 'tryurl';",
        "../../node_modules/tryurl/index.js:1: “http://x.test/x.js” cannot be imported: only “molotov”, "
        "files of the project and packages in its node_modules can.");
    row("import() of Node's in a package", "import 'trynode';",
        "../../node_modules/trynode/index.js:1: “fs” cannot be imported: only “molotov”, files of the "
        "project "
        "and packages in its node_modules can.");
}

void tst_ProjectImports::refuses()
{
    QFETCH(QByteArray, text);
    write("outside/x.js", "export default 'HIDDEN';\n");
    write("outside/index.js", "export default 'HIDDEN';\n");
    write("outside/broken.js", "root:x:0:0:HIDDEN\n");
    write("outside/tsconfig.json", R"({"compilerOptions": {"paths": {"tspath": ["./x.js"]}}})");
    write("node_modules/above/index.js", "export default 'HIDDEN';\n");
    write("node_modules/abovebroken/index.js", "root:x:0:0:HIDDEN\n");
    write("project/tsconfig.json", R"({"extends": "../outside/tsconfig.json", "compilerOptions":
              {"baseUrl": "../outside", "paths": {"tspath": ["../outside/x.js"]}}})");
    write("project/lib/out.ts", "\nimport x from '../../outside/x'; x;\n");
    write("project/lib/broken.ts", "import '../../outside/broken';\n");
    write("project/lib/user.ts", "// user\nimport 'user';\n");
    const auto package = [this](const QByteArray &name, const QByteArray &json, const QByteArray &code) {
        write("project/node_modules/" + name + "/package.json", json);
        write("project/node_modules/" + name + "/index.js", code);
    };
    package("mainout", R"({"main": "../../../outside/x.js"})", "");
    package("browserout", R"({"browser": "../../../outside/x.js"})", "");
    package("mapout", R"({"browser": {"./a.js": "../../../outside/x.js"}})", "import './a.js';");
    package("exportsout", R"({"exports": "./../../../outside/x.js"})", "");
    package("importsout", R"({"imports": {"#x": "./../../../outside/x.js"}})", "import '#x';");
    package("reader", R"({"main": "lib/read.js"})", "");
    write("project/node_modules/reader/lib/read.js",
          "//\nimport fs from 'fs/promises'; export default fs;\n");
    package("user", "{}", "import '@s/deep';\n");
    package("@s/deep", "{}", "const net = require('node:net'); const fs = require('fs');\n");
    write("project/lib/big.ts", "\nimport 'bigger';\n");
    package("bigger", "{}", "import '@s/big';\n");
    package("@s/big", R"({"main": "lib/a.js"})", "");
    write("project/node_modules/@s/big/lib/a.js", "await 5;\n");
    package("bare", "{}", "//\nimport 'none';\n");
    package("trypath", "{}", "try { require('/etc/x.js'); } catch (e) {}\n");
    package("tryurl", "{}", "try { require('http://x.test/x.js'); } catch (e) {}\n");
    package("trynode", "{}", "import('fs').catch(() => {});\n");
    if (text.contains("linkedout") && !link("outside", "project/node_modules/linkedout"))
        QSKIP("No symbolic links here.");
    if (text.contains("pnpout")) {
        write("project/.pnp.data.json",
              R"({"enableTopLevelFallback": true, "ignorePatternData": null, "fallbackExclusionList": [],
                  "fallbackPool": [], "dependencyTreeRoots": [{"name": "r", "reference": "workspace:."}],
                  "packageRegistryData": [
                    [null, [[null, {"packageLocation": "./", "packageDependencies": [["pnpout", "npm:1"]],
                                    "linkType": "SOFT"}]]],
                    ["r", [["workspace:.", {"packageLocation": "./", "packageDependencies":
                                            [["pnpout", "npm:1"]], "linkType": "SOFT"}]]],
                    ["pnpout", [["npm:1", {"packageLocation": "./../outside/", "packageDependencies": [],
                                           "linkType": "HARD"}]]]]})");
    }
    auto answer = compile(text);
    QTEST(answer.error.replace(m_root.path(), QStringLiteral("ROOT")), "said");
}

// As npm, yarn and pnpm lay out the packages of a workspace.
void tst_ProjectImports::placesErrorsOfOtherFolders()
{
    write("project/packages/own/index.ts", "\nexport const x: string = 'right';\nexport const y = (;\n");
    if (!link("project/packages/own", "project/node_modules/@w/own"))
        QSKIP("No symbolic links here.");
    const auto *text =
        "import { scenario } from 'molotov';\nimport { x } from '@w/own';\nscenario(x, () => {});\n";
    QCOMPARE(answerTo(text), QStringLiteral("../../packages/own/index.ts:3:19: Unexpected \";\"."));
    write("project/packages/own/index.ts", "export const x: string = 'right';\n");
    QCOMPARE(answerTo(text), QStringLiteral("right"));

    write("project/data/bad.csv", "a\n1,2\n");
    QCOMPARE(answerTo("import '../../data/bad.csv';\n"),
             QStringLiteral("../../data/bad.csv:2: the number of fields is 2, that of the first line 1."));
}

void tst_ProjectImports::knowsItsOwnFiles()
{
    write("project/lib/a.ts", "import users from '../data/users.csv';\nimport p from 'p';\n"
                              "export const a = [users, p];\n");
    write("project/data/users.csv", "name\nanna\n");
    write("project/node_modules/p/index.js", "export default 1;\n");
    const auto answer = compile("import { a } from '../../lib/a';\nconsole.log(a);\n");
    QCOMPARE(answer.error, QString());
    auto files = answer.scenario.ownFiles;
    files.sort();
    QCOMPARE(
        files.join(QLatin1Char(' ')).replace(m_root.path(), QStringLiteral("ROOT")),
        QStringLiteral("ROOT/project/data/users.csv ROOT/project/lib/a.ts ROOT/project/tests/load/shop.ts"));
}

void tst_ProjectImports::opensAFetchedRepository()
{
    write("project/tests/load/molotov.json", "{}");
    write("project/lib/x.ts", "export const x = 'right';\n");
    write("lib/x.ts", "export const x = 'HIDDEN';\n");
    write("package.json", "{}");
    const auto clone = m_root.filePath(QStringLiteral("project"));
    const auto inside = compile("import { scenario } from 'molotov';\nimport { x } from '../../lib/x';\n"
                                "scenario(x, () => {});\n",
                                clone);
    QCOMPARE(inside.error, QString());
    QCOMPARE(registered(inside.scenario), QStringLiteral("right"));
    auto outside = compile("import { x } from '../../../lib/x'; x;\n", clone).error;
    QCOMPARE(
        outside.replace(m_root.path(), QStringLiteral("ROOT")),
        QStringLiteral("shop.ts:1 imports “../../../lib/x”, that is ROOT/lib/x.ts, which lies outside of "
                       "the project's folder ROOT/project; move it into that folder."));
}

void tst_ProjectImports::runsNoScriptsOfPackages()
{
    const auto trace = m_root.filePath(QStringLiteral("trace"));
    const auto script = "touch " + QFile::encodeName(trace);
    write(
        "project/node_modules/p/package.json",
        QByteArray(R"({"scripts": {"preinstall": "S", "install": "S", "postinstall": "S", "prepare": "S"}})")
            .replace("S", script));
    write("project/node_modules/p/index.js", "module.exports = 'right';\n");
    write("project/.pnp.cjs", "require('child_process').execSync('" + script + "');\n");
    write("project/esbuild.config.js", "require('child_process').execSync('" + script + "');\n");
    answerTo("import { scenario } from 'molotov';\nimport p from 'p';\nscenario(p, () => {});\n");
    QVERIFY(!QFileInfo::exists(trace));
}

void tst_ProjectImports::letsPackagesMakeBigInts()
{
    write("project/node_modules/p/index.js",
          "export const range = [/* @__PURE__ */ BigInt('-5'), BigInt(7)];\n"
          "export const has = typeof BigInt;\n"
          "export function sum() {\n  return range[0] + range[1];\n}\n");
    const auto answer =
        compile("import { scenario } from 'molotov';\nimport { range, has, sum } from 'p';\n"
                "let said; try { sum(); } catch (error) { said = error.message; }\n"
                "let own; try { BigInt(5); } catch (error) { own = error.message; }\n"
                "scenario([range.length, String(range[0]), has, said, own].join(), () => {});\n");
    QCOMPARE(answer.error, QString());
    QCOMPARE(
        registered(answer.scenario),
        QStringLiteral("2,-5,undefined,BigInt is not available in scenarios, so -5 cannot be computed with,"
                       "BigInt is not defined"));
    const auto lines = answer.scenario.code.split(QLatin1Char('\n'));
    const auto line = int(lines.indexOf(QStringLiteral("  return range[0] + range[1];"))) + 1;
    QCOMPARE(answer.scenario.map.original({.file = {}, .line = line, .column = 0}).toString(),
             m_root.filePath(QStringLiteral("project/node_modules/p/index.js:4:3")));
}

QTEST_GUILESS_MAIN(tst_ProjectImports)
#include "tst_projectimports.moc"
