// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/stagelistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Column = StageListModel::Column;

class TestStageListModel : public QObject
{
    Q_OBJECT

private:
    static bool write(StageListModel &model, int row, Column column, const QString &text)
    {
        return model.setData(model.index(row, int(column)), text);
    }
    bool write(int row, Column column, const char *text)
    {
        return write(m_model, row, column, QString::fromUtf8(text));
    }

    StageListModel m_model{StageListModel::Load::Users};
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};

private Q_SLOTS:
    void init()
    {
        m_model.setReadOnly(false);
        m_model.setText(QStringLiteral("30s:10, 90:1000"));
    }

    void rowsReadAsPeopleWriteThem()
    {
        QCOMPARE(printed(m_model),
                 (QStringList{QStringLiteral("30 s | 10"), QStringLiteral("1 min 30 s | 1,000")}));
        QCOMPARE(m_model.problem(), QString());
    }

    void whatNobodyChangedStaysAsItWasWritten()
    {
        QCOMPARE(m_model.text(), QStringLiteral("30s:10, 90:1000"));
        QVERIFY(write(0, Column::Load, "20"));
        QCOMPARE(m_model.text(), QStringLiteral("30s:20,90:1000"));
        QVERIFY(write(1, Column::Time, "1 min 30 s")); // an editor that was opened and left
        QVERIFY(write(0, Column::Load, "10"));
        QCOMPARE(m_model.text(), QStringLiteral("30s:10, 90:1000"));
    }

    void timesAreTypedInAnyWay()
    {
        QVERIFY(write(0, Column::Time, "1:30"));
        QVERIFY(write(1, Column::Time, "1 h 30 min"));
        QCOMPARE(m_model.text(), QStringLiteral("90s:10,90m:1000"));
        QVERIFY(write(1, Column::Load, "2,000"));
        QCOMPARE(m_model.text(), QStringLiteral("90s:10,90m:2000"));
    }

    void ratesKeepTheirUnit()
    {
        StageListModel rates(StageListModel::Load::Rate);
        rates.setText(QStringLiteral("1m:600/m"));
        QCOMPARE(printed(rates), QStringList{QStringLiteral("1 min | 600/m")});
        QVERIFY(write(rates, 0, Column::Load, QStringLiteral("2.5")));
        QCOMPARE(rates.text(), QStringLiteral("1m:2.5/s"));
        QVERIFY(write(rates, 0, Column::Load, QStringLiteral("fast")));
        QVERIFY(rates.problem().contains(QStringLiteral("“fast”")));
    }

    void whatIsWrongIsSaidInItsCell()
    {
        QVERIFY(write(1, Column::Time, "5x"));
        const auto cell = m_model.index(1, int(Column::Time));
        QCOMPARE(cell.data().toString(), QStringLiteral("5x")); // as it was typed
        QVERIFY(cell.data(StageListModel::ProblemRole).toString().contains(QStringLiteral("“5x”")));
        QVERIFY(m_model.index(0, 0).data(StageListModel::ProblemRole).toString().isEmpty());
        QVERIFY(m_model.index(1, 1).data(StageListModel::ProblemRole).toString().isEmpty());
        QCOMPARE(m_model.problem(), cell.data(StageListModel::ProblemRole).toString());
        QVERIFY(write(1, Column::Time, "-5"));
        QVERIFY(!m_model.problem().isEmpty());
        QVERIFY(write(1, Column::Time, "5"));
        for (const char *load : {"1.5", "-1", "many", "", "9999999"}) {
            QVERIFY(write(1, Column::Load, load));
            QVERIFY2(!m_model.problem().isEmpty(), load);
        }
    }

    void textThatIsNoStagesCanBeMendedInTheTable()
    {
        m_model.setText(QStringLiteral("30s 10,1m:5"));
        QCOMPARE(m_model.text(), QStringLiteral("30s 10,1m:5"));
        QVERIFY(!m_model.problem().isEmpty());
        QVERIFY(write(0, Column::Time, "30"));
        QVERIFY(write(0, Column::Load, "10"));
        QCOMPARE(m_model.problem(), QString());
        QCOMPARE(m_model.text(), QStringLiteral("30s:10,1m:5"));
    }

    void noStagesAreAProblem()
    {
        m_model.setText({});
        QVERIFY(!m_model.problem().isEmpty());
        QCOMPARE(m_model.addStage(-1), 0);
        QCOMPARE(m_model.problem(), QString());
    }

    void stagesAreAddedMovedAndRemoved()
    {
        QSignalSpy edited(&m_model, &StageListModel::edited);
        QCOMPARE(m_model.addStage(0), 1);
        QCOMPARE(m_model.text(), QStringLiteral("30s:10,1m:10,90:1000"));
        QVERIFY(!m_model.canMove(0, -1));
        QVERIFY(!m_model.canMove(2, 1));
        m_model.moveStage(2, -1);
        QCOMPARE(m_model.text(), QStringLiteral("30s:10,90:1000,1m:10"));
        m_model.moveStage(0, 1);
        QCOMPARE(m_model.text(), QStringLiteral("90:1000,30s:10,1m:10"));
        m_model.removeStages({2, 0, 2});
        QCOMPARE(m_model.text(), QStringLiteral("30s:10"));
        QCOMPARE(edited.count(), 4);
        m_model.moveStage(0, 1);
        m_model.removeStages({});
        m_model.setText(QStringLiteral("1m:1"));
        QCOMPARE(edited.count(), 4);
    }

    void theTitleSaysWhatTheLoadIs()
    {
        const auto title = [this] { return m_model.headerData(1, Qt::Horizontal).toString(); };
        QCOMPARE(title(), QStringLiteral("Users at its end"));
        m_model.setStepped(true);
        QCOMPARE(title(), QStringLiteral("Users"));
        m_model.setStepped(false);
    }

    void whatIsReadOnlyCannotBeEdited()
    {
        m_model.setReadOnly(true);
        QVERIFY(!write(0, Column::Load, "20"));
        QVERIFY(!m_model.canMove(0, 1));
        QVERIFY(!(m_model.flags(m_model.index(0, 0)) & Qt::ItemIsEditable));
    }
};

QTEST_GUILESS_MAIN(TestStageListModel)
#include "tst_stagelistmodel.moc"
