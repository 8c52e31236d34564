// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/limitwords.h"
#include "core/model/goalparser.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Outcome = LimitStep::Outcome;
using Verdict = LimitResult::Verdict;

class TestLimitWords : public QObject
{
    Q_OBJECT

    static LimitResult result(Verdict verdict, const QList<LimitStep> &steps, bool isRate = false)
    {
        return {.verdict = verdict,
                .goal = parseGoals({QStringLiteral("p95(latency) < 300 ms")}).first(),
                .isRate = isRate,
                .tolerance = 5,
                .most = 1000,
                .load = steps.isEmpty() ? 10 : steps.last().load,
                .steps = steps};
    }
    static LimitStep held(double load, double measured)
    {
        return {.load = load, .measured = measured, .requestRate = load * 10, .p95 = 1ms * int(measured)};
    }
    static LimitStep broken(double load, double measured)
    {
        auto step = held(load, measured);
        step.outcome = Outcome::GoalBroken;
        return step;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysBothSidesOfTheLimit()
    {
        QCOMPARE(LimitWords::verdict(result(Verdict::Found, {held(240, 281), broken(260, 322)})),
                 QStringLiteral("Held up to 240 users: p95 281 ms; at 260: p95 322 ms."));
        QCOMPARE(LimitWords::verdict(result(Verdict::Found, {held(1, 281), broken(1.5, 1322)}, true)),
                 QStringLiteral("Held up to 1 iteration/s: p95 281 ms; at 1.5: p95 1322 ms."));
    }

    void saysWhatElseEndedTheSearch()
    {
        QCOMPARE(LimitWords::verdict(result(Verdict::MostHeld, {held(1000, 12)})),
                 QStringLiteral("Held up to 1,000 users: p95 12 ms. That is the highest load that was "
                                "permitted: the limit is above it."));
        QCOMPARE(
            LimitWords::verdict(result(Verdict::NothingHeld, {broken(1, 900)})),
            QStringLiteral("Not even the first load held, 1 user: p95 900 ms. Begin with a lower load."));
        QCOMPARE(LimitWords::verdict(result(Verdict::NotFinished, {})),
                 QStringLiteral("The search for the limit was not finished: no load was measured."));
        QCOMPARE(LimitWords::verdict(result(Verdict::NotFinished, {held(10, 12), broken(20, 301)})),
                 QStringLiteral("The search for the limit was not finished: held up to 10 users: p95 12 ms; "
                                "at 20: p95 301 ms."));
    }

    void saysWhyALoadDidNotHold()
    {
        const auto all = result(Verdict::Found, {});
        const auto evidence = [&all](const LimitStep &step) { return LimitWords::evidence(all, step); };
        QCOMPARE(evidence({.outcome = Outcome::TooManyFailed, .iterations = 200, .failed = 24}),
                 QStringLiteral("12.0 % of the iterations failed"));
        QCOMPARE(evidence({.outcome = Outcome::LoadNotMade, .iterations = 90, .dropped = 10}),
                 QStringLiteral("10.0 % of the iterations found no free user, so permit more users"));
        QCOMPARE(evidence({.outcome = Outcome::NothingMeasured}),
                 QStringLiteral("nothing was measured for the goal"));
        auto share = all;
        share.goal = parseGoals({QStringLiteral("rate(errors) < 1 %")}).first();
        LimitStep step{.outcome = Outcome::GoalBroken, .measured = 2.5};
        QCOMPARE(LimitWords::evidence(share, step), QStringLiteral("Requests with an error 2.5 %"));
    }

    void doesNotBlameTheTargetForThisComputer()
    {
        auto first = broken(260, 322);
        first.limitedBy = RunLimit::Cpu;
        first.isTrusted = false;
        auto all = result(Verdict::Found, {held(240, 281), first});
        QCOMPARE(LimitWords::verdict(all),
                 QStringLiteral("Held up to 240 users: p95 281 ms; at 260: p95 322 ms. At 260, this computer "
                                "was the limit, not the target."));
        auto second = first;
        second.load = 480;
        all.steps.append(second);
        second.load = 320;
        all.steps.append(second);
        QVERIFY(LimitWords::verdict(all).endsWith(
            QStringLiteral("At 260, 320 and 480, this computer was the limit, not the target.")));
    }

    void saysHowTheSearchStands()
    {
        QCOMPARE(LimitWords::progress(result(Verdict::NotFinished, {})), QStringLiteral("trying 10 users"));
        auto going = result(Verdict::NotFinished, {held(40, 12), broken(80, 900)});
        going.load = 60;
        QCOMPARE(LimitWords::progress(going), QStringLiteral("trying 60 users; 40 held; 80 did not"));
    }
};

QTEST_GUILESS_MAIN(TestLimitWords)
#include "tst_limitwords.moc"
