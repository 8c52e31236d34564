// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/htmlreport.h"
#include "tests/support/hostilerecord.h"
#include "ui/pdf/chartpainter.h"
#include "ui/pdf/pdfreport.h"
#include "ui/pdf/reportblocks.h"
#include "ui/pdf/reportcolors.h"

#include <QImage>
#include <QSet>
#include <QTest>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Molotov;

class TestPdfReport : public QObject
{
    Q_OBJECT

private:
    template <typename Block>
    static QList<Block> all(const QList<ReportBlock> &blocks)
    {
        QList<Block> found;
        for (const auto &block : blocks) {
            if (const auto *one = std::get_if<Block>(&block))
                found.append(*one);
        }
        return found;
    }

    static qsizetype pagesOf(const QByteArray &pdf) { return pdf.count("/Type /Page\n"); }
    static bool goOn(int) { return true; }

private Q_SLOTS:
    void allOfTheWebPageIsRead()
    {
        const auto record = hostileRecord();
        const auto blocks = reportBlocks(htmlReport(record));
        const auto banners = all<ReportBanner>(blocks);
        QCOMPARE(banners.size(), 1);
        QVERIFY(banners.first().style.startsWith(QLatin1String("verdict ")));
        QVERIFY(banners.first().texts.size() >= 2);
        const auto figures = all<QList<ReportFigure>>(blocks);
        QCOMPARE(figures.size(), 1);
        QCOMPARE(figures.first().size(), 6);
        for (const auto &figure : figures.first())
            QVERIFY(!figure.name.isEmpty() && !figure.value.isEmpty() && !figure.more.isEmpty());
        const auto charts = all<ReportChart>(blocks);
        QCOMPARE(charts.size(), 6);
        for (const auto &chart : charts) {
            QVERIFY(!chart.title.isEmpty() && !chart.unit.isEmpty() && chart.shapes.size() > 5);
            QVERIFY(!chart.shapes.first().attributes.isEmpty());
        }
        const auto tables = all<ReportTable>(blocks);
        QVERIFY(tables.size() >= 6);
        for (const auto &table : tables) {
            QVERIFY(!table.rows.isEmpty());
            for (const auto &row : table.rows)
                QCOMPARE(row.size(), table.titles.size());
        }
        const auto texts = all<ReportText>(blocks);
        QCOMPARE(std::count_if(texts.begin(), texts.end(),
                               [](const ReportText &text) { return text.element == QLatin1String("h1"); }),
                 1);
        QCOMPARE(texts.last().element, QStringLiteral("pre"));
        QVERIFY(texts.last().text.contains(QLatin1String("<script>alert(1)</script>")));
    }

    void colorsAreThoseOfTheWebPage()
    {
        const ReportColors colors;
        QCOMPARE(colors.ofStyle(QStringLiteral("line c-2xx")), QColor(0x2f8f5b));
        QCOMPARE(colors.tone(QStringLiteral("verdict bad")), QColor(0xb3261e));
        QCOMPARE(colors.toneBack(QStringLiteral("verdict good")), QColor(0xe6f4ec));
        QVERIFY(!colors.tone(QStringLiteral("n zero")).isValid());
        QCOMPARE(colors.named("text"), QColor(0x1b2127));
    }

    void aChartIsPaintedInItsColors()
    {
        const auto charts = all<ReportChart>(reportBlocks(htmlReport(hostileRecord())));
        const ReportColors colors;
        for (const auto &chart : charts) {
            QImage image(640, 240, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            ChartPainter(painter, colors).paint(chart, image.rect());
            painter.end();
            QSet<QRgb> seen;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    seen.insert(image.pixel(x, y));
            }
            QVERIFY2(seen.contains(colors.named("line").rgb()), qPrintable(chart.title)); // its axis
            QVERIFY2(seen.size() > 3, qPrintable(chart.title));
        }
    }

    void spansOfTimeArePale_data()
    {
        QTest::addColumn<QString>("style");
        QTest::newRow("without requests") << QStringLiteral("still");
        QTest::newRow("not the load") << QStringLiteral("shade");
    }

    void spansOfTimeArePale()
    {
        QFETCH(QString, style);
        ReportShape span{.element = QStringLiteral("rect"), .style = style, .attributes = {}, .text = {}};
        span.attributes = {{QStringLiteral("width"), QStringLiteral("100")},
                           {QStringLiteral("height"), QStringLiteral("100")}};
        QImage image(640, 240, QImage::Format_RGB32);
        image.fill(Qt::white);
        const ReportColors colors;
        QPainter painter(&image);
        ChartPainter(painter, colors)
            .paint({.title = {}, .unit = {}, .legend = {}, .shapes = {span}}, image.rect());
        painter.end();
        QVERIFY(image.pixelColor(50, 50) != QColor(Qt::white));
        QVERIFY(image.pixelColor(50, 50).lightness() > 200);
    }

    void makesPagesOnAnyThread()
    {
        const auto html = htmlReport(hostileRecord());
        auto future = QtConcurrent::run([html] { return pdfReport(html, goOn); });
        const auto pdf = future.result();
        QVERIFY(pdf);
        QVERIFY(pdf->startsWith("%PDF-"));
        QVERIFY(pagesOf(*pdf) >= 3);
    }

    void longListsGoOnOnMorePages()
    {
        auto record = hostileRecord();
        const auto few = pagesOf(*pdfReport(htmlReport(record), goOn));
        const auto endpoint = record.outcome.last.endpoints.first();
        for (int i = 0; i < 300; ++i) {
            record.outcome.last.endpoints.append(endpoint);
            record.outcome.last.endpoints.last().name += QString::number(i);
        }
        record.sources.first().content = QString(20'000, QLatin1Char('x')) + QString(500, QLatin1Char('\n'));
        const auto many = pagesOf(*pdfReport(htmlReport(record), goOn));
        QVERIFY2(many > few + 10, qPrintable(QStringLiteral("%1 after %2").arg(many).arg(few)));
    }

    void aRunThatDidNotBeginHasAReport()
    {
        RunRecord record;
        record.outcome.end = RunOutcome::End::Failed;
        record.outcome.reason = {.code = RunReason::Code::Scenario, .text = QStringLiteral("no such file")};
        const auto pdf = pdfReport(htmlReport(record), goOn);
        QVERIFY(pdf);
        QCOMPARE(pagesOf(*pdf), 1);
    }

    void endsWhenNobodyWantsTheRest()
    {
        int last = -1;
        const auto pdf = pdfReport(htmlReport(hostileRecord()), [&last](int percent) {
            last = percent;
            return percent < 30;
        });
        QVERIFY(!pdf);
        QVERIFY(last >= 30 && last < 100);
    }
};

QTEST_MAIN(TestPdfReport)
#include "tst_pdfreport.moc"
