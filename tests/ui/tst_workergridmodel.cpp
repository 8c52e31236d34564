// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/workergridmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Protocol::WorkerState;
using Protocol::WorkerStatus;

namespace {

QString counts(const WorkerGridModel &model)
{
    QStringList parts;
    for (int state = 0; state < CellStateCount; ++state) {
        if (const int count = model.counts()[size_t(state)])
            parts += QStringLiteral("%1 %2").arg(WorkerGridModel::stateName(CellState(state))).arg(count);
    }
    return parts.join(QStringLiteral(", "));
}

QString ranges(const QSignalSpy &spy)
{
    QStringList parts;
    for (const QList<QVariant> &arguments : spy) {
        parts += QStringLiteral("%1-%2")
                     .arg(arguments.at(0).toModelIndex().row())
                     .arg(arguments.at(1).toModelIndex().row());
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestWorkerGridModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsAreGroupedByHelper()
    {
        WorkerGridModel model;
        const QAbstractItemModelTester tester(&model);
        model.reset(2, 2);
        model.setScenarios({QStringLiteral("browse"), QStringLiteral("buy")});
        model.apply(
            0,
            {{.position = 1, .state = WorkerState::Running, .scenario = 0, .iterations = 34, .failed = 2}});
        model.apply(
            1, {{.position = 0, .state = WorkerState::Failed, .scenario = 1, .iterations = 1, .failed = 1}});
        model.publish();
        const QStringList expected{
            QStringLiteral("Worker 0 · waiting"),
            QStringLiteral("Worker 1 · browse · 34 iterations, 2 failed · running"),
            QStringLiteral("Worker 2 · buy · 1 iteration, 1 failed · failed just now"),
            QStringLiteral("Worker 3 · waiting"),
        };
        QCOMPARE(printed(model), expected);
        QCOMPARE(counts(model), QStringLiteral("Waiting 2, Running 1, Failed just now 1"));
        QCOMPARE(model.groups().size(), size_t(2));
        QCOMPARE(model.groups()[1].first, 2);
    }

    void moreWorkersMayCome()
    {
        WorkerGridModel model;
        const QAbstractItemModelTester tester(&model);
        model.reset(2, 2);
        model.apply(1, {{.position = 1, .state = WorkerState::Running, .iterations = 3}});
        model.grow(2); // there are so many
        model.grow(4);
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(model.groups().at(1).first, 4);
        QCOMPARE(counts(model), QStringLiteral("Waiting 7, Running 1"));
        QCOMPARE(model.state(5), CellState::Running);
        model.apply(1, {{.position = 3, .state = WorkerState::Running}});
        model.publish();
        QCOMPARE(counts(model), QStringLiteral("Waiting 6, Running 2"));
        QCOMPARE(model.state(7), CellState::Running);
    }

    void whatIsOutOfRangeIsLeftOut()
    {
        WorkerGridModel model;
        model.reset(1, 2);
        model.apply(-1, {{.position = 0, .state = WorkerState::Done}});
        model.apply(1, {{.position = 0, .state = WorkerState::Done}});
        model.apply(0, {{.position = 2, .state = WorkerState::Done}, {.position = -1}});
        model.apply(0, {{.position = 0, .state = WorkerState::Running, .scenario = 7}});
        model.setHelpers({{.index = 5, .pid = 1}, {.index = -1, .pid = 1}});
        QCOMPARE(counts(model), QStringLiteral("Waiting 1, Running 1"));
        QCOMPARE(model.describe(0), QStringLiteral("Worker 0 · running"));
    }

    void changesAreToldInFewRanges()
    {
        WorkerGridModel model;
        model.reset(1, 10'000);
        QSignalSpy changed(&model, &WorkerGridModel::dataChanged);
        QSignalSpy countsChanged(&model, &WorkerGridModel::countsChanged);
        model.publish();
        QCOMPARE(changed.size(), 0);

        for (const int position : {9'999, 3, 5, 3, 400})
            model.apply(0, {{.position = position, .state = WorkerState::Running}});
        QCOMPARE(changed.size(), 0);
        model.publish();
        QCOMPARE(ranges(changed), QStringLiteral("3-5 400-400 9999-9999"));
        QCOMPARE(countsChanged.size(), 1);

        changed.clear();
        QList<WorkerStatus> all;
        for (int position = 0; position < 10'000; position += 3)
            all.append({.position = position, .state = WorkerState::Thinking});
        model.apply(0, all);
        model.publish();
        QCOMPARE(ranges(changed), QStringLiteral("0-9999"));
        model.publish();
        QCOMPARE(changed.size(), 1);
    }

    void workersOfAHelperThatFinishedAreDone()
    {
        WorkerGridModel model;
        model.reset(2, 1);
        model.apply(0, {{.position = 0, .state = WorkerState::Thinking}});
        model.apply(1, {{.position = 0, .state = WorkerState::Running}});
        model.setHelpers({{.index = 0, .end = HelperEnd::Finished}, {.index = 1}});
        model.publish();
        QCOMPARE(counts(model), QStringLiteral("Running 1, Done 1"));
        QCOMPARE(model.describe(0), QStringLiteral("Worker 0 · done"));
    }

    void workersOfADeadHelperAreLost()
    {
        WorkerGridModel model;
        model.reset(2, 2);
        QSignalSpy groupsChanged(&model, &WorkerGridModel::groupsChanged);
        model.apply(0, {{.position = 0, .state = WorkerState::Running}});
        model.apply(
            1, {{.position = 0, .state = WorkerState::Done}, {.position = 1, .state = WorkerState::Running}});
        model.setHelpers({{.index = 0, .pid = 11}, {.index = 1, .pid = 12, .end = HelperEnd::Crashed}});
        model.publish();
        QCOMPARE(groupsChanged.size(), 1);
        QCOMPARE(counts(model), QStringLiteral("Waiting 1, Running 1, Done 1, Lost 1"));
        QCOMPARE(model.caption(model.groups()[0]), QStringLiteral("Process 1 · pid 11"));
        QCOMPARE(model.caption(model.groups()[1]), QStringLiteral("Process 2 · pid 12 · crashed"));
        QCOMPARE(model.describe(3), QStringLiteral("Worker 3 · lost"));
        // What was still on its way changes nothing.
        model.apply(1, {{.position = 1, .state = WorkerState::Thinking}});
        QCOMPARE(counts(model), QStringLiteral("Waiting 1, Running 1, Done 1, Lost 1"));
        model.setHelpers({{.index = 0, .pid = 11}, {.index = 1, .pid = 12, .end = HelperEnd::Crashed}});
        model.publish();
        QCOMPARE(groupsChanged.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWorkerGridModel)
#include "tst_workergridmodel.moc"
