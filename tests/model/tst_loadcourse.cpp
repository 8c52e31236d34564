// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/arrivals.h"
#include "core/model/loadcourse.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace Molotov;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Kind = LoadChange::Kind;

/// What a change makes of the load that was planned.
class TestLoadCourse : public QObject
{
    Q_OBJECT

    // To 10 users in 10 s, so many for 10 s, to none in 10 s.
    static LoadCourse trapezoid()
    {
        LoadPlan plan{.users = 10, .rampUp = 10s, .rampDown = 10s, .duration = 30s};
        return LoadCourse(plan);
    }

    static LoadPlan rate(double perSecond, bool isPoisson = false)
    {
        LoadPlan plan{.model = LoadPlan::Model::Open, .users = 10, .duration = 10s};
        plan.stages = {{10s, perSecond}};
        plan.isStepped = true;
        plan.isPoisson = isPoisson;
        return plan;
    }

    struct Step
    {
        microseconds at{0};
        LoadChange change;
    };

    // What one helper begins when it hears of each change in time.
    static QList<microseconds> arrivalsOf(const LoadPlan &plan, const WorkShare &share, quint64 seed,
                                          const QList<Step> &steps)
    {
        QList<microseconds> times;
        LoadCourse course(plan);
        Arrivals arrivals(plan, share, seed);
        auto next = arrivals.next();
        for (const auto &step : steps) {
            for (; next && *next <= step.at; next = arrivals.next())
                times.append(*next);
            course.apply(step.at, step.change);
            next = arrivals.change(course);
        }
        for (; next; next = arrivals.next())
            times.append(*next);
        return times;
    }

private Q_SLOTS:
    void isThePlanAtFirst()
    {
        const auto course = trapezoid();
        QVERIFY(course.planned().points() == QList<LoadPoint>({{0s, 0}, {10s, 10}, {20s, 10}, {30s, 0}}));
        QVERIFY(course.withPauses() == course.planned());
        QCOMPARE(course.length(), 30s);
        QCOMPARE(course.users(), 10);
    }

    void goesToAnotherTarget()
    {
        auto course = trapezoid();
        course.apply(5s, {.kind = Kind::Target, .load = 25, .time = 2s});
        QVERIFY(course.planned().points() == QList<LoadPoint>({{0s, 0}, {5s, 5}, {7s, 25}, {30s, 25}}));
        QCOMPARE(course.length(), 30s);
        QCOMPARE(course.users(), 25);
        course.apply(20s, {.kind = Kind::Target, .load = 1, .time = 0s});
        QCOMPARE(course.loadAt(19s), 25.0);
        QCOMPARE(course.loadAt(20s), 1.0);
        QCOMPARE(course.users(), 25); // those workers have been made
    }

    void leavesOutWhatARampHasNoTimeFor()
    {
        auto course = trapezoid();
        course.apply(20s, {.kind = Kind::Target, .load = 30, .time = 20s});
        QCOMPARE(course.length(), 30s);
        QCOMPARE(course.loadAt(30s), 20.0);
    }

    void holdsTheLoadWhenItIsExtended()
    {
        auto course = trapezoid();
        course.apply(25s, {.kind = Kind::Extend, .time = 5s});
        QVERIFY(course.planned().points()
                == QList<LoadPoint>({{0s, 0}, {10s, 10}, {20s, 10}, {25s, 5}, {30s, 5}, {35s, 0}}));
        QCOMPARE(course.length(), 35s);
    }

    void hasNoLoadInAPause()
    {
        auto course = trapezoid();
        course.apply(5s, {.kind = Kind::Pause});
        QVERIFY(course.isPaused());
        QVERIFY(course.withPauses().points() == QList<LoadPoint>({{0s, 0}, {5s, 5}}));
        course.apply(6s, {.kind = Kind::Pause}); // nothing new
        course.apply(15s, {.kind = Kind::Resume});
        QVERIFY(!course.isPaused());
        QVERIFY(course.withPauses().points()
                == QList<LoadPoint>({{0s, 0}, {5s, 5}, {5s, 0}, {15s, 0}, {15s, 10}, {20s, 10}, {30s, 0}}));
        QCOMPARE(course.length(), 30s); // a pause does not move the end
        QCOMPARE(course.loadAt(10s), 10.0);
    }

    void changesWhatFollowsAPause()
    {
        auto course = trapezoid();
        course.apply(12s, {.kind = Kind::Pause});
        course.apply(14s, {.kind = Kind::Target, .load = 4, .time = 0s});
        course.apply(15s, {.kind = Kind::Extend, .time = 10s});
        course.apply(16s, {.kind = Kind::Resume});
        QVERIFY(course.withPauses().points()
                == QList<LoadPoint>(
                    {{0s, 0}, {10s, 10}, {12s, 10}, {12s, 0}, {16s, 0}, {16s, 4}, {25s, 4}, {40s, 4}}));
    }

    void movesArrivals()
    {
        const auto times = arrivalsOf(rate(2), {}, 1,
                                      {{1s, {.kind = Kind::Target, .load = 4, .time = 0s}},
                                       {1900ms, {.kind = Kind::Pause}},
                                       {9s, {.kind = Kind::Resume}}});
        QCOMPARE(times, QList<microseconds>(
                            {0ms, 500ms, 1000ms, 1250ms, 1500ms, 1750ms, 9100ms, 9350ms, 9600ms, 9850ms}));
    }

    void goesOnAfterTheLastArrivalThatWasPlanned()
    {
        auto plan = rate(1);
        plan.duration = 2s;
        plan.stages = {{2s, 1}};
        QCOMPARE(arrivalsOf(plan, {}, 1, {{1900ms, {.kind = Kind::Extend, .time = 2s}}}),
                 QList<microseconds>({0s, 1s, 2s, 3s}));
    }

    void keepsTheLimitOfIterations()
    {
        auto plan = rate(2);
        plan.iterations = 3;
        QCOMPARE(arrivalsOf(plan, {}, 1, {{5s, {.kind = Kind::Target, .load = 100, .time = 0s}}}).size(), 3);
    }

    // Whatever is changed, helpers together begin what one alone would.
    void isSharedWithoutAnyLostOrDoubled()
    {
        std::mt19937 random(14'07);
        for (int round = 0; round < 60; ++round) {
            auto plan = rate(double(random() % 100), round % 2 == 1);
            QList<Step> steps;
            for (microseconds at{0}; at < 9s; at += microseconds(random() % 700'000 + 1)) {
                steps.append({at,
                              {.kind = Kind(random() % 4),
                               .load = double(random() % 3000) / 10,
                               .time = microseconds(random() % 1'000'000)}});
            }
            const auto whole = arrivalsOf(plan, {}, quint64(round), steps);
            QVERIFY(std::is_sorted(whole.begin(), whole.end()));
            const int helpers = int(random() % 5) + 2;
            QList<microseconds> parts;
            for (int i = 0; i < helpers; ++i)
                parts +=
                    arrivalsOf(plan, {.index = i, .count = helpers, .weights = {}}, quint64(round), steps);
            std::sort(parts.begin(), parts.end());
            QCOMPARE(parts, whole);
        }
    }
};

QTEST_GUILESS_MAIN(TestLoadCourse)
#include "tst_loadcourse.moc"
