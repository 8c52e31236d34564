// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profile.h"
#include "ui/charts/loadpreview.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestLoadPreview : public QObject
{
    Q_OBJECT

    static LoadPlan planOf(const QString &stages)
    {
        Profile profile;
        profile.stages = stages;
        return profile.loadPlan();
    }

private Q_SLOTS:
    void theCurveIsThatOfThePlan()
    {
        LoadPreview preview;
        preview.resize(330, preview.sizeHint().height());
        QVERIFY(preview.curve().isEmpty());
        preview.setPlan(planOf(QStringLiteral("10s:100,20s:100,10s:0")));
        const auto curve = preview.curve();
        QCOMPARE(curve.size(), 4);
        QCOMPARE(curve.at(0).y(), curve.at(3).y());
        QCOMPARE(curve.at(1).y(), curve.at(2).y());
        QVERIFY(curve.at(1).y() < curve.at(0).y());
        const double second = (curve.at(3).x() - curve.at(0).x()) / 40;
        QVERIFY(qAbs(curve.at(1).x() - curve.at(0).x() - 10 * second) < 0.01);
        QVERIFY(qAbs(curve.at(2).x() - curve.at(1).x() - 20 * second) < 0.01);
        QCOMPARE(preview.caption(), QStringLiteral("Up to 100 users in 40 s"));
    }

    void theTimeEndsWithTheRun()
    {
        LoadPreview preview;
        preview.resize(330, preview.sizeHint().height());
        auto plan = planOf(QStringLiteral("10s:100,20s:100,10s:0"));
        plan.duration = 20s;
        preview.setPlan(plan);
        const auto curve = preview.curve();
        QVERIFY(curve.last().x() > preview.width()); // not seen
        QVERIFY(qAbs((curve.at(1).x() - curve.at(0).x()) * 2 - (preview.width() - 2 - curve.at(0).x()))
                < 0.01);
    }

    void aProblemLeavesTheCurve()
    {
        LoadPreview preview;
        preview.setPlan(planOf(QStringLiteral("10s:100")));
        const auto curve = preview.curve();
        preview.setProblem(QStringLiteral("No."));
        QCOMPARE(preview.curve(), curve);
        QCOMPARE(preview.caption(), QStringLiteral("No."));
        QCOMPARE(preview.accessibleDescription(), QStringLiteral("No."));
        preview.setProblem({});
        QCOMPARE(preview.accessibleDescription(), QStringLiteral("From 0 to 100 users in 10 s"));
        preview.clear();
        QVERIFY(preview.curve().isEmpty());
        QCOMPARE(preview.caption(), QString());
    }

    void whateverThePlanItIsPainted_data()
    {
        QTest::addColumn<QString>("stages");
        QTest::newRow("very short") << QStringLiteral("1ms:1");
        QTest::newRow("very long") << QStringLiteral("8000h:1");
        QTest::newRow("very much") << QStringLiteral("1m:1000000");
        QTest::newRow("a jump") << QStringLiteral("0s:10,1m:10");
        QTest::newRow("no time") << QStringLiteral("0s:10");
        QTest::newRow("none") << QString();
    }

    void whateverThePlanItIsPainted()
    {
        QFETCH(QString, stages);
        LoadPreview preview;
        preview.resize(preview.minimumSizeHint());
        auto plan = planOf(stages);
        plan.duration = std::chrono::hours(9000);
        preview.setPlan(plan);
        QVERIFY(!preview.grab().isNull());
        preview.resize(20, 20);
        QVERIFY(!preview.grab().isNull());
    }
};

QTEST_MAIN(TestLoadPreview)
#include "tst_loadpreview.moc"
