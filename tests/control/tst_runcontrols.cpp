// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontrols.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;

class TestRunControls : public QObject
{
    Q_OBJECT

    static Profile users(int count) { return {.processes = 2, .workers = count / 2, .duration = 60s}; }
    static Profile rate()
    {
        Profile profile{.duration = 60s};
        profile.rate = QStringLiteral("50/s");
        return profile;
    }
    static QString problem(const Profile &profile, const LoadChange &change, const SystemLimits &limits = {})
    {
        const auto status = LoadLimits(profile, limits).check(change);
        return status ? QString() : status.error().text;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void allowsChangesWhileTheLoadGoesOn()
    {
        LoadCourse course(users(10).loadPlan());
        const RunControls running{
            .canChangeLoad = true, .canPause = true, .canExtend = true, .canMark = true};
        QCOMPARE(RunControls::of(RunState::Running, users(10), course, 5s), running);
        for (const auto state : {RunState::Idle, RunState::Compiling, RunState::Starting, RunState::Stopping,
                                 RunState::Finished, RunState::Failed})
            QCOMPARE(RunControls::of(state, users(10), course, 5s), RunControls());
        const RunControls late{.canMark = true}; // iterations under way come to their end
        QCOMPARE(RunControls::of(RunState::Running, users(10), course, 60s), late);
        QCOMPARE(RunControls::of(RunState::Running, users(10), course, 59'900ms), late);
    }

    void resumesOnlyAfterAPause()
    {
        LoadCourse course(users(10).loadPlan());
        course.apply(1s, {.kind = Kind::Pause});
        const auto paused = RunControls::of(RunState::Running, users(10), course, 5s);
        QVERIFY(!paused.allow(Kind::Pause));
        QVERIFY(paused.allow(Kind::Resume) && paused.allow(Kind::Target) && paused.allow(Kind::Extend));
    }

    void leavesASearchForTheLoadAlone()
    {
        auto sizing = users(10);
        sizing.sizing = true;
        const auto controls = RunControls::of(RunState::Running, sizing, LoadCourse(sizing.loadPlan()), 5s);
        QCOMPARE(controls, RunControls({.canMark = true}));
        auto finding = users(10);
        finding.findLimit = QStringLiteral("p95(latency) < 300 ms");
        const LoadCourse course(finding.loadPlan());
        QCOMPARE(RunControls::of(RunState::Running, finding, course, 5s), RunControls({.canMark = true}));
        QVERIFY(RunControls::isInTime(RunState::Running, course, 5s)); // for the search itself
        QVERIFY(!RunControls::isInTime(RunState::Running, course, 59'900ms));
        QVERIFY(!RunControls::isInTime(RunState::Stopping, course, 5s));
    }

    void checksValues()
    {
        QCOMPARE(problem(users(10), {.load = 0}), QString());
        QCOMPARE(problem(users(10), {.load = 20'000}), QString());
        QCOMPARE(problem(users(10), {.load = 20'001}),
                 QStringLiteral("The number of users must be from 0 to 20,000: the processes of this run can "
                                "have no more."));
        QVERIFY(!problem(users(10), {.load = 2.5}).isEmpty());
        QVERIFY(!problem(users(10), {.load = -1}).isEmpty());
        QVERIFY(!problem(users(10), {.load = qQNaN()}).isEmpty());
        QVERIFY(!problem(users(10), {.load = 201}, {.descriptors = 150}).isEmpty());
        QCOMPARE(problem(users(10), {.load = 200}, {.descriptors = 150}), QString());
        QCOMPARE(problem(rate(), {.load = 2.5}), QString());
        QVERIFY(!problem(rate(), {.load = 2e6}).isEmpty());
        QVERIFY(!problem(rate(), {.load = 1, .time = -1s}).isEmpty());
        QVERIFY(!problem(rate(), {.kind = Kind::Extend}).isEmpty());
        QCOMPARE(problem(rate(), {.kind = Kind::Extend, .time = 1s}), QString());
    }

    void goesInSteps()
    {
        const LoadLimits ofUsers(users(10));
        QCOMPARE(ofUsers.stepped(10, true), 11.0);
        QCOMPARE(ofUsers.stepped(200, true), 220.0);
        QCOMPARE(ofUsers.stepped(4, false), 3.0);
        QCOMPARE(ofUsers.stepped(0, false), 0.0);
        QCOMPARE(ofUsers.stepped(0, true), 1.0);
        QCOMPARE(ofUsers.stepped(20'000, true), 20'000.0);
        QCOMPARE(ofUsers.stepped(4.6, true), 6.0); // in a ramp
        const LoadLimits ofRate(rate());
        QCOMPARE(ofRate.stepped(25, true), 27.5);
        QCOMPARE(ofRate.stepped(5, false), 4.0);
        QCOMPARE(ofRate.stepped(0.5, false), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestRunControls)
#include "tst_runcontrols.moc"
