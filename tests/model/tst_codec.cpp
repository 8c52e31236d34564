// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/codec.h"

#include <QCborArray>
#include <QCborValue>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Protocol;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

ScriptError someError()
{
    return {.kind = ErrorKind::Network,
            .message = QStringLiteral("GET /x was refused 🙂"),
            .stack = {{QStringLiteral("browse"), {QStringLiteral("shop.ts"), 12, 7}}, {}},
            .endpoint = QStringLiteral("GET /x"),
            .step = QStringLiteral("checkout / pay")};
}

SparseHistogram someHistogram()
{
    return {.cells = {3, 900},
            .counts = {1, 1LL << 40},
            .min = microseconds(3),
            .max = microseconds(901),
            .sum = microseconds(1LL << 50)};
}

// One of each, no field with its default value: a field that fields() forgets comes back different.
QList<ToHelper> allToHelper()
{
    return {
        Hello{.protocol = 7, .version = QStringLiteral("1.2"), .pid = 4711},
        LoadScenario{.sourceName = QStringLiteral("shop.ts"),
                     .code = QStringLiteral("scenario('ä')"),
                     .extensions = {{QStringLiteral("auth.js"), QStringLiteral("events()")}},
                     .share = {.index = 1, .count = 3, .weights = {1, 2, 3}},
                     .seed = ~0ULL,
                     .baseUrl = QStringLiteral("http://[::1]:8080"),
                     .load = {.model = LoadPlan::Model::Open,
                              .users = 50,
                              .rampUp = milliseconds(1500),
                              .rampDown = milliseconds(700),
                              .duration = std::chrono::hours(24),
                              .stages = {{milliseconds(30'000), 0.5}, {milliseconds(1), 1e6}},
                              .isStepped = true,
                              .isPoisson = true,
                              .maxRuns = 1LL << 40,
                              .iterations = 1LL << 41,
                              .delay = milliseconds(20),
                              .pacing = milliseconds(5)},
                     .environment = {{QStringLiteral("A"), QStringLiteral("1")}, {QStringLiteral("B"), {}}},
                     .singleMode = QStringLiteral("buy"),
                     .singleRun = true,
                     .stopOnFailure = true,
                     .forceShutdown = true,
                     .verbosity = 2,
                     .iterationTimeout = milliseconds(1501),
                     .statsdAddress = QStringLiteral("udp://localhost:8125"),
                     .statsdRawNames = true,
                     .foldNames = false,
                     .maskedHeaders = {QStringLiteral("x-token")},
                     .hosts = {{QStringLiteral("shop.example"), QStringLiteral("10.0.0.7:8443")}},
                     .addresses = AddressOrder::Random,
                     .allowedHosts = {QStringLiteral("*.example.com")},
                     .traceExchanges = true},
        RunGlobalSetup{},
        StartRun{.vars = QStringLiteral("[]"), .keeps = true},
        CurrentWorkers{.workers = 7},
        StopRun{.now = true},
        RunGlobalTeardown{},
        ChangeLoad{.at = microseconds(5),
                   .change = {.kind = LoadChange::Kind::Extend, .load = 2.5, .time = microseconds(7)}}};
}

QList<FromHelper> allFromHelper()
{
    return {
        Hello{.protocol = 7, .version = QStringLiteral("1.2"), .pid = 4711},
        ScenarioLoaded{.scenarios = {{QStringLiteral("browse"), 0.5}, {QStringLiteral("buy"), 3}},
                       .hasGlobalSetup = true,
                       .hasGlobalTeardown = true,
                       .isListening = true},
        LoadFailed{.error = someError()},
        GlobalSetupDone{.vars = QStringLiteral("[]"), .error = someError()},
        MetricsDelta{
            .elapsed = microseconds(250'001),
            .loadTime = microseconds(250'000),
            .activeWorkers = 50,
            .bytesIn = 1LL << 41,
            .bytesOut = 12,
            .endpoints = {{.method = QStringLiteral("GET"),
                           .name = QStringLiteral("/products/{id}"),
                           .count = 5,
                           .failed = 1,
                           .aborted = 2,
                           .retried = 4,
                           .statuses = {{200, 3}, {503, 1}},
                           .latency = someHistogram(),
                           .failedLatency = someHistogram(),
                           .phases = {.dns = someHistogram(),
                                      .connect = someHistogram(),
                                      .tls = someHistogram(),
                                      .send = someHistogram(),
                                      .wait = someHistogram(),
                                      .receive = someHistogram(),
                                      .queued = someHistogram()},
                           .responseTime = someHistogram()}},
            .fixtures = {.bytesIn = 1, .bytesOut = 2, .endpoints = {{.count = 3}}},
            .scenarios = {{.scenario = 1,
                           .ok = 2,
                           .failed = 3,
                           .aborted = 4,
                           .duration = someHistogram(),
                           .failedDuration = someHistogram()}},
            .steps = {{.name = QStringLiteral("checkout / pay"),
                       .ok = 2,
                       .failed = 3,
                       .aborted = 4,
                       .requests = 5,
                       .duration = someHistogram(),
                       .failedDuration = someHistogram()}},
            .checks = {{.name = QStringLiteral("has products"), .passed = 9, .failed = 1}},
            .errors = {{.error = someError(), .count = 2, .first = microseconds(5), .last = microseconds(6)}},
            .counters = {{.name = QStringLiteral("orders"), .added = 2.5}},
            .trends =
                {{.name = QStringLiteral("basket"),
                  .values = {.cells = {-3, 900}, .counts = {1, 2}, .min = -1.5, .max = 9, .sum = 7.25}}},
            .gauges = {{.name = QStringLiteral("stock"), .last = 2, .min = 1, .max = 3}},
            .loopLag = someHistogram(),
            .ownLag = someHistogram(),
            .queued = someHistogram(),
            .longScript = Protocol::LongScript{.time = std::chrono::seconds(5), .place = someError()},
            .dropped = 4,
            .late = 5,
            .responseTime = someHistogram()},
        WorkerStates{.changed = {{.position = 3,
                                  .state = WorkerState::Failed,
                                  .scenario = 1,
                                  .iterations = 100,
                                  .failed = 7}}},
        ScriptLog{.level = LogLevel::Error, .worker = 12, .text = QStringLiteral("x"), .dropped = 3},
        ErrorSample{.error = someError(),
                    .message = QStringLiteral("no"),
                    .worker = 7,
                    .scenario = 1,
                    .at = microseconds(99),
                    .exchanges = {{.method = QStringLiteral("PUT"),
                                   .url = QStringLiteral("http://a/"),
                                   .requestHead = {.list = {{QStringLiteral("A"), "1"}}, .leftOut = 2},
                                   .requestBody = {.bytes = QByteArray("\0\xff", 2), .size = 3},
                                   .status = 404,
                                   .reason = QStringLiteral("Not Found"),
                                   .responseHead = {.list = {{QStringLiteral("B"), "\xe4"}}, .leftOut = 1},
                                   .responseBody = {.bytes = "x", .size = 1, .isDiscarded = true},
                                   .failure = QStringLiteral("closed"),
                                   .startedAt = microseconds(5),
                                   .duration = microseconds(6)}}},
        RunBroken{.why = RunBroken::Why::IterationFailed, .error = someError()},
        WorkersDone{},
        RunFinished{},
        LoadIdle{.changes = 3, .hasEnded = true},
        TracedExchange{.exchange = {.method = QStringLiteral("GET"), .status = 200},
                       .origin = {.part = QStringLiteral("browse"),
                                  .step = QStringLiteral("pay"),
                                  .calls = someError().stack},
                       .phases = {.dns = {},
                                  .connect = microseconds(0),
                                  .tls = {},
                                  .send = microseconds(7),
                                  .wait = microseconds(8),
                                  .receive = {},
                                  .queued = microseconds(9)},
                       .bytesOut = 10,
                       .bytesIn = 11},
        TracedNote{.kind = TracedNote::Kind::CheckFailed, .error = someError()}};
}

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesBackAsItWas()
    {
        for (const auto &message : allToHelper()) {
            const auto decoded = decodeToHelper(encode(message));
            QVERIFY2(decoded.isOk(), qPrintable(decoded.isOk() ? QString() : decoded.error().text));
            QVERIFY(*decoded == message);
        }
        for (const auto &message : allFromHelper()) {
            const auto decoded = decodeFromHelper(encode(message));
            QVERIFY2(decoded.isOk(), qPrintable(decoded.isOk() ? QString() : decoded.error().text));
            QVERIFY(*decoded == message);
        }
    }

    void everyMessageIsTriedAbove()
    {
        QSet<size_t> seen;
        for (const auto &message : allToHelper())
            seen.insert(message.index());
        QCOMPARE(seen.size(), qsizetype(std::variant_size_v<ToHelper>));
        seen.clear();
        for (const auto &message : allFromHelper())
            seen.insert(message.index());
        QCOMPARE(seen.size(), qsizetype(std::variant_size_v<FromHelper>));
    }

    void cutOrLengthenedMessagesAreErrors()
    {
        for (const auto &message : allFromHelper()) {
            const auto payload = encode(message);
            for (qsizetype size = 0; size < payload.size(); ++size)
                QVERIFY(!decodeFromHelper(payload.left(size)).isOk());
            QVERIFY(!decodeFromHelper(payload + '\0').isOk());
        }
    }

    void anyFlippedByteEndsInAMessageOrAnError()
    {
        for (const auto &message : allFromHelper()) {
            const auto payload = encode(message);
            for (qsizetype at = 0; at < payload.size(); ++at) {
                for (const int flip : {0x01, 0x20, 0x80, 0xff}) {
                    auto broken = payload;
                    broken[at] = char(broken.at(at) ^ flip);
                    (void)decodeFromHelper(broken).isOk(); // neither hangs nor crashes
                }
            }
        }
    }

    void whatDoesNotFitIsAnError_data()
    {
        QTest::addColumn<QCborValue>("value");
        const auto row = [](const char *name, const QCborValue &value) { QTest::newRow(name) << value; };
        row("not an array", QCborValue(5));
        row("unknown message", QCborArray{99, QCborArray()});
        row("negative message", QCborArray{-1, QCborArray()});
        row("too few fields", QCborArray{0, QCborArray{1, QStringLiteral("1")}});
        row("too many fields", QCborArray{0, QCborArray{1, QStringLiteral("1"), 2, 3}});
        row("text for a number", QCborArray{0, QCborArray{QStringLiteral("1"), QStringLiteral("1"), 2}});
        row("number out of range", QCborArray{0, QCborArray{1LL << 40, QStringLiteral("1"), 2}});
        row("unknown enumerator", QCborArray{4, QCborArray{QCborArray{QCborArray{0, 99, 0, 0, 0}}}});
    }

    void whatDoesNotFitIsAnError()
    {
        QFETCH(QCborValue, value);
        QVERIFY(!decodeFromHelper(value.toCbor()).isOk());
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
