// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/engine/scriptbench.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

/// resources/molotov.d.ts, which editors read, against what the runtime really has.
class tst_Declarations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exportsAreTheSame();
    void membersAreTheSame_data();
    void membersAreTheSame();
    void optionsAreTheSame_data();
    void optionsAreTheSame();
    void globalsAreThere();

private:
    QStringList declared(const QString &interface) const;
    QStringList actual(const QString &key) const;

    QString m_text; // without comments
    QJsonObject m_actual;
};

// All that a script can reach, by the names of the declared interfaces.
static const QString Probe = QStringLiteral(R"(
    import { scenario, assert, counter, gauge, trend, args } from "molotov";
    function members(object) {
        const found = new Set();
        for (let one = object; one && one !== Object.prototype && one !== Function.prototype;
             one = Object.getPrototypeOf(one)) {
            for (const name of Object.getOwnPropertyNames(one))
                found.add(name);
        }
        const ofFunctions = ["length", "name", "prototype", "arguments", "caller"];
        return Array.from(found).filter((name) => !name.startsWith("_") && name !== "constructor" && name !== "toJSON"
            && (typeof object !== "function" || !ofFunctions.includes(name))).sort();
    }
    async function refusal(attempt) {
        try { await attempt(); } catch (error) { return error.message; }
        return "";
    }
    scenario("probe", async (session) => {
        const response = await session.get("/");
        const globals = Object.getOwnPropertyNames(globalThis);
        console.log(JSON.stringify({
            globals, Args: members(args), Assert: members(assert),
            Context: members(session.context), Cookies: members(session.cookies), Counter: members(counter("c")),
            Gauge: members(gauge("g")), Headers: members(response.headers), Response: members(response),
            Session: members(session), SessionHeaders: members(session.headers), Statsd: members(session.context.statsd),
            Timings: members(response.timings), Trend: members(trend("t")),
            RequestOptions: await refusal(() => session.get("/", { none: 1 })),
            CookieOptions: await refusal(() => session.cookies.set("a", "b", { none: 1 })),
        }));
    });
)");

void tst_Declarations::initTestCase()
{
    QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/resources/molotov.d.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_text = QString::fromUtf8(file.readAll());
    m_text.remove(QRegularExpression(QStringLiteral(R"(/\*\*.*?\*/|//[^\n]*)"),
                                     QRegularExpression::DotMatchesEverythingOption));

    HttpServer server;
    ScriptBench bench;
    // One line, for it is printed as one.
    const auto outcome = bench.load(Probe, server.url().toString());
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QVERIFY2(bench.runOnce(), qPrintable(bench.printed.join(QLatin1Char('\n'))));
    m_actual = QJsonDocument::fromJson(bench.printed.value(0).toUtf8()).object();
    QVERIFY2(!m_actual.isEmpty(), qPrintable(bench.printed.join(QLatin1Char('\n'))));
}

QStringList tst_Declarations::actual(const QString &key) const
{
    QStringList names;
    for (const auto &name : m_actual.value(key).toArray())
        names.append(name.toString());
    return names;
}

// The members of an interface and of those that it extends, sorted.
QStringList tst_Declarations::declared(const QString &interface) const
{
    const QRegularExpression block(
        QStringLiteral(R"(export interface %1(?:<[^{]*>)?(?: extends (\w+)[^{]*)? \{\n(.*?)\n  \})")
            .arg(interface),
        QRegularExpression::DotMatchesEverythingOption);
    const auto found = block.match(m_text);
    if (!found.hasMatch())
        return {};
    auto names = found.captured(1).isEmpty() ? QStringList() : declared(found.captured(1));
    static const QRegularExpression member(QStringLiteral(R"(^    (?:readonly )?(\w+)[?(<:])"),
                                           QRegularExpression::MultilineOption);
    auto members = member.globalMatch(found.captured(2));
    while (members.hasNext())
        names.append(members.next().captured(1));
    names.removeDuplicates();
    names.sort();
    return names;
}

void tst_Declarations::exportsAreTheSame()
{
    static const QRegularExpression pattern(QStringLiteral(R"(^  export (?:function|const|class) (\w+))"),
                                            QRegularExpression::MultilineOption);
    QStringList names;
    auto exports = pattern.globalMatch(m_text);
    while (exports.hasNext())
        names.append(exports.next().captured(1));
    names.removeDuplicates();
    names.sort();

    ScriptBench bench;
    const auto outcome = bench.load(QStringLiteral("import { none } from 'molotov'; console.log(none);\n"));
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->message,
             QStringLiteral("molotov has no export “none”; it has ") + names.join(QStringLiteral(", ")));
}

void tst_Declarations::membersAreTheSame_data()
{
    QTest::addColumn<QString>("interface");
    for (const auto *name : {"Args", "Assert", "Context", "Cookies", "Counter", "Gauge", "Headers",
                             "Response", "Session", "SessionHeaders", "Statsd", "Timings", "Trend"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Declarations::membersAreTheSame()
{
    QFETCH(QString, interface);
    const auto names = actual(interface);
    QVERIFY(!names.isEmpty());
    QCOMPARE(declared(interface), names);
}

void tst_Declarations::optionsAreTheSame_data()
{
    QTest::addColumn<QString>("interface");
    QTest::newRow("request") << "RequestOptions";
    QTest::newRow("cookie") << "CookieOptions";
    QTest::newRow("session") << "SessionOptions";
}

// The runtime itself lists what there is when it refuses something else.
void tst_Declarations::optionsAreTheSame()
{
    QFETCH(QString, interface);
    auto text = m_actual.value(interface).toString();
    if (interface == QStringLiteral("SessionOptions")) {
        ScriptBench bench;
        bench.load(QStringLiteral("import { scenario, setup } from 'molotov';\n"
                                  "setup(() => ({ none: 1 })); scenario('s', async () => {});\n"));
        QVERIFY(bench.runOnce());
        QVERIFY(bench.failure);
        text = bench.failure->message;
    }
    const auto semicolon = text.indexOf(QStringLiteral("it has "));
    QVERIFY2(semicolon > 0, qPrintable(text));
    auto names = text.mid(semicolon + 7)
                     .split(QRegularExpression(QStringLiteral("[^A-Za-z0-9]+(?:and )?")), Qt::SkipEmptyParts);
    names.sort();
    QCOMPARE(declared(interface), names);
}

void tst_Declarations::globalsAreThere()
{
    static const QRegularExpression pattern(QStringLiteral(R"(^declare (?:function|const|class) (\w+))"),
                                            QRegularExpression::MultilineOption);
    const auto there = actual(QStringLiteral("globals"));
    int count = 0;
    auto globals = pattern.globalMatch(m_text);
    for (; globals.hasNext(); ++count) {
        const auto name = globals.next().captured(1);
        QVERIFY2(there.contains(name), qPrintable(name));
    }
    QVERIFY(count > 10);
}

QTEST_GUILESS_MAIN(tst_Declarations)
#include "tst_declarations.moc"
