// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/compilescenario.h"
#include "tests/support/helperdriver.h"
#include "tests/support/httpserver.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

namespace {

const auto Helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
constexpr int Patience = 20'000; // milliseconds; for a machine that is busy with other things

Protocol::LoadScenario trial(const QString &body, const QUrl &baseUrl)
{
    Protocol::LoadScenario scenario;
    scenario.sourceName = QStringLiteral("shop.ts");
    scenario.code = compileScenario(
        QStringLiteral("import { scenario, setup, globalSetup, step, check, request } from \"molotov\";\n")
        + body);
    scenario.baseUrl = baseUrl.toString();
    scenario.load.duration = 1h;
    scenario.singleRun = true;
    scenario.traceExchanges = true;
    return scenario;
}

} // namespace

/// What a helper tells of a trial.
class TestExchangeTrace : public QObject
{
    Q_OBJECT

private:
    // To its end; false when it did not come to one.
    static bool run(HelperDriver &helper, const Protocol::LoadScenario &scenario)
    {
        if (!helper.loadWhole(scenario))
            return false;
        helper.send(Protocol::StartRun{});
        return QTest::qWaitFor([&] { return !helper.isRunning(); }, Patience) && helper.problem.isEmpty();
    }

    static QString header(const Protocol::SampledHead &head, const QString &name)
    {
        for (const auto &field : head.list) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                return QString::fromLatin1(field.value);
        }
        return {};
    }

private Q_SLOTS:
    void tellsEachHopWithWhoSentIt()
    {
        HttpServer server([](const ServedRequest &request) {
            return request.path() == "/old" ? ServerAnswer::redirect(302, "/new")
                                            : ServerAnswer::json("{\"a\": 1}");
        });
        HelperDriver helper(Helper);
        QVERIFY(
            run(helper, trial(QStringLiteral("setup(async () => { await request(\"GET\", \"/token\"); });\n"
                                             "scenario(\"b\", async (session) => {\n"
                                             "  await step(\"pay\", async () => {\n"
                                             "    await session.get(\"/old\");\n"
                                             "  });\n"
                                             "});\n"
                                             "scenario(\"a\", async (session) => {\n"
                                             "  await session.post(\"/login\", { json: [7] });\n"
                                             "});\n"),
                              server.url())));
        QStringList lines;
        for (const auto &one : std::as_const(helper.traced)) {
            lines += QStringLiteral("%1/%2 %3 %4 %5 %6")
                         .arg(one.origin.part, one.origin.step, one.exchange.method,
                              QUrl(one.exchange.url).path(), QString::number(one.exchange.status),
                              QString::fromUtf8(one.exchange.requestBody.bytes));
        }
        QCOMPARE(
            lines,
            QStringList({QStringLiteral("setup/ GET /token 200 "), QStringLiteral("a/ POST /login 200 [7]"),
                         QStringLiteral("b/pay GET /old 302 "), QStringLiteral("b/pay GET /new 200 ")}));
        for (const auto &one : std::as_const(helper.traced)) {
            QVERIFY(!one.origin.calls.isEmpty());
            QCOMPARE(one.origin.calls.first().place.file, QStringLiteral("shop.ts"));
            QVERIFY(one.origin.calls.first().place.line > 0);
            QVERIFY(one.phases.wait.has_value());
            QVERIFY(one.bytesOut > 0 && one.bytesIn > 0);
        }
        QCOMPARE(helper.traced.first().exchange.responseBody.bytes, QByteArray("{\"a\": 1}"));
    }

    void masksNothing()
    {
        HttpServer server;
        HelperDriver helper(Helper);
        auto scenario =
            trial(QStringLiteral("scenario(\"a\", async (session) => {\n"
                                 "  await session.get(\"/\", { headers: { Authorization: \"Bearer x\" } });\n"
                                 "});\n"),
                  server.url());
        scenario.maskedHeaders = {QStringLiteral("host")};
        QVERIFY(run(helper, scenario));
        QCOMPARE(helper.traced.size(), 1);
        QCOMPARE(header(helper.traced.first().exchange.requestHead, QStringLiteral("authorization")),
                 QStringLiteral("Bearer x"));
    }

    void tellsChecksErrorsAndFailures()
    {
        HttpServer server([](const ServedRequest &) { return ServerAnswer::close(); });
        HelperDriver helper(Helper);
        QVERIFY(run(helper, trial(QStringLiteral("scenario(\"a\", async (session) => {\n"
                                                 "  check(\"one\", true);\n"
                                                 "  check(\"two\", false);\n"
                                                 "  await session.get(\"/\");\n"
                                                 "});\n"),
                                  server.url())));
        using Kind = Protocol::TracedNote::Kind;
        QCOMPARE(helper.notes.size(), 3);
        QVERIFY(helper.notes.at(0).kind == Kind::CheckPassed);
        QCOMPARE(helper.notes.at(0).error.message, QStringLiteral("one"));
        QVERIFY(helper.notes.at(1).kind == Kind::CheckFailed);
        QCOMPARE(helper.notes.at(1).error.message, QStringLiteral("two"));
        QVERIFY(!helper.notes.at(1).error.stack.isEmpty());
        QVERIFY(helper.notes.at(2).kind == Kind::Error);
        QCOMPARE(helper.traced.size(), 1);
        QCOMPARE(helper.traced.first().exchange.status, 0);
        QCOMPARE(helper.notes.at(2).error.message, helper.traced.first().exchange.failure);
    }

    void isSilentUnlessAsked()
    {
        HttpServer server;
        HelperDriver helper(Helper);
        auto scenario = trial(QStringLiteral("scenario(\"a\", async (session) => {\n"
                                             "  check(\"one\", (await session.get(\"/\")).status === 200);\n"
                                             "});\n"),
                              server.url());
        scenario.traceExchanges = false;
        QVERIFY(run(helper, scenario));
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(helper.traced.isEmpty());
        QVERIFY(helper.notes.isEmpty());
    }

    void keepsToItsBounds()
    {
        HttpServer server([](const ServedRequest &request) {
            return ServerAnswer::response(200, QByteArray(request.path() == "/large" ? 2 << 20 : 1, 'x'));
        });
        HelperDriver helper(Helper);
        QVERIFY(
            run(helper, trial(QStringLiteral("scenario(\"a\", async (session) => {\n"
                                             "  for (let i = 0; i < 34; ++i) await session.get(\"/large\");\n"
                                             "  for (let i = 34; i < 502; ++i) await session.get(\"/\");\n"
                                             "  for (let i = 0; i < 2001; ++i) check(\"one\", true);\n"
                                             "});\n"),
                              server.url())));
        QCOMPARE(server.requests().size(), 502);
        QCOMPARE(helper.traced.size(), Protocol::MaxTracedExchanges);
        QCOMPARE(helper.notes.size(), Protocol::MaxTracedNotes);
        QCOMPARE(helper.traced.first().exchange.responseBody.bytes.size(), Protocol::MaxTracedBody);
        QCOMPARE(helper.traced.first().exchange.responseBody.size, 2 << 20);
        qint64 bytes = 0;
        for (const auto &one : std::as_const(helper.traced))
            bytes += one.exchange.responseBody.bytes.size();
        QCOMPARE(bytes, Protocol::MaxTracedBytes);
        QCOMPARE(helper.logs.size(), 2);
        QCOMPARE(helper.logs.first().text,
                 QStringLiteral("There are more requests than are shown: the first 500 are."));
    }
};

QTEST_GUILESS_MAIN(TestExchangeTrace)
#include "tst_exchangetrace.moc"
