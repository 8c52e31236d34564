// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/environmentmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Column = EnvironmentModel::Column;

class TestEnvironmentModel : public QObject
{
    Q_OBJECT

private:
    QModelIndex at(int row, Column column) const { return m_model.index(row, int(column)); }
    bool write(int row, Column column, const QString &text) { return m_model.setData(at(row, column), text); }

    EnvironmentModel m_model;
    QAbstractItemModelTester m_tester{&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest};

private Q_SLOTS:
    void init()
    {
        m_model.setEnvironment(
            {{QStringLiteral("TOKEN"), std::nullopt}, {QStringLiteral("TARGET"), QStringLiteral("qa")}});
    }

    void rowsReadAsThePersonReadsThem()
    {
        QCOMPARE(printed(m_model), (QStringList{QStringLiteral("TARGET | qa | "),
                                                QStringLiteral("TOKEN | from the system | ")}));
    }

    void editingTellsAndFillingDoesNot()
    {
        QSignalSpy edited(&m_model, &EnvironmentModel::edited);
        m_model.setEnvironment({{QStringLiteral("A"), QStringLiteral("1")}});
        QCOMPARE(edited.count(), 0);
        QVERIFY(write(0, Column::Value, QStringLiteral("2")));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(m_model.environment().value(QStringLiteral("A")), QStringLiteral("2"));
    }

    void aValueFromTheSystemCannotBeTypedAndComesBack()
    {
        QVERIFY(m_model.setData(at(0, Column::FromSystem), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!write(0, Column::Value, QStringLiteral("lost")));
        QVERIFY(!m_model.environment().value(QStringLiteral("TARGET")).has_value());
        QVERIFY(m_model.setData(at(0, Column::FromSystem), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(m_model.environment().value(QStringLiteral("TARGET")), QStringLiteral("qa"));
    }

    void rowsWithoutANameOrOfOneNameAreProblems()
    {
        const auto before = m_model.environment();
        const int row = m_model.addRow();
        QVERIFY(m_model.problem().contains(QLatin1String("no name")));
        QCOMPARE(m_model.environment(), before);
        QVERIFY(write(row, Column::Name, QStringLiteral(" TARGET ")));
        QVERIFY(m_model.problem().contains(QLatin1String("TARGET")));
        QVERIFY(write(row, Column::Name, QStringLiteral("OTHER")));
        QCOMPARE(m_model.problem(), QString());
    }

    void rowsAreRemovedWhateverTheOrder()
    {
        m_model.addRow();
        m_model.removeVariables({0, 2, 0});
        QCOMPARE(printed(m_model), QStringList{QStringLiteral("TOKEN | from the system | ")});
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentModel)
#include "tst_environmentmodel.moc"
