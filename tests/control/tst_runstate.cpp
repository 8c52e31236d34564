// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runstate.h"

#include <QTest>

using namespace Molotov;

class TestRunState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableOfSteps();
};

void TestRunState::tableOfSteps()
{
    const QList<std::pair<RunState, QString>> states{
        {RunState::Idle, QStringLiteral("Idle")},         {RunState::Compiling, QStringLiteral("Compiling")},
        {RunState::Starting, QStringLiteral("Starting")}, {RunState::Running, QStringLiteral("Running")},
        {RunState::Stopping, QStringLiteral("Stopping")}, {RunState::Finished, QStringLiteral("Finished")},
        {RunState::Failed, QStringLiteral("Failed")},
    };
    QStringList table;
    for (const auto &[from, name] : states) {
        QStringList steps;
        for (const auto &[to, toName] : states) {
            if (mayStep(from, to))
                steps += toName;
        }
        table += name + QStringLiteral(" → ") + steps.join(QStringLiteral(" | "));
    }
    QCOMPARE(table, (QStringList{
                        QStringLiteral("Idle → Compiling"),
                        QStringLiteral("Compiling → Starting | Stopping | Failed"),
                        QStringLiteral("Starting → Running | Stopping | Failed"),
                        QStringLiteral("Running → Stopping | Finished | Failed"),
                        QStringLiteral("Stopping → Finished | Failed"),
                        QStringLiteral("Finished → Compiling"),
                        QStringLiteral("Failed → Compiling"),
                    }));
}

QTEST_GUILESS_MAIN(TestRunState)
#include "tst_runstate.moc"
