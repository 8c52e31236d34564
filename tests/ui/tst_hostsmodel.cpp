// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/hostsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Column = HostsModel::Column;

class TestHostsModel : public QObject
{
    Q_OBJECT

    static bool type(HostsModel &model, int row, Column column, const char *text)
    {
        return model.setData(model.index(row, int(column)), QString::fromLatin1(text));
    }

private Q_SLOTS:
    void editsHosts()
    {
        HostsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy edited(&model, &HostsModel::edited);
        model.setHosts({{QStringLiteral("b.example"), QStringLiteral("10.0.0.7")}});
        QCOMPARE(edited.size(), 0);
        const int row = model.addRow();
        QCOMPARE(model.problem(), QStringLiteral("A host that has an address of its own has no name."));
        QVERIFY(type(model, row, Column::Host, " a.example "));
        QVERIFY(type(model, row, Column::Address, "[::1]:80"));
        QCOMPARE(edited.size(), 3);
        QCOMPARE(model.problem(), QString());
        const QMap<QString, QString> both{{QStringLiteral("a.example"), QStringLiteral("[::1]:80")},
                                          {QStringLiteral("b.example"), QStringLiteral("10.0.0.7")}};
        QCOMPARE(model.hosts(), both);
        QVERIFY(type(model, row, Column::Host, "B.example"));
        QCOMPARE(model.problem(), QStringLiteral("The host “B.example” is there twice."));
        model.removeHosts({0});
        QCOMPARE(model.problem(), QString());
        QCOMPARE(model.rowCount(), 1);
    }

    // The profile is shown anew after each change, and what is typed must survive that.
    void keepsWhatIsNotWholeYet()
    {
        HostsModel model;
        model.setHosts({{QStringLiteral("a"), QStringLiteral("b")}});
        model.addRow();
        model.setHosts(model.hosts());
        QCOMPARE(model.rowCount(), 2);
        model.dropTyping();
        QCOMPARE(model.rowCount(), 1);
    }

    void isLockedWhileATestRuns()
    {
        HostsModel model;
        model.addRow();
        model.setReadOnly(true);
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsEditable));
        QVERIFY(!type(model, 0, Column::Host, "a"));
    }
};

QTEST_GUILESS_MAIN(TestHostsModel)

#include "tst_hostsmodel.moc"
