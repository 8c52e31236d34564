// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/summaryreport.h"

#include "core/model/goalparser.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Molotov;
using std::chrono::microseconds;
using namespace std::chrono_literals;

/// The summary against tests/data/summary/*.json, which show schema 1 in full and with nothing measured.
class TestSummaryReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAllThatWasMeasured() { QCOMPARE(summaryJson(outcome()), golden(QStringLiteral("full.json"))); }

    void inventsNothing()
    {
        RunOutcome failed;
        failed.end = RunOutcome::End::Failed;
        failed.failure = RunOutcome::Failure::Scenario;
        failed.reason = {.code = RunReason::Code::Scenario,
                         .text = QStringLiteral("There is no file /tmp/shop.ts.")};
        failed.profile.scenarioFile = QStringLiteral("/tmp/shop.ts");
        QCOMPARE(summaryJson(failed), golden(QStringLiteral("nothing.json")));
    }

    void saysWhatASizingCameTo()
    {
        RunOutcome outcome;
        QVERIFY(!json(outcome).contains(QStringLiteral("sizing")));
        outcome.last.sizing = SizingResult{.verdict = SizingResult::Verdict::LimitFound,
                                           .workers = 12,
                                           .ok = 190,
                                           .failed = 10,
                                           .tolerance = 2.5};
        SeriesPoint second;
        second.okRate = 20;
        second.failedRate = 1;
        second.activeWorkers = 2;
        outcome.series = {second};
        const QJsonObject expected{
            {QStringLiteral("verdict"), QStringLiteral("limit_found")},
            {QStringLiteral("workers"), 12},
            {QStringLiteral("ok"), 190},
            {QStringLiteral("failed"), 10},
            {QStringLiteral("failed_percent"), 5},
            {QStringLiteral("tolerance_percent"), 2.5},
            {QStringLiteral("curve"), QJsonArray{QJsonObject{{QStringLiteral("workers"), 2},
                                                             {QStringLiteral("ok_per_s"), 20},
                                                             {QStringLiteral("failed_per_s"), 1}}}}};
        QCOMPARE(json(outcome)[QStringLiteral("sizing")].toObject(), expected);
        outcome.last.sizing->verdict = SizingResult::Verdict::TargetHeld;
        QCOMPARE(json(outcome)[QStringLiteral("sizing")][QStringLiteral("verdict")].toString(),
                 QStringLiteral("target_held"));
        outcome.last.sizing->verdict = SizingResult::Verdict::NotFinished;
        QCOMPARE(json(outcome)[QStringLiteral("sizing")][QStringLiteral("verdict")].toString(),
                 QStringLiteral("not_finished"));
    }

    void hasTheLoadOfARunWithARampUp()
    {
        RunOutcome outcome;
        QVERIFY(!json(outcome).contains(QStringLiteral("load")));
        outcome.profile.rampUp = 2s;
        outcome.last.loadTime = 10s;
        outcome.last.elapsed = 10s;
        outcome.load = LoadPhase{.from = 2s, .to = 10s};
        outcome.load->totals.loadTime = 8s;
        outcome.load->totals.requests = 400;
        outcome.load->totals.iterationsOk = 80;
        const auto summary = json(outcome);
        const auto phases = summary[QStringLiteral("phases")].toArray();
        QCOMPARE(phases.size(), 2);
        QCOMPARE(phases.first().toObject(), (QJsonObject{{QStringLiteral("name"), QStringLiteral("ramp_up")},
                                                         {QStringLiteral("from_s"), 0},
                                                         {QStringLiteral("to_s"), 2}}));
        const auto load = summary[QStringLiteral("load")];
        QCOMPARE(load[QStringLiteral("from_s")].toDouble(), 2.0);
        QCOMPARE(load[QStringLiteral("to_s")].toDouble(), 10.0);
        QCOMPARE(load[QStringLiteral("requests")][QStringLiteral("rate_per_s")].toDouble(), 50.0);
        QCOMPARE(load[QStringLiteral("iterations")][QStringLiteral("rate_per_s")].toDouble(), 10.0);
        QVERIFY(load[QStringLiteral("endpoints")].isArray());
    }

    void listsMarkers()
    {
        RunOutcome outcome;
        QVERIFY(!json(outcome).contains(QStringLiteral("markers")));
        outcome.markers = {
            {.at = 1500ms,
             .change = LoadChange{LoadChange::Kind::Target, 20, 3s},
             .loadBefore = 10,
             .note = {}},
            {.at = 2s, .change = LoadChange{LoadChange::Kind::Extend, 0, 60s}, .loadBefore = 12, .note = {}},
            {.at = 4s, .change = LoadChange{LoadChange::Kind::Pause, 0, 0s}, .loadBefore = 20, .note = {}},
            {.at = 5s, .change = {}, .loadBefore = 0, .note = QStringLiteral("cache emptied")}};
        const auto expected = QJsonDocument::fromJson(
            R"([{"at_s": 1.5, "kind": "load", "load_before": 10, "load": 20, "ramp_s": 3},
                {"at_s": 2, "kind": "extend", "load_before": 12, "by_s": 60},
                {"at_s": 4, "kind": "pause", "load_before": 20},
                {"at_s": 5, "kind": "note", "note": "cache emptied"}])");
        QCOMPARE(json(outcome)[QStringLiteral("markers")].toArray(), expected.array());
    }

    void saysWhetherTooManyFailed()
    {
        RunOutcome outcome;
        QVERIFY(!json(outcome).contains(QStringLiteral("fail")));
        outcome.profile.failThreshold = 3;
        outcome.last.iterationsFailed = 2;
        QCOMPARE(json(outcome)[QStringLiteral("fail")].toObject(),
                 (QJsonObject{{QStringLiteral("limit"), 3}, {QStringLiteral("reached"), false}}));
        outcome.last.iterationsFailed = 3;
        QCOMPARE(json(outcome)[QStringLiteral("fail")][QStringLiteral("reached")].toBool(), true);
        outcome.last.iterationsFailed = 0;
        outcome.profile.failThreshold = 0;
        QCOMPARE(json(outcome)[QStringLiteral("fail")][QStringLiteral("reached")].toBool(), true);
    }

    void namesEveryEnd()
    {
        RunOutcome stopped;
        stopped.end = RunOutcome::End::Stopped;
        for (const auto end : {HelperEnd::Running, HelperEnd::Finished, HelperEnd::Crashed, HelperEnd::Killed,
                               HelperEnd::Lost})
            stopped.last.helpers.append({.index = 0, .pid = 0, .end = end, .requests = 0});
        const auto json = QJsonDocument::fromJson(summaryJson(stopped)).object();
        QStringList ends{json[QStringLiteral("state")].toString()};
        const auto helpers = json[QStringLiteral("helpers")].toArray();
        for (const auto &helper : helpers)
            ends.append(helper[QStringLiteral("end")].toString());
        QCOMPARE(ends.join(QLatin1Char(' ')), QStringLiteral("stopped lost finished crashed killed lost"));
    }

private:
    static QJsonObject json(const RunOutcome &outcome)
    {
        return QJsonDocument::fromJson(summaryJson(outcome)).object();
    }

    static RunOutcome outcome()
    {
        const LatencySummary latency{.count = 3,
                                     .min = 1500us,
                                     .mean = 2500.5,
                                     .p50 = 2ms,
                                     .p90 = 3ms,
                                     .p95 = 3100us,
                                     .p99 = 3200us,
                                     .p999 = 3300us,
                                     .max = 4ms};
        RunOutcome result;
        result.profile.scenarioFile = QStringLiteral("/home/qa/shop.ts");
        result.profile.processes = 2;
        result.profile.workers = 50;
        auto &last = result.last;
        last.startedAt = QDateTime({2026, 11, 23}, {10, 30, 0, 250}, QTimeZone(3600));
        last.elapsed = 3s;
        last.loadTime = 2s;
        last.iterationsOk = 2;
        last.iterationsFailed = 1;
        last.iterationsAborted = 2;
        last.iterationsDropped = 3;
        last.iterationsLate = 4;
        last.responseTime = latency;
        last.requests = 8;
        last.requestsFailed = 1;
        last.requestsAborted = 4;
        last.requestsRetried = 5;
        last.bytesIn = 5'000'000'000;
        last.bytesOut = 300;
        last.latency = latency;
        last.requestResponseTime = latency;
        last.failedLatency = latency;
        last.phases = {.wait = latency};
        last.loopLag = {.count = 400, .p50 = 0us, .p99 = 2500us, .max = 48ms};
        last.queued = {.count = 12, .p50 = 20us, .p99 = 300us, .max = 1ms};
        last.longScript = LongScript{
            .time = 48ms, .name = QStringLiteral("scenario “buy”"), .place = QStringLiteral("shop.js:3:5")};
        last.trust = TrustVerdict{
            .limitedBy = RunLimit::Scenario,
            .isOk = false,
            .evidence = {
                {.code = TrustEvidence::Code::HeavyScripts,
                 .measured = 5.5,
                 .limit = 1,
                 .name = QStringLiteral("buy")},
                {.code = TrustEvidence::Code::BusyHelper, .measured = 97, .limit = 90, .helper = 1}}};
        last.endpoints.append(
            {.method = QStringLiteral("GET"),
             .name = QStringLiteral("/products/\"ä\""),
             .count = 8,
             .failed = 1,
             .aborted = 4,
             .retried = 5,
             .statuses = {{200, 2}, {503, 1}},
             .latency = latency,
             .responseTime = latency,
             .failedLatency = latency,
             .phases = {
                 .dns = latency, .connect = latency, .send = latency, .wait = latency, .receive = latency}});
        last.fixtures = {.requests = 3, .failed = 2, .aborted = 1, .bytesIn = 20, .bytesOut = 10};
        last.fixtures.endpoints.append({.method = QStringLiteral("POST"),
                                        .name = QStringLiteral("/login"),
                                        .count = 3,
                                        .failed = 2,
                                        .aborted = 1});
        last.endpoints.append(
            {.method = QStringLiteral("POST"), .name = QStringLiteral("/"), .count = 1, .failed = 1});
        last.scenarios.append({.name = QStringLiteral("browse"),
                               .ok = 2,
                               .failed = 1,
                               .aborted = 2,
                               .duration = latency,
                               .failedDuration = latency});
        last.steps.append({.name = QStringLiteral("checkout / pay"),
                           .ok = 2,
                           .failed = 1,
                           .aborted = 3,
                           .requests = 7,
                           .duration = latency,
                           .failedDuration = latency});
        last.checks.append({.name = QStringLiteral("has products"), .passed = 2, .failed = 1});
        last.counters.append({.name = QStringLiteral("orders"), .total = 5});
        last.trends.append({.name = QStringLiteral("basket"),
                            .count = 3,
                            .min = -1.5,
                            .mean = 2,
                            .p50 = 1.25,
                            .p90 = 3,
                            .p95 = 4,
                            .p99 = 5,
                            .max = 6});
        last.gauges.append({.name = QStringLiteral("stock"), .last = 7, .min = 6, .max = 8});
        const auto goals = parseGoals({QStringLiteral("p95(latency, \"GET /\") < 300 ms, abort after 30 s"),
                                       QStringLiteral("rate(http_5xx) < 0.1 %"),
                                       QStringLiteral("count(counter \"orders\") > 5")});
        last.goals = {{.goal = goals.at(0), .state = GoalStatus::State::Broken, .measured = 412.5},
                      {.goal = goals.at(1), .state = GoalStatus::State::NotJudged, .measured = {}},
                      {.goal = goals.at(2), .state = GoalStatus::State::Holds, .measured = 7}};
        last.errors.append({.error = {.kind = ErrorKind::Assertion,
                                      .message = QStringLiteral("503 is not 200"),
                                      .stack = {{.function = {}, .place = {}},
                                                {.function = QStringLiteral("browse"),
                                                 .place = {QStringLiteral("/home/qa/shop.ts"), 12, 3}}},
                                      .endpoint = QStringLiteral("GET /products/:id"),
                                      .step = QStringLiteral("checkout / pay")},
                            .count = 1,
                            .first = 100ms,
                            .last = 100ms,
                            .isExample = true});
        last.helpers.append(
            {.index = 0, .pid = 4711, .end = HelperEnd::Finished, .requests = 3, .loopLag = last.loopLag});
        last.helpers.append({.index = 1, .pid = 4712, .end = HelperEnd::Crashed, .requests = 1});
        return result;
    }

    static QByteArray golden(const QString &name)
    {
        QFile file(QStringLiteral(MOLOTOV_SOURCE_DIR "/tests/data/summary/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_APPLESS_MAIN(TestSummaryReport)
#include "tst_summaryreport.moc"
