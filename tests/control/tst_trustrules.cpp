// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/trust/trustrules.h"

#include "core/control/run/runsecond.h"
#include "core/control/trust/doubtfulspans.h"
#include "core/control/words/trustwords.h"
#include "core/model/protocol/messages.h"

#include <QTest>

#include <functional>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Code = TrustEvidence::Code;
using Change = std::function<void(TrustValues &)>;

Q_DECLARE_METATYPE(Change)

namespace {

// Ten seconds of a calm run: 1,000 requests of 20 ms, of ten users who mostly sleep, in one helper.
TrustValues calm()
{
    TrustValues values;
    values.requests = 1'000;
    values.iterations = 1'000;
    values.waited = 20s;
    values.latency = 20ms;
    values.lag = {.count = 1'000, .p99 = 0ms};
    values.ownLag = values.lag;
    values.effort = {.time = 10s, .userTime = 100s, .cpu = 300ms, .cpuWait = 10ms, .script = 50ms};
    values.busiest = {.index = 0, .effort = values.effort};
    values.machine = {.cores = 20s,
                      .busy = 1s,
                      .time = 10s,
                      .network = 100ms,
                      .memory = 16LL << 30,
                      .leastFree = 8LL << 30};
    return values;
}

void makeEffort(TrustValues &values, const std::function<void(HelperEffort &)> &change)
{
    change(values.effort);
    change(values.busiest.effort);
}

void makeLate(TrustValues &values, microseconds lag)
{
    values.lag.p99 = values.ownLag.p99 = lag;
}

QList<Code> codesOf(const TrustVerdict &verdict)
{
    QList<Code> codes;
    for (const auto &one : verdict.evidence)
        codes += one.code;
    return codes;
}

void addRow(const char *name, const QList<Code> &codes, const Change &change)
{
    QTest::newRow(name) << codes << change;
}

void addRowsOfThisComputer()
{
    addRow("no port", {Code::NoPort},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.withoutPort = 1; }); });
    addRow("a port less in many requests", {}, [](auto &values) {
        values.requests = 1'001;
        makeEffort(values, [](auto &effort) { effort.withoutPort = 1; });
    });
    addRow("full network", {Code::NetworkFull}, [](auto &values) { values.machine.network = 9s; });
    addRow("lost packets", {Code::LostPackets}, [](auto &values) {
        values.machine.segments = 1'000;
        values.machine.resent = 10;
    });
    addRow("few lost packets", {}, [](auto &values) {
        values.machine.segments = 1'000;
        values.machine.resent = 9;
    });
    addRow("hardly any packets", {}, [](auto &values) {
        values.machine.segments = 999;
        values.machine.resent = 500;
    });
    addRow("a server that takes no connections", {Code::SlowConnects}, [](auto &values) {
        values.machine.segments = 1'000;
        values.machine.resent = 300;
        values.connect = 1s;
    });
    addRow("busy network", {}, [](auto &values) { values.machine.network = 8'999ms; });
    addRow("no memory", {Code::NoMemory},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.withoutMemory = 1; }); });
    addRow("swapping", {Code::Swapping}, [](auto &values) { values.machine.swappedIn = 10 << 20; });
    addRow("some swapping", {}, [](auto &values) { values.machine.swappedIn = 9 << 20; });
    addRow("little memory", {Code::LittleMemory},
           [](auto &values) { values.machine.leastFree = values.machine.memory * 3 / 100; });
    addRow("enough memory", {},
           [](auto &values) { values.machine.leastFree = values.machine.memory * 4 / 100; });
    addRow("memory not known", {},
           [](auto &values) { values.machine.memory = values.machine.leastFree = 0; });
    addRow("full core", {Code::BusyHelper},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.cpu = 9s; }); });
    addRow("busy core", {},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.cpu = 8'900ms; }); });
    addRow("late and waiting for a core", {Code::LateLoop, Code::WaitingHelper}, [](auto &values) {
        makeLate(values, 10ms);
        makeEffort(values, [](auto &effort) { effort.cpuWait = 1s; });
    });
    addRow("waiting for a core, on time", {},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.cpuWait = 5s; }); });
    addRow("late on a full machine", {Code::LateLoop, Code::BusyMachine}, [](auto &values) {
        makeLate(values, 10ms);
        values.machine.busy = 18s;
    });
    addRow("on time on a full machine", {}, [](auto &values) { values.machine.busy = 20s; });
}

void addRowsOfScripts()
{
    const LongScript loop{.time = 5s, .name = QStringLiteral("scenario “a”"), .place = {}};
    addRow("late by a long script", {Code::LongScript}, [loop](auto &values) {
        values.lag.p99 = 1s;
        values.longScript = loop;
    });
    addRow("a long script that made nothing late", {}, [loop](auto &values) { values.longScript = loop; });
    addRow("a long script without a core", {Code::LateLoop, Code::WaitingHelper}, [loop](auto &values) {
        values.lag.p99 = 1s;
        values.longScript = loop;
        makeEffort(values, [](auto &effort) { effort.cpuWait = 2s; });
    });
    addRow("heavy scripts", {Code::HeavyScripts, Code::BusyHelper}, [](auto &values) {
        makeEffort(values, [](auto &effort) { effort.cpu = effort.script = 9'500ms; });
        values.busiestScenario = QStringLiteral("burn");
    });
    addRow("many light scripts", {Code::BusyHelper}, [](auto &values) {
        makeEffort(values, [](auto &effort) { effort.cpu = effort.script = 9'500ms; });
        values.requests = 100'000;
    });
    addRow("heavy scripts with time to spare", {},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.cpu = effort.script = 5s; }); });
    addRow("scripts that seem heavy without a core", {Code::BusyHelper, Code::WaitingHelper},
           [](auto &values) {
               makeEffort(values, [](auto &effort) {
                   effort.cpu = 500ms;
                   effort.cpuWait = 9s;
                   effort.script = 8s;
               });
           });
}

void addRowsOfServerAndSettings()
{
    const auto press = [](TrustValues &values) { values.waited = 90s; };
    addRow("few users", {Code::BusyUsers}, press);
    addRow("users with time to spare", {}, [](auto &values) { values.waited = 79s; });
    addRow("slower the more is asked", {Code::SlowServer, Code::BusyUsers}, [press](auto &values) {
        press(values);
        values.slowdown = 3;
        values.slowEndpoint = QStringLiteral("GET /");
    });
    addRow("slow, but not pressed", {}, [](auto &values) { values.slowdown = 9; });
    addRow("errors of the server", {Code::ServerErrors}, [](auto &values) {
        values.unanswered = 30;
        values.refused = 20;
    });
    addRow("few errors of the server", {}, [](auto &values) { values.refused = 49; });
    addRow("failures of our own", {Code::NoPort}, [](auto &values) {
        values.unanswered = 50;
        makeEffort(values, [](auto &effort) { effort.withoutPort = 50; });
    });
    addRow("slow connections", {Code::SlowConnects}, [](auto &values) { values.connect = 1s; });
    addRow("fast connections", {}, [](auto &values) { values.connect = 999ms; });
    addRow("dropped", {Code::DroppedStarts}, [](auto &values) { values.dropped = 10; });
    addRow("dropped by a slow server", {Code::SlowServer, Code::DroppedStarts}, [](auto &values) {
        values.dropped = 10;
        values.slowdown = 5;
    });
    addRow("late by the pacing", {Code::LateStarts}, [](auto &values) { values.late = 10; });
    addRow("a few are late", {}, [](auto &values) { values.late = 9; });
    addRow("few connections", {Code::FullConnections},
           [](auto &values) { makeEffort(values, [](auto &effort) { effort.connectionWait = 5s; }); });
}

} // namespace

class TestTrustRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatThereIs_data()
    {
        QTest::addColumn<QList<Code>>("codes");
        QTest::addColumn<Change>("change");
        addRow("calm", {}, [](auto &) {});
        addRowsOfThisComputer();
        addRowsOfScripts();
        addRowsOfServerAndSettings();
    }

    void findsWhatThereIs()
    {
        QFETCH(Change, change);
        auto values = calm();
        change(values);
        const auto verdict = judgeTrust(values);
        QVERIFY(verdict);
        QTEST(codesOf(*verdict), "codes");
        QCOMPARE(verdict->limitedBy,
                 verdict->evidence.isEmpty() ? RunLimit::Nothing : limitOf(verdict->evidence.first().code));
        for (const auto &one : verdict->evidence)
            QVERIFY(one.measured >= one.limit);
    }

    void tellsALateComputer_data()
    {
        QTest::addColumn<microseconds>("lag"); // the 99th percentile
        QTest::addColumn<microseconds>("latency"); // the median; 0 = no responses
        QTest::addColumn<bool>("isLate");
        const auto row = [](const char *name, microseconds lag, microseconds latency, bool isLate) {
            QTest::newRow(name) << lag << latency << isLate;
        };
        row("on time", 0ms, 20ms, false);
        row("a tenth", 2ms, 20ms, false);
        row("above a tenth", 2001us, 20ms, true);
        row("bearable", 1ms, 1ms, false);
        row("above what is bearable", 1001us, 1ms, true);
        row("a tenth of much", 9999us, 1s, false);
        row("10 ms of much", 10ms, 1s, true);
        row("no responses", 9999us, 0ms, false);
        row("no responses, 10 ms", 10ms, 0ms, true);
    }

    void tellsALateComputer()
    {
        QFETCH(microseconds, lag);
        QFETCH(microseconds, latency);
        QFETCH(bool, isLate);
        auto values = calm();
        values.latency = latency;
        values.lag.p99 = lag;
        values.longScript = LongScript{.time = 5s};
        auto verdict = judgeTrust(values);
        QVERIFY(!hasEvidence(verdict, Code::LateLoop)); // for that was the script
        QCOMPARE(hasEvidence(verdict, Code::LongScript), isLate);
        values.ownLag.p99 = lag;
        verdict = judgeTrust(values);
        QVERIFY(!hasEvidence(verdict, Code::LongScript));
        QCOMPARE(hasEvidence(verdict, Code::LateLoop), isLate);
    }

    void aFewMomentsTellNothing()
    {
        auto values = calm();
        values.lag.count = 99;
        QVERIFY(!judgeTrust(values));
        QVERIFY(!judgeTrust(TrustValues(Snapshot())));
    }

    void theNearestLimitDecides()
    {
        auto values = calm();
        values.waited = 90s;
        values.slowdown = 4;
        QCOMPARE(judgeTrust(values)->limitedBy, RunLimit::Server);
        makeLate(values, 20ms);
        QCOMPARE(judgeTrust(values)->limitedBy, RunLimit::Cpu);
        makeEffort(values, [](auto &effort) { effort.cpu = effort.script = 9'500ms; });
        QCOMPARE(judgeTrust(values)->limitedBy, RunLimit::Scenario);
        values.machine.swappedIn = 1 << 30;
        QCOMPARE(judgeTrust(values)->limitedBy, RunLimit::Memory);
        makeEffort(values, [](auto &effort) { effort.withoutPort = 900; });
        const auto verdict = judgeTrust(values);
        QCOMPARE(verdict->limitedBy, RunLimit::Network);
        QCOMPARE(codesOf(*verdict), QList({Code::NoPort, Code::Swapping, Code::HeavyScripts, Code::LateLoop,
                                           Code::BusyHelper, Code::SlowServer, Code::BusyUsers}));
    }

    void isOkWhereTheLoadWasAsMeant()
    {
        const auto isOk = [](const Change &change) {
            auto values = calm();
            change(values);
            return judgeTrust(values)->isOk;
        };
        QVERIFY(isOk([](auto &) {}));
        QVERIFY(isOk([](auto &values) { values.waited = 90s; }));
        QVERIFY(isOk([](auto &values) { values.refused = 500; }));
        QVERIFY(isOk([](auto &values) {
            values.dropped = 10;
            values.slowdown = 5;
        }));
        QVERIFY(!isOk([](auto &values) { values.dropped = 10; }));
        QVERIFY(!isOk([](auto &values) { values.late = 10; }));
        QVERIFY(!isOk([](auto &values) { makeLate(values, 10ms); }));
        QVERIFY(!isOk([](auto &values) { values.machine.swappedIn = 1 << 30; }));
    }

    void readsASnapshot()
    {
        Snapshot measured;
        measured.requests = 1'100;
        measured.requestsAborted = 100;
        measured.requestsFailed = 3;
        measured.latency = {.count = 997, .mean = 10'000, .p50 = 9ms};
        measured.failedLatency = {.count = 3, .mean = 1'000'000};
        measured.endpoints = {{.method = QStringLiteral("GET"),
                               .name = QStringLiteral("/rare"),
                               .latency = {.count = 10, .min = 1ms, .mean = 20'000, .p50 = 20ms}},
                              {.method = QStringLiteral("GET"),
                               .name = QStringLiteral("/main"),
                               .statuses = {{200, 900}, {429, 5}, {404, 60}, {503, 7}},
                               .latency = {.count = 900, .min = 2ms, .mean = 9'000, .p50 = 8ms}}};
        measured.scenarios = {{.name = QStringLiteral("a"), .scriptTime = 1s},
                              {.name = QStringLiteral("b"), .scriptTime = 2s}};
        measured.effort = {.time = 20s, .cpu = 11s};
        measured.helpers = {{.index = 0, .effort = {.time = 10s, .cpu = 2s}},
                            {.index = 1, .effort = {.time = 10s, .cpu = 8s, .cpuWait = 1s}},
                            {.index = 2, .effort = {.time = 10s, .cpu = 1s}}};
        const TrustValues values(measured);
        QCOMPARE(values.requests, 1'000);
        QCOMPARE(values.unanswered, 3);
        QCOMPARE(values.refused, 12);
        QCOMPARE(values.waited, microseconds(9'970ms + 3s));
        QCOMPARE(values.slowdown, 4.0);
        QCOMPARE(values.slowEndpoint, QStringLiteral("GET /main"));
        QCOMPARE(values.busiestScenario, QStringLiteral("b"));
        QCOMPARE(values.busiest.index, 1);
        QCOMPARE(values.busiest.effort.cpu, 8s);
        QCOMPARE(values.effort.cpu, 11s);
    }

    void judgesASecond()
    {
        Histogram lag;
        for (int i = 0; i < 100; ++i)
            lag.record(i < 90 ? 0ms : 30ms);
        Protocol::MetricsDelta measured;
        measured.effort = {.time = 1s, .cpu = 100ms};
        QVERIFY(pointOf(0, 1s, measured).isTrusted);
        measured.loopLag = lag.sparse();
        QVERIFY(pointOf(0, 1s, measured).isTrusted);
        measured.ownLag = lag.sparse();
        QVERIFY(!pointOf(0, 1s, measured).isTrusted);
    }

    void findsDoubtfulTimes()
    {
        const auto points = [](const QList<std::pair<int, bool>> &seconds) {
            QList<SeriesPoint> made;
            for (const auto &[second, isTrusted] : seconds)
                made.append({.second = second, .isTrusted = isTrusted});
            return made;
        };
        QVERIFY(doubtfulSpans({}).isEmpty());
        QVERIFY(doubtfulSpans(points({{0, true}, {1, true}})).isEmpty());
        QCOMPARE(doubtfulSpans(points({{0, false}, {1, false}, {2, true}, {3, false}})),
                 (QList<SecondSpan>{{0, 2}, {3, 4}}));
        QCOMPARE(doubtfulSpans(points({{0, true}, {10, false}, {20, true}})), // of 10 s each
                 (QList<SecondSpan>{{10, 20}}));
    }

    void everyFindingHasWords()
    {
        for (int i = 0; i <= int(lastEnumerator(RunLimit())); ++i) {
            const TrustVerdict verdict{.limitedBy = RunLimit(i)};
            QVERIFY(!TrustWords::limit(RunLimit(i)).isEmpty());
            QVERIFY(TrustWords::advice(verdict).endsWith(QLatin1Char('.')));
        }
        for (int i = 0; i <= int(lastEnumerator(Code())); ++i) {
            const auto text = TrustWords::evidence(
                {.code = Code(i), .measured = 12, .limit = 1, .name = QStringLiteral("x"), .helper = 1});
            QVERIFY2(text.endsWith(QLatin1Char('.')) && text.contains(QLatin1String("12")), qPrintable(text));
            QVERIFY(!text.contains(QLatin1Char('%') + QString::number(1)));
        }
    }

    void saysWhatIsBehindTheLimit()
    {
        auto values = calm();
        values.waited = 90s;
        makeLate(values, 20ms);
        const auto verdict = judgeTrust(values);
        QCOMPARE(TrustWords::line(*verdict), QStringLiteral("Limited by: this computer’s CPU"));
        QCOMPARE(
            TrustWords::details(*verdict),
            QStringLiteral("Limited by: this computer’s CPU\n\n"
                           "What was due in a helper waited up to 20.0 ms (p99); more than 2.00 ms is too "
                           "late. Latencies may hold a part of this. Use more processes while there are "
                           "cores for them, fewer workers, or a computer that has nothing else to do.\n\n"
                           "Behind that: Users waited for answers 90 % of their time."));
    }
};

QTEST_APPLESS_MAIN(TestTrustRules)
#include "tst_trustrules.moc"
