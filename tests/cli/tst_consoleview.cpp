// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/consoleview.h"

#include "core/model/goalparser.h"

#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;
using namespace std::chrono_literals;

/// What a person sees of a run. Escape sequences are shown as <CR> and <EL> (erase to the end of the line).
class TestConsoleView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        prepareOutput(); // the figures below are English all the same
    }

    void init()
    {
        m_out.clear();
        m_err.clear();
    }

    void rewritesItsLineInATerminal()
    {
        ConsoleView view(terminal(100));
        view.showProgress(snapshot(1s, 10));
        view.showLog(
            {.level = Protocol::LogLevel::Info, .helper = 0, .worker = 3, .text = QStringLiteral("hello")});
        view.showProgress(snapshot(2s, 20));
        QCOMPARE(m_out, QStringLiteral("<CR>1.0 s  10 ok  1 failed  10.0 req/s  p95 2.50 ms  5 workers<EL>"
                                       "<CR><EL>worker 3: hello\n"
                                       "<CR>1.0 s  10 ok  1 failed  10.0 req/s  p95 2.50 ms  5 workers<EL>"
                                       "<CR>2.0 s  20 ok  1 failed  5.0 req/s  p95 2.50 ms  5 workers<EL>"));
    }

    void showsKeysOnlyInATerminal()
    {
        ConsoleView(terminal(100)).showKeys(QStringLiteral("Keys: q stop"));
        QCOMPARE(m_out, QStringLiteral("Keys: q stop\n"));
        m_out.clear();
        ConsoleView(file()).showKeys(QStringLiteral("Keys: q stop"));
        QCOMPARE(m_out, QString());
    }

    void saysThatTheRunIsPaused()
    {
        ConsoleView(terminal(100)).showProgress(snapshot(1s, 10), true);
        QVERIFY(m_out.contains(QStringLiteral("5 workers  paused")));
    }

    void neverWrapsItsLine()
    {
        auto moment = snapshot(1s, 10);
        moment.errors = {group(QStringLiteral("older"), 500ms),
                         group(QStringLiteral("newest\nof two lines"), 900ms)};
        ConsoleView(terminal(76)).showProgress(moment);
        QCOMPARE(m_out,
                 QStringLiteral(
                     "<CR>1.0 s  10 ok  1 failed  10.0 req/s  p95 2.50 ms  5 workers  newest of two …<EL>"));
        m_out.clear();
        ConsoleView(terminal(30)).showProgress(moment);
        QCOMPARE(m_out, QStringLiteral("<CR>1.0 s  10 ok  1 failed  10.0…<EL>"));
    }

    void writesALineNowAndThenToAFile()
    {
        ConsoleView view(file());
        for (int i = 0; i <= 48; ++i)
            view.showProgress(snapshot(250ms * i, 10));
        QCOMPARE(m_out, QStringLiteral("5.0 s  10 ok  1 failed  2.0 req/s  p95 2.50 ms  5 workers\n"
                                       "10.0 s  10 ok  1 failed  1.0 req/s  p95 2.50 ms  5 workers\n"));
    }

    void writesOnlyErrorsWhenQuiet()
    {
        auto output = terminal(80);
        output.quiet = true;
        ConsoleView view(output);
        view.showStart({}, {});
        view.showProgress(snapshot(1s, 1));
        view.showLog(
            {.level = Protocol::LogLevel::Error, .helper = 0, .worker = 3, .text = QStringLiteral("x")});
        view.showLog({.level = Protocol::LogLevel::Warning, .text = QStringLiteral("Helper 1 died.")});
        RunOutcome outcome;
        outcome.last = snapshot(1s, 1);
        view.showOutcome(outcome);
        outcome.end = RunOutcome::End::Failed;
        outcome.reason = {.code = RunReason::Code::Scenario, .text = QStringLiteral("No helper is left.")};
        view.showOutcome(outcome);
        QCOMPARE(m_out, QString());
        QCOMPARE(m_err,
                 QStringLiteral("molotov-cli: warning: Helper 1 died.\nmolotov-cli: No helper is left.\n"));
    }

    void rewritesTheLineAsOftenAsTold()
    {
        auto output = terminal(200);
        output.update = 1s;
        ConsoleView view(output);
        for (const auto elapsed : {0ms, 300ms, 999ms, 1000ms, 1900ms, 2100ms})
            view.showProgress(snapshot(elapsed, elapsed.count()));
        QStringList shown;
        for (const auto &line : m_out.split(QStringLiteral("<EL>"), Qt::SkipEmptyParts))
            shown.append(line.section(QLatin1String("  "), 1, 1));
        QCOMPARE(shown.join(QStringLiteral(", ")), QStringLiteral("0 ok, 1,000 ok, 2,100 ok"));
    }

    void tellsHowASizingStands()
    {
        auto measured = snapshot(1s, 7);
        measured.sizing = SizingResult{.workers = 5, .ok = 990, .failed = 10, .tolerance = 5};
        ConsoleView view(terminal(200));
        view.showProgress(measured);
        QVERIFY2(m_out.contains(QStringLiteral("  5 workers  sizing: 1.0 % of 1,000 failed<EL>")),
                 qPrintable(m_out));
    }

    void saysThatTheTestFailedToTheQuietToo()
    {
        auto output = file();
        output.quiet = true;
        RunOutcome outcome;
        outcome.last = snapshot(1s, 1);
        outcome.profile.failThreshold = 2;
        ConsoleView(output).showOutcome(outcome);
        QCOMPARE(m_err, QString());
        outcome.profile.failThreshold = 1;
        ConsoleView(output).showOutcome(outcome);
        QCOMPARE(m_err, QStringLiteral(
                            "molotov-cli: The test failed: 1 iteration failed, and 1 or more fail it.\n"));
        QCOMPARE(m_out, QString());
    }

    void letsNobodyCommandTheTerminal()
    {
        ConsoleView view(file());
        view.showLog({.level = Protocol::LogLevel::Warning,
                      .helper = 0,
                      .worker = 1,
                      .text = QStringLiteral("a\u001b]0;b\a\tc\u009b")});
        QCOMPARE(m_out, QStringLiteral("worker 1: warning: a\uFFFD]0;b\uFFFD\tc\uFFFD\n"));
        view.showError({QStringLiteral("\u202Egnp.exe\u2066x\u2028y\u200F")});
        QCOMPARE(m_err, QStringLiteral("molotov-cli: \uFFFDgnp.exe\uFFFDx\uFFFDy\uFFFD\n"));
    }

    void letsNoNameTurnTheOrder()
    {
        RunOutcome outcome;
        outcome.last.startedAt = QDateTime::currentDateTimeUtc();
        outcome.last.scenarios.append({.name = QStringLiteral("a\u202Eb"), .ok = 1});
        outcome.last.checks.append({.name = QStringLiteral("c\u2067d")});
        outcome.last.steps.append({.name = QStringLiteral("e\u2067f")});
        outcome.last.errors.append(
            {.error = {.message = QStringLiteral("e\u202Df"),
                       .stack = {{.place = {.file = QStringLiteral("/x/g\u202Eh.ts"), .line = 1}}}},
             .count = 1});
        ConsoleView(file()).showOutcome(outcome);
        for (const auto &shown : {"a\uFFFDb", "c\uFFFDd", "e\uFFFDf", "g\uFFFDh"})
            QVERIFY2(m_out.contains(QString::fromUtf8(shown)), shown);
        QVERIFY(
            !m_out.contains(QRegularExpression(QStringLiteral("[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]"))));
    }

    void showsWhatGoesOnInOneLine()
    {
        auto output = terminal(12);
        {
            ConsoleView view(output);
            view.showActivity(QStringLiteral("Receiving\u001b objects: 10%"));
            view.showActivity({});
        }
        QCOMPARE(m_out, QStringLiteral("<CR>Receiving\uFFFD…<EL><CR><EL>"));
        m_out.clear();
        output.quiet = true;
        ConsoleView(output).showActivity(QStringLiteral("x"));
        ConsoleView(file()).showActivity(QStringLiteral("x"));
        QCOMPARE(m_out, QString());
    }

    void keepsDebugLinesForTheVerbose()
    {
        const LogLine line{
            .level = Protocol::LogLevel::Debug, .helper = 0, .worker = -1, .text = QStringLiteral("x")};
        ConsoleView(file()).showLog(line);
        QCOMPARE(m_out, QString());
        auto output = file();
        output.verbose = true;
        ConsoleView(output).showLog(line);
        QCOMPARE(m_out, QStringLiteral("debug: x\n"));
    }

    void saysWhatBegins()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/a/shop.ts");
        profile.processes = 2;
        profile.workers = 1;
        profile.duration = 30s;
        profile.maxRuns = 5;
        profile.baseUrl = QStringLiteral("http://h");
        ConsoleView(file()).showStart(profile, {{QStringLiteral("buy"), 1}, {QStringLiteral("browse"), 2.5}});
        QCOMPARE(m_out,
                 QStringLiteral(
                     "shop.ts: 2 processes of 1 worker, 30 s, at most 5 runs each, against http://h; buy, "
                     "browse (weight 2.5)\n"));
    }

    void saysWhatASizingBeginsWith()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/a/shop.ts");
        profile.workers = 500;
        profile.rampUp = 300s;
        profile.sizing = true;
        profile.sizingTolerance = 2.5;
        ConsoleView(file()).showStart(profile, {{QStringLiteral("buy"), 1}});
        QCOMPARE(m_out,
                 QStringLiteral("shop.ts: 1 process of 500 workers, 24 h, one after the other in 5 min until "
                                "more than 2.5 % fail; buy\n"));
    }

    void saysWhatASearchForTheLimitBeginsWith()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/a/shop.ts");
        profile.findLimit = QStringLiteral("p95(latency) < 300 ms");
        ConsoleView(file()).showStart(profile, {{QStringLiteral("buy"), 1}});
        QCOMPARE(m_out, QStringLiteral("shop.ts: 1 process of 1 worker, 24 h, growing until this no longer "
                                       "holds: p95(latency) < 300 ms; buy\n"));
    }

    void listsTheLoadsOfASearch()
    {
        RunOutcome outcome;
        outcome.last = snapshot(10s, 10);
        outcome.last.limit = LimitResult{
            .verdict = LimitResult::Verdict::Found,
            .goal = parseGoals({QStringLiteral("p95(latency) < 300 ms")}).first(),
            .steps = {{.load = 260,
                       .outcome = LimitStep::Outcome::GoalBroken,
                       .measured = 322,
                       .iterations = 4'000,
                       .failed = 3,
                       .requestRate = 410,
                       .p95 = 322ms},
                      {.load = 240, .measured = 281, .iterations = 4'100, .requestRate = 405, .p95 = 281ms}}};
        ConsoleView(file()).showOutcome(outcome);
        QVERIFY2(m_out.contains(QStringLiteral(
                     "Users  requests/s  p95 ms  iterations  failed  limit\n"
                     "240           405     281       4,100       0  held: p95 281 ms\n"
                     "260           410     322       4,000       3  did not hold: p95 322 ms\n")),
                 qPrintable(m_out));
        QVERIFY2(m_out.contains(QStringLiteral("Held up to 240 users: p95 281 ms; at 260: p95 322 ms.")),
                 qPrintable(m_out));
    }

    void aRampUpIsToldFromTheLoad()
    {
        RunOutcome outcome;
        outcome.last = snapshot(10s, 1234);
        outcome.load = LoadPhase{.from = 2s, .to = 10s};
        auto &load = outcome.load->totals;
        load.loadTime = 8s;
        load.iterationsOk = 800;
        load.requests = 1'600;
        load.endpoints = {{.count = 1'600, .statuses = {{200, 1'600}}}};
        ConsoleView(file()).showOutcome(outcome);
        for (const auto *line : {"\nin the load    800       0         100\n",
                                 "\nin the load  1,600    0    0    0     0         200\n",
                                 "\n“in the load” is 2 s to 10 s, without ramp-up and stopping\n"})
            QVERIFY2(m_out.contains(QString::fromUtf8(line)), qPrintable(m_out));
    }

    void endsWithTables()
    {
        RunOutcome outcome;
        outcome.last = snapshot(2s, 1234);
        outcome.last.bytesIn = 1'200'000;
        outcome.last.endpoints = {
            {.method = QStringLiteral("GET"),
             .name = QStringLiteral("/products"),
             .count = 20,
             .failed = 1,
             .statuses = {{200, 18}, {500, 1}},
             .latency = latency()},
            {.method = QStringLiteral("POST"), .name = QStringLiteral("/"), .count = 1, .failed = 1}};
        outcome.last.scenarios = {
            {.name = QStringLiteral("browse"), .ok = 1234, .failed = 1, .duration = latency()}};
        outcome.last.steps = {{.name = QStringLiteral("checkout / pay"),
                               .ok = 1200,
                               .failed = 2,
                               .requests = 2404,
                               .duration = latency()},
                              {.name = QStringLiteral("login"), .requests = 1}};
        outcome.last.checks = {{.name = QStringLiteral("has products"), .passed = 9, .failed = 1}};
        outcome.last.counters = {{.name = QStringLiteral("orders"), .total = 12'345}};
        outcome.last.trends = {{.name = QStringLiteral("basket"),
                                .count = 2,
                                .min = -0.001234567,
                                .mean = 2.5,
                                .p50 = 1.25,
                                .p90 = 3,
                                .p95 = 4,
                                .p99 = 5,
                                .max = 60'000.5}};
        outcome.last.gauges = {{.name = QStringLiteral("stock"), .last = 7, .min = 6, .max = 8}};
        outcome.last.errors = {group(QStringLiteral("500 is not 200\nexpected"), 900ms)};
        outcome.last.errors.first().error.step = QStringLiteral("checkout / \u202Epay");
        ConsoleView(file()).showOutcome(outcome);
        const auto expected = QStringLiteral(
            "\n"
            "               ok  failed  per second\n"
            "Iterations  1,234       1         618\n"
            "\n"
            "          2xx  3xx  4xx  5xx  none  per second\n"
            "Requests   18    0    0    1     2         5.0\n"
            "\n"
            "Transferred  1.2 MB in, 0 bytes out\n"
            "\n"
            "Latency, ms    min  mean   p50   p90   p95  p99  p99.9    max\n"
            "answered     0.500  1.00  1.00  2.00  2.50  100    200  1,250\n"
            "\n"
            "Endpoint       requests  2xx  3xx  4xx  5xx  none  p50 ms  p95 ms  p99 ms  max ms  status\n"
            "GET /products        20   18    0    0    1     1    1.00    2.50     100   1,250  200: 18, "
            "500: 1\n"
            "POST /                1    0    0    0    0     1       -       -       -       -\n"
            "\n"
            "Scenario     ok  failed  p50 ms  p95 ms  p99 ms  max ms\n"
            "browse    1,234       1    1.00    2.50     100   1,250\n"
            "\n"
            "Step               ok  failed  requests  p50 ms  p95 ms  p99 ms  max ms\n"
            "checkout / pay  1,200       2     2,404    1.00    2.50     100   1,250\n"
            "login               0       0         1       -       -       -       -\n"
            "\n"
            "Check         passed  failed\n"
            "has products       9       1\n"
            "\n"
            "Counter   total  per second\n"
            "orders   12,345       6,173\n"
            "\n"
            "Trend   values        min  mean   p50  p95  p99     max\n"
            "basket       2  -0.001235   2.5  1.25    4    5  60,001\n"
            "\n"
            "Gauge  last  min  max\n"
            "stock     7    6    8\n"
            "\n"
            "Errors\n"
            "  2× assertion: 500 is not 200\n"
            "     in step “checkout / \uFFFDpay”\n"
            "     at /a/shop.ts:3:4\n"
            "     from 0.1 s to 0.9 s\n"
            "\n"
            "Finished. 1,235 iterations in 2.0 s, 1 failed (0.08 %).\n");
        QCOMPARE(m_out.split(QLatin1Char('\n')), expected.split(QLatin1Char('\n')));
    }

    void showsGoalsLast()
    {
        const auto goals = parseGoals({QStringLiteral("p95(latency) < 300 ms"),
                                       QStringLiteral("rate(check \"a\u202Eb\") > 99 %"),
                                       QStringLiteral("p95(step \"pay\") < 2 s")});
        RunOutcome outcome;
        outcome.last = snapshot(2s, 10);
        outcome.last.errors = {group(QStringLiteral("x"), 900ms)};
        outcome.last.goals = {{.goal = goals.at(0), .state = GoalStatus::State::Broken, .measured = 412.3},
                              {.goal = goals.at(1), .state = GoalStatus::State::Holds, .measured = 99.5},
                              {.goal = goals.at(2), .state = GoalStatus::State::NotJudged, .measured = {}}};
        ConsoleView(file()).showOutcome(outcome);
        const auto end = m_out.mid(m_out.indexOf(QStringLiteral("Goal ")));
        const auto expected = QStringLiteral("Goal                      measured  verdict\n"
                                             "p95(latency) < 300 ms     412.3 ms  broken\n"
                                             "rate(check \"a\uFFFDb\") > 99 %    99.5 %  ok\n"
                                             "p95(step \"pay\") < 2 s            -  not judged\n"
                                             "\n"
                                             "Finished. 11 iterations in 2.0 s, 1 failed (9.1 %).\n");
        QCOMPARE(end.split(QLatin1Char('\n')), expected.split(QLatin1Char('\n')));
        const auto missed =
            QStringLiteral("molotov-cli: A goal is broken: p95(latency) < 300 ms. It was 412.3 ms.\n"
                           "molotov-cli: A goal could not be judged because nothing was measured for it: "
                           "p95(step \"pay\") < 2 s.\n");
        QCOMPARE(m_err, missed);
        m_err.clear();
        auto output = file();
        output.quiet = true;
        ConsoleView(output).showOutcome(outcome);
        QCOMPARE(m_err, missed);
        m_err.clear();
        outcome.end = RunOutcome::End::Stopped; // by a person, who knows
        ConsoleView(output).showOutcome(outcome);
        QCOMPARE(m_err, QString());
    }

    void saysThatAllGoalsAreReached()
    {
        RunOutcome outcome;
        outcome.last = snapshot(2s, 10);
        outcome.last.goals = {{.state = GoalStatus::State::Holds, .measured = 1.0},
                              {.state = GoalStatus::State::Holds, .measured = 2.0}};
        ConsoleView(file()).showOutcome(outcome);
        QVERIFY2(
            m_out.endsWith(QStringLiteral("\nPassed. All 2 goals are reached. Finished. 11 iterations in "
                                          "2.0 s, 1 failed (9.1 %).\n")),
            qPrintable(m_out));
    }

    void tellsHowManyGoalsAreBroken()
    {
        auto measured = snapshot(1s, 7);
        measured.goals = {{.state = GoalStatus::State::Broken}, {.state = GoalStatus::State::NotYet}};
        ConsoleView view(terminal(200));
        view.showProgress(measured);
        QVERIFY2(m_out.contains(QStringLiteral("  5 workers  1 goal broken<EL>")), qPrintable(m_out));
    }

    void showsWhatIsRare()
    {
        RunOutcome outcome;
        auto &last = outcome.last;
        last.startedAt = QDateTime::currentDateTime();
        last.elapsed = 4s;
        last.loadTime = 2s;
        last.iterationsOk = 10;
        last.iterationsAborted = 3;
        last.requests = 20;
        last.requestsFailed = 1;
        last.requestsAborted = 4;
        last.requestsRetried = 5;
        last.failedLatency = latency();
        last.fixtures = {.requests = 3, .failed = 1, .aborted = 2, .retried = 6};
        last.endpoints = {{.method = QStringLiteral("GET"),
                           .name = QStringLiteral("/"),
                           .count = 20,
                           .failed = 1,
                           .aborted = 4,
                           .retried = 5,
                           .statuses = {{200, 1}, {404, 13}, {999, 1}}}};
        last.scenarios = {{.name = QStringLiteral("browse"), .ok = 10, .aborted = 3}};
        last.steps = {{.name = QStringLiteral("login"), .ok = 4, .aborted = 2, .requests = 6}};
        ConsoleView(file()).showOutcome(outcome);
        const auto expected = QStringLiteral(
            "\n"
            "            ok  failed  aborted  per second\n"
            "Iterations  10       0        3         5.0\n"
            "\n"
            "          2xx  3xx  4xx  5xx  other  none  aborted  retried  per second\n"
            "Requests    1    0   13    0      1     1        4        5        10.0\n"
            "\n"
            "Transferred  0 bytes in, 0 bytes out\n"
            "Setup and teardown  3 requests, 1 failed, 2 aborted, 6 retried; in no other figure\n"
            "\n"
            "Latency, ms    min  mean   p50   p90   p95  p99  p99.9    max\n"
            "failed       0.500  1.00  1.00  2.00  2.50  100    200  1,250\n"
            "\n"
            "Endpoint  requests  2xx  3xx  4xx  5xx  other  none  aborted  retried  p50 ms  p95 ms  p99 ms  "
            "max ms  "
            "status\n"
            "GET /           20    1    0   13    0      1     1        4        5       -       -       -   "
            "    -  "
            "200: 1, 404: 13, 999: 1\n"
            "\n"
            "Scenario  ok  failed  aborted  p50 ms  p95 ms  p99 ms  max ms\n"
            "browse    10       0        3       -       -       -       -\n"
            "\n"
            "Step   ok  failed  aborted  requests  p50 ms  p95 ms  p99 ms  max ms\n"
            "login   4       0        2         6       -       -       -       -\n"
            "\n"
            "Finished. 10 iterations in 4.0 s, none failed, 3 aborted.\n");
        QCOMPARE(m_out.split(QLatin1Char('\n')), expected.split(QLatin1Char('\n')));
    }

    void saysByWhatTheRunWasLimited()
    {
        RunOutcome outcome;
        outcome.last = snapshot(1s, 1);
        ConsoleView(file()).showOutcome(outcome);
        QVERIFY2(!m_out.contains(QStringLiteral("Limited by")), qPrintable(m_out)); // nobody can tell
        outcome.last.trust = TrustVerdict();
        ConsoleView(file()).showOutcome(outcome);
        QVERIFY2(m_out.endsWith(QStringLiteral("\nLimited by: nothing. The load was made as it was meant.\n"
                                               "Finished. 2 iterations in 1.0 s, 1 failed (50.0 %).\n")),
                 qPrintable(m_out));
        outcome.last.trust =
            TrustVerdict{.limitedBy = RunLimit::Scenario,
                         .isOk = false,
                         .evidence = {{.code = TrustEvidence::Code::LongScript,
                                       .measured = 5'000,
                                       .limit = 10,
                                       .name = QStringLiteral("scenario “a\x1b” (shop.js:3:5)")},
                                      {.code = TrustEvidence::Code::BusyUsers, .measured = 95, .limit = 80}}};
        ConsoleView(file()).showOutcome(outcome);
        QVERIFY2(
            m_out.contains(QStringLiteral(
                "\nLimited by: the scenario’s own code. A script ran 5.00 s without await, and all else "
                "in its process waited: scenario “a\uFFFD” (shop.js:3:5). Requests went out late, and "
                "latencies may hold a part of this. Let the script do less between requests, or use more "
                "processes.\n")),
            qPrintable(m_out));
    }

    void saysThatAMessageIsOneOfSeveral()
    {
        auto similar = group(QStringLiteral("GET /products/1 was refused\nand more"), 900ms);
        similar.isExample = true;
        similar.error.endpoint = QStringLiteral("GET /products/:id");
        RunOutcome outcome;
        outcome.last = snapshot(1s, 0);
        outcome.last.errors = {similar};
        ConsoleView(file()).showOutcome(outcome);
        const auto shown = QStringLiteral("  2× assertion, for example: GET /products/1 was refused\n"
                                          "     GET /products/:id\n"
                                          "     at /a/shop.ts:3:4\n");
        QVERIFY2(m_out.contains(shown), qPrintable(m_out));
    }

    void showsStacksToTheVerbose()
    {
        auto output = file();
        output.verbose = true;
        RunOutcome outcome;
        outcome.end = RunOutcome::End::Stopped;
        outcome.last = snapshot(1s, 0);
        outcome.last.errors = {group(QStringLiteral("500 is not 200\nexpected"), 900ms)};
        ConsoleView(output).showOutcome(outcome);
        const auto stack =
            QStringLiteral("  2× assertion: 500 is not 200\n     expected\n     at buy /a/shop.ts:3:4\n");
        QVERIFY2(m_out.contains(stack), qPrintable(m_out));
        QVERIFY2(m_out.endsWith(QStringLiteral("Stopped. 1 iteration in 1.0 s, 1 failed (100 %).\n")),
                 qPrintable(m_out));
    }

private:
    ConsoleOutput file()
    {
        return {.write = [this](const QByteArray &text) { m_out += shown(text); },
                .writeError = [this](const QByteArray &text) { m_err += shown(text); }};
    }

    ConsoleOutput terminal(int width)
    {
        auto output = file();
        output.width = [width] { return width; };
        return output;
    }

    static QString shown(const QByteArray &text)
    {
        return QString::fromUtf8(text)
            .replace(QStringLiteral("\r"), QStringLiteral("<CR>"))
            .replace(QStringLiteral("\x1b[K"), QStringLiteral("<EL>"));
    }

    static LatencySummary latency()
    {
        return {.count = 9,
                .min = 500us,
                .mean = 1000,
                .p50 = 1ms,
                .p90 = 2ms,
                .p95 = 2500us,
                .p99 = 100ms,
                .p999 = 200ms,
                .max = 1250ms};
    }

    static Snapshot snapshot(std::chrono::microseconds elapsed, qint64 ok)
    {
        Snapshot result;
        result.startedAt = QDateTime::currentDateTime();
        result.elapsed = elapsed;
        result.loadTime = elapsed;
        result.iterationsOk = ok;
        result.iterationsFailed = 1;
        result.requests = 10;
        result.requestsFailed = 1;
        result.activeWorkers = 5;
        result.latency = latency();
        return result;
    }

    static ErrorGroup group(const QString &message, std::chrono::microseconds last)
    {
        const StackFrame frame{.function = QStringLiteral("buy"),
                               .place = {QStringLiteral("/a/shop.ts"), 3, 4}};
        return {.error = {.kind = ErrorKind::Assertion, .message = message, .stack = {frame}},
                .count = 2,
                .first = 100ms,
                .last = last};
    }

    QString m_out;
    QString m_err;
};

QTEST_APPLESS_MAIN(TestConsoleView)
#include "tst_consoleview.moc"
