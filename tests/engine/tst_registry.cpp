// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"
#include "tests/support/compilescenario.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Imports = QStringLiteral(
    "import { events, getVar, globalSetup, globalTeardown, scenario, scenarioPicker, sessionFactory, setup, "
    "setupSession, setVar, sleep, teardown, teardownSession } from \"molotov\";\n");

const QStringList Fixtures{QStringLiteral("globalSetup"),     QStringLiteral("globalTeardown"),
                           QStringLiteral("setup"),           QStringLiteral("setupSession"),
                           QStringLiteral("teardownSession"), QStringLiteral("teardown"),
                           QStringLiteral("scenarioPicker")};

// "file:line: message" of what keeps these from being loaded; the modules are as they are written here.
QString problemOf(const QString &body, const QString &extension = {}, const QString &singleMode = {})
{
    ScriptBench bench;
    Protocol::LoadScenario plan{.sourceName = QStringLiteral("shop.ts"), .code = Imports + body};
    if (!extension.isEmpty())
        plan.extensions = {{QStringLiteral("auth.js"), Imports + extension}};
    plan.singleMode = singleMode;
    const auto outcome = bench.runtime.load(plan);
    if (!outcome.error)
        return {};
    const auto place =
        outcome.error->stack.isEmpty() ? QStringLiteral("?") : outcome.error->stack.first().place.toString();
    return place + QStringLiteral(": ") + outcome.error->message;
}

} // namespace

/// What may be registered, what may not, and where it says so; the rest is in tst_helper.
class tst_Registry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesEachFixtureOnce();
    void refuses_data();
    void refuses();
    void takesManyListenersAndKinds();
    void namesThePlaceInAnExtension_data();
    void namesThePlaceInAnExtension();
    void keepsValues_data();
    void keepsValues();
    void refusesValues_data();
    void refusesValues();
    void handsValuesOn();
};

void tst_Registry::takesEachFixtureOnce()
{
    const auto scenario = QStringLiteral("scenario(\"a\", () => 1);\n");
    for (const auto &name : Fixtures) {
        const auto once = name + QStringLiteral("(() => 1);\n");
        QCOMPARE(problemOf(scenario + once), QString());
        const auto twice =
            QStringLiteral(": %1 is given twice; there is one for the scenario file and its extensions")
                .arg(name);
        QCOMPARE(problemOf(scenario + once + once), QStringLiteral("shop.ts:4") + twice);
        QCOMPARE(problemOf(scenario + once, once), QStringLiteral("shop.ts:3") + twice);
        QCOMPARE(problemOf(scenario + name + QStringLiteral("({});")),
                 QStringLiteral("shop.ts:3: TypeError: %1 needs a function, got {}").arg(name));
    }
}

void tst_Registry::refuses_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *body, const char *problem) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(problem);
    };
    row("factory option without session", "scenario('a', { url: 'x' }, () => 1);",
        "shop.ts:2: TypeError: A scenario has no option “url”; it has weight, delay and session");
    row("factory option of http", "scenario('a', { session: 'http', url: 'x' }, () => 1);",
        "shop.ts:2: TypeError: A session of the kind “http” takes no option “url”; setup shapes it");
    row("session of no name", "scenario('a', { session: 5 }, () => 1);",
        "shop.ts:2: TypeError: The session of “a” is not the name of a kind: 5");
    row("unknown kind",
        "sessionFactory('ws', () => 1);\nscenario('a', () => 1);\nscenario('b', { session: 'grpc' }, () => "
        "1);",
        "shop.ts:4: “b” asks for a session of the kind “grpc”; there are “http”, “ws”");
    row("http again", "sessionFactory('http', () => 1);",
        "shop.ts:2: Sessions of the kind “http” are built in; setup shapes them");
    row("kind twice", "sessionFactory('ws', () => 1);\nsessionFactory('ws', () => 1);",
        "shop.ts:3: sessionFactory is given twice for the kind “ws”");
    row("no kind", "sessionFactory(() => 1);",
        "shop.ts:2: TypeError: sessionFactory needs a kind and a function, got function (anonymous)");
    row("no factory", "sessionFactory('ws');",
        "shop.ts:2: TypeError: sessionFactory needs a function, got undefined");
    row("no listener", "events('scenario_start');",
        "shop.ts:2: TypeError: events needs a function, got \"scenario_start\"");
    row("scenario twice", "scenario('a', () => 1);\nscenario('a', () => 1);",
        "shop.ts:3: There are two scenarios with the name “a”");
    row("long name", "scenario('a'.repeat(501), () => 1);",
        "shop.ts:2: The name of a scenario has at most 500 characters");
    row("weight", "scenario('a', { weight: '2' }, () => 1);",
        "shop.ts:2: TypeError: The weight of “a” is not a number: \"2\"");
    row("delay", "scenario('a', { delay: -1 }, () => 1);",
        "shop.ts:2: TypeError: The delay of “a” is not a number of seconds: -1");
}

void tst_Registry::refuses()
{
    QFETCH(QString, body);
    QFETCH(QString, problem);
    QCOMPARE(problemOf(body), problem);
}

void tst_Registry::takesManyListenersAndKinds()
{
    QCOMPARE(
        problemOf(QStringLiteral("events(() => 1); events(() => 2); sessionFactory('ws', () => 1); "
                                 "sessionFactory('grpc', () => 1);\n"
                                 "scenario(function named() {}); scenario('never', { weight: 0 }, () => 1);"
                                 "scenario('b', { session: 'ws', url: 'x' }, () => 1);")),
        QString());
    // The factory may come after who asks for it.
    QCOMPARE(problemOf(
                 QStringLiteral("scenario('a', { session: 'ws' }, () => 1); sessionFactory('ws', () => 1);")),
             QString());
    const auto two = QStringLiteral(
        "scenario('a', () => 1);\nscenario('b', () => 1); scenario('c', { weight: 0 }, () => 1);");
    QCOMPARE(problemOf(two, {}, QStringLiteral("b")), QString());
    for (const auto *name : {"d", "c"}) {
        QCOMPARE(problemOf(two, {}, QString::fromLatin1(name)),
                 QStringLiteral("?: There is no scenario “%1” to run alone; there are “a”, “b”")
                     .arg(QLatin1String(name)));
    }
}

void tst_Registry::namesThePlaceInAnExtension_data()
{
    QTest::addColumn<QString>("extension");
    QTest::addColumn<QString>("problem");
    QTest::newRow("throws") << "\n\nthrow new Error('no key');"
                            << "auth.js:4: no key";
    QTest::newRow("throws a text") << "throw 'oops';"
                                   << "?: auth.js threw oops, which is not an Error";
    QTest::newRow("syntax") << "let a = ;"
                            << "auth.js:2: SyntaxError: Expected token `numeric literal'";
    QTest::newRow("no such export") << "import { nothing } from \"molotov\";"
                                    << "auth.js:2: molotov has no export “nothing”";
    QTest::newRow("scenario of the same name") << "scenario('a', () => 1);"
                                               << "shop.ts:2: There are two scenarios with the name “a”";
}

void tst_Registry::namesThePlaceInAnExtension()
{
    QFETCH(QString, extension);
    QFETCH(QString, problem);
    const auto told = problemOf(QStringLiteral("scenario('a', () => 1);"), extension);
    QVERIFY2(told.startsWith(problem), qPrintable(told));
}

void tst_Registry::keepsValues_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("printed");
    QTest::newRow("object")
        << "const o = { a: [1, 'x', null, true] }; setVar('v', o); o.a.push(2); console.log(getVar('v'));"
        << "{\"a\":[1,\"x\",null,true]}";
    QTest::newRow("null") << "setVar('v', null); console.log(getVar('v', 'fallback'));"
                          << "null";
    QTest::newRow("false") << "setVar('v', false); console.log(getVar('v', 'fallback'));"
                           << "false";
    QTest::newRow("unknown") << "console.log(getVar('v'), getVar('v', 7));"
                             << "undefined 7";
    QTest::newRow("odd name")
        << "setVar('__proto__', 7); console.log(getVar('__proto__'), getVar('toString'));"
        << "7 undefined";
    QTest::newRow("undefined within") << "setVar('v', { a: undefined, b: 1 }); console.log(getVar('v'));"
                                      << "{\"b\":1}";
}

void tst_Registry::keepsValues()
{
    QFETCH(QString, code);
    QFETCH(QString, printed);
    ScriptBench bench;
    const auto source = Imports + code + QStringLiteral("\nscenario('a', () => 1);");
    QVERIFY(!bench.load(source).error);
    QCOMPARE(bench.printed.join(QLatin1Char('|')), printed);
}

void tst_Registry::refusesValues_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *call, const char *problem) {
        QTest::newRow(call) << QString::fromUtf8(call) << QString::fromUtf8(problem);
    };
    row("setVar('v', undefined)", "setVar takes values that JSON can hold: v is undefined");
    row("setVar('v', () => 1)", "setVar takes values that JSON can hold: v is function (anonymous)");
    row("setVar('v', { a: [1, NaN] })", "setVar takes values that JSON can hold: v.a[1] is NaN");
    row("setVar('v', new Date(0))", "setVar takes values that JSON can hold: v is a Date");
    row("setVar('v', { at: new Map() })", "setVar takes values that JSON can hold: v.at is a Map");
    row("const o = {}; o.self = o; setVar('v', o)",
        "setVar takes values that JSON can hold: v.self contains itself");
    row("setVar(5, 1)", "setVar needs a name, got 5");
    row("getVar()", "getVar needs a name, got undefined");
}

void tst_Registry::refusesValues()
{
    QFETCH(QString, call);
    QFETCH(QString, problem);
    QCOMPARE(problemOf(call + QStringLiteral(";\nscenario('a', () => 1);")),
             QStringLiteral("shop.ts:2: TypeError: ") + problem);
}

void tst_Registry::handsValuesOn()
{
    const auto source = Imports
                        + QStringLiteral("globalSetup(async (args) => { await sleep(0.001); setVar('n', "
                                         "args.workers); setVar('t', 'x'); });\n"
                                         "setVar('t', 'own');\n"
                                         "scenario('a', () => console.log(getVar('n'), getVar('t')));");
    ScriptBench first;
    QString vars;
    QObject::connect(&first.runtime, &ScriptRuntime::globalSetupDone, &first.runtime,
                     [&](const QString &done) { vars = done; });
    const auto outcome = first.load(source);
    QVERIFY(!outcome.error && outcome.hasGlobalSetup && !outcome.hasGlobalTeardown);
    first.runtime.startGlobalSetup();
    QTRY_VERIFY(!vars.isEmpty());

    ScriptBench second;
    QVERIFY(!second.load(source).error);
    second.runtime.setVars(vars);
    QVERIFY(second.runOnce());
    QCOMPARE(second.printed.join(QLatin1Char('|')), QStringLiteral("10 x"));
}

QTEST_GUILESS_MAIN(tst_Registry)
#include "tst_registry.moc"
