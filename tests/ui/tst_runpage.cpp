// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goalparser.h"
#include "tests/support/fakerunservice.h"
#include "tests/support/keptsample.h"
#include "tests/support/modelprinter.h"
#include "tests/support/syntheticrun.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/kneechart.h"
#include "ui/charts/runcharts.h"
#include "ui/charts/sizingchart.h"
#include "ui/models/runmodels.h"
#include "ui/pages/runpage.h"
#include "ui/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/exchangeview.h"
#include "ui/widgets/figurerow.h"
#include "ui/widgets/goaltable.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/sampleview.h"
#include "ui/widgets/statebanner.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace Molotov;
using namespace std::chrono_literals;
using Protocol::WorkerState;

namespace {

Profile profile()
{
    return {
        .scenarioFile = QStringLiteral("/home/qa/shop.ts"), .processes = 2, .workers = 3, .duration = 60s};
}

QList<SeriesPoint> points()
{
    return {{.second = 0,
             .okRate = 80,
             .requestRate = 240,
             .p50 = 2ms,
             .p95 = 5ms,
             .p99 = 9ms,
             .activeWorkers = 3},
            {.second = 1, .okRate = 85, .failedRate = 5, .activeWorkers = 6}};
}

Snapshot snapshot()
{
    Snapshot snapshot;
    snapshot.elapsed = 15s;
    snapshot.iterationsOk = 1'234;
    snapshot.iterationsFailed = 5;
    snapshot.activeWorkers = 6;
    snapshot.trust = TrustVerdict();
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
        m_models = std::make_unique<RunModels>(m_service.get());
        m_page = std::make_unique<RunPage>(m_models.get());
        m_page->resize(920, 760);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    void markersAreLinesInAllCharts()
    {
        m_models->prepare(profile());
        Q_EMIT m_service->marked({.at = 12'500ms,
                                  .change = LoadChange{LoadChange::Kind::Target, 20, 3s},
                                  .loadBefore = 6,
                                  .note = {}});
        Q_EMIT m_service->marked(
            {.at = 20s, .change = {}, .loadBefore = 0, .note = QStringLiteral("cache <b>")});
        const auto *charts = m_page->findChild<RunCharts *>();
        QTRY_COMPARE(charts->throughput().moments().size(), 2);
        const QList<TimeChart::Moment> expected{
            {12.5, QStringLiteral("20 users"), QStringLiteral("0:12 · From 6 to 20 users within 3 s")},
            {20, QStringLiteral("cache <b>"), QStringLiteral("0:20 · cache <b>")}};
        QCOMPARE(charts->throughput().moments(), expected);
        QCOMPARE(charts->workers().moments(), expected);
        QVERIFY(charts->throughput().options().hasMomentLabels);
        QVERIFY(!charts->workers().options().hasMomentLabels);
        QCOMPARE(m_models->workers().rowCount(), 20); // those that may come have their cells
        m_models->prepare(profile());
        QVERIFY(charts->throughput().moments().isEmpty());
    }

    void aPreparedPageIsEmpty()
    {
        m_models->prepare(profile());
        QCOMPARE(banner(), QStringLiteral("Ready Press Start to run shop.ts with 6 workers for 1 min."));
        QCOMPARE(footer(),
                 QStringLiteral(
                     "Successes 0, Failures 0, Workers 0 / 6, Processes 0 / 2, Elapsed 0:00, Limited by –"));
        QCOMPARE(charts()->throughput().curve(0).size(), 0);
    }

    void aRunIsShown()
    {
        m_models->prepare(profile());
        m_service->playStart();
        QCOMPARE(banner(), QStringLiteral("Running shop.ts"));
        Q_EMIT m_service->workersChanged(1, {{.position = 2, .state = WorkerState::Running, .scenario = 0}});
        Q_EMIT m_service->pointsAdded(points());
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(
            footer(),
            QStringLiteral("Successes 1,234, Failures 5, Workers 6 / 6, Processes 2 / 2, Elapsed 0:15, "
                           "Limited by nothing, 0:45 left"));
        QCOMPARE(
            table<ErrorPanel>(),
            (QStringList{
                QStringLiteral("1 | Network | refused |  |  | 0:09 | 0:09"),
                QStringLiteral("4 | Assertion | expected <b>200</b>, got 500 |  | shop.ts:12 | 0:03 | 0:14"),
            }));
        QCOMPARE(tabs()->tabText(1), QStringLiteral("Errors (5)"));
        QCOMPARE(charts()->throughput().curve(1), Curve{QList<QPointF>({{0, 80}, {1, 85}})});
        QCOMPARE(charts()->latency().curve(2), Curve{QList<QPointF>({{0, 9}})});
        QCOMPARE(charts()->workers().curve(0), Curve{QList<QPointF>({{0, 3}, {1, 3}, {1, 6}, {2, 6}})});
    }

    void theCrosshairShowsItsSecond()
    {
        m_models->prepare(profile());
        m_service->playStart();
        Q_EMIT m_service->pointsAdded(points());
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(charts()->legendTexts().at(1), QStringLiteral("Latency, ms: p50 –, p95 –, p99 –"));
        charts()->setCrosshair(0);
        QCOMPARE(charts()->legendTexts().at(1),
                 QStringLiteral("Latency, ms: p50 2.00 ms, p95 5.00 ms, p99 9.00 ms"));
    }

    void signalsAreTakenTogether()
    {
        m_models->prepare(profile());
        m_service->playStart();
        for (int i = 0; i < 50; ++i)
            Q_EMIT m_service->pointsAdded(points());
        Q_EMIT m_service->snapshotTaken(snapshot());
        QCOMPARE(footer(),
                 QStringLiteral(
                     "Successes 0, Failures 0, Workers 0 / 6, Processes 0 / 2, Elapsed 0:00, Limited by –, "
                     "1:00 left"));
        QTRY_VERIFY(footer().startsWith(QStringLiteral("Successes 1,234")));
    }

    void theEndIsShownAtOnce()
    {
        m_models->prepare(profile());
        m_service->playStart();
        RunOutcome outcome;
        outcome.end = RunOutcome::End::Stopped;
        outcome.last = snapshot();
        Q_EMIT m_service->runEnded(outcome);
        QCOMPARE(banner(), QStringLiteral("Stopped 1,239 iterations in 15.0 s, 5 failed (0.4 %)."));
        QVERIFY(footer().startsWith(QStringLiteral("Successes 1,234")));
        m_models->prepare(profile());
        QVERIFY(table<ErrorPanel>().isEmpty());
        QVERIFY(charts()->throughput().curve(1).isEmpty());
    }

    void aDoubtfulRunIsPointedOut()
    {
        m_models->prepare(profile());
        m_service->playStart();
        auto doubtful = snapshot();
        doubtful.trust =
            TrustVerdict{.limitedBy = RunLimit::Cpu,
                         .isOk = false,
                         .evidence = {{.code = TrustEvidence::Code::LateLoop, .measured = 21, .limit = 10}}};
        Q_EMIT m_service->snapshotTaken(doubtful);
        QTRY_VERIFY2(footer().contains(QStringLiteral("Limited by this computer’s CPU")),
                     qPrintable(footer()));
        const auto labels = m_page->findChild<RunFooter *>()->findChildren<QLabel *>();
        const auto limit = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text() == QStringLiteral("this computer’s CPU");
        });
        QVERIFY(limit != labels.end());
        QVERIFY((*limit)->toolTip().contains(QStringLiteral("waited up to 21.0 ms")));
    }

    void aFailureSaysWhy()
    {
        m_models->prepare(profile());
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
        m_models->prepare(profile());
        m_service->playEnd(RunOutcome::End::Finished);
        auto outcome = RunOutcome();
        outcome.last = snapshot();
        Q_EMIT m_service->runEnded(outcome);
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
        m_models->prepare(profile());
        auto measured = snapshot();
        measured.endpoints = {{.method = QStringLiteral("GET"),
                               .name = QStringLiteral("/"),
                               .count = 3,
                               .failed = 1,
                               .statuses = {{404, 2}}}};
        Q_EMIT m_service->snapshotTaken(measured);
        auto *table = qobject_cast<DataTable *>(tabs()->widget(2));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QCOMPARE(table->selectedText(), QStringLiteral("GET\t/\t3\t0\t0\t2\t0\t1\t0\t–\t–\t–\t–\n"));
        measured.endpoints.first().retried = 5;
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(table->selectedText(), QStringLiteral("GET\t/\t3\t0\t0\t2\t0\t1\t5\t0\t–\t–\t–\t–\n"));
    }

    void stepsHaveATab()
    {
        m_models->prepare(profile());
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
        m_models->prepare(profile());
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
        m_models->prepare(profile());
        Q_EMIT m_service->pointsAdded(points());
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
        m_models->prepare(profile());
        auto *panel = m_page->findChild<ErrorPanel *>();
        const auto *errors = panel->findChild<DataTable *>();
        QCOMPARE(errors->emptyText(), QStringLiteral("No errors so far"));
        Q_EMIT m_service->pointsAdded(points());
        Q_EMIT m_service->snapshotTaken(snapshot());
        QTRY_COMPARE(errors->model()->rowCount(), 2);
        panel->findChild<QLineEdit *>()->setText(QStringLiteral("no such thing"));
        QCOMPARE(errors->model()->rowCount(), 0);
        QCOMPARE(errors->emptyText(), QStringLiteral("Nothing matches the filter"));
    }

    void allLinesHaveTheirNameInANarrowWindow()
    {
        m_models->prepare(profile());
        m_page->resize(670, 560); // beside the panel, on a screen of 1024 × 700
        Q_EMIT m_service->pointsAdded(points());
        Q_EMIT m_service->snapshotTaken(snapshot());
        QCoreApplication::processEvents();
        const auto legends = m_page->findChildren<ChartLegend *>();
        QCOMPARE(legends.size(), 4);
        for (const auto *legend : legends)
            QTRY_COMPARE(legend->visibleEntries(), int(legend->entries().size()));
    }

    void theChartsShareTheirTime()
    {
        m_models->prepare(profile()); // of 60 s
        QList<SeriesPoint> points;
        for (int second = 0; second < 75; ++second) // it waited for the last iterations
            points.append({.second = second, .okRate = 1, .p99 = 1ms, .activeWorkers = 1});
        Q_EMIT m_service->pointsAdded(points);
        QTRY_COMPARE(charts()->workers().span(), 75s);
        QCOMPARE(charts()->throughput().span(), 75s);
        QCOMPARE(charts()->latency().span(), 75s);
    }

    void samplesOfAnErrorAreRead()
    {
        m_models->prepare(profile());
        auto *panel = m_page->findChild<ErrorPanel *>();
        Q_EMIT m_service->sampled(keptSample(0, 12, 3s)); // before its group
        Q_EMIT m_service->snapshotTaken(snapshot());
        auto *errors = panel->findChild<DataTable *>();
        QTRY_COMPARE(errors->model()->rowCount(), 2);
        auto *parts = panel->findChild<QTabBar *>();
        parts->setCurrentIndex(2);
        QCOMPARE(sampleText(), QString()); // the newest error has none
        QVERIFY(panel->findChild<QPlainTextEdit *>(QStringLiteral("errorDescription"))
                    ->toPlainText()
                    .startsWith(QStringLiteral("Network")));

        errors->selectSourceRow(0);
        QVERIFY2(sampleText().startsWith(QStringLiteral("503 Service Unavailable\nContent-Type: text/html")),
                 qPrintable(sampleText()));
        QVERIFY(sampleText().contains(QStringLiteral("<img src=\"//host/x\"> <b>busy</b>")));
        QCOMPARE(chooser(1)->currentText(), QStringLiteral("POST /orders → 503, 48.0 ms"));
        parts->setCurrentIndex(1);
        QVERIFY(sampleText().startsWith(QStringLiteral("POST http://shop.example:8080/orders\n")));
        chooser(1)->setCurrentIndex(0);
        QVERIFY(sampleText().startsWith(QStringLiteral("GET http://shop.example:8080/login?user=12\n")));

        panel->findChild<SampleView *>()->findChild<QToolButton *>()->click();
        const auto *window = panel->findChild<QDialog *>();
        QCOMPARE(window->windowTitle(), QStringLiteral("GET /login?user=12 → 200, 12.3 ms"));
        QVERIFY(window->findChild<ExchangeView *>()->overviewText().contains(
            QStringLiteral("Request: GET http://shop.example:8080/login?user=12\n")));
        delete window;

        // One more of them comes, and what is read stays.
        Q_EMIT m_service->sampled(keptSample(0, 7, 4s));
        QTRY_COMPARE(chooser(0)->count(), 2);
        QCOMPARE(chooser(0)->currentText(), QStringLiteral("1 of 2, 0:03, worker 12"));
        QVERIFY(sampleText().contains(QStringLiteral("user=12")));
        chooser(0)->setCurrentIndex(1);
        QVERIFY(sampleText().startsWith(QStringLiteral("POST http://shop.example:8080/orders\n")));
        panel->copyShown();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            QStringLiteral("expected status 200, got 503 (order 4707)\nat 0:04, worker 7\n")));
        parts->setCurrentIndex(0);
        panel->copyShown();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Assertion error, 4 times")));
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("2 samples were kept:\n")));

        m_models->prepare(profile());
        parts->setCurrentIndex(1);
        QCOMPARE(sampleText(), QString());
        QVERIFY(!chooser(0)->isVisibleTo(panel));
    }

    void statusesHaveALineOnlyWhenThereAreSome()
    {
        m_models->prepare(profile());
        auto some = points();
        some[0].statusRates = {240, 0, 0, 0, 0};
        some[1].statusRates = {200, 0, 0, 0, 0};
        Q_EMIT m_service->pointsAdded(some);
        QTRY_COMPARE(charts()->legendTexts().at(2), QStringLiteral("Status codes, per s: 2xx 200"));
        QCOMPARE(charts()->statuses().curve(0), Curve{QList<QPointF>({{0, 240}, {1, 200}})});
        QCOMPARE(charts()->statuses().curve(3), Curve());
        auto *table = qobject_cast<DataTable *>(tabs()->widget(tabs()->count() - 4));
        QVERIFY(table->isColumnHidden(SeriesModel::Status5xx));
        QVERIFY(!table->isColumnHidden(SeriesModel::Status2xx));
        Q_EMIT m_service->pointsAdded(
            {{.second = 2, .requestFailedRate = 1, .statusRates = {100, 0, 0, 20, 0}}});
        QTRY_COMPARE(charts()->legendTexts().at(2),
                     QStringLiteral("Status codes, per s: 2xx 100, 5xx 20.0, None 1.0"));
        QCOMPARE(charts()->statuses().curve(3), Curve{QList<QPointF>({{0, 0}, {1, 0}, {2, 20}})});
        QCOMPARE(charts()->statuses().span(), charts()->workers().span());
        QVERIFY(!table->isColumnHidden(SeriesModel::Status5xx));
        QVERIFY(!table->isColumnHidden(SeriesModel::NoResponse));
        QVERIFY(table->isColumnHidden(SeriesModel::Status4xx));
    }

    void errorsAreCopiedAsText()
    {
        m_models->prepare(profile());
        Q_EMIT m_service->pointsAdded(points());
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

    void goalsHaveATabAndLines()
    {
        QVERIFY(!tabs()->isTabVisible(0));
        auto strict = profile();
        strict.thresholds = {
            QStringLiteral("p95(latency) < 300 ms"), QStringLiteral("rate(requests) > 100 /s"),
            QStringLiteral("p99(latency, \"GET /\") < 1 s"), QStringLiteral("rate(errors) < 1 %")};
        m_models->prepare(strict);
        QVERIFY(tabs()->isTabVisible(0));
        QCOMPARE(tabs()->currentIndex(), 0);
        auto *table = m_page->findChild<GoalTable *>();
        QCOMPARE(printed(*table->model()).constFirst(),
                 QStringLiteral("not yet | Latency, p95 | – | below 300 ms"));
        QCOMPARE(tabs()->tabText(0), QStringLiteral("Goals"));

        auto measured = snapshot();
        for (const auto &goal : parseGoals(strict.thresholds))
            measured.goals.append({goal, GoalStatus::State::Holds, 0.5});
        measured.goals.first().state = GoalStatus::State::Broken;
        measured.goals.first().measured = 412;
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(tabs()->tabText(0), QStringLiteral("Goals (1 broken)"));
        QCOMPARE(printed(*table->model()),
                 (QStringList{
                     QStringLiteral("broken | Latency, p95 | 412 ms | below 300 ms"),
                     QStringLiteral("ok | Requests, per second | 0.5 /s | above 100 /s"),
                     QStringLiteral("ok | Latency “GET /”, p99 | 0.5 s | below 1 s"),
                     QStringLiteral("ok | Requests with an error, share | 0.5 % | below 1 %"),
                 }));
        QVERIFY(!table->grab().isNull());

        const auto &latency = charts()->latency();
        QCOMPARE(latency.marks(),
                 (QList<TimeChart::Mark>{{300, QStringLiteral("p95 < 300 ms"), Theme::Line::P95}}));
        QCOMPARE(charts()->throughput().marks(),
                 (QList<TimeChart::Mark>{{100, QStringLiteral("Requests > 100 /s"), Theme::Line::Requests}}));
        QVERIFY(latency.scale().maximum >= 300); // nothing is measured: the limit alone is shown
        Q_EMIT m_service->pointsAdded({{.second = 0, .p50 = 2ms, .p95 = 5ms, .p99 = 9ms}});
        QTRY_VERIFY(latency.scale().maximum < 20); // what is far below its limit is not squeezed
        Q_EMIT m_service->pointsAdded({{.second = 1, .p50 = 90ms, .p95 = 100ms, .p99 = 100ms}});
        QTRY_VERIFY(latency.scale().maximum >= 300);
        QVERIFY(!charts()->grab().isNull());
        m_models->prepare(profile());
        QVERIFY(!tabs()->isTabVisible(0));
        QVERIFY(latency.marks().isEmpty());
    }

    void lightsDifferByMoreThanTheirColour()
    {
        QList<QImage> shapes;
        for (const auto state : {GoalStatus::State::NotYet, GoalStatus::State::Holds,
                                 GoalStatus::State::Broken, GoalStatus::State::NotJudged})
            shapes.append(
                goalLight(state, m_page->palette(), 16, 1).toImage().convertToFormat(QImage::Format_Alpha8));
        for (int i = 0; i < shapes.size(); ++i) {
            for (int j = 0; j < i; ++j)
                QVERIFY(shapes.at(i) != shapes.at(j));
        }
    }

    void theEndStandsInLargeNumbers()
    {
        m_models->prepare(profile());
        auto *figures = m_page->findChild<FigureRow *>();
        QVERIFY(!figures->isVisible());
        RunOutcome outcome;
        outcome.last = snapshot();
        outcome.last.loadTime = 10s;
        outcome.last.requests = 12'345;
        outcome.last.latency = {.count = 12'345, .p50 = 2ms, .p95 = 5ms, .p99 = 1'200ms};
        Q_EMIT m_service->runEnded(outcome);
        QVERIFY(figures->isVisible());
        QCOMPARE(m_page->findChild<StateBanner *>()->accessibleName(),
                 banner()
                     + QStringLiteral(" Requests/s 1,235, p50 2.00 ms, p95 5.00 ms, p99 1.20 s, Failed "
                                      "iterations 0.4 %"));
        const auto labels = figures->findChildren<QLabel *>();
        const auto rate = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text() == QStringLiteral("1,235");
        });
        QVERIFY(rate != labels.end());
        QVERIFY((*rate)->font().pointSizeF() >= 1.5 * m_page->font().pointSizeF());
        m_models->prepare(profile());
        QVERIFY(!figures->isVisible());
    }

    void aSizingDrawsItsCurve()
    {
        auto *chart = m_page->findChild<SizingChart *>();
        const int tab = tabs()->indexOf(chart);
        QVERIFY(!tabs()->isTabVisible(tab));
        auto sizing = profile();
        sizing.sizing = true;
        m_models->prepare(sizing);
        QVERIFY(tabs()->isTabVisible(tab));
        QCOMPARE(tabs()->currentWidget(), chart);
        QCOMPARE(chart->summary(), QStringLiteral("The curve of failures over workers appears here."));
        m_service->playStart();
        Snapshot measured;
        measured.sizing = SizingResult{.workers = 4, .tolerance = 5};
        Q_EMIT m_service->pointsAdded({{.second = 0, .okRate = 10, .activeWorkers = 2},
                                       {.second = 1, .okRate = 9, .failedRate = 1, .activeWorkers = 4},
                                       {.second = 2, .activeWorkers = 5}}); // nothing came to its end
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(chart->curve(), QPolygonF({QPointF(2, 0), QPointF(4, 10)}));
        QCOMPARE(chart->summary(), QStringLiteral("10 % failed with 4 workers; 5 % are tolerated."));
        QVERIFY(!chart->grab().isNull());
        m_models->prepare(profile());
        QVERIFY(!tabs()->isTabVisible(tab));
    }

    void aSearchForTheLimitDrawsTheKnee()
    {
        auto *chart = m_page->findChild<KneeChart *>();
        const int tab = tabs()->indexOf(chart);
        QVERIFY(!tabs()->isTabVisible(tab));
        auto finding = profile();
        finding.findLimit = QStringLiteral("p95(latency) < 300 ms");
        m_models->prepare(finding);
        QVERIFY(tabs()->isTabVisible(tab));
        QCOMPARE(tabs()->currentWidget(), chart);
        QCOMPARE(chart->summary(), QStringLiteral("Throughput and latency over the load appear here."));
        m_service->playStart();
        Snapshot measured;
        measured.limit =
            LimitResult{.verdict = LimitResult::Verdict::Found,
                        .goal = parseGoals({finding.findLimit}).first(),
                        .steps = {{.load = 260,
                                   .outcome = LimitStep::Outcome::GoalBroken,
                                   .measured = 322,
                                   .requestRate = 410,
                                   .p95 = 322ms},
                                  {.load = 240, .measured = 281, .requestRate = 405, .p95 = 281ms},
                                  {.load = 300, .outcome = LimitStep::Outcome::NothingMeasured}}};
        Q_EMIT m_service->snapshotTaken(measured);
        QTRY_COMPARE(chart->throughput(), (QList<QPointF>{{240, 405}, {260, 410}, {300, 0}}));
        QCOMPARE(chart->latency(), (QList<QPointF>{{240, 281}, {260, 322}}));
        QCOMPARE(chart->summary(), QStringLiteral("Held up to 240 users: p95 281 ms; at 260: p95 322 ms."));
        QVERIFY(!chart->grab().isNull());
        m_models->prepare(profile());
        QVERIFY(!tabs()->isTabVisible(tab));
    }

    void logLinesAreShownAsText()
    {
        m_models->prepare(profile());
        Q_EMIT m_service->logged({.worker = 4, .text = QStringLiteral("<b>hello</b>")});
        const auto *log = m_page->findChild<LogPanel *>();
        QTRY_COMPARE(printed(*log->model()), QStringList{QStringLiteral("[worker 4] <b>hello</b>")});
    }

    void everyTabIsFilledByALargeRun()
    {
        SyntheticRun run({.scenarioFile = QStringLiteral("shop.ts"), .processes = 4, .workers = 2'500});
        auto strict = run.profile();
        strict.thresholds = {QStringLiteral("p95(latency) < 300 ms")};
        m_models->prepare(strict);
        m_service->playStart(SyntheticRun::scenarios());
        for (int helper = 0; helper < 4; ++helper)
            Q_EMIT m_service->workersChanged(helper, run.workers(1, true));
        Q_EMIT m_service->pointsAdded(run.points(0, 3'700, true));
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
    QString sampleText() const
    {
        return m_page->findChild<SampleView *>()->findChild<QPlainTextEdit *>()->toPlainText();
    }
    QComboBox *chooser(int index) const
    {
        return m_page->findChild<SampleView *>()->findChildren<QComboBox *>().at(index);
    }
    template <typename Panel>
    QStringList table() const
    {
        return printed(*m_page->findChild<Panel *>()->template findChild<DataTable *>()->model());
    }

    std::unique_ptr<FakeRunService> m_service;
    std::unique_ptr<RunModels> m_models;
    std::unique_ptr<RunPage> m_page;
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
