// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/workers/stoppolicy.h"

#include "tests/support/manualclock.h"

#include <QStringList>
#include <QTest>

#include <memory>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;

class tst_StopPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_done.clear();
        m_scheduler = std::make_unique<Scheduler>(m_clock);
        const auto note = [this](const char *what) {
            return [this, what] { m_done.append(QLatin1String(what)); };
        };
        m_policy = std::make_unique<StopPolicy>(*m_scheduler,
                                                StopPolicy::Actions{.endLoad = note("endLoad"),
                                                                    .failUnanswered = note("failUnanswered"),
                                                                    .abort = note("abort"),
                                                                    .giveUp = note("giveUp")});
    }

    void endsStepByStep()
    {
        m_policy->start(5s, false);
        pass(4999ms);
        QCOMPARE(done(), QString());
        QVERIFY(!m_policy->isStopping());
        pass(1ms);
        QCOMPARE(done(), QStringLiteral("endLoad"));
        QVERIFY(m_policy->isStopping() && !m_policy->isAborting());
        pass(StopPolicy::Grace);
        QCOMPARE(done(), QStringLiteral("failUnanswered abort"));
        QVERIFY(m_policy->isAborting());
        pass(StopPolicy::TeardownGrace);
        QCOMPARE(done(), QStringLiteral("giveUp"));
    }

    void abortsAtTheEndWhenItIsForced()
    {
        m_policy->start(5s, true);
        pass(5s);
        QCOMPARE(done(), QStringLiteral("abort"));
    }

    void endsLaterWhenItIsToldSo()
    {
        m_policy->start(5s, false);
        pass(4s);
        m_policy->setTimeLeft(10s);
        pass(9999ms);
        QCOMPARE(done(), QString());
        pass(1ms);
        QCOMPARE(done(), QStringLiteral("endLoad"));
        m_policy->setTimeLeft(1h); // it is over
        pass(StopPolicy::Grace);
        QCOMPARE(done(), QStringLiteral("failUnanswered abort"));
    }

    void blamesNobodyForWhatSomebodyStopped()
    {
        m_policy->start(1h, false);
        m_policy->stop();
        m_policy->stop();
        QCOMPARE(done(), QStringLiteral("endLoad"));
        pass(StopPolicy::Grace);
        QCOMPARE(done(), QStringLiteral("abort"));
    }

    void stopsAtOnceOnlyOnce()
    {
        m_policy->start(1h, false);
        m_policy->stopNow();
        m_policy->stopNow();
        m_policy->stop();
        QCOMPARE(done(), QStringLiteral("abort"));
    }

    void doesNothingAfterTheEnd()
    {
        m_policy->start(1s, false);
        m_policy->finish();
        QVERIFY(m_policy->isStopping());
        pass(1h);
        m_policy->stop();
        m_policy->stopNow();
        QCOMPARE(done(), QString());
    }

private:
    void pass(std::chrono::microseconds time)
    {
        m_clock.advance(time);
        m_scheduler->fireDue();
    }

    QString done() { return std::exchange(m_done, {}).join(QLatin1Char(' ')); }

    ManualClock m_clock;
    std::unique_ptr<Scheduler> m_scheduler;
    QStringList m_done;
    std::unique_ptr<StopPolicy> m_policy;
};

QTEST_GUILESS_MAIN(tst_StopPolicy)
#include "tst_stoppolicy.moc"
