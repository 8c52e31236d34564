// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "tests/support/modelprinter.h"
#include "tests/support/tracedexchanges.h"
#include "ui/models/trialmodels.h"

#include <QTest>

using namespace Molotov;

class TestTrialModels : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeRunService *service = nullptr; // none before the first trial
        TrialModels models{[this]() -> std::unique_ptr<RunService> {
            auto made = std::make_unique<FakeRunService>();
            service = made.get();
            return made;
        }};

        void note(Protocol::TracedNote::Kind kind, const QString &text) const
        {
            Q_EMIT service->noted(
                {.kind = kind,
                 .error = {.message = text,
                           .stack = {{.function = {}, .place = {QStringLiteral("/a/shop.ts"), 3, 0}}}}});
        }
    };

private Q_SLOTS:
    void nothingIsMadeBeforeTheFirstTrial()
    {
        Bench bench;
        QVERIFY(bench.models.canTry());
        QVERIFY(bench.models.state() == TrialRun::State::None);
        QVERIFY(bench.service == nullptr);
        bench.models.start({.scenarioFile = QStringLiteral("/a/shop.ts"), .workers = 9},
                           QStringLiteral("buy"));
        QVERIFY(bench.service != nullptr);
        QCOMPARE(bench.service->started.size(), 1);
        QCOMPARE(bench.service->started.first().workers, 1);
        QCOMPARE(bench.service->started.first().singleMode, QStringLiteral("buy"));
        QCOMPARE(bench.models.scenario(), QStringLiteral("buy"));
        QVERIFY(!bench.models.canTry());
    }

    void aWindowWithoutAServiceTriesNothing()
    {
        TrialModels models({});
        QVERIFY(!models.canTry());
        models.start({});
        models.stop();
        models.clear();
        QVERIFY(models.state() == TrialRun::State::None);
    }

    void whatIsToldIsShownInItsOrder()
    {
        using Kind = Protocol::TracedNote::Kind;
        Bench bench;
        bench.models.start({});
        bench.service->playStart();
        Q_EMIT bench.service->logged({.helper = 0, .worker = 0, .text = QStringLiteral("hello")});
        bench.note(Kind::CheckPassed, QStringLiteral("is there"));
        bench.note(Kind::CheckFailed, QStringLiteral("is new"));
        bench.note(Kind::Error, QStringLiteral("no stock"));
        Q_EMIT bench.service->traced(tracedExchange(5, QStringLiteral("/a")));
        RunOutcome outcome;
        outcome.last.iterationsFailed = 1;
        outcome.last.errors = {{.error = {.message = QStringLiteral("no stock")}, .count = 1}};
        Q_EMIT bench.service->runEnded(outcome);
        QCOMPARE(printed(bench.models.log()),
                 QStringList({QStringLiteral("hello"), QStringLiteral("check passed: is there (shop.ts:3)"),
                              QStringLiteral("error: check failed: is new (shop.ts:3)"),
                              QStringLiteral("error: no stock (shop.ts:3)")}));
        QCOMPARE(bench.models.exchanges().rowCount(), 1);
        QVERIFY(bench.models.state() == TrialRun::State::Failed);
        QCOMPARE(bench.models.sentence(), QStringLiteral("The scenario failed: no stock"));

        bench.models.start({});
        QCOMPARE(bench.models.exchanges().rowCount(), 0);
        QCOMPARE(bench.models.log().rowCount(), 0);
    }

    void aClearedTrialStaysCleared()
    {
        Bench bench;
        bench.models.start({});
        bench.service->playStart();
        bench.models.clear();
        QCOMPARE(bench.service->stopsNow, 1);
        Q_EMIT bench.service->traced(tracedExchange(5, QStringLiteral("/a")));
        bench.note(Protocol::TracedNote::Kind::Error, QStringLiteral("late"));
        bench.service->playEnd(RunOutcome::End::Stopped);
        QCOMPARE(bench.models.exchanges().rowCount(), 0);
        QVERIFY(bench.models.state() == TrialRun::State::None);
        QVERIFY(bench.models.canTry());
    }
};

QTEST_GUILESS_MAIN(TestTrialModels)
#include "tst_trialmodels.moc"
