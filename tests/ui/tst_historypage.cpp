// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/keptruns.h"
#include "ui/charts/trendchart.h"
#include "ui/models/exportflow.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/models/inbackground.h"
#include "ui/pages/historypage.h"
#include "ui/pages/keptrunpage.h"
#include "ui/pages/runpage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/rundelegates.h"
#include "ui/widgets/statebanner.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

using namespace Molotov;

namespace {

constexpr int Patience = 20'000; // ms; a machine may be busy

} // namespace

class TestHistoryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runs = std::make_unique<KeptRuns>(m_folder->path());
        m_model = std::make_unique<HistoryModel>(m_runs->folder());
        m_dialogs = std::make_unique<FakeDialogs>();
        m_flow = std::make_unique<HistoryFlow>(m_model.get(), m_dialogs.get());
        m_exports = std::make_unique<ExportFlow>(nullptr, m_dialogs.get());
        m_went.clear();
    }

    void cleanup()
    {
        m_page.reset();
        m_exports.reset();
        m_flow.reset();
        m_model.reset();
        QVERIFY(filePool()->waitForDone(Patience));
    }

    void anEmptyHistoryLeadsToTheTest()
    {
        show();
        QTRY_VERIFY_WITH_TIMEOUT(button("goToTest")->isVisible(), Patience);
        QVERIFY(!table()->isVisible());
        button("goToTest")->click();
        QCOMPARE(m_went, QList{PageId::Test});
        m_runs->addEach({QStringLiteral("a")});
        m_model->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(table()->isVisible(), Patience);
    }

    void showsRunsAndSelectsTheNewest()
    {
        showThree();
        QCOMPARE(selectedName(), QStringLiteral("search"));
        QVERIFY(!action("Delete")->text().isEmpty());
        QCOMPARE(shown(), QStringLiteral("search checkout checkout"));
    }

    void sortsByAnyColumn()
    {
        showThree();
        for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
            table()->sortByColumn(column, Qt::AscendingOrder);
            table()->sortByColumn(column, Qt::DescendingOrder);
        }
        table()->sortByColumn(HistoryModel::When, Qt::AscendingOrder);
        QCOMPARE(shown(), QStringLiteral("checkout checkout search"));
    }

    void searchesAndFilters()
    {
        showThree();
        auto *search = m_page->findChild<QLineEdit *>();
        search->setText(QStringLiteral("sea"));
        QCOMPARE(shown(), QStringLiteral("search"));
        search->clear();
        auto *tests = m_page->findChild<QComboBox *>();
        QCOMPARE(tests->count(), 3);
        tests->setCurrentIndex(1);
        QCOMPARE(shown(), QStringLiteral("checkout checkout"));
        m_model->refresh(); // keeps what was chosen
        QSignalSpy refreshed(m_model.get(), &HistoryModel::refreshed);
        QVERIFY(refreshed.wait(Patience));
        QCOMPARE(tests->currentText(), QStringLiteral("checkout"));
        QCOMPARE(shown(), QStringLiteral("checkout checkout"));
        search->setText(QStringLiteral("nothing like it"));
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY(!action("Open")->isEnabled());
    }

    void opensByActionAndByActivating()
    {
        showThree();
        QSignalSpy opened(m_flow.get(), &HistoryFlow::opened);
        action("Open")->trigger();
        QVERIFY(opened.wait(Patience));
        QCOMPARE(m_flow->current()->entry.test, QStringLiteral("search"));
        table()->selectRow(2);
        Q_EMIT table()->activated(table()->currentIndex());
        QVERIFY(opened.wait(Patience));
        QCOMPARE(m_flow->current()->entry.path, m_paths.first());
    }

    void exportsTheSelectedRun()
    {
        showThree();
        QSignalSpy written(m_exports.get(), &ExportFlow::written);
        m_dialogs->path = m_folder->filePath(QStringLiteral("run.json"));
        action("Export…")->trigger();
        QVERIFY(m_dialogs->asked.contains(QStringLiteral("follow the export")));
        QVERIFY(written.wait(Patience));
        QCOMPARE(written.first().first().toStringList(), {*m_dialogs->path});
        table()->selectAll();
        QVERIFY(!action("Export…")->isEnabled());
    }

    void renamesAndPins()
    {
        showThree();
        m_dialogs->name = QStringLiteral("before");
        action("Rename…")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(selectedName(), QStringLiteral("search (before)"), Patience);
        action("Note…")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(texts().contains(QLatin1String("Note: before")), Patience);
        action("Pin")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(action("Unpin") != nullptr, true, Patience);
        QCOMPARE(selectedName(), QStringLiteral("search (before)"));
    }

    void deletesWithUndo()
    {
        showThree();
        auto *strip = m_page->findChild<QWidget *>(QStringLiteral("undoStrip"));
        QVERIFY(!strip->isVisible());
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QStringLiteral("checkout checkout"), Patience);
        QVERIFY(strip->isVisible());
        QVERIFY2(strip->findChild<QLabel *>()->text().startsWith(QLatin1String("Deleted: search, ")),
                 qPrintable(strip->findChild<QLabel *>()->text()));
        strip->findChild<QPushButton *>()->click();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QStringLiteral("search checkout checkout"), Patience);
        QVERIFY(!strip->isVisible());
        table()->selectAll();
        action("Delete")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), Patience);
        QCOMPARE(strip->findChild<QLabel *>()->text(), QStringLiteral("Deleted 3 runs."));
        QTRY_VERIFY_WITH_TIMEOUT(button("goToTest")->isVisible(), Patience); // the strip stays
    }

    void aBrokenFileIsSaid()
    {
        m_runs->addBroken();
        showThree();
        QVERIFY2(texts().contains(QLatin1String("broken.molotov-result is not the result of a run.")),
                 qPrintable(texts()));
    }

    void comparesOnlyWhenSomebodyListens()
    {
        showThree();
        QVERIFY(!action("Compare")->isVisible());
        QSignalSpy compared(m_page.get(), &HistoryPage::compareRequested);
        QVERIFY(action("Compare")->isVisible());
        QVERIFY(!action("Compare")->isEnabled()); // one run, and none is pinned
        table()->clearSelection();
        table()->selectRow(1);
        table()->selectionModel()->select(table()->model()->index(2, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
        action("Compare")->trigger();
        QCOMPARE(compared.size(), 1);
        QCOMPARE(compared.first().at(0).toString(), m_paths.at(0)); // the older one first
        QCOMPARE(compared.first().at(1).toString(), m_paths.at(1));

        m_flow->setPinned({m_paths.at(1)}, true);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->run(m_model->rowOf(m_paths.at(1))).isPinned, Patience);
        table()->selectRow(2);
        action("Compare")->trigger();
        QCOMPARE(compared.last().at(0).toString(), m_paths.at(1));
        QCOMPARE(compared.last().at(1).toString(), m_paths.at(0));
        table()->selectRow(0); // of another test
        QVERIFY(!action("Compare")->isEnabled());
    }

    void theTrendFollowsTheSelection()
    {
        showThree();
        const auto charts = m_page->findChildren<TrendChart *>();
        QCOMPARE(charts.size(), 3);
        QVERIFY(texts().contains(QLatin1String("All runs of search")));
        QVERIFY(!charts.first()->grab().isNull());
        QCOMPARE(charts.first()->dots().size(), 1);
        table()->selectRow(1);
        QVERIFY(texts().contains(QLatin1String("All runs of checkout")));
        QVERIFY(!charts.first()->grab().isNull()); // which scales it
        QCOMPARE(charts.first()->dots().size(), 2);
        QTest::mouseClick(charts.first(), Qt::LeftButton, {}, charts.first()->dots().first().toPoint());
        QCOMPARE(table()->currentIndex().row(), 2); // the oldest
    }

    void eachVerdictHasAShapeOfItsOwn()
    {
        QList<QImage> signs;
        for (int verdict = 0; verdict <= int(RunVerdict::Incomplete); ++verdict) {
            QImage sign(24, 24, QImage::Format_ARGB32_Premultiplied);
            sign.fill(Qt::transparent);
            QPainter painter(&sign);
            paintVerdict(&painter, {2, 2, 20, 20}, RunVerdict(verdict), Qt::black);
            painter.end();
            signs.append(sign.convertToFormat(QImage::Format_Alpha8)); // without its colour
        }
        for (qsizetype i = 0; i < signs.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(signs.at(i) != signs.at(j));
        }
    }

    void aKeptRunHasAPageWithTheWayBack()
    {
        const auto path = m_runs->add({.end = RunOutcome::End::Stopped});
        QVERIFY(ResultFolder::rename(path, QStringLiteral("<b>before</b>")));
        KeptRunPage page(context());
        QVERIFY(!page.findChild<RunPage *>());
        QSignalSpy opened(m_flow.get(), &HistoryFlow::opened);
        m_flow->open(path);
        QVERIFY(opened.wait(Patience));
        QVERIFY(page.findChild<RunPage *>());
        QCOMPARE(page.findChild<QLabel *>(QStringLiteral("keptRunName"))->text(),
                 QStringLiteral("checkout (<b>before</b>)"));
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("keptRunDetail"))
                    ->text()
                    .endsWith(QStringLiteral(" · Stopped")));
        QTRY_VERIFY(page.findChild<StateBanner *>()->text().startsWith(QLatin1String("Stopped")));
        page.findChild<QPushButton *>(QStringLiteral("backToHistory"))->click();
        QCOMPARE(m_went, QList{PageId::History});

        m_flow->open(m_runs->add({.test = QStringLiteral("other"), .isComplete = false}));
        QVERIFY(opened.wait(Patience));
        QCOMPARE(page.findChildren<RunPage *>().size(), 1);
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("keptRunDetail"))
                    ->text()
                    .contains(QLatin1String("The program ended before the run did")));
    }

    void leavesOutWhatCannotBeTrusted()
    {
        KeptRunPage page(context());
        QSignalSpy opened(m_flow.get(), &HistoryFlow::opened);
        m_flow->open(m_runs->add({.seconds = 4, .doubtful = {1}}));
        QVERIFY(opened.wait(Patience));
        auto *box = page.findChild<QCheckBox *>(QStringLiteral("leaveOutDoubtful"));
        QVERIFY(!box->isHidden());
        QCOMPARE(box->text(), QStringLiteral("Leave out 1 s that cannot be trusted"));
        const auto requests = m_flow->current()->outcome.last.requests;
        page.findChild<RunPage *>()->showTab(1);
        box->click();
        QVERIFY(opened.wait(Patience));
        QVERIFY(box->isChecked());
        QCOMPARE(m_flow->current()->outcome.leftOut, std::chrono::seconds(1));
        QVERIFY(m_flow->current()->outcome.last.requests < requests);
        QCOMPARE(page.findChild<RunPage *>()->currentTab(), 1);
        box->click();
        QVERIFY(opened.wait(Patience));
        QVERIFY(!box->isChecked());
        QCOMPARE(m_flow->current()->outcome.last.requests, requests);

        QVERIFY(QFile::remove(m_flow->current()->entry.path));
        box->click();
        QVERIFY(opened.wait(Patience));
        QVERIFY(!box->isChecked()); // as the figures are
        QCOMPARE(m_dialogs->errors.size(), 1);
        QVERIFY(m_dialogs->errors.first().startsWith(QStringLiteral("There is no result ")));

        m_flow->open(m_runs->add({.test = QStringLiteral("calm")}));
        QVERIFY(opened.wait(Patience));
        QVERIFY(box->isHidden());
    }

private:
    PageContext context()
    {
        return {.history = m_flow.get(), .exports = m_exports.get(), .go = [this](PageId page) {
                    m_went += page;
                }};
    }

    void show()
    {
        m_page = std::make_unique<HistoryPage>(context());
        m_page->resize(1000, 600);
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_model->wasRead(), Patience);
    }

    void showThree()
    {
        m_paths = m_runs->addEach(
            {QStringLiteral("checkout"), QStringLiteral("checkout"), QStringLiteral("search")});
        show();
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 3, Patience);
    }

    DataTable *table() const { return m_page->findChild<DataTable *>(); }
    QPushButton *button(const char *name) const
    {
        return m_page->findChild<QPushButton *>(QString::fromUtf8(name));
    }

    /// None when there is none of this name.
    QAction *action(const char *text) const
    {
        const auto actions = m_page->actions();
        for (auto *action : actions) {
            if (action->text() == QString::fromUtf8(text))
                return action;
        }
        return nullptr;
    }

    QString shown() const
    {
        QStringList names;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            names += table()->model()->index(row, HistoryModel::Name).data().toString();
        return names.join(QLatin1Char(' '));
    }

    QString selectedName() const
    {
        return table()->currentIndex().siblingAtColumn(HistoryModel::Name).data().toString();
    }

    /// Of all labels that can be seen.
    QString texts() const
    {
        QStringList texts;
        const auto labels = m_page->findChildren<QLabel *>();
        for (const auto *label : labels) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeptRuns> m_runs;
    std::unique_ptr<HistoryModel> m_model;
    std::unique_ptr<FakeDialogs> m_dialogs;
    std::unique_ptr<HistoryFlow> m_flow;
    std::unique_ptr<ExportFlow> m_exports;
    std::unique_ptr<HistoryPage> m_page;
    QStringList m_paths; // the oldest first
    QList<PageId> m_went;
};

QTEST_MAIN(TestHistoryPage)
#include "tst_historypage.moc"
