// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

namespace Molotov {

/// What a server or a script may call things, to break a report.
inline QString hostileName(const QString &what)
{
    return QStringLiteral("=%1 <script>alert(1)</script> ]]> & \" ' \u202Egnp.exe ").arg(what)
           + QChar(QChar::Null) + QChar(0x1B) + QChar(0xFFFE) + QChar(0xD800) + QStringLiteral("\n-->&lt;");
}

/// A run in which everything that others can name has such a name; the numbers are sound.
inline RunRecord hostileRecord()
{
    using namespace std::chrono_literals;
    RunRecord record;
    auto &profile = record.info.profile;
    profile.scenarioFile = QStringLiteral("/home/qa/") + hostileName(QStringLiteral("file")).remove(u'/');
    profile.test = hostileName(QStringLiteral("test"));
    profile.environment = {{hostileName(QStringLiteral("variable")), hostileName(QStringLiteral("value"))}};
    record.info.startedAt = QDateTime(QDate(2026, 3, 14), QTime(15, 9, 26), Qt::UTC);
    record.entry.title = hostileName(QStringLiteral("title"));
    record.entry.note = hostileName(QStringLiteral("note"));
    record.host = hostileName(QStringLiteral("host"));
    record.version = QStringLiteral("1.0");
    record.sources = {{hostileName(QStringLiteral("path")), hostileName(QStringLiteral("source"))}};
    record.latencies = {
        .cells = {100, 2'000}, .counts = {9, 1}, .min = 100us, .max = 2'000us, .sum = 2'900us};
    record.outcome.profile = profile;
    record.outcome.reason = {.code = RunReason::Code::Scenario,
                             .text = hostileName(QStringLiteral("reason"))};
    for (int i = 0; i < 20; ++i)
        record.outcome.series.append({.second = i,
                                      .okRate = 2,
                                      .requestRate = 40,
                                      .statusRates = {39, 0, 0, 1, 0},
                                      .p50 = 1ms,
                                      .p95 = 2ms,
                                      .p99 = 3ms,
                                      .max = 4ms,
                                      .activeWorkers = 5});
    auto &measured = record.outcome.last;
    const LatencySummary latency{.count = 10,
                                 .min = 100us,
                                 .mean = 290,
                                 .p50 = 100us,
                                 .p90 = 100us,
                                 .p95 = 2ms,
                                 .p99 = 2ms,
                                 .p999 = 2ms,
                                 .max = 2ms};
    measured.elapsed = 20s;
    measured.loadTime = 20s;
    measured.iterationsOk = 1'234;
    measured.iterationsFailed = 5;
    measured.requests = 4'711;
    measured.latency = latency;
    measured.endpoints = {{.method = hostileName(QStringLiteral("method")),
                           .name = hostileName(QStringLiteral("endpoint")),
                           .count = 4'711,
                           .failed = 42,
                           .statuses = {{200, 4'000}, {503, 669}},
                           .latency = latency}};
    measured.scenarios = {
        {.name = hostileName(QStringLiteral("scenario")), .ok = 1'234, .failed = 5, .duration = latency}};
    measured.steps = {{.name = hostileName(QStringLiteral("step")), .ok = 77, .duration = latency}};
    measured.checks = {{.name = hostileName(QStringLiteral("check")), .passed = 88, .failed = 2}};
    measured.counters = {{.name = hostileName(QStringLiteral("counter")), .total = 99}};
    measured.trends = {{.name = hostileName(QStringLiteral("trend")), .count = 3, .p50 = 7.5}};
    measured.gauges = {{.name = hostileName(QStringLiteral("gauge")), .last = 3}};
    measured.errors = {
        {.error = {.kind = ErrorKind::Assertion,
                   .message = hostileName(QStringLiteral("message")),
                   .stack = {{.function = hostileName(QStringLiteral("function")),
                              .place = {.file = hostileName(QStringLiteral("place")), .line = 7}}},
                   .endpoint = hostileName(QStringLiteral("at endpoint")),
                   .step = hostileName(QStringLiteral("in step"))},
         .count = 5,
         .first = 1s,
         .last = 19s}};
    const auto bytes = [](const QString &what) { return hostileName(what).toUtf8(); };
    RunSample sample;
    sample.sample = {
        .message = hostileName(QStringLiteral("sample")),
        .scenario = 0,
        .at = 1s,
        .exchanges = {{.method = hostileName(QStringLiteral("verb")),
                       .url = hostileName(QStringLiteral("url")),
                       .requestHead = {.list = {{hostileName(QStringLiteral("field")),
                                                 bytes(QStringLiteral("content"))}}},
                       .requestBody = {.bytes = bytes(QStringLiteral("sent")), .size = 4'000},
                       .status = 503,
                       .reason = hostileName(QStringLiteral("phrase")),
                       .responseBody = {.bytes = "</pre><script>alert(1)</script>", .size = 31}}}};
    record.samples = {sample};
    measured.helpers = {{.index = 0, .pid = 41, .end = HelperEnd::Finished, .requests = 4'711}};
    return record;
}

} // namespace Molotov
