// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/deltamerger.h"

#include "core/control/run/runsecond.h"
#include "core/control/run/snapshotmerger.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

// What a helper may have measured in a quarter of a second.
Protocol::MetricsDelta randomDelta(QRandomGenerator &random)
{
    const auto times = [&random](int count) {
        Histogram histogram;
        for (int i = 0; i < count; ++i)
            histogram.record(microseconds(random.bounded(10, 3'000'000)));
        return histogram.sparse();
    };
    Protocol::MetricsDelta delta{.bytesIn = random.bounded(1'000), .bytesOut = random.bounded(1'000)};
    for (int i = 0; i < 5; ++i) {
        const int count = random.bounded(20);
        const int failed = random.bounded(3);
        delta.endpoints.append({.method = QStringLiteral("GET"),
                                .name = QStringLiteral("/page%1").arg(random.bounded(8) * 10 + i),
                                .count = count + failed,
                                .failed = failed,
                                .statuses = {{200, count / 2}, {404, count - count / 2}},
                                .latency = times(count),
                                .failedLatency = times(failed)});
    }
    delta.scenarios = {{.scenario = random.bounded(2), .ok = 4, .failed = 1, .duration = times(4)}};
    delta.steps = {{.name = QStringLiteral("step %1").arg(random.bounded(3)), .ok = 2, .duration = times(2)}};
    delta.checks = {{.name = QStringLiteral("check %1").arg(random.bounded(3)), .passed = 5, .failed = 2}};
    Distribution values;
    values.record(random.bounded(100));
    delta.trends = {{.name = QStringLiteral("basket"), .values = values.sparse()}};
    delta.counters = {{.name = QStringLiteral("orders"), .added = double(random.bounded(10))}};
    delta.loopLag = times(3);
    delta.scenarios[0].scriptTime = std::chrono::microseconds(random.bounded(1'000));
    delta.effort = {.time = std::chrono::microseconds(250'000),
                    .userTime = std::chrono::microseconds(random.bounded(1'000'000)),
                    .cpu = std::chrono::microseconds(random.bounded(100'000)),
                    .cpuWait = std::chrono::microseconds(random.bounded(100'000)),
                    .script = std::chrono::microseconds(random.bounded(100'000)),
                    .connectionWait = std::chrono::microseconds(random.bounded(100'000)),
                    .withoutPort = random.bounded(5),
                    .withoutMemory = random.bounded(5)};
    delta.machine = {.cores = std::chrono::seconds(2),
                     .busy = std::chrono::microseconds(random.bounded(2'000'000)),
                     .time = std::chrono::seconds(1),
                     .memory = 1'000,
                     .leastFree = random.bounded(1'000)};
    return delta;
}

// In an order that does not depend on who came first.
Protocol::MetricsDelta sorted(Protocol::MetricsDelta delta)
{
    const auto byName = [](const auto &a, const auto &b) { return a.name < b.name; };
    std::sort(delta.endpoints.begin(), delta.endpoints.end(), byName);
    std::sort(delta.steps.begin(), delta.steps.end(), byName);
    std::sort(delta.checks.begin(), delta.checks.end(), byName);
    std::sort(delta.scenarios.begin(), delta.scenarios.end(),
              [](const auto &a, const auto &b) { return a.scenario < b.scenario; });
    return delta;
}

Protocol::MetricsDelta sumOf(const QList<Protocol::MetricsDelta> &deltas)
{
    DeltaMerger merger;
    for (const auto &delta : deltas)
        merger.add(delta);
    return sorted(merger.sum());
}

} // namespace

class TestDeltaMerger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderDoesNotMatter()
    {
        QRandomGenerator random(3);
        for (int run = 0; run < 50; ++run) {
            const QList<Protocol::MetricsDelta> deltas{randomDelta(random), randomDelta(random),
                                                       randomDelta(random)};
            const auto sum = sumOf(deltas);
            QCOMPARE(sumOf({deltas.at(2), deltas.at(0), deltas.at(1)}), sum);
            QCOMPARE(sumOf({sumOf({deltas.at(0), deltas.at(1)}), deltas.at(2)}), sum);
            QCOMPARE(sumOf({deltas.at(0), sumOf({deltas.at(1), deltas.at(2)})}), sum);
        }
    }

    // What four helpers did is what one would have measured that did it all.
    void severalHelpersAreOne()
    {
        QRandomGenerator random(5);
        SnapshotMerger four(4, {});
        SnapshotMerger one(1, {});
        for (auto *merger : {&four, &one})
            merger->runStarted({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 1}}, {});
        for (auto now = microseconds(250ms); now < 5s; now += 250ms) {
            QList<Protocol::MetricsDelta> deltas;
            for (int helper = 0; helper < 4; ++helper) {
                auto delta = randomDelta(random);
                delta.elapsed = delta.loadTime = now;
                QVERIFY(four.add(helper, delta, now));
                deltas.append(delta);
            }
            auto all = sumOf(deltas);
            all.elapsed = all.loadTime = now;
            QVERIFY(one.add(0, all, now));
        }
        const auto byName = [](const auto &a, const auto &b) { return a.name < b.name; };
        auto measured = four.snapshot(5s);
        auto expected = one.snapshot(5s);
        for (auto *snapshot : {&measured, &expected}) {
            snapshot->helpers.clear();
            snapshot->trust.reset(); // it names a helper
            std::sort(snapshot->endpoints.begin(), snapshot->endpoints.end(), byName);
            std::sort(snapshot->steps.begin(), snapshot->steps.end(), byName);
            std::sort(snapshot->checks.begin(), snapshot->checks.end(), byName);
        }
        QCOMPARE(measured, expected);
        auto seconds = four.takeSeconds(5s) + four.takeLastSeconds();
        auto others = one.takeSeconds(5s) + one.takeLastSeconds();
        QCOMPARE(seconds.size(), others.size());
        for (qsizetype i = 0; i < seconds.size(); ++i)
            QCOMPARE(sorted(seconds.at(i).measured), sorted(others.at(i).measured));
    }

    void partsAddUpToTheWhole()
    {
        QRandomGenerator random(7);
        for (int run = 0; run < 200; ++run) {
            const auto whole = randomDelta(random);
            QList<double> cuts{0, 1};
            for (int i = random.bounded(4); i > 0; --i)
                cuts.append(random.generateDouble());
            std::sort(cuts.begin(), cuts.end());
            QList<Protocol::MetricsDelta> parts;
            for (qsizetype i = 0; i + 1 < cuts.size(); ++i) {
                parts.append(partOf(whole, cuts.at(i), cuts.at(i + 1)));
                for (const auto &endpoint : parts.last().endpoints) {
                    QVERIFY(endpoint.failed + endpoint.aborted <= endpoint.count);
                    QVERIFY(endpoint.count >= 0);
                }
            }
            auto sum = sumOf(parts);
            auto expected = sumOf({whole});
            for (auto *delta : {&sum, &expected}) {
                for (auto &counter : delta->counters)
                    counter.added = std::round(counter.added); // sums of fractions
            }
            QCOMPARE(sum, expected);
        }
    }

    void joinedSecondsKeepAll()
    {
        QRandomGenerator random(9);
        QList<RunSecond> seconds;
        QList<Protocol::MetricsDelta> deltas;
        for (int i = 0; i < 10; ++i) {
            deltas.append(randomDelta(random));
            seconds.append({.point = pointOf(i, 1s, deltas.last()), .measured = deltas.last()});
            seconds.last().measured.activeWorkers = i;
        }
        const auto all = joined(seconds);
        QCOMPARE(all.length, microseconds(10s));
        QCOMPARE(all.point.second, 0);
        QCOMPARE(all.point.activeWorkers, 9);
        auto measured = all.measured;
        measured.activeWorkers = 0;
        measured.elapsed = {};
        QCOMPARE(sorted(measured), sumOf(deltas));
    }
};

QTEST_GUILESS_MAIN(TestDeltaMerger)
#include "tst_deltamerger.moc"
