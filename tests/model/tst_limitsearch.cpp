// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/limitsearch.h"
#include "core/model/profile.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace Molotov;
using namespace std::chrono_literals;
using Verdict = LimitResult::Verdict;
using Decision = LimitSearch::Decision;

namespace {

/// How a made-up target took a search.
struct Course
{
    Verdict verdict = Verdict::NotFinished;
    QList<double> loads; // that were measured, in their order; twice what was measured twice
    double held = 0; // the highest
    double broken = 0; // the lowest
};

Course courseOf(const LimitRule &rule, const std::function<bool(double)> &holds)
{
    LimitSearch search(rule);
    Course course;
    for (int i = 0; i < 1000 && !search.isOver(); ++i) {
        const double load = search.load();
        course.loads.append(load);
        const bool held = holds(load);
        if (held)
            course.held = std::max(course.held, load);
        const auto decision = search.judge(held);
        if (!held && decision != Decision::MeasureAgain)
            course.broken = course.broken > 0 ? std::min(course.broken, load) : load;
    }
    course.verdict = search.verdict();
    return course;
}

std::function<bool(double)> heldUpTo(double cap)
{
    return [cap](double load) { return load <= cap; };
}

} // namespace

class TestLimitSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsAndThenHalvesTheGap()
    {
        const auto course = courseOf({.start = 10, .most = 1000}, heldUpTo(70));
        QCOMPARE(course.loads, (QList<double>{10, 20, 40, 80, 80, 60, 70, 75, 75, 72, 72}));
        QCOMPARE(course.verdict, Verdict::Found);
        QCOMPARE(course.held, 70.0);
        QCOMPARE(course.broken, 72.0);
    }

    void findsAnyHardCap()
    {
        for (int cap = 1; cap < 2000; cap += cap < 50 ? 1 : 37) {
            const auto course = courseOf({.start = 1, .most = 10'000}, heldUpTo(cap));
            QCOMPARE(course.verdict, Verdict::Found);
            QVERIFY2(course.held <= cap && course.broken > cap, qPrintable(QString::number(cap)));
            QVERIFY2(course.broken - course.held <= std::max(1.0, course.broken / 20),
                     qPrintable(QString::number(cap)));
            QVERIFY(course.loads.size() < 30);
        }
    }

    // A queue with random arrivals and random service (M/M/1): times in it are distributed exponentially,
    // with a mean of 1 / (service rate - arrival rate), so that the 95th percentile is ln(20) times as much.
    void findsTheKneeOfAQueue_data()
    {
        QTest::addColumn<double>("serviceRate");
        QTest::addColumn<double>("limit"); // s
        QTest::newRow("gentle") << 100.0 << 0.3;
        QTest::newRow("steep") << 1000.0 << 0.1;
        QTest::newRow("slow") << 0.9 << 20.0;
    }

    void findsTheKneeOfAQueue()
    {
        QFETCH(double, serviceRate);
        QFETCH(double, limit);
        const auto holds = [&](double rate) {
            return rate < serviceRate && std::log(20) / (serviceRate - rate) < limit;
        };
        const double knee = serviceRate - std::log(20) / limit;
        const auto course = courseOf({.start = serviceRate / 100, .most = 1e6, .isWhole = false}, holds);
        QCOMPARE(course.verdict, Verdict::Found);
        QVERIFY(course.held < knee && course.held > 0.95 * knee);
        QVERIFY(course.broken >= knee && course.broken < 1.06 * knee);
    }

    void isSeldomMisledByNoise()
    {
        constexpr double Cap = 300;
        int near = 0;
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            // One measurement in 20 is bad for no reason.
            const auto holds = [&random](double load) { return load <= Cap && random() % 20 != 0; };
            const auto course = courseOf({.start = 10, .most = 10'000}, holds);
            QVERIFY(course.held <= Cap);
            near += course.held > 0.93 * Cap ? 1 : 0;
        }
        QVERIFY2(near >= 180, qPrintable(QString::number(near)));
    }

    void endsWhenNothingHolds()
    {
        const auto course = courseOf({.start = 50, .most = 1000}, [](double) { return false; });
        QCOMPARE(course.verdict, Verdict::NothingHeld);
        QCOMPARE(course.loads, (QList<double>{50, 50}));
    }

    void endsAtTheHighestLoadThatIsPermitted()
    {
        const auto always = [](double) { return true; };
        const auto course = courseOf({.start = 30, .most = 100}, always);
        QCOMPARE(course.verdict, Verdict::MostHeld);
        QCOMPARE(course.loads, (QList<double>{30, 60, 100}));
        QCOMPARE(courseOf({.start = 100, .most = 100}, always).loads, (QList<double>{100}));
        QCOMPARE(courseOf({.start = 60, .most = 100}, heldUpTo(90)).verdict, Verdict::Found);
    }

    void aFirstMissMayBeAnAccident()
    {
        LimitSearch search({.start = 10, .most = 100});
        QCOMPARE(search.judge(false), Decision::MeasureAgain);
        QCOMPARE(search.load(), 10.0);
        QCOMPARE(search.judge(true), Decision::ChangeLoad);
        QCOMPARE(search.load(), 20.0);
        QCOMPARE(search.judge(false), Decision::MeasureAgain); // the first one is forgotten
        QCOMPARE(search.judge(false), Decision::ChangeLoad);
        QCOMPARE(search.load(), 15.0);
        QVERIFY(!search.isOver());
    }

    void triesRatesOfThreeDecimals()
    {
        const auto course =
            courseOf({.start = 1.5, .most = 100, .isWhole = false, .precision = 1e-5}, heldUpTo(3.3334));
        QCOMPARE(course.loads.mid(0, 4), (QList<double>{1.5, 3, 6, 6}));
        QCOMPARE(course.verdict, Verdict::Found);
        QCOMPARE(course.held, 3.333);
        QCOMPARE(course.broken, 3.334);
    }

    void triesVeryLowRates()
    {
        const auto course = courseOf({.start = 1.0 / 3600, .most = 1, .isWhole = false}, heldUpTo(0.0123));
        QCOMPARE(course.verdict, Verdict::Found);
        QVERIFY(course.held > 0.0115 && course.held <= 0.0123);
    }

    void countsNothingUntilTheLoadHasSettled()
    {
        LimitSearch search({.start = 10, .most = 100, .settling = 5s, .length = 10s});
        QVERIFY(!search.isSettled(4s));
        QVERIFY(search.isSettled(5s));
        search.noteLoadChange(15'400ms);
        QVERIFY(!search.isSettled(20s));
        QVERIFY(search.isSettled(21s));
    }

    void measuresLongerWhereLittleHappens()
    {
        const LimitSearch search({.start = 10, .most = 100, .length = 10s, .fewestIterations = 50});
        QVERIFY(!search.isEnough(9s, 1000));
        QVERIFY(search.isEnough(10s, 50));
        QVERIFY(!search.isEnough(29s, 49));
        QVERIFY(search.isEnough(30s, 0));
    }

    void isRuledByTheProfile()
    {
        Profile profile;
        profile.processes = 2;
        profile.workers = 5;
        profile.limitStep = 20s;
        profile.limitSettling = 3s;
        auto rule = LimitRule::of(profile, 2000);
        QCOMPARE(rule.start, 10.0);
        QCOMPARE(rule.most, 2000.0);
        QVERIFY(rule.isWhole);
        QVERIFY(rule.length == 20s && rule.settling == 3s);
        profile.limitMost = 300;
        QCOMPARE(LimitRule::of(profile, 2000).most, 300.0);
        QCOMPARE(LimitRule::of(profile, 200).most, 200.0);
        profile.rate = QStringLiteral("90/m");
        rule = LimitRule::of(profile, 1e6);
        QCOMPARE(rule.start, 1.5);
        QVERIFY(!rule.isWhole);
    }

    void tellsTheLoadsOnBothSides()
    {
        LimitResult result;
        QVERIFY(result.held() == nullptr && result.broken() == nullptr);
        const auto step = [&result](double load, LimitStep::Outcome outcome) {
            result.steps.append({.load = load, .outcome = outcome});
        };
        step(10, LimitStep::Outcome::Held);
        step(20, LimitStep::Outcome::Held);
        step(40, LimitStep::Outcome::GoalBroken);
        step(30, LimitStep::Outcome::NothingMeasured);
        step(25, LimitStep::Outcome::Held);
        QCOMPARE(result.held()->load, 25.0);
        QCOMPARE(result.broken()->load, 30.0);
        QList<double> loads;
        for (const auto &one : result.curve())
            loads.append(one.load);
        QCOMPARE(loads, (QList<double>{10, 20, 25, 30, 40}));
    }

    void knowsWhenThisComputerWasTheLimit()
    {
        const auto isOwn = [](RunLimit limit, bool isTrusted) {
            return LimitStep{.limitedBy = limit, .isTrusted = isTrusted}.isOwnLimit();
        };
        QVERIFY(isOwn(RunLimit::Cpu, false));
        QVERIFY(isOwn(RunLimit::Network, false));
        QVERIFY(isOwn(RunLimit::Scenario, false));
        QVERIFY(!isOwn(RunLimit::Cpu, true));
        QVERIFY(!isOwn(RunLimit::Server, false));
        QVERIFY(!isOwn(RunLimit::Settings, false));
    }
};

QTEST_GUILESS_MAIN(TestLimitSearch)
#include "tst_limitsearch.moc"
