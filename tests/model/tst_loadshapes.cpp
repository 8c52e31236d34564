// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadshapes.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestLoadShapes : public QObject
{
    Q_OBJECT

    static Profile users(int count)
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        profile.processes = 2;
        profile.workers = count / 2;
        profile.rampUp = 5s;
        profile.rampDown = 5s;
        profile.duration = 1min;
        return profile;
    }

private Q_SLOTS:
    void eachHasItsNameAndIsExplained()
    {
        QStringList names;
        for (const auto shape : LoadShapes::all()) {
            names.append(LoadShapes::name(shape));
            QCOMPARE(LoadShapes::fromName(LoadShapes::name(shape)), std::optional(shape));
            QVERIFY(!LoadShapes::title(shape).isEmpty());
            QVERIFY(LoadShapes::explanation(shape).endsWith(QLatin1Char('?')));
        }
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("smoke load stress spike soak breakpoint"));
        QVERIFY(!LoadShapes::fromName(QStringLiteral("Smoke")));
    }

    void allCanBeRun()
    {
        auto rate = users(100);
        rate.rate = QStringLiteral("6000/m");
        for (const auto shape : LoadShapes::all()) {
            for (const auto &profile : {users(100), rate}) {
                const auto made = LoadShapes::apply(shape, LoadShapes::baseOf(profile), profile);
                QVERIFY2(made.validate().isEmpty(), qPrintable(LoadShapes::name(shape)));
                QCOMPARE(made.loadPlan().length(), made.loadPlan().curve().length()); // nothing is cut off
                QCOMPARE(made.rate.isEmpty(), profile.rate.isEmpty());
            }
        }
    }

    void theyAreMadeForTheirBase()
    {
        const auto text = [](LoadShape shape) { return LoadShapes::apply(shape, 100, users(100)).stages; };
        QCOMPARE(text(LoadShape::Smoke), QStringLiteral("1m:5"));
        QCOMPARE(text(LoadShape::Load), QStringLiteral("2m:100,10m:100,1m:0"));
        QCOMPARE(text(LoadShape::Breakpoint), QStringLiteral("30m:1000"));
        QVERIFY(LoadShapes::apply(LoadShape::Smoke, 100, users(100)).stepped);
        QVERIFY(!LoadShapes::apply(LoadShape::Load, 100, users(100)).stepped);
    }

    void loadsAreRound()
    {
        QCOMPARE(LoadShapes::apply(LoadShape::Smoke, 3, users(4)).stages, QStringLiteral("1m:1"));
        QCOMPARE(LoadShapes::apply(LoadShape::Smoke, 50, users(50)).stages, QStringLiteral("1m:3"));
        auto rate = users(2);
        rate.rate = QStringLiteral("1/s");
        QCOMPARE(LoadShapes::apply(LoadShape::Smoke, 1.0 / 3, rate).rate, QStringLiteral("1m:0.0167/s"));
        QCOMPARE(LoadShapes::apply(LoadShape::Smoke, 123'456, rate).rate, QStringLiteral("1m:6170/s"));
    }

    void theBaseIsTheMostThatAProfileMeans()
    {
        auto profile = users(100);
        QCOMPARE(LoadShapes::baseOf(profile), 100.0);
        profile.stages = QStringLiteral("1m:70,1m:20");
        QCOMPARE(LoadShapes::baseOf(profile), 70.0);
        profile.rate = QStringLiteral("120/m");
        QCOMPARE(LoadShapes::baseOf(profile), 2.0);
        profile.rate = QStringLiteral("1m:5/s,1m:7/s");
        QCOMPARE(LoadShapes::baseOf(profile), 7.0);
        profile.rate = QStringLiteral("fast");
        QCOMPARE(LoadShapes::baseOf(profile), 0.0);
        QCOMPARE(LoadShapes::apply(LoadShape::Smoke, 0, profile).rate, QStringLiteral("1m:0.5/s"));
    }
};

QTEST_GUILESS_MAIN(TestLoadShapes)
#include "tst_loadshapes.moc"
