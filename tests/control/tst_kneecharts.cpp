// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/kneecharts.h"
#include "core/model/goalparser.h"

#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Outcome = LimitStep::Outcome;

class TestKneeCharts : public QObject
{
    Q_OBJECT

    static LimitResult result(const QList<LimitStep> &steps)
    {
        return {.goal = parseGoals({QStringLiteral("p95(latency) < 300 ms")}).first(), .steps = steps};
    }
    static LimitStep step(double load, int p95, Outcome outcome = Outcome::Held)
    {
        return {.load = load, .outcome = outcome, .requestRate = load * 10, .p95 = 1ms * p95};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void hasAPointForEachLoad()
    {
        QVERIFY(KneeCharts::of(result({})).isEmpty());
        const auto charts = KneeCharts::of(result({step(120, 100),
                                                   step(240, 322, Outcome::GoalBroken),
                                                   {.load = 480, .outcome = Outcome::NothingMeasured},
                                                   step(180, 281)}));
        QCOMPARE(charts.size(), 2);
        QCOMPARE(charts.first().series.first().points,
                 (QList<QPointF>{{120, 1200}, {180, 1800}, {240, 2400}, {480, 0}}));
        const auto &latency = charts.last();
        QCOMPARE(latency.series.first().points.mid(0, 3),
                 (QList<QPointF>{{120, 100}, {180, 281}, {240, 322}}));
        QVERIFY(qIsNaN(latency.series.first().points.last().y()));
        QVERIFY(latency.end > 480);
        QCOMPARE(latency.marks.size(), 2);
        QCOMPARE(latency.marks.first().name, QStringLiteral("held: 180"));
        QCOMPARE(latency.marks.last().value, 240.0);
        QCOMPARE(latency.limits.first().value, 300.0);
    }

    void drawsNoLimitOfAnotherMeasure()
    {
        auto share = result({step(120, 100)});
        share.goal = parseGoals({QStringLiteral("rate(errors) < 1 %")}).first();
        QVERIFY(KneeCharts::of(share).last().limits.isEmpty());
        share.isRate = true;
        QCOMPARE(KneeCharts::of(share).last().unit, QStringLiteral("ms, by iterations a second"));
    }
};

QTEST_GUILESS_MAIN(TestKneeCharts)
#include "tst_kneecharts.moc"
