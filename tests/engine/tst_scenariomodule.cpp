// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Molotov;
using namespace Molotov::Test;

/// What compiled code may import, whatever the compiler let pass.
class tst_ScenarioModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsNoModuleFromTheDisk_data();
    void readsNoModuleFromTheDisk();
    void takesWhatOnlyLooksLikeAnImport();
    void isImportedAsAWhole_data();
    void isImportedAsAWhole();
    void cannotBeChanged();

private:
    QTemporaryDir m_folder;
    QByteArray m_secret; // a module that says so when it is run
};

void tst_ScenarioModule::initTestCase()
{
    m_secret = (QDir(m_folder.path()).canonicalPath() + QStringLiteral("/secret.mjs")).toUtf8();
    QFile file(QString::fromUtf8(m_secret));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("export default 1; export const x = 1; throw new Error('LEAKED');\n");
}

void tst_ScenarioModule::readsNoModuleFromTheDisk_data()
{
    QTest::addColumn<QByteArray>("code");
    const auto add = [this](const QByteArray &name, QByteArray code) {
        QTest::newRow(name.constData()) << "import { scenario } from \"molotov\";\n"
                                               + code.replace("SECRET", m_secret)
                                               + "\nscenario(\"a\", () => 1);\n";
    };
    // The engine's own module lies in a folder of the same one.
    const auto beside = "../" + QFileInfo(m_folder.path()).fileName().toUtf8() + "/secret.mjs";
    const QList<QPair<QByteArray, QByteArray>> names{
        {"path", "SECRET"},
        {"two slashes", "/SECRET"},
        {"three slashes", "//SECRET"},
        {"URL", "file://SECRET"},
        {"URL with host", "file://localhostSECRET"},
        {"URL with one slash", "file:SECRET"},
        {"URL in capitals", "FILE://SECRET"},
        {"relative", beside},
        {"through a folder", "x/../" + beside},
        {"under molotov", "molotov/../" + beside},
        {"under the runtime", "molotov-runtime/../" + beside},
        {"a query", "SECRET?x"},
        {"a fragment", "SECRET#x"},
        {"percent", "file://" + QByteArray(m_secret).replace("secret", "%73ecret")},
        {"resource", ":/molotov/engine/runtime.mjs"},
        {"resource URL", "qrc:/molotov/engine/runtime.mjs"},
        {"network", "http://127.0.0.1:9/x.mjs"},
        {"data", "data:text/javascript,throw new Error()"},
        {"share", "\\\\\\\\127.0.0.1\\\\share\\\\secret.mjs"},
        {"escapes", "\\x2f\\u002f\\u{2f}SECRET"},
    };
    for (const auto &[name, target] : names)
        add(name, "import x from \"" + target + "\"; console.log(x);");
    add("for its effect", "import 'SECRET';");
    add("exported", "export { x } from \"SECRET\";");
    add("exported as a whole", "export * from \"SECRET\";");
    add("two on a line", "import \"molotov\"; import x from \"SECRET\";\nimport y from \"molotov\";");
    add("over two lines", "import x\nfrom \"SECRET\";");
    add("import()", "import(\"SECRET\");");
    add("import() of a template", "import(`SECRET`);");
    add("as JSON", "import x from \"SECRET\" assert { type: \"json\" };");
    add("import.meta", "import.meta.resolve(\"SECRET\");");
    add("require", "require(\"SECRET\");");
    add("eval", "eval(\"import 'SECRET'\");");
    add("Function", "new Function(\"}; import 'SECRET'; {\");");
    // What a search for statements would take for a part of a text, a comment or a pattern.
    add("behind a pattern", "if (1) /\"/.test(\"\"); import 'SECRET'; \"\"");
    add("behind a block", "{} /`/.test(\"\"); import 'SECRET'; ``");
    add("behind a division", "const a = 4, g = 2; a /g; import 'SECRET'; a /g");
    add("behind an import", "const a = 1\nimport { sleep } from \"molotov\";\n/\"/; import 'SECRET'; //\"");
    add("behind a comment", "/* // */ import 'SECRET';");
    add("behind a template", "`${`}`}`; import 'SECRET'; ``");
    add("behind a continued line", "let s = \"\\\nimport { sleep } from \"; import 'SECRET';");
    add("between functions", "}); import 'SECRET'; (function () {");
    add("in a comment of HTML", "let a = 1;\n<!-- import 'SECRET';");
}

void tst_ScenarioModule::readsNoModuleFromTheDisk()
{
    QFETCH(QByteArray, code);
    ScriptBench bench;
    const auto outcome = bench.loadCode(QString::fromUtf8(code));
    QVERIFY(outcome.error);
    QVERIFY2(!outcome.error->message.contains(QLatin1String("LEAKED")), qPrintable(outcome.error->message));
    const QStringList sentences{
        QStringLiteral("Only \"molotov\" can be imported by a compiled scenario, not: "),
        QStringLiteral("import() needs the name of a file in quotes"), QStringLiteral("SyntaxError: "),
        QStringLiteral("ReferenceError: require is not defined")};
    QVERIFY2(std::any_of(sentences.begin(), sentences.end(),
                         [&](const QString &one) { return outcome.error->message.startsWith(one); }),
             qPrintable(outcome.error->message));
}

void tst_ScenarioModule::takesWhatOnlyLooksLikeAnImport()
{
    ScriptBench bench;
    const auto outcome =
        bench.load(QStringLiteral("import { scenario } from \"molotov\";\n"
                                  "const text = `\n"
                                  "import x from \"/etc/x.mjs\";\n"
                                  "`;\n"
                                  "// import x from \"/etc/x.mjs\";\n"
                                  "scenario(\"a\", () => console.log(text.length, \"import '/x'\"));\n"));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed, QStringList(QStringLiteral("29 import '/x'")));
}

void tst_ScenarioModule::isImportedAsAWhole_data()
{
    QTest::addColumn<QString>("import");
    QTest::newRow("namespace") << QStringLiteral("import * as m from \"molotov\";\n");
    QTest::newRow("default") << QStringLiteral("import m from \"molotov\";\n");
    QTest::newRow("default and names")
        << QStringLiteral("import m, { check } from \"molotov\"; check(\"x\", true);\n");
}

void tst_ScenarioModule::isImportedAsAWhole()
{
    QFETCH(QString, import);
    ScriptBench bench;
    const auto outcome = bench.load(import
                                    + QStringLiteral("m.scenario(\"a\", async () => { m.assert(true); "
                                                     "console.log(m.env.USER, typeof m.sleep); });\n"));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed, QStringList(QStringLiteral("qa function")));
}

void tst_ScenarioModule::cannotBeChanged()
{
    ScriptBench bench;
    const auto outcome =
        bench.load(QStringLiteral("import * as m from \"molotov\";\n"
                                  "const module = m;\n"
                                  "try { module.check = null; } catch (error) { console.log(error.name); }\n"
                                  "m.scenario(\"a\", () => console.log(typeof m.check));\n"));
    QVERIFY(!outcome.error);
    QVERIFY(bench.runOnce());
    QCOMPARE(bench.printed, (QStringList{QStringLiteral("TypeError"), QStringLiteral("function")}));
}

QTEST_GUILESS_MAIN(tst_ScenarioModule)
#include "tst_scenariomodule.moc"
