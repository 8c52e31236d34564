// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/arrivals.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;

class TestArrivals : public QObject
{
    Q_OBJECT

    static LoadPlan plan(const QList<LoadStage> &stages, bool isPoisson = false)
    {
        LoadPlan plan{.model = LoadPlan::Model::Open, .users = 10, .duration = 24h};
        plan.stages = stages;
        plan.isPoisson = isPoisson;
        return plan;
    }

    static QList<microseconds> all(Arrivals arrivals)
    {
        QList<microseconds> times;
        while (const auto time = arrivals.next())
            times.append(*time);
        return times;
    }

    static QList<microseconds> ofAllHelpers(const LoadPlan &plan, int helpers, const QList<int> &weights,
                                            quint64 seed)
    {
        QList<microseconds> times;
        for (int i = 0; i < helpers; ++i)
            times += all(Arrivals(plan, {.index = i, .count = helpers, .weights = weights}, seed));
        std::sort(times.begin(), times.end());
        return times;
    }

private Q_SLOTS:
    void spreadsAConstantRateEvenly()
    {
        auto steady = plan({{2s, 4}});
        steady.isStepped = true;
        QCOMPARE(all(Arrivals(steady, {}, 1)),
                 QList<microseconds>({0ms, 250ms, 500ms, 750ms, 1000ms, 1250ms, 1500ms, 1750ms}));
        QCOMPARE(all(Arrivals(steady, {.index = 1, .count = 3, .weights = {}}, 1)),
                 QList<microseconds>({250ms, 1000ms, 1750ms}));
    }

    void followsStages()
    {
        // To 10 a second in 2 s: number k comes when 2.5 t² is k. Then nothing more.
        const auto times = all(Arrivals(plan({{2s, 10}, {3s, 0}}), {}, 1));
        QCOMPARE(times.size(), 25);
        for (int k = 0; k < 10; ++k)
            QVERIFY(std::abs(double(times.at(k).count()) - std::sqrt(k / 2.5) * 1e6) < 2);
        QVERIFY(times.last() < 5s);
    }

    void endsWithTheDuration()
    {
        auto cut = plan({{10s, 4}});
        cut.isStepped = true;
        cut.duration = 1s;
        QCOMPARE(all(Arrivals(cut, {}, 1)).size(), 4);
    }

    void endsWithItsIterations()
    {
        auto limited = plan({{10s, 100}});
        limited.iterations = 11;
        QCOMPARE(ofAllHelpers(limited, 3, {}, 1).size(), 11);
    }

    void isTheSameForAnyNumberOfHelpers()
    {
        std::mt19937 random(27'11);
        for (int round = 0; round < 40; ++round) {
            QList<LoadStage> stages;
            for (auto i = random() % 4; i < 4; ++i)
                stages.append({std::chrono::milliseconds(random() % 3000), double(random() % 200)});
            auto load = plan(stages, round % 2 == 1);
            load.isStepped = random() % 2 == 0;
            const auto whole = ofAllHelpers(load, 1, {}, quint64(round));
            QVERIFY(std::is_sorted(whole.begin(), whole.end()));
            const int helpers = int(random() % 6) + 2;
            QCOMPARE(ofAllHelpers(load, helpers, {}, quint64(round)), whole);
            QList<int> weights;
            for (int i = 0; i < helpers; ++i)
                weights.append(int(random() % 5) + 1);
            QCOMPARE(ofAllHelpers(load, helpers, weights, quint64(round)), whole);
            if (round % 2 == 0)
                QCOMPARE(whole.size(), qsizetype(std::ceil(load.curve().total() - 1e-6)));
        }
    }

    // Kolmogorov and Smirnov: the largest distance between the distribution of the gaps and the exponential
    // one.
    void drawsExponentialGaps()
    {
        constexpr double Rate = 1000;
        auto random = plan({{20s, Rate}}, true);
        random.isStepped = true;
        for (const quint64 seed : {1, 2, 3, 4711}) {
            const auto times = all(Arrivals(random, {}, seed));
            QList<double> gaps;
            for (qsizetype i = 1; i < times.size(); ++i)
                gaps.append(std::chrono::duration<double>(times.at(i) - times.at(i - 1)).count());
            std::sort(gaps.begin(), gaps.end());
            const auto n = double(gaps.size());
            QVERIFY(std::abs(n - 20 * Rate) < 4 * std::sqrt(20 * Rate));
            double distance = 0;
            for (qsizetype i = 0; i < gaps.size(); ++i) {
                const double expected = -std::expm1(-Rate * gaps.at(i));
                distance = std::max({distance, double(i + 1) / n - expected, expected - double(i) / n});
            }
            constexpr double OneInAThousand = 1.95; // the critical value of √n times the distance
            QVERIFY2(distance * std::sqrt(n) < OneInAThousand, qPrintable(QString::number(distance)));
        }
    }
};

QTEST_GUILESS_MAIN(TestArrivals)
#include "tst_arrivals.moc"
