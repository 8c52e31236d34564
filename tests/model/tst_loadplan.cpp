// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadplan.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestLoadPlan : public QObject
{
    Q_OBJECT

    // When the worker at `position` of a helper begins.
    static std::chrono::microseconds begin(const LoadPlan &plan, const WorkShare &share, int position)
    {
        return plan.curve().above(double(share.turnOf(position))).first().begin;
    }

private Q_SLOTS:
    void showsItsLoad()
    {
        const LoadPlan plan{.users = 6, .rampUp = 3s, .duration = 10s};
        QVERIFY(plan.preview() == QList<LoadPoint>({{0s, 0}, {3s, 6}, {10s, 6}}));
    }

    void showsItsStages()
    {
        LoadPlan plan{.users = 50, .duration = 24h, .stages = {{30s, 10}, {60s, 50}, {30s, 0}}};
        QVERIFY(plan.preview() == QList<LoadPoint>({{0s, 0}, {30s, 10}, {90s, 50}, {120s, 0}}));
        QCOMPARE(plan.length(), 120s);
        plan.isStepped = true;
        plan.duration = 100s;
        QVERIFY(plan.preview()
                == QList<LoadPoint>({{0s, 10}, {30s, 10}, {30s, 50}, {90s, 50}, {90s, 0}, {120s, 0}}));
        QCOMPARE(plan.length(), 100s);
    }

    void rampsDownAtItsEnd()
    {
        const LoadPlan plan{.users = 4, .rampUp = 2s, .rampDown = 4s, .duration = 10s};
        QVERIFY(plan.preview() == QList<LoadPoint>({{0s, 0}, {2s, 4}, {6s, 4}, {10s, 0}}));
        QVERIFY(plan.curve().above(1) == QList<TimeSpan>({{500ms, 9s}}));
    }

    void withoutRampUpAllStartAtOnce()
    {
        QCOMPARE(begin({.users = 20, .duration = 1s}, {.index = 1, .count = 2, .weights = {}}, 9), 0us);
    }

    void oneHelperIsAsInMolotov()
    {
        // worker i waits i × ramp_up / workers: the first starts at 0, the last before the ramp-up is over
        for (int i = 0; i < 4; ++i)
            QCOMPARE(begin({.users = 4, .rampUp = 10s, .duration = 20s}, {}, i), i * 2500ms);
    }

    void helpersTakeTurns()
    {
        const auto at = [](int helper, int position) {
            return begin({.users = 4, .rampUp = 4s, .duration = 20s},
                         {.index = helper, .count = 2, .weights = {}}, position);
        };
        QCOMPARE(at(0, 0), 0s);
        QCOMPARE(at(1, 0), 1s);
        QCOMPARE(at(0, 1), 2s);
        QCOMPARE(at(1, 1), 3s);
    }

    void manyWorkersAndALongRampUpDoNotOverflow()
    {
        const WorkShare share{.index = 63, .count = 64, .weights = {}};
        const LoadPlan plan{.users = 640'000, .rampUp = 24h * 365, .duration = 24h * 366};
        QVERIFY(begin(plan, share, 9'999) < 24h * 365);
        QVERIFY(begin(plan, share, 9'999) > 24h * 364);
    }

    void sharesItsUsersExactly()
    {
        const LoadPlan plan{.users = 11, .duration = 1s};
        QList<int> workers;
        for (int i = 0; i < 4; ++i)
            workers.append(plan.workersOf({.index = i, .count = 4, .weights = {}}));
        QCOMPARE(workers, QList<int>({3, 3, 3, 2}));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<LoadPlan>("plan");
        QTest::addColumn<QList<ProfileField>>("fields");
        using Field = ProfileField;
        const auto row = [](const char *name, const LoadPlan &plan, const QList<ProfileField> &fields) {
            QTest::newRow(name) << plan << fields;
        };
        row("nothing", {.users = 3, .duration = 1s}, {});
        row("no duration", {.users = 3}, {Field::Duration});
        row("a ramp-up that does not end", {.rampUp = 2s, .duration = 1s}, {Field::RampUp});
        row("negative numbers", {.rampUp = -1s, .duration = 1s, .maxRuns = -1, .delay = -1s},
            {Field::RampUp, Field::MaxRuns, Field::Delay});
        row("more of them", {.rampDown = -1s, .duration = 1s, .iterations = -1, .pacing = -1s},
            {Field::RampDown, Field::Iterations, Field::Pacing});
        row("ramps that overlap", {.rampUp = 6s, .rampDown = 5s, .duration = 10s}, {Field::RampDown});
        row("stages and ramps", {.rampUp = 1s, .rampDown = 1s, .duration = 5s, .stages = {{1s, 1}}},
            {Field::RampUp, Field::RampDown});
        row("stages without load", {.duration = 5s, .stages = {{1s, 0}, {0s, 5}}}, {Field::Stages});
        row("a rate with what is of users",
            {.model = LoadPlan::Model::Open,
             .duration = 5s,
             .stages = {{1s, 1}},
             .maxRuns = 1,
             .delay = 1s,
             .pacing = 1s},
            {Field::MaxRuns, Field::Delay, Field::Pacing});
    }

    void saysWhatIsWrong()
    {
        QFETCH(LoadPlan, plan);
        QList<ProfileField> fields;
        for (const auto &problem : plan.validate()) {
            QVERIFY(!problem.text.isEmpty());
            fields.append(problem.field);
        }
        QTEST(fields, "fields");
    }
};

QTEST_GUILESS_MAIN(TestLoadPlan)
#include "tst_loadplan.moc"
