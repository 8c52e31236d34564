// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/loadkind.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(LoadKind)

class TestLoadKind : public QObject
{
    Q_OBJECT

    static Profile all()
    {
        Profile profile;
        profile.processes = 2;
        profile.workers = 50;
        profile.rampUp = 1s;
        profile.rampDown = 2s;
        profile.duration = 30s;
        profile.maxRuns = 3;
        profile.delay = 4s;
        profile.stages = QStringLiteral("1m:10");
        profile.maxUsers = 70;
        profile.stepped = true;
        profile.poisson = true;
        profile.iterations = 1000;
        profile.pacing = 5s;
        profile.limitStep = 20s;
        profile.limitSettling = 3s;
        profile.limitMost = 900;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        return profile;
    }

private Q_SLOTS:
    void theKindIsThatOfTheSettings()
    {
        Profile profile;
        QCOMPARE(LoadKinds::of(profile), LoadKind::Users);
        profile.stages = QStringLiteral("1m:10");
        QCOMPARE(LoadKinds::of(profile), LoadKind::Stages);
        for (const char *rate : {"100/s", "fast"}) {
            profile.rate = QString::fromLatin1(rate);
            QCOMPARE(LoadKinds::of(profile), LoadKind::Rate);
        }
        for (const char *rate : {"1m:10/s", "10,20"}) {
            profile.rate = QString::fromLatin1(rate);
            QCOMPARE(LoadKinds::of(profile), LoadKind::RateStages);
        }
        profile.findLimit = QStringLiteral("p95(latency) < 300 ms");
        QCOMPARE(LoadKinds::of(profile), LoadKind::RateLimit);
        profile.rate.clear();
        QCOMPARE(LoadKinds::of(profile), LoadKind::UsersLimit);
    }

    void eachKindCanBeRun_data()
    {
        QTest::addColumn<LoadKind>("kind");
        QTest::addColumn<QString>("rate");
        QTest::newRow("users") << LoadKind::Users << QString();
        QTest::newRow("stages") << LoadKind::Stages << QString();
        QTest::newRow("rate") << LoadKind::Rate << QStringLiteral("100/s");
        QTest::newRow("stages of a rate") << LoadKind::RateStages << QStringLiteral("1m:100/s");
        QTest::newRow("limit of users") << LoadKind::UsersLimit << QString();
        QTest::newRow("limit of a rate") << LoadKind::RateLimit << QStringLiteral("100/s");
    }

    void eachKindCanBeRun()
    {
        QFETCH(LoadKind, kind);
        QFETCH(QString, rate);
        auto typed = all();
        typed.rate = rate;
        if (LoadKinds::isLimit(kind))
            typed.findLimit = QStringLiteral("p95(latency) < 300 ms");
        const auto reduced = LoadKinds::reduced(typed, LoadKinds::fields(kind), Profile());
        QCOMPARE(LoadKinds::of(reduced), kind);
        QVERIFY2(reduced.validate().isEmpty(), qPrintable(reduced.validate().value(0).text));
        QCOMPARE(LoadKinds::leftovers(reduced), LoadKinds::Fields());
        QCOMPARE(reduced.processes, 2);
        QCOMPARE(reduced.scenarioFile, typed.scenarioFile);
    }

    void onlyWhatAppliesIsTaken()
    {
        const auto stages = LoadKinds::reduced(all(), LoadKinds::fields(LoadKind::Stages), Profile());
        QCOMPARE(stages.workers, 1);
        QCOMPARE(stages.rampUp, Profile().rampUp);
        QCOMPARE(stages.duration, Profile().duration); // which would have cut the stages
        QCOMPARE(stages.poisson, false);
        QCOMPARE(stages.stepped, true);
        QCOMPARE(stages.pacing, 5s);
    }

    void stagesAreNotCutByADurationThatNobodySees()
    {
        auto otherwise = Profile();
        otherwise.duration = 10s;
        auto typed = all();
        const auto fields = LoadKinds::fields(LoadKind::Stages);
        QCOMPARE(LoadKinds::reduced(typed, fields, otherwise).duration, 60s);
        typed.stages = QStringLiteral("48h:1");
        QCOMPARE(LoadKinds::reduced(typed, fields, Profile()).duration, 48h);
    }

    void whatPreventsOrChangesTheRunIsLeftOver()
    {
        using Field = ProfileField;
        QCOMPARE(LoadKinds::leftovers(all()),
                 (LoadKinds::Fields{Field::RampUp, Field::RampDown, Field::Duration}));
        auto profile = all();
        profile.duration = 1min;
        profile.rampUp = profile.rampDown = 0s;
        QCOMPARE(LoadKinds::leftovers(profile), LoadKinds::Fields());
        profile.rate = QStringLiteral("1m:10/s");
        QCOMPARE(LoadKinds::leftovers(profile),
                 (LoadKinds::Fields{Field::Stages, Field::MaxRuns, Field::Delay, Field::Pacing}));
        QCOMPARE(LoadKinds::leftovers(Profile()), LoadKinds::Fields());
        profile.findLimit = QStringLiteral("p95(latency) < 300 ms");
        profile.rate.clear();
        QCOMPARE(LoadKinds::leftovers(profile),
                 (LoadKinds::Fields{Field::Stages, Field::MaxRuns, Field::Iterations}));
    }

    void allSettingsAreCopied()
    {
        Profile copy;
        copy.baseUrl = QStringLiteral("http://127.0.0.1");
        LoadKinds::copy(all(), copy);
        auto expected = all();
        expected.scenarioFile.clear();
        expected.baseUrl = copy.baseUrl;
        QCOMPARE(copy, expected);
    }
};

QTEST_GUILESS_MAIN(TestLoadKind)
#include "tst_loadkind.moc"
