// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakerunservice.h"
#include "tests/support/modelprinter.h"
#include "tests/support/syntheticrun.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/runcharts.h"
#include "ui/charts/sizingchart.h"
#include "ui/pages/runpage.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;
using Protocol::WorkerState;

namespace {

Profile profile()
{
    return {
        .scenarioFile = QStringLiteral("/home/qa/shop.ts"), .processes = 2, .workers = 3, .duration = 60s};
}

Snapshot snapshot()
{
    Snapshot snapshot;
    snapshot.elapsed = 15s;
    snapshot.iterationsOk = 1'234;
    snapshot.iterationsFailed = 5;
    snapshot.activeWorkers = 6;
    snapshot.loopLag = {.count = 3'000};
    snapshot.series = {{.second = 0,
                        .okRate = 80,
                        .requestRate = 240,
                        .p50 = 2ms,
                        .p95 = 5ms,
                        .p99 = 9ms,
                        .activeWorkers = 3},
                       {.second = 1, .okRate = 85, .failedRate = 5, .activeWorkers = 6}};
    snapshot.helpers = {{.index = 0, .pid = 41}, {.index = 1, .pid = 42}};
    snapshot.errors = {
        {.error =
             {.kind = ErrorKind::Assertion,
              .message = QStringLiteral("expected <b>200</b>, got 500"),
              .stack = {{.function = QStringLiteral("browse"),
                         .place = {.file = QStringLiteral("/home/qa/shop.ts"), .line = 12, .column = 5}}}},
         .count = 4,
         .first = 3s,
         .last = 14s},
        {.error = {.kind = ErrorKind::Network, .message = QStringLiteral("refused")},
         .count = 1,
         .first = 9s,
         .last = 9s},
    };
    return snapshot;
}

} // namespace

class TestRunPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_service = std::make_unique<FakeRunService>();
        m_page = std::make_unique<RunPage>(m_service.get());
        m_page->resize(920, 760);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    void aPreparedPageIsEmpty()
    {
        m_page->prepare(profile());
        QCOMPARE(banner(), QStringLiteral("Ready Press Start to run shop.ts with 6 workers for 1 min."));
        QCOMPARE(
            footer(),
            QStringLiteral(
                "Successes 0, Failures 0, Workers 0 / 6, Processes 0 / 2, Loop lag p99 –, Elapsed 0:00"));
        QCOMPARE(charts()->throughput().curve(0).size(), 0);
    }

    void aRunIsShown()
    {
        m_page->prepare(profile());
        m_service->playStart();
        QCOMPARE(banner(), QStringLiteral("Running shop.ts"));
        Q_EMIT m_service->workersChanged(1, {{.position = 2, .state = WorkerState::Running, .scenario = 0}});
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(
            footer(),
            QStringLiteral("Successes 1,234, Failures 5, Workers 6 / 6, Processes 2 / 2, Loop lag p99 0 ms, "
                           "Elapsed 0:15, 0:45 left"));
        QCOMPARE(
            table<ErrorPanel>(),
            (QStringList{
                QStringLiteral("1 | Network | refused |  |  | 0:09 | 0:09"),
                QStringLiteral("4 | Assertion | expected <b>200</b>, got 500 |  | shop.ts:12 | 0:03 | 0:14"),
            }));
        QCOMPARE(tabs()->tabText(0), QStringLiteral("Errors (5)"));
        QCOMPARE(charts()->throughput().curve(1), Curve{QList<QPointF>({{0, 80}, {1, 85}})});
        QCOMPARE(charts()->latency().curve(2), Curve{QList<QPointF>({{0, 9}})});
        QCOMPARE(charts()->workers().curve(0), Curve{QList<QPointF>({{0, 3}, {1, 3}, {1, 6}, {2, 6}})});
    }

    void theCrosshairShowsItsSecond()
    {
        m_page->prepare(profile());
        m_service->playStart();
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(charts()->legendTexts().at(1), QStringLiteral("Latency, ms: p50 –, p95 –, p99 –"));
        charts()->setCrosshair(0);
        QCOMPARE(charts()->legendTexts().at(1),
                 QStringLiteral("Latency, ms: p50 2.00 ms, p95 5.00 ms, p99 9.00 ms"));
    }

    void signalsAreTakenTogether()
    {
        m_page->prepare(profile());
        m_service->playStart();
        for (int i = 0; i < 50; ++i)
            Q_EMIT m_service->snapshotTaken(snapshot());
        QCOMPARE(footer(),
                 QStringLiteral(
                     "Successes 0, Failures 0, Workers 0 / 6, Processes 0 / 2, Loop lag p99 –, Elapsed 0:00, "
                     "1:00 left"));
        QTRY_VERIFY(footer().startsWith(QStringLiteral("Successes 1,234")));
    }

    void theEndIsShownAtOnce()
    {
        m_page->prepare(profile());
        m_service->playStart();
        RunOutcome outcome;
        outcome.end = RunOutcome::End::Stopped;
        outcome.last = snapshot();
        Q_EMIT m_service->runFinished(outcome);
        QCOMPARE(banner(), QStringLiteral("Stopped 1,239 iterations in 0:15, 5 failed (0.4 %)."));
        QVERIFY(footer().startsWith(QStringLiteral("Successes 1,234")));
        m_page->prepare(profile());
        QVERIFY(table<ErrorPanel>().isEmpty());
        QVERIFY(charts()->throughput().curve(1).isEmpty());
    }

    void aLateComputerIsPointedOut()
    {
        m_page->prepare(profile());
        m_service->playStart();
        auto late = snapshot();
        late.loopLag.p99 = 21ms;
        late.ownLag = late.loopLag;
        late.loopLag.max = 48ms;
        late.ownLag = late.loopLag;
        Q_EMIT m_service->snapshotTaken(late);
        QTRY_VERIFY2(footer().contains(QStringLiteral("Loop lag p99 21.0 ms")), qPrintable(footer()));
        const auto labels = m_page->findChild<RunFooter *>()->findChildren<QLabel *>();
        const auto lag = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text() == QStringLiteral("21.0 ms");
        });
        QVERIFY(lag != labels.end());
        QCOMPARE((*lag)->palette().color(QPalette::WindowText), Theme(m_page->palette()).warningText());
        QVERIFY((*lag)->toolTip().contains(QStringLiteral("Median 0 µs, p99 21.0 ms, most 48.0 ms")));
    }

    void aFailureSaysWhy()
    {
        m_page->prepare(profile());
        m_service->playEnd(RunOutcome::End::Failed, QStringLiteral("shop.ts:3:1: <b>no</b> scenario."));
        QCOMPARE(banner(), QStringLiteral("Failed shop.ts:3:1: <b>no</b> scenario."));
        const auto labels = m_page->findChild<StateBanner *>()->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(label->textInteractionFlags() & Qt::TextSelectableByMouse);
        }
    }

    void theMessageOfAnErrorHasTheRoom()
    {
        m_page->prepare(profile());
        m_service->playEnd(RunOutcome::End::Finished);
        auto outcome = RunOutcome();
        outcome.last = snapshot();
        Q_EMIT m_service->runFinished(outcome);
        const auto *errors = m_page->findChild<ErrorPanel *>()->findChild<DataTable *>();
        const auto *header = errors->horizontalHeader();
        QTRY_COMPARE(header->length(), errors->viewport()->width());
        m_page->findChild<ErrorPanel *>()->findChild<DataTable *>()->setFixedWidth(340);
        QTRY_VERIFY(errors->width() == 340);
        QVERIFY(header->sectionSize(ErrorModel::Message) >= 20 * errors->fontMetrics().averageCharWidth());
        QVERIFY(header->sectionSize(ErrorModel::Place)
                >= errors->fontMetrics().horizontalAdvance(QStringLiteral("shop.ts:12")));
    }

    void whatIsRareHasAColumnOnlyWhenThereIsSome()
    {
        m_page->prepare(profile());
        auto measured = snapshot();
        measured.endpoints = {{.method = QStringLiteral("GET"),
                               .name = QStringLiteral("/"),
                               .count = 3,
                               .failed = 1,
                               .statuses = {{404, 2}}}};
        Q_EMIT m_service->snapshotTaken(measured);
        auto *table = qobject_cast<DataTable *>(tabs()->widget(1));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QCOMPARE(table->selectedText(), QStringLiteral("GET\t/\t3\t0\t0\t2\t0\t1\t0\t–\t–\t–\t–\n"));
        measured.endpoints.first().retried = 5;
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(table->selectedText(), QStringLiteral("GET\t/\t3\t0\t0\t2\t0\t1\t5\t0\t–\t–\t–\t–\n"));
    }

    void stepsHaveATab()
    {
        m_page->prepare(profile());
        int tab = 0;
        while (tab < tabs()->count() && tabs()->tabText(tab) != QStringLiteral("Steps"))
            ++tab;
        QVERIFY(tab < tabs()->count() && tabs()->isTabVisible(tab));
        auto *table = qobject_cast<DataTable *>(tabs()->widget(tab));
        QCOMPARE(table->model()->rowCount(), 0);
        auto measured = snapshot();
        measured.steps = {{.name = QStringLiteral("checkout / pay"), .ok = 3, .failed = 1, .requests = 9}};
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QCOMPARE(table->selectedText(), QStringLiteral("checkout / pay\t3\t1\t9\t–\t–\t–\t–\n"));
        measured.steps.first().aborted = 2;
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(table->selectedText(), QStringLiteral("checkout / pay\t3\t1\t2\t9\t–\t–\t–\t–\n"));
    }

    void detailsThatAreReadStayWhereTheyAre()
    {
        m_page->prepare(profile());
        auto measured = snapshot();
        measured.errors.resize(1);
        measured.errors.first().error.message = QStringLiteral("line\n").repeated(200);
        Q_EMIT m_service->snapshotTaken(measured);
        auto *details = m_page->findChild<ErrorPanel *>()->findChild<QPlainTextEdit *>();
        QTRY_VERIFY(details->toPlainText().contains(QLatin1String("4 times")));
        QTRY_VERIFY(details->verticalScrollBar()->maximum() > 100);
        details->verticalScrollBar()->setValue(100);
        const auto topLine = [details] { return details->cursorForPosition({5, 5}).blockNumber(); };
        const int before = topLine();
        QVERIFY(before > 50);
        measured.errors.first().count = 5'000;
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_VERIFY(details->toPlainText().contains(QLatin1String("5,000 times")));
        QCoreApplication::processEvents();
        QCOMPARE(topLine(), before);
    }

    void aSelectionDoesNotKeepTheDetailsOfAnotherError()
    {
        m_page->prepare(profile());
        Q_EMIT m_service->snapshotTaken(snapshot());
        auto *panel = m_page->findChild<ErrorPanel *>();
        auto *errors = panel->findChild<DataTable *>();
        QTRY_COMPARE(errors->model()->rowCount(), 2);
        auto *details = panel->findChild<QPlainTextEdit *>();
        details->selectAll();
        errors->selectRow(1);
        QVERIFY(details->toPlainText().startsWith(QLatin1String("Assertion error")));
    }

    void aFilterThatHidesAllSaysSo()
    {
        m_page->prepare(profile());
        auto *panel = m_page->findChild<ErrorPanel *>();
        const auto *errors = panel->findChild<DataTable *>();
        QCOMPARE(errors->emptyText(), QStringLiteral("No errors so far"));
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(errors->model()->rowCount(), 2);
        panel->findChild<QLineEdit *>()->setText(QStringLiteral("no such thing"));
        QCOMPARE(errors->model()->rowCount(), 0);
        QCOMPARE(errors->emptyText(), QStringLiteral("Nothing matches the filter"));
    }

    void allLinesHaveTheirNameInANarrowWindow()
    {
        m_page->prepare(profile());
        m_page->resize(670, 560); // beside the panel, on a screen of 1024 × 700
        Q_EMIT m_service->snapshotTaken(snapshot());
        QCoreApplication::processEvents();
        const auto legends = m_page->findChildren<ChartLegend *>();
        QCOMPARE(legends.size(), 3);
        for (const auto *legend : legends)
            QTRY_COMPARE(legend->visibleEntries(), int(legend->entries().size()));
    }

    void theChartsShareTheirTime()
    {
        m_page->prepare(profile()); // of 60 s
        auto measured = snapshot();
        measured.series.clear();
        for (int second = 0; second < 75; ++second) // it waited for the last iterations
            measured.series.append({.second = second, .okRate = 1, .p99 = 1ms, .activeWorkers = 1});
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(charts()->workers().span(), 75s);
        QCOMPARE(charts()->throughput().span(), 75s);
        QCOMPARE(charts()->latency().span(), 75s);
    }

    void errorsAreCopiedAsText()
    {
        m_page->prepare(profile());
        Q_EMIT m_service->snapshotTaken(snapshot());
        auto *panel = m_page->findChild<ErrorPanel *>();
        auto *errors = panel->findChild<DataTable *>();
        QTRY_COMPARE(errors->model()->rowCount(), 2);
        const auto *details = panel->findChild<QPlainTextEdit *>();
        QVERIFY(details->toPlainText().startsWith(QLatin1String("Network error")));
        errors->selectRow(1);
        const QString text = QStringLiteral("Assertion error, 4 times, from 0:03 to 0:14\n"
                                            "expected <b>200</b>, got 500\n"
                                            "    at browse (/home/qa/shop.ts:12:5)\n");
        QCOMPARE(details->toPlainText(), text);
        QTest::keyClick(errors, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        panel->findChild<QLineEdit *>()->setText(QStringLiteral("netw"));
        QCOMPARE(errors->model()->rowCount(), 1);
        QVERIFY(details->toPlainText().startsWith(QLatin1String("Network error")));
    }

    void aSizingDrawsItsCurve()
    {
        auto *chart = m_page->findChild<SizingChart *>();
        const int tab = tabs()->indexOf(chart);
        QVERIFY(!tabs()->isTabVisible(tab));
        auto sizing = profile();
        sizing.sizing = true;
        m_page->prepare(sizing);
        QVERIFY(tabs()->isTabVisible(tab));
        QCOMPARE(tabs()->currentWidget(), chart);
        QCOMPARE(chart->summary(), QStringLiteral("The curve of failures over workers appears here."));
        m_service->playStart();
        Snapshot measured;
        measured.sizing = SizingResult{.workers = 4, .tolerance = 5};
        measured.series = {{.second = 0, .okRate = 10, .activeWorkers = 2},
                           {.second = 1, .okRate = 9, .failedRate = 1, .activeWorkers = 4},
                           {.second = 2, .activeWorkers = 5}}; // nothing came to its end
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(chart->curve(), QPolygonF({QPointF(2, 0), QPointF(4, 10)}));
        QCOMPARE(chart->summary(), QStringLiteral("10 % failed with 4 workers; 5 % are tolerated."));
        QVERIFY(!chart->grab().isNull());
        m_page->prepare(profile());
        QVERIFY(!tabs()->isTabVisible(tab));
    }

    void logLinesAreShownAsText()
    {
        m_page->prepare(profile());
        Q_EMIT m_service->logged({.worker = 4, .text = QStringLiteral("<b>hello</b>")});
        const auto *log = m_page->findChild<LogPanel *>();
        QTRY_COMPARE(printed(*log->model()), QStringList{QStringLiteral("[worker 4] <b>hello</b>")});
    }

    void everyTabIsFilledByALargeRun()
    {
        SyntheticRun run({.scenarioFile = QStringLiteral("shop.ts"), .processes = 4, .workers = 2'500});
        m_page->prepare(run.profile());
        m_service->playStart(SyntheticRun::scenarios());
        for (int helper = 0; helper < 4; ++helper)
            Q_EMIT m_service->workersChanged(helper, run.workers(1, true));
        Q_EMIT m_service->snapshotTaken(run.snapshot(3'700, true));
        for (int tab = 0; tab < tabs()->count(); ++tab) {
            tabs()->setCurrentIndex(tab);
            const auto *view = qobject_cast<DataTable *>(tabs()->widget(tab));
            QTRY_VERIFY(!view || view->model()->rowCount() > 0);
            QVERIFY(!m_page->grab().isNull());
        }
        QVERIFY(charts()->throughput().curve(0).constFirst().size() <= MaxCurvePoints);
    }

private:
    QString banner() const { return m_page->findChild<StateBanner *>()->text(); }
    QString footer() const { return m_page->findChild<RunFooter *>()->text(); }
    RunCharts *charts() const { return m_page->findChild<RunCharts *>(); }
    QTabWidget *tabs() const { return m_page->findChild<QTabWidget *>(); }
    template <typename Panel>
    QStringList table() const
    {
        return printed(*m_page->findChild<Panel *>()->template findChild<DataTable *>()->model());
    }

    std::unique_ptr<FakeRunService> m_service;
    std::unique_ptr<RunPage> m_page;
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
