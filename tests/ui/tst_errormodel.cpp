// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "ui/models/errormodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Molotov;
using std::chrono::seconds;

namespace {

ErrorGroup group(const QString &message, qint64 count, int last)
{
    return {
        .error = {.kind = ErrorKind::Assertion,
                  .message = message,
                  .stack = {{.function = QStringLiteral("browse"),
                             .place = {.file = QStringLiteral("/home/qa/shop.ts"), .line = 12, .column = 5}},
                            {.function = {},
                             .place = {.file = QStringLiteral("/home/qa/lib.ts"), .line = 3}}}},
        .count = count,
        .first = seconds(3),
        .last = seconds(last)};
}

} // namespace

class TestErrorModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void groupsAreRows()
    {
        ErrorModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.newest(), -1);
        model.setGroups({group(QStringLiteral("expected 200,\ngot <b>500</b>"), 1'234, 75),
                         {.error = {.kind = ErrorKind::Network,
                                    .message = QStringLiteral("refused"),
                                    .stack = {},
                                    .endpoint = QStringLiteral("GET /products/:id")},
                          .count = 1,
                          .first = seconds(80),
                          .last = seconds(80)}});
        const QStringList expected{
            QStringLiteral("1,234 | Assertion | expected 200, got <b>500</b> |  | shop.ts:12 | 0:03 | 1:15"),
            QStringLiteral("1 | Network | refused | GET /products/:id |  | 1:20 | 1:20"),
        };
        QCOMPARE(printed(model), expected);
        QCOMPARE(model.newest(), 1);
        QCOMPARE(model.errorCount(), 1'235);
        QCOMPARE(model.index(0, ErrorModel::Count).data(ErrorModel::SortRole).toLongLong(), 1'234);
    }

    void whatIsThisComputersIsNotTheServers()
    {
        ErrorModel model;
        model.setGroups({{.error = {.kind = ErrorKind::Local, .message = QStringLiteral("no free port left")},
                          .count = 1,
                          .first = seconds(80),
                          .last = seconds(80)}});
        QCOMPARE(printed(model),
                 {QStringLiteral("1 | This computer | no free port left |  |  | 1:20 | 1:20")});
    }

    void toolTipsShowWhatIsWritten()
    {
        ErrorModel model;
        model.setGroups({group(QStringLiteral("<img src=\"http://example.org\">"), 1, 4)});
        const QString message = model.index(0, ErrorModel::Message).data(Qt::ToolTipRole).toString();
        QVERIFY2(!message.contains(QStringLiteral("<img")), qPrintable(message));
        const QString place = model.index(0, ErrorModel::Place).data(Qt::ToolTipRole).toString();
        QVERIFY2(place.contains(QStringLiteral("/home/qa/shop.ts:12:5")), qPrintable(place));
    }

    void aKnownGroupKeepsItsRow()
    {
        ErrorModel model;
        const QAbstractItemModelTester tester(&model);
        model.setGroups({group(QStringLiteral("a"), 1, 4), group(QStringLiteral("b"), 1, 4)});
        QSignalSpy inserted(&model, &ErrorModel::rowsInserted);
        QSignalSpy changed(&model, &ErrorModel::dataChanged);
        model.setGroups({group(QStringLiteral("a"), 1, 4), group(QStringLiteral("b"), 7, 5),
                         group(QStringLiteral("c"), 1, 5)});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 1);
        const QStringList expected{
            QStringLiteral("1 | Assertion | a |  | shop.ts:12 | 0:03 | 0:04"),
            QStringLiteral("7 | Assertion | b |  | shop.ts:12 | 0:03 | 0:05"),
            QStringLiteral("1 | Assertion | c |  | shop.ts:12 | 0:03 | 0:05"),
        };
        QCOMPARE(printed(model), expected);
        model.setGroups({group(QStringLiteral("d"), 1, 5)}); // of another run
        QCOMPARE(printed(model), {QStringLiteral("1 | Assertion | d |  | shop.ts:12 | 0:03 | 0:05")});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aGroupIsDescribedAsPlainText()
    {
        QCOMPARE(ErrorModel::describe(group(QStringLiteral("expected 200\ngot 500"), 34, 29)),
                 QStringLiteral("Assertion error, 34 times, from 0:03 to 0:29\n"
                                "expected 200\ngot 500\n"
                                "    at browse (/home/qa/shop.ts:12:5)\n"
                                "    at (anonymous) (/home/qa/lib.ts:3)\n"));
        auto one = group(QStringLiteral("no product 5"), 2, 29);
        one.isExample = true;
        one.error.stack.clear();
        one.error.endpoint = QStringLiteral("GET /products/:id");
        one.error.step = QStringLiteral("checkout / <b>pay</b>");
        QCOMPARE(ErrorModel::describe(one),
                 QStringLiteral("Assertion error, 2 times, from 0:03 to 0:29\n"
                                "no product 5\n"
                                "(the first of several messages with other numbers, ids or names)\n"
                                "    GET /products/:id\n"
                                "    in step “checkout / <b>pay</b>”\n"));
        const QString huge = ErrorModel::describe(group(QString(5'000'000, QLatin1Char('x')), 1, 3));
        QVERIFY(huge.size() < 101'000);
        QVERIFY(huge.contains(QStringLiteral("4,900,000 more characters")));
    }
};

QTEST_GUILESS_MAIN(TestErrorModel)
#include "tst_errormodel.moc"
