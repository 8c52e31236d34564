// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/scenariomix.h"

#include <QTest>

#include <cmath>

using namespace Molotov;

class TestScenarioMix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToDrawIsEmpty()
    {
        QVERIFY(ScenarioMix({}).isEmpty());
        QVERIFY(ScenarioMix({0, -1}).isEmpty());
        QVERIFY(!ScenarioMix({0, 1}).isEmpty());
    }

    void sharesAreThoseOfTheWeights()
    {
        const ScenarioMix mix({10, 0, 30, 60});
        QList<int> drawn(4);
        for (int i = 0; i < 1000; ++i)
            ++drawn[mix.pick(i / 1000.0)];
        QCOMPARE(drawn, QList<int>({100, 0, 300, 600}));
    }

    void hugeWeightsAreWeighed()
    {
        const ScenarioMix mix({1e308, 1e308, 1.7e308, 1e-300});
        QCOMPARE(mix.pick(0.1), 0);
        QCOMPARE(mix.pick(0.5), 1);
        QCOMPARE(mix.pick(0.9), 2);
        const ScenarioMix tiny({5e-324, 5e-324});
        QCOMPARE(tiny.pick(0.1), 0);
        QCOMPARE(tiny.pick(0.9), 1);
    }

    void theEdgesBelongToSomebody()
    {
        const ScenarioMix mix({0, 1, 1, 0});
        QCOMPARE(mix.pick(0), 1);
        QCOMPARE(mix.pick(std::nextafter(1.0, 0.0)), 2);
        QCOMPARE(mix.pick(1), 2); // a generator that rounds up: Molotov counts this as a failed run
    }
};

QTEST_GUILESS_MAIN(TestScenarioMix)
#include "tst_scenariomix.moc"
