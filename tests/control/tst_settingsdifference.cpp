// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/settingsdifference.h"
#include "core/model/profile.h"

#include <QTest>

using namespace Molotov;

using Effect = SettingDifference::Effect;

class TestSettingsDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalSettings();
    void tellsWhatDiffers();
    void filesAreKnownByTheirNames();
    void moreProcessesWithFewerWorkersAreTheSameLoad();
    void neverTellsValuesOfTheEnvironment();
};

void TestSettingsDifference::equalSettings()
{
    QVERIFY(settingDifferences(Profile(), Profile()).isEmpty());
}

void TestSettingsDifference::tellsWhatDiffers()
{
    Profile before;
    before.baseUrl = QStringLiteral("http://old.test");
    before.duration = std::chrono::seconds(60);
    Profile after = before;
    after.baseUrl = QStringLiteral("http://new.test");
    after.workers = 50;
    after.duration = std::chrono::milliseconds(90'500);
    after.failThreshold = 3;
    const QList<SettingDifference> expected{
        {QStringLiteral("base_url"), QStringLiteral("http://old.test"), QStringLiteral("http://new.test"),
         Effect::Target},
        {QStringLiteral("duration"), 60, 90.5, Effect::Length},
        {QStringLiteral("fail"), QJsonValue::Null, 3, Effect::None},
        {QStringLiteral("workers"), 1, 50, Effect::Load},
    };
    QCOMPARE(settingDifferences(before, after), expected);
}

void TestSettingsDifference::filesAreKnownByTheirNames()
{
    Profile before;
    before.scenarioFile = QStringLiteral("/home/ann/shop.js");
    before.extensions = QStringList{QStringLiteral("/home/ann/extra.js")};
    Profile after = before;
    after.scenarioFile = QStringLiteral("/ci/work/shop.js");
    after.extensions = QStringList{QStringLiteral("/ci/work/extra.js")};
    QVERIFY(settingDifferences(before, after).isEmpty());
    after.scenarioFile = QStringLiteral("/ci/work/cart.js");
    const auto found = settingDifferences(before, after);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first(), (SettingDifference{QStringLiteral("scenario"), QStringLiteral("shop.js"),
                                               QStringLiteral("cart.js"), Effect::Scenario}));
}

void TestSettingsDifference::moreProcessesWithFewerWorkersAreTheSameLoad()
{
    Profile before;
    before.processes = 2;
    before.workers = 50;
    Profile after;
    after.processes = 4;
    after.workers = 25;
    auto found = settingDifferences(before, after);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.at(0).effect, Effect::None);
    QCOMPARE(found.at(1).effect, Effect::None);
    after.workers = 26;
    found = settingDifferences(before, after);
    QCOMPARE(found.at(0).effect, Effect::Load);
    QCOMPARE(found.at(1).effect, Effect::Load);
}

void TestSettingsDifference::neverTellsValuesOfTheEnvironment()
{
    Profile before;
    before.environment = {{QStringLiteral("SAME"), QStringLiteral("1")},
                          {QStringLiteral("TOKEN"), QStringLiteral("secret")}};
    Profile after;
    after.environment = {{QStringLiteral("SAME"), QStringLiteral("1")},
                         {QStringLiteral("TOKEN"), QStringLiteral("other")},
                         {QStringLiteral("ADDED"), std::nullopt}};
    const QList<SettingDifference> expected{
        {QStringLiteral("env.ADDED"), QJsonValue::Undefined, QJsonValue::Undefined, Effect::None},
        {QStringLiteral("env.TOKEN"), QJsonValue::Undefined, QJsonValue::Undefined, Effect::None},
    };
    QCOMPARE(settingDifferences(before, after), expected);
}

QTEST_GUILESS_MAIN(TestSettingsDifference)
#include "tst_settingsdifference.moc"
