// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/modelprinter.h"
#include "tests/support/tracedexchanges.h"
#include "ui/models/exchangelistmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestExchangeListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void rowsAreInTheOrderOfSending()
    {
        ExchangeListModel model;
        const QAbstractItemModelTester tester(&model);
        model.add(tracedExchange(20, QStringLiteral("/second?page=2")));
        model.add(tracedExchange(40, QStringLiteral("/third"), 0));
        model.add(tracedExchange(5, QStringLiteral("/first"), 404)); // that took longest
        const QStringList expected{
            QStringLiteral("GET | /first | 404 | json | 8 bytes | 10.0 ms | browse · pay | shop.ts:12 | "),
            QStringLiteral(
                "GET | /second?page=2 | 200 | json | 8 bytes | 10.0 ms | browse · pay | shop.ts:12 | "),
            QStringLiteral("GET | /third | none |  |  | 10.0 ms | browse · pay | shop.ts:12 | "),
        };
        QCOMPARE(printed(model), expected);
        const auto failed = [&model](int row) {
            return model.index(row, 0).data(ExchangeListModel::FailedRole).toBool();
        };
        QVERIFY(failed(0));
        QVERIFY(!failed(1));
        QVERIFY(failed(2));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void barsShareOneTime()
    {
        ExchangeListModel model;
        const auto bar = [&model](int row) {
            return model.index(row, 0).data(ExchangeListModel::BarRole).value<WaterfallBar>();
        };
        model.add(tracedExchange(5, QStringLiteral("/a")));
        QCOMPARE(model.duration().count(), 11'000);
        QCOMPARE(bar(0).begin, 0.0);
        QCOMPARE(bar(0).end, 1.0);
        model.add(tracedExchange(16, QStringLiteral("/b"), 0));
        QCOMPARE(model.duration().count(), 22'000);
        QCOMPARE(bar(0).end, 0.5);
        QCOMPARE(bar(1).begin, 0.5);
        QCOMPARE(bar(1).end, 1.0);
        QVERIFY(bar(1).hasFailed);
        // queued, dns, connect, tls, send, wait, receive
        const std::array<double, 7> expected{1.0 / 22, 0, 0, 0, 1.0 / 22, 6.0 / 22, 0};
        for (size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(bar(0).phases.at(i), expected.at(i));
    }

    void toolTipsSayMore()
    {
        ExchangeListModel model;
        model.add(tracedExchange(5, QStringLiteral("/a?b=<i>")));
        const auto toolTip = [&model](int column) {
            return model.index(0, column).data(Qt::ToolTipRole).toString();
        };
        QVERIFY(toolTip(ExchangeListModel::Path)
                    .contains(QStringLiteral("http://shop.example:8080/a?b=&lt;i&gt;")));
        QVERIFY(toolTip(ExchangeListModel::Status).contains(QStringLiteral("200 OK")));
        QVERIFY(toolTip(ExchangeListModel::Line).contains(QStringLiteral("/tests/shop.ts:12")));
        QVERIFY(toolTip(ExchangeListModel::Waterfall).contains(QStringLiteral("wait: 6.00 ms")));
    }

    void numbersAreSortedAsSuch()
    {
        ExchangeListModel model;
        model.add(tracedExchange(5, QStringLiteral("/a")));
        QCOMPARE(model.index(0, ExchangeListModel::Size).data(ExchangeListModel::SortRole).toInt(), 8);
        QCOMPARE(model.index(0, ExchangeListModel::Time).data(ExchangeListModel::SortRole).toInt(), 10'000);
        QCOMPARE(model.index(0, ExchangeListModel::Line).data(ExchangeListModel::SortRole).toInt(), 12);
    }
};

QTEST_GUILESS_MAIN(TestExchangeListModel)
#include "tst_exchangelistmodel.moc"
