// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/csvreport.h"
#include "tests/support/hostilerecord.h"

#include <QStringList>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

/// Reads a table as RFC 4180 says.
QList<QStringList> rowsOf(const QByteArray &csv)
{
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool isQuoted = false;
    const auto text = QString::fromUtf8(csv);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (isQuoted) {
            if (character != QLatin1Char('"'))
                cell += character;
            else if (text.mid(i + 1, 1) == QLatin1String("\""))
                cell += text.at(++i);
            else
                isQuoted = false;
        } else if (character == QLatin1Char('"')) {
            isQuoted = true;
        } else if (character == QLatin1Char(',')) {
            row += std::exchange(cell, {});
        } else if (character == QLatin1Char('\r')) {
            row += std::exchange(cell, {});
            rows += std::exchange(row, {});
            ++i;
        } else {
            cell += character;
        }
    }
    return rows;
}

} // namespace

class TestCsvReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsColumns()
    {
        // A decimal comma would be another column.
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        const CsvReport report(hostileRecord().outcome);
        for (const auto &table : {report.series, report.endpoints, report.errors}) {
            QVERIFY(table.endsWith("\r\n"));
            const auto rows = rowsOf(table);
            QVERIFY(rows.size() > 1);
            for (const auto &row : rows)
                QCOMPARE(row.size(), rows.first().size());
        }
    }

    void hasWhatWasMeasured()
    {
        const CsvReport report(hostileRecord().outcome);
        const auto seconds = rowsOf(report.series);
        QCOMPARE(seconds.size(), 21);
        QCOMPARE(seconds.first().mid(0, 5).join(QLatin1Char(' ')),
                 QStringLiteral("second workers iterations_ok_per_s iterations_failed_per_s requests_per_s"));
        QCOMPARE(seconds.at(3).join(QLatin1Char(' ')),
                 QStringLiteral("2 5 2 0 40 0 39 0 0 1 0 1 2 3 4 load "));
        const auto endpoints = rowsOf(report.endpoints);
        QCOMPARE(endpoints.at(1).mid(2).join(QLatin1Char(' ')),
                 QStringLiteral("4711 42 0 0 4000 0 0 669 0 0.1 0.29 0.1 0.1 2 2 2 2   "));
        QCOMPARE(rowsOf(report.errors).at(1).mid(6).join(QLatin1Char(' ')), QStringLiteral("5 1 19"));
    }

    void hasResponseTimesBesideLatencies()
    {
        using std::chrono::milliseconds;
        RunOutcome outcome;
        outcome.series = {{.second = 0, .max = milliseconds(3), .responseP95 = milliseconds(7)}};
        outcome.last.endpoints = {
            {.method = QStringLiteral("GET"),
             .responseTime = {
                 .count = 1, .p50 = milliseconds(4), .p95 = milliseconds(5), .p99 = milliseconds(6)}}};
        const CsvReport report(outcome);
        QCOMPARE(rowsOf(report.series).at(0).last(), QStringLiteral("response_p95_ms"));
        QCOMPARE(rowsOf(report.series).at(1).last(), QStringLiteral("7"));
        QCOMPARE(rowsOf(report.endpoints).at(1).mid(19), QStringLiteral("4 5 6").split(QLatin1Char(' ')));
    }

    void leavesOutWhatWasNotMeasured()
    {
        RunOutcome outcome;
        outcome.series = {{.second = 1}};
        outcome.last.endpoints = {{.method = QStringLiteral("GET"), .name = QStringLiteral("/"), .count = 1}};
        const CsvReport report(outcome);
        QCOMPARE(rowsOf(report.series).at(1).mid(11, 4), QStringList(4, QString()));
        QCOMPARE(rowsOf(report.endpoints).at(1).mid(11), QStringList(11, QString()));
        QCOMPARE(rowsOf(report.errors).size(), 1);
    }

    void commandsNoSpreadsheet_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("equals") << "=1+1"
                                << "'=1+1";
        QTest::newRow("plus") << "+1"
                              << "'+1";
        QTest::newRow("minus") << "-1"
                               << "'-1";
        QTest::newRow("at") << "@SUM(A1)"
                            << "'@SUM(A1)";
        QTest::newRow("tab") << "\t=1"
                             << "'\t=1";
        QTest::newRow("return") << "\r=1"
                                << "'\r=1";
        QTest::newRow("none in the middle") << "/a=b"
                                            << "/a=b";
        QTest::newRow("all that is quoted") << "a,\"b\"\r\nc"
                                            << "a,\"b\"\r\nc";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void commandsNoSpreadsheet()
    {
        QFETCH(QString, name);
        RunOutcome outcome;
        outcome.last.endpoints = {{.method = name, .name = name}};
        outcome.last.errors = {{.error = {.message = name, .endpoint = name, .step = name}}};
        const CsvReport report(outcome);
        const auto endpoint = rowsOf(report.endpoints).value(1);
        const auto error = rowsOf(report.errors).value(1);
        for (const auto &cell :
             {endpoint.value(0), endpoint.value(1), error.value(1), error.value(3), error.value(4)})
            QTEST(cell, "expected");
    }
};

QTEST_GUILESS_MAIN(TestCsvReport)

#include "tst_csvreport.moc"
