// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/logmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using Protocol::LogLevel;

class TestLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreRows()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model);
        model.append({.worker = 3, .text = QStringLiteral("one\ntwo")});
        model.append({.level = LogLevel::Error, .helper = 1, .text = QStringLiteral("<b>bad</b>")});
        model.append({.level = LogLevel::Warning, .text = QStringLiteral("12 lines were left out")});
        QCOMPARE(model.rowCount(), 0);
        model.publish();
        const QStringList expected{
            QStringLiteral("[worker 3] one"),
            QStringLiteral("[worker 3] two"),
            QStringLiteral("[process 2] error: <b>bad</b>"),
            QStringLiteral("warning: 12 lines were left out"),
        };
        QCOMPARE(printed(model), expected);
    }

    void onlyTheLastLinesAreKept()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &LogModel::rowsInserted);
        for (int i = 0; i < LogModel::MaxLines + 5; ++i)
            model.append({.text = QString::number(i)});
        model.publish();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(model.rowCount(), LogModel::MaxLines);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("5"));
        model.append({.text = QStringLiteral("last")});
        model.publish();
        QCOMPARE(model.rowCount(), LogModel::MaxLines);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("6"));
        QCOMPARE(model.index(LogModel::MaxLines - 1).data().toString(), QStringLiteral("last"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aLongLineIsCut()
    {
        LogModel model;
        model.append({.text = QString(1'000'000, QLatin1Char('x'))});
        model.publish();
        QVERIFY(model.index(0).data().toString().size() <= 2'000);
    }
};

QTEST_GUILESS_MAIN(TestLogModel)
#include "tst_logmodel.moc"
