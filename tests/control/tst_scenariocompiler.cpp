// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/compiler/scenariocompiler.h"

#include "core/control/run/scripterrors.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJSEngine>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

/// What a compilation came to.
struct Answer
{
    std::optional<CompiledScenario> scenario;
    QString error;
};

void await(ScenarioCompiler &compiler, Answer &answer)
{
    QObject::connect(&compiler, &ScenarioCompiler::compiled, &compiler,
                     [&answer](const CompiledScenario &scenario) { answer.scenario = scenario; });
    QObject::connect(&compiler, &ScenarioCompiler::failed, &compiler,
                     [&answer](const Error &error) { answer.error = error.text; });
}

} // namespace

/// Scenario files compiled by the real esbuild, in a folder "project" of their own with a folder "outside"
/// beside.
class TestScenarioCompiler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_root.setPath(QFileInfo(m_temporary->path()).canonicalFilePath());
        QVERIFY(m_root.mkpath(QStringLiteral("project")));
        m_esbuild = QStandardPaths::findExecutable(QStringLiteral("esbuild"));
        QVERIFY2(!m_esbuild.isEmpty(), "These tests need esbuild.");
    }

    void compilesWhatItImports()
    {
        write("project/lib/price.ts", "export const price = (id: number): number => id ** 2;\n");
        write("project/node_modules/dep/index.js", "export default 'dep';\n");
        write("project/data.json", R"({"a": [1, 2]})");
        write("project/note.txt", "two\nlines\n");
        write("project/ca.pem", "-----BEGIN\n");
        write("project/users.csv", "name,age\r\n\"Doe, \"\"J\"\"\",30\r\nÄnne,31\r\n");
        write("project/shop.ts",
              "import { scenario } from 'molotov';\n"
              "import { price } from './lib/price';\n"
              "import dep from 'dep';\n"
              "import data from './data.json';\n"
              "import note from './note.txt';\n"
              "import ca from './ca.pem';\n"
              "import users from './users.csv';\n"
              "interface Foo { a: number }\n"
              "scenario(JSON.stringify([price(3), dep, data, note, ca, users]), async () => {});\n");
        const auto answer = compile("project/shop.ts");
        QCOMPARE(answer.error, QString());
        QCOMPARE(answer.scenario->sourceName, QStringLiteral("shop.ts"));
        QCOMPARE(answer.scenario->sourceFile, m_root.filePath(QStringLiteral("project/shop.ts")));
        QCOMPARE(registered(*answer.scenario),
                 QStringLiteral(R"([9,"dep",{"a":[1,2]},"two\nlines\n","-----BEGIN\n",)"
                                R"([{"name":"Doe, \"J\"","age":"30"},{"name":"Änne","age":"31"}]])"));
    }

    void mapsToTheUsersLine_data()
    {
        QTest::addColumn<QString>("import");
        QTest::newRow("without a table") << QString();
        QTest::newRow("with a table") << QStringLiteral("import users from './users.csv'; users.length;");
    }

    void mapsToTheUsersLine()
    {
        QFETCH(QString, import);
        write("project/users.csv", "name\nx\n");
        write("project/lib/deep.ts", "export function deep(): void {\n\n  throw new Error('x');\n}\n");
        write("project/shop.js", "import { scenario } from 'molotov';\nimport { deep } from './lib/deep';\n"
                                     + import.toUtf8() + "\nscenario('a', async () => deep());\n");
        const auto answer = compile("project/shop.js");
        QCOMPARE(answer.error, QString());
        const auto lines = answer.scenario->code.split(QLatin1Char('\n'));
        const auto at = lines.indexOf(QStringLiteral("  throw new Error(\"x\");"));
        QVERIFY(at >= 0);
        QCOMPARE(answer.scenario->map.original({.file = {}, .line = int(at) + 1, .column = 0}).toString(),
                 m_root.filePath(QStringLiteral("project/lib/deep.ts:3:3")));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("syntax") << QByteArray("import 'molotov';\nconst é = foo(};\n")
                                << QStringLiteral("shop.ts:2:15: Unexpected \"}\".");
        QTest::newRow("several") << QByteArray("import './a';\nimport './b';\nimport './c';\n")
                                 << QStringLiteral(
                                        "shop.ts:1:8: The import “./a” cannot be found (and 2 more errors).");
        QTest::newRow("Node's own")
            << QByteArray("import fs from 'fs';\nfs();\n")
            << QStringLiteral(
                   "shop.ts:1:16: “fs” is a part of Node.js, which scenarios do not run in: a module that "
                   "needs it cannot be used.");
        QTest::newRow("await at the top")
            << QByteArray("await 3;\n")
            << QStringLiteral("shop.ts:1:1: Top-level await is not available in the "
                              "configured target environment (\"es2016\").");
        QTest::newRow("async generator")
            << QByteArray("import 'molotov';\n  async function* f() {}\nf();\n")
            << QStringLiteral("shop.ts:2:3: Async generators need esbuild 0.18.8 or newer (npm install "
                              "esbuild); this one is older. An object with [Symbol.asyncIterator] does the "
                              "same.");
        QTest::newRow("blank") << QByteArray(" \n\n")
                               << QStringLiteral("ROOT/project/shop.ts is empty; a scenario file "
                                                 "must register a scenario.");
        QTest::newRow("table") << QByteArray("import t from './bad.csv'; t();\n")
                               << QStringLiteral(
                                      "bad.csv:3: the number of fields is 2, that of the first line 1.");
        QTest::newRow("YAML") << QByteArray("import y from './bad.yaml'; y();\n")
                              << QStringLiteral("bad.yaml:2: the key “a” is there already.");
        QTest::newRow("file outside")
            << QByteArray("import { x } from '../outside/x.js'; x();\n")
            << QStringLiteral("shop.ts:1 imports “../outside/x.js”, that is ROOT/outside/x.js, which lies "
                              "outside of the "
                              "project's folder ROOT/project; move it into that folder.");
        QTest::newRow("file outside, imported by another")
            << QByteArray("import './lib/evil.ts';\n")
            << QStringLiteral(
                   "lib/evil.ts:1 imports “../../outside/secret.txt”, that is ROOT/outside/secret.txt, which "
                   "lies outside of the project's folder ROOT/project; move it into that folder.");
        QTest::newRow("table outside")
            << QByteArray("import t from '../outside/t.csv'; t();\n")
            << QStringLiteral(
                   "shop.ts:1 imports “../outside/t.csv”, that is ROOT/outside/t.csv, which lies outside of "
                   "the project's folder ROOT/project; move it into that folder.");
        QTest::newRow("package of a folder above")
            << QByteArray("import 'above';\n")
            << QStringLiteral(
                   "shop.ts:1 imports “above”, that is ROOT/node_modules/above/index.js, which lies outside "
                   "of the project's folder ROOT/project; move it into that folder.");
        QTest::newRow("outside, and no JavaScript")
            << QByteArray("import '../outside/broken.js';\n")
            << QStringLiteral(
                   "shop.ts:1 imports “../outside/broken.js”, that is ROOT/outside/broken.js, which lies "
                   "outside of the project's folder ROOT/project; move it into that folder.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        write("project/bad.csv", "a\n1\n2,3\n");
        write("project/bad.yaml", "a: 1\na: 2\n");
        write("project/lib/evil.ts", "import s from '../../outside/secret.txt';\nconsole.log(s);\n");
        write("outside/secret.txt", "secret");
        write("outside/x.js", "export const x = 1;\n");
        write("outside/t.csv", "a\n1\n");
        write("outside/broken.js", "root:x:0:0:root:/root\n");
        write("node_modules/above/index.js", "export default 1; console.log(1);\n");
        write("project/shop.ts", text);
        auto said = compile("project/shop.ts").error;
        said.replace(m_root.path(), QStringLiteral("ROOT"));
        QTEST(said, "expected");
    }

    void followsSymlinks()
    {
        write("outside/secret.txt", "secret");
        write("project/shop.js", "import s from './link.txt'; console.log(s);\n");
        if (!QFile::link(m_root.filePath(QStringLiteral("outside/secret.txt")),
                         m_root.filePath(QStringLiteral("project/link.txt"))))
            QSKIP("No symbolic links here.");
        const auto answer = compile("project/shop.js");
        QVERIFY(!answer.scenario);
        QVERIFY2(answer.error.contains(QStringLiteral("shop.js:1 imports “./link.txt”")),
                 qPrintable(answer.error));
    }

    void ignoresSettingsAround()
    {
        write("project/tsconfig.json", R"({"extends": "../outside/evil.json",
              "compilerOptions": {"paths": {"molotov": ["../outside/x.js"]}}})");
        write("outside/evil.json", "no JSON");
        write("outside/x.js", "export const scenario = 1;\n");
        write("project/shop.ts", "import { scenario } from 'molotov';\nscenario('a', async () => {});\n");
        const auto answer = compile("project/shop.ts");
        QCOMPARE(answer.error, QString());
        QCOMPARE(registered(*answer.scenario), QStringLiteral("a"));
    }

    void acceptsOddNames_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : {"a=b.ts", "--help.js", "a b'c.mjs", "é€.mts", "100%.ts", "[x].ts"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }

    void acceptsOddNames()
    {
        QFETCH(QString, name);
        write(QByteArray("project/") + name.toUtf8(),
              "import { scenario } from 'molotov';\nscenario('a', 1);\n");
        const auto answer = compile("project/" + name.toUtf8());
        QCOMPARE(answer.error, QString());
        QCOMPARE(registered(*answer.scenario), QStringLiteral("a"));
        QCOMPARE(answer.scenario->sourceName, name);
        const auto line =
            answer.scenario->code.split(QLatin1Char('\n')).indexOf(QStringLiteral("scenario(\"a\", 1);"));
        QCOMPARE(answer.scenario->map.original({.file = {}, .line = int(line) + 1, .column = 0}).file,
                 answer.scenario->sourceFile);
    }

    void compilesExtensionsByThemselves()
    {
        write("project/shop.js", "import { scenario } from 'molotov';\nscenario('a', 1);\n");
        write("outside/shop.js",
              "import { scenario } from 'molotov';\nimport './own.js';\nscenario('b', 1);\n");
        write("outside/own.js", "console.log('own');\n");
        write("project/shop.js (2)/shop.js", "");
        const auto answer =
            compile("project/shop.js", {}, {"outside/shop.js", "project/shop.js (2)/shop.js"});
        QCOMPARE(answer.error, QString());
        QCOMPARE(registered(*answer.scenario), QStringLiteral("a"));
        QCOMPARE(answer.scenario->sourceName, QStringLiteral("shop.js"));
        const auto &extensions = answer.scenario->extensions;
        QCOMPARE(extensions.size(), 2);
        QCOMPARE(extensions.first().sourceFile, m_root.filePath(QStringLiteral("outside/shop.js")));
        QCOMPARE(extensions.first().sourceName, QStringLiteral("shop.js (2)"));
        QCOMPARE(extensions.last().sourceName, QStringLiteral("shop.js (3)"));
        const auto lines = extensions.first().code.split(QLatin1Char('\n'));
        const auto line = int(lines.indexOf(QStringLiteral("scenario(\"b\", 1);"))) + 1;
        QCOMPARE(toUserPlaces({.stack = {{{}, {QStringLiteral("shop.js (2)"), line, 0}}}}, *answer.scenario)
                     .stack.first()
                     .place.toString(),
                 m_root.filePath(QStringLiteral("outside/shop.js:3:1")));
    }

    void placesWhatWasInterrupted()
    {
        write("project/shop.js", "import { scenario } from 'molotov';\n\nscenario('a', 1);\n");
        const auto answer = compile("project/shop.js");
        const auto lines = answer.scenario->code.split(QLatin1Char('\n'));
        const auto line = int(lines.indexOf(QStringLiteral("scenario(\"a\", 1);"))) + 1;
        const ScriptError error{.message = QStringLiteral("Interrupted: 5 s without await in scenario “a”"),
                                .stack = {{{}, {QStringLiteral("shop.js"), line, 0}}}};
        QCOMPARE(toUserPlaces(error, *answer.scenario).message,
                 QStringLiteral("Interrupted: 5 s without await in scenario “a” (shop.js:3)"));
        QCOMPARE(toUserPlaces({.message = error.message}, *answer.scenario).message, error.message);
    }

    void saysWhatIsWrongInAnExtension_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("syntax") << QByteArray("outside/a.js") << QByteArray("const x = (};\n")
                                << QStringLiteral("a.js:1:12: Unexpected \"}\".");
        QTest::newRow("import from another folder")
            << QByteArray("outside/a.js") << QByteArray("import '../project/shop.js';\n")
            << QStringLiteral("a.js:1 imports “../project/shop.js”, that is ROOT/project/shop.js, which lies "
                              "outside of the project's folder ROOT/outside; move it into that folder.");
        QTest::newRow("no code") << QByteArray("outside/a.md") << QByteArray("# A\n")
                                 << QStringLiteral("ROOT/outside/a.md is no extension: its name must end in "
                                                   ".js, .mjs, .ts or .mts.");
        QTest::newRow("a folder") << QByteArray("outside") << QByteArray()
                                  << QStringLiteral("ROOT/outside is a folder; choose a file in it.");
    }

    void saysWhatIsWrongInAnExtension()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        write("project/shop.js", "import { scenario } from 'molotov';\nscenario('a', 1);\n");
        write("outside/other.js", "");
        if (!text.isEmpty())
            write(name, text);
        const auto answer = compile("project/shop.js", {}, {name});
        QVERIFY(!answer.scenario);
        auto said = answer.error;
        QVERIFY2(said.startsWith(
                     QStringLiteral("The extension %1: ").arg(m_root.filePath(QString::fromUtf8(name)))),
                 qPrintable(said));
        said = said.section(QStringLiteral(": "), 1).replace(m_root.path(), QStringLiteral("ROOT"));
        QTEST(said, "expected");
    }

    void saysThatPythonIsForTheOtherTool()
    {
        write("project/loadtest.py", "from molotov import scenario\n");
        const auto path = m_root.filePath(QStringLiteral("project/loadtest.py"));
        QCOMPARE(compile("project/loadtest.py").error,
                 QStringLiteral("%1 is written in Python, for the tool Molotov; Molotov for the desktop runs "
                                "JavaScript and TypeScript: “molotov-cli new” makes a test to start from.")
                     .arg(path));
    }

    void refusesWhatIsNoScenarioFile()
    {
        write("project/notes.md", "# Notes");
        QCOMPARE(
            compile("project/none.ts").error,
            QStringLiteral("There is no file %1.").arg(m_root.filePath(QStringLiteral("project/none.ts"))));
        QCOMPARE(compile("project").error, QStringLiteral("%1 is a folder; choose a scenario file in it.")
                                               .arg(m_root.filePath(QStringLiteral("project"))));
#ifdef Q_OS_UNIX
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), m_root.filePath(QStringLiteral("project/zero.ts"))));
        QCOMPARE(compile("project/zero.ts").error,
                 QStringLiteral("%1 is a pipe or a device, not a file.")
                     .arg(m_root.filePath(QStringLiteral("project/zero.ts"))));
#endif
        QCOMPARE(compile("project/notes.md").error,
                 QStringLiteral("%1 is no scenario file: its name must end in .js, .mjs, .ts or .mts.")
                     .arg(m_root.filePath(QStringLiteral("project/notes.md"))));
    }

    void refusesWhatIsTooLarge()
    {
        write("project/big.txt", QByteArray(200'000, 'x'));
        write("project/half.txt", QByteArray(60'000, 'x'));
        write("project/rest.JSON", '"' + QByteArray(60'000, 'x') + '"');
        write("project/shop.js", "import t from './big.txt'; console.log(t);\n");
        QCOMPARE(compile("project/shop.js", {.codeSize = 100'000}).error,
                 QStringLiteral("shop.js:1: “./big.txt” is too large: 200,000 bytes, at most 100,000 can be "
                                "sent to a helper with all "
                                "that a scenario imports."));
        write("project/shop.js",
              "import a from './half.txt'; import b from './rest.JSON'; console.log(a, b);\n");
        const auto said = compile("project/shop.js", {.codeSize = 100'000}).error;
        QVERIFY2(said.startsWith(QStringLiteral("The scenario and its data files are too large")),
                 qPrintable(said));
    }

    void takesDataFilesInEachWay_data()
    {
        QTest::addColumn<int>("length"); // of a list in a file
        QTest::newRow("as a literal") << 10;
        QTest::newRow("as a text that is parsed in the run") << 400'000;
    }

    void takesDataFilesInEachWay()
    {
        QFETCH(int, length);
        write("project/a.json", "\xEF\xBB\xBF"
                                R"({"one": 1, "two": {"three": 3}})");
        write("project/b.JSON", "[1, 2]");
        write("project/large.json", "\xEF\xBB\xBF[" + QByteArray("10,").repeated(length - 1) + "2]");
        write("project/t.TXT", "\xEF\xBB\xBF"
                               "text");
        write("project/u.CSV", "\xEF\xBB\xBF"
                               "user;age\nanna;30\n");
        write("project/y.yaml", "users: [anna]\nday: 2026-11-26\n");
        write("project/shop.ts", "import { scenario } from 'molotov';\n"
                                 "import y, { users } from './y.yaml';\n"
                                 "import a, { one } from './a.json';\n"
                                 "import * as all from './a.json';\n"
                                 "import b from './b.JSON' assert { type: 'json' };\n"
                                 "import t from './t.TXT';\n"
                                 "import u from './u.CSV';\n"
                                 "const c = require('./a.json');\n"
                                 "const large = require('./large.json');\n"
                                 "scenario(JSON.stringify([a, one, all.two, b, t, u, c.one, y.day, users,\n"
                                 "  require('./y.yaml').day, large.length]), async () => {});\n");
        const auto answer = compile("project/shop.ts");
        QCOMPARE(answer.error, QString());
        QCOMPARE(registered(*answer.scenario),
                 QStringLiteral(R"([{"one":1,"two":{"three":3}},1,{"three":3},[1,2],"text",)"
                                R"([{"user":"anna","age":"30"}],1,"2026-11-26",["anna"],"2026-11-26",%1])")
                     .arg(length));
    }

    void saysThatEsbuildIsMissing()
    {
        write("project/shop.js", "x();\n");
        m_esbuild.clear();
        QCOMPARE(
            compile("project/shop.js").error,
            QStringLiteral("esbuild was not found, which compiles scenarios; install it (Debian: apt install "
                           "esbuild) or set MOLOTOV_ESBUILD to its path."));
        m_esbuild = m_root.filePath(QStringLiteral("gone"));
        QVERIFY(compile("project/shop.js")
                    .error.startsWith(QStringLiteral("esbuild could not be started from %1: ")
                                          .arg(QDir::toNativeSeparators(m_esbuild))));
    }

#ifdef Q_OS_UNIX
    void saysThatEsbuildFails_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("expected");
        QTest::newRow("crash") << QByteArray("kill -SEGV $$")
                               << QStringLiteral("esbuild crashed (signal 11).");
        QTest::newRow("hang") << QByteArray("exec sleep 60")
                              << QStringLiteral("esbuild did not finish within 0.5 s.");
        QTest::newRow("rubbish") << QByteArray("echo no idea >&2; exit 3")
                                 << QStringLiteral("esbuild failed with code 3 and said: “no idea”.");
        QTest::newRow("limit of memory") // in KB
            << QByteArray("ulimit -d >&2; exit 3")
            << QStringLiteral("esbuild failed with code 3 and said: “2097152”.");
        QTest::newRow("no memory") << QByteArray("echo runtime: out of memory >&2; exit 2")
                                   << QStringLiteral("esbuild took more than 2 GB of memory.");
        QTest::newRow("nothing done")
            << QByteArray("exit 0")
            << QStringLiteral("esbuild ended without a result; is it version 0.17 or newer?");
    }

    void saysThatEsbuildFails()
    {
        QFETCH(QByteArray, script);
        write("fake", "#!/bin/sh\n" + script + "\n");
        m_esbuild = m_root.filePath(QStringLiteral("fake"));
        QVERIFY(QFile::setPermissions(m_esbuild, QFile::ReadOwner | QFile::ExeOwner));
        write("project/shop.js", "x();\n");
        QTEST(compile("project/shop.js", {.time = 500ms}).error, "expected");
    }

    void saysThatAnImportHasNoEnd()
    {
        write("endless/shop.js", "import text from './lib/pi\\x70e.txt';\n"); // it is not seen before
        const auto pipe = m_root.filePath(QStringLiteral("endless/lib/pipe.txt"));
        QVERIFY(QDir().mkpath(m_root.filePath(QStringLiteral("endless/lib"))));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QCOMPARE(compile("endless/shop.js", {.time = 500ms}).error,
                 QStringLiteral("esbuild did not finish within 0.5 s. Is %1 imported? It is a pipe or a "
                                "device, not a file.")
                     .arg(QFileInfo(pipe).canonicalFilePath()));
        write("endless/shop.js", "import text from './lib/pipe.txt';\n");
        QCOMPARE(compile("endless/shop.js").error,
                 QStringLiteral("shop.js:1: “./lib/pipe.txt” is a pipe or a device, not a file."));
    }
#endif

    void replacesAnOlderCompilation()
    {
        write("project/old.js", "import { scenario } from 'molotov'; scenario('old', 1);\n");
        write("project/new.js", "import { scenario } from 'molotov'; scenario('new', 1);\n");
        ScenarioCompiler compiler(m_esbuild);
        int answers = 0;
        Answer answer;
        await(compiler, answer);
        connect(&compiler, &ScenarioCompiler::compiled, this, [&answers] { ++answers; });
        compiler.compile(m_root.filePath(QStringLiteral("project/old.js")));
        QTest::qWait(1); // the first esbuild has started
        compiler.compile(m_root.filePath(QStringLiteral("project/new.js")));
        QVERIFY(!answer.scenario);
        QTRY_VERIFY_WITH_TIMEOUT(answer.scenario, 20'000);
        QCOMPARE(answer.scenario->sourceName, QStringLiteral("new.js"));
        compiler.compile(m_root.filePath(QStringLiteral("project/old.js")));
        QTRY_COMPARE_WITH_TIMEOUT(answers, 2, 20'000);
    }

private:
    void write(const QByteArray &name, const QByteArray &text)
    {
        const auto path = m_root.filePath(QString::fromUtf8(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    Answer compile(const QByteArray &name, const CompilerLimits &limits = {},
                   const QByteArrayList &extensions = {})
    {
        QStringList files;
        for (const auto &extension : extensions)
            files.append(m_root.filePath(QString::fromUtf8(extension)));
        ScenarioCompiler compiler(m_esbuild);
        compiler.setLimits(limits);
        Answer answer;
        await(compiler, answer);
        compiler.compile(m_root.filePath(QString::fromUtf8(name)), files);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.scenario || !answer.error.isEmpty(), 90'000); }();
        return answer;
    }

    /// The first argument that the scenario registers itself with.
    QString registered(const CompiledScenario &scenario)
    {
        QFile file(m_root.filePath(QStringLiteral("module.mjs")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(scenario.code.toUtf8());
        file.close();
        QJSEngine engine;
        engine.registerModule(
            QStringLiteral("molotov"),
            engine.evaluate(QStringLiteral("({scenario: (name) => { this.registered = name; }})")));
        const auto module = engine.importModule(file.fileName());
        return module.isError() ? module.toString()
                                : engine.globalObject().property(QStringLiteral("registered")).toString();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QDir m_root;
    QString m_esbuild;
};

QTEST_GUILESS_MAIN(TestScenarioCompiler)
#include "tst_scenariocompiler.moc"
