// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/metricsmodels.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestMetricsModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void tablesShowTheSnapshot()
    {
        MetricsModels models;
        const QAbstractItemModelTester endpointsTester(&models.endpoints);
        const QAbstractItemModelTester scenariosTester(&models.scenarios);
        const QAbstractItemModelTester stepsTester(&models.steps);
        const QAbstractItemModelTester checksTester(&models.checks);
        const QAbstractItemModelTester ownTester(&models.own);
        const LatencySummary latency{.count = 1, .p50 = 850us, .p95 = 12300us, .p99 = 20ms, .max = 1230ms};
        Snapshot snapshot;
        snapshot.elapsed = 20s;
        snapshot.loadTime = 10s;
        snapshot.endpoints = {
            {.method = QStringLiteral("GET"),
             .name = QStringLiteral("/"),
             .count = 12'000,
             .failed = 3,
             .aborted = 4,
             .retried = 5,
             .statuses = {{200, 1'000}, {204, 1}, {302, 2}, {404, 10'985}, {503, 1}, {700, 4}},
             .latency = latency},
            {.method = QStringLiteral("PUT"), .name = QStringLiteral("/a"), .count = 2, .failed = 2}};
        snapshot.scenarios = {
            {.name = QStringLiteral("browse"), .ok = 40, .failed = 10, .aborted = 2, .duration = latency}};
        snapshot.steps = {{.name = QStringLiteral("checkout / pay"),
                           .ok = 4'000,
                           .failed = 10,
                           .aborted = 2,
                           .requests = 8'012,
                           .duration = latency},
                          {.name = QStringLiteral("login"), .failed = 1}};
        snapshot.checks = {{.name = QStringLiteral("has products"), .passed = 3, .failed = 1}};
        snapshot.counters = {{.name = QStringLiteral("orders"), .total = 1'234.5}};
        snapshot.trends = {{.name = QStringLiteral("basket"),
                            .count = 5,
                            .min = -1,
                            .mean = 0.25,
                            .p50 = 0,
                            .p90 = 2,
                            .p95 = 2.5,
                            .p99 = 3,
                            .max = 3}};
        snapshot.gauges = {{.name = QStringLiteral("stock"), .last = 7, .min = 1, .max = 20'000}};
        models.setSnapshot(snapshot);
        models.setSnapshot(snapshot);
        const QStringList endpoints{
            QStringLiteral("GET | / | 12,000 | 1,001 | 2 | 10,985 | 1 | 4 | 3 | 4 | 5 | 1,200 | 850 µs | "
                           "12.3 ms | 20.0 ms | 1.23 s | –"),
            QStringLiteral("PUT | /a | 2 | 0 | 0 | 0 | 0 | 0 | 2 | 0 | 0 | 0.2 | – | – | – | – | –"),
        };
        QCOMPARE(printed(models.endpoints), endpoints);
        QCOMPARE(
            printed(models.scenarios),
            QStringList{QStringLiteral("browse | 40 | 10 | 2 | 5.0 | 850 µs | 12.3 ms | 20.0 ms | 1.23 s")});
        const QStringList steps{
            QStringLiteral("checkout / pay | 4,000 | 10 | 2 | 8,012 | 850 µs | 12.3 ms | 20.0 ms | 1.23 s"),
            QStringLiteral("login | 0 | 1 | 0 | 0 | – | – | – | –"),
        };
        QCOMPARE(printed(models.steps), steps);
        QCOMPARE(printed(models.checks), QStringList{QStringLiteral("has products | 3 | 1 | 75.0 %")});
        const QStringList own{
            QStringLiteral("orders | Counter | – | 1,235 | 123.5 | – | – | – | –"),
            QStringLiteral("basket | Trend | 5 | – | 0.5 | -1 | 0.25 | 2.5 | 3"),
            QStringLiteral("stock | Gauge | – | 7 | – | 1 | – | – | 20,000"),
        };
        QCOMPARE(printed(models.own), own);
        QCOMPARE(models.endpoints.index(0, 2).data(Qt::UserRole).toDouble(), 12'000.0);
        models.setSnapshot({});
        QCOMPARE(models.endpoints.rowCount(), 0);
        QCOMPARE(models.steps.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMetricsModels)
#include "tst_metricsmodels.moc"
