// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/loadwords.h"
#include "core/model/profile.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestLoadWords : public QObject
{
    Q_OBJECT

    static Profile users()
    {
        Profile profile;
        profile.workers = 50;
        profile.duration = 2min;
        return profile;
    }
    static QString summary(const Profile &profile) { return LoadWords::summary(profile.loadPlan()); }
    static QString course(const Profile &profile) { return LoadWords::course(profile.loadPlan()); }

private Q_SLOTS:
    void aLevelLoad()
    {
        QCOMPARE(summary(users()), QStringLiteral("50 users for 2 min"));
        QCOMPARE(course(users()), QStringLiteral("50 users for 2 min"));
        auto one = users();
        one.workers = 1;
        QCOMPARE(summary(one), QStringLiteral("1 user for 2 min"));
    }

    void ramps()
    {
        auto profile = users();
        profile.rampUp = 30s;
        profile.rampDown = 10s;
        QCOMPARE(summary(profile), QStringLiteral("Up to 50 users in 2 min"));
        QCOMPARE(course(profile), QStringLiteral("From 0 to 50 users in 30 s, 50 users for 1 min 20 s, "
                                                 "from 50 to 0 users in 10 s"));
    }

    void stagesWithAJump()
    {
        auto profile = users();
        profile.stages = QStringLiteral("0s:10,1m:10,500ms:1000");
        QCOMPARE(course(profile), QStringLiteral("10 users for 1 min, from 10 to 1,000 users in 0.5 s"));
    }

    void whatADurationCutsOffIsNotSaid()
    {
        auto profile = users();
        profile.stages = QStringLiteral("4m:100,1m:0");
        QCOMPARE(summary(profile), QStringLiteral("Up to 50 users in 2 min"));
        QCOMPARE(course(profile), QStringLiteral("From 0 to 50 users in 2 min"));
    }

    void ratesSayHowManyThereAreInAll()
    {
        auto profile = users();
        profile.rate = QStringLiteral("100/s");
        QCOMPARE(summary(profile), QStringLiteral("100/s for 2 min, 12,000 in all"));
        profile.iterations = 500;
        QCOMPARE(summary(profile), QStringLiteral("100/s for 2 min, 500 in all"));
        profile.rate = QStringLiteral("1m:60/m,1m:0");
        profile.iterations = 0;
        QCOMPARE(summary(profile), QStringLiteral("Up to 1/s in 2 min, 60 in all"));
        QCOMPARE(course(profile),
                 QStringLiteral("From 0 to 1 iteration/s in 1 min, from 1 to 0 iterations/s in 1 min"));
    }

    void noLoadHasNoCourse() { QCOMPARE(LoadWords::course(LoadPlan()), QString()); }
};

QTEST_GUILESS_MAIN(TestLoadWords)
#include "tst_loadwords.moc"
