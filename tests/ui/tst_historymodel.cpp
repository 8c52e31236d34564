// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultrecorder.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "tests/support/keptruns.h"
#include "ui/models/historyfilter.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/models/historytrend.h"
#include "ui/models/inbackground.h"
#include "ui/models/runrecording.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

constexpr int Patience = 20'000; // ms; a machine may be busy

} // namespace

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runs = std::make_unique<KeptRuns>(m_folder->filePath(QStringLiteral("results")));
        m_model = std::make_unique<HistoryModel>(m_runs->folder());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_dialogs = std::make_unique<FakeDialogs>();
        m_flow = std::make_unique<HistoryFlow>(m_model.get(), m_dialogs.get());
    }

    void cleanup()
    {
        m_flow.reset();
        m_tester.reset();
        m_model.reset();
        QVERIFY(filePool()->waitForDone(Patience));
    }

    void aFolderThatIsNotThereHoldsNoRuns()
    {
        refresh();
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->problem(), QString());
        QVERIFY(m_model->wasRead());
    }

    void showsTheNewestFirst()
    {
        m_runs->addEach({QStringLiteral("checkout"), QStringLiteral("search")});
        refresh();
        QCOMPARE(names(), QStringLiteral("search checkout"));
        QCOMPARE(m_model->tests().join(QLatin1Char(' ')), QStringLiteral("checkout search"));
        const auto cell = [this](int column) { return m_model->index(0, column).data().toString(); };
        QCOMPARE(cell(HistoryModel::Verdict), QStringLiteral("Finished"));
        QCOMPARE(cell(HistoryModel::Duration), QStringLiteral("0:02"));
        QVERIFY(!cell(HistoryModel::Rate).isEmpty());
        QVERIFY(cell(HistoryModel::P95).endsWith(QLatin1String("s")));
        QCOMPARE(cell(HistoryModel::Failures), QStringLiteral("50.0 %"));
        QCOMPARE(m_model->index(0, HistoryModel::Trend).data(HistoryModel::RatesRole).value<QList<double>>(),
                 m_model->run(0).rates);
        QVERIFY(!m_model->run(0).rates.isEmpty());
    }

    void verdictsHaveWords_data()
    {
        QTest::addColumn<RunEntry>("run");
        QTest::addColumn<QString>("word");
        RunEntry run{.isComplete = true, .end = RunOutcome::End::Finished};
        QTest::newRow("finished") << run << QStringLiteral("Finished");
        run.verdict = GoalVerdict::Passed;
        QTest::newRow("passed") << run << QStringLiteral("Passed");
        run.verdict = GoalVerdict::NotJudged;
        QTest::newRow("not judged") << run << QStringLiteral("Not judged");
        run.end = RunOutcome::End::Stopped;
        QTest::newRow("stopped") << run << QStringLiteral("Stopped");
        run.verdict = GoalVerdict::Failed;
        QTest::newRow("stopped for a goal") << run << QStringLiteral("Goals missed");
        run.end = RunOutcome::End::Failed;
        QTest::newRow("failed") << run << QStringLiteral("Failed");
        run.isComplete = false;
        QTest::newRow("incomplete") << run << QStringLiteral("Incomplete");
        run.isGoing = true;
        QTest::newRow("going") << run << QStringLiteral("Running");
    }

    void verdictsHaveWords()
    {
        QFETCH(RunEntry, run);
        QFETCH(QString, word);
        QCOMPARE(RunEntryWords::verdict(verdictOf(run)), word);
    }

    void timesAreSaidAsPeopleSayThem()
    {
        const QDateTime now(QDate(2026, 3, 14), QTime(12, 0));
        QVERIFY(RunEntryWords::when(now.addSecs(-60), now).startsWith(QLatin1String("Today ")));
        QVERIFY(RunEntryWords::when(now.addDays(-1), now).startsWith(QLatin1String("Yesterday ")));
        QVERIFY(RunEntryWords::when(now.addDays(-9), now).contains(QLatin1Char('5')));
    }

    void whatIsNotAllOfARunSaysSo()
    {
        m_runs->add({.isComplete = false});
        refresh();
        QCOMPARE(m_model->index(0, HistoryModel::Verdict).data().toString(), QStringLiteral("Incomplete"));
    }

    void refreshingKeepsRows()
    {
        const auto paths = m_runs->addEach({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        refresh();
        const QPersistentModelIndex middle = m_model->index(m_model->rowOf(paths.at(1)), 0);
        QVERIFY(ResultFolder::remove(paths.at(2)));
        m_runs->add({.test = QStringLiteral("d"), .startedAt = QDateTime::currentDateTimeUtc()});
        refresh();
        QCOMPARE(names(), QStringLiteral("d b a"));
        QVERIFY(middle.isValid());
        QCOMPARE(middle.row(), 1);
    }

    void brokenFilesAreSaidAndTheRestIsShown()
    {
        m_runs->addEach({QStringLiteral("a")});
        const auto broken = m_runs->addBroken();
        refresh();
        QCOMPARE(names(), QStringLiteral("a"));
        QCOMPARE(m_model->problem(), QStringLiteral("%1 is not the result of a run.").arg(broken));
        QVERIFY(QFile::copy(broken, m_runs->folder() + QStringLiteral("/other.molotov-result")));
        refresh();
        QVERIFY2(m_model->problem().startsWith(QLatin1String("2 files are not shown. The first of them: ")),
                 qPrintable(m_model->problem()));
    }

    void aFileInPlaceOfTheFolderIsSaid()
    {
        QFile file(m_runs->folder());
        QVERIFY(file.open(QIODevice::WriteOnly));
        refresh();
        QCOMPARE(m_model->problem(),
                 QStringLiteral("The results in %1 cannot be read: it must be a folder that you may read.")
                     .arg(m_runs->folder()));
    }

    void findsRunsByTestAndWords()
    {
        const auto paths = m_runs->addEach({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("b")});
        QVERIFY(ResultFolder::rename(paths.at(1), QStringLiteral("before the fix")));
        QVERIFY(ResultFolder::setNote(paths.at(2), QStringLiteral("new index")));
        HistoryFilter filter(m_model.get());
        refresh();
        QCOMPARE(filter.rowCount(), 3);
        filter.setTest(QStringLiteral("b"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("FIX before"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, HistoryModel::Name).data().toString(), QStringLiteral("b (before the fix)"));
        filter.setText(QStringLiteral("index"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setTest(QStringLiteral("a"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void readsFiveHundredRuns()
    {
        const auto path = m_runs->addEach({QStringLiteral("a")}).first();
        for (int i = 1; i < 500; ++i)
            QVERIFY(QFile::copy(path, path + QStringLiteral(".%1.molotov-result").arg(i)));
        QElapsedTimer timer;
        timer.start();
        QSignalSpy refreshed(m_model.get(), &HistoryModel::refreshed);
        m_model->refresh();
        m_model->refresh();
        QCOMPARE(m_model->rowCount(), 0); // nobody waits
        QVERIFY(refreshed.wait(Patience));
        qInfo("500 runs were read in %lld ms", timer.elapsed());
        QCOMPARE(m_model->rowCount(), 500);
        QVERIFY(refreshed.wait(Patience)); // asked for again meanwhile
    }

    void renamesNotesAndPins()
    {
        const auto path = m_runs->addEach({QStringLiteral("a")}).first();
        refresh();
        m_dialogs->name = QStringLiteral("  before \n the fix ");
        m_flow->rename(m_model->run(0));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->run(0).title, QStringLiteral("before the fix"), Patience);
        m_flow->editNote(m_model->run(0));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->run(0).note, QStringLiteral("before \n the fix"), Patience);
        m_flow->setPinned({path}, true);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->run(0).isPinned, Patience);
        m_flow->setPinned({path}, false);
        QTRY_VERIFY_WITH_TIMEOUT(!m_model->run(0).isPinned, Patience);
        QCOMPARE(m_dialogs->asked.last(), QStringLiteral("note, so far "));
        QVERIFY(m_dialogs->errors.isEmpty());
    }

    void whatIsDeletedComesBackUntilItIsForgotten()
    {
        m_runs->addEach({QStringLiteral("a"), QStringLiteral("b")});
        refresh();
        m_flow->remove({m_model->run(0)});
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 1, Patience);
        QCOMPARE(m_flow->removed().size(), 1);
        m_flow->undoRemove();
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 2, Patience);
        QVERIFY(m_flow->removed().isEmpty());
        m_flow->remove({m_model->run(0), m_model->run(1)});
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 0, Patience);
        QCOMPARE(files(), 2);
        m_flow->forgetRemoved();
        QTRY_COMPARE_WITH_TIMEOUT(files(), 0, Patience);
    }

    void whatIsDeletedGoesWithTheProgram()
    {
        m_runs->addEach({QStringLiteral("a")});
        refresh();
        m_flow->remove(m_model->runs());
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 0, Patience);
        m_flow.reset();
        QTRY_COMPARE_WITH_TIMEOUT(files(), 0, Patience);
    }

    void anotherWindowMayHaveDeletedIt()
    {
        const auto path = m_runs->addEach({QStringLiteral("a")}).first();
        refresh();
        ResultFolder::purge(path);
        m_flow->open(path);
        QTRY_COMPARE_WITH_TIMEOUT(m_dialogs->errors.size(), 1, Patience);
        QCOMPARE(m_dialogs->errors.first(), QStringLiteral("There is no result %1.").arg(path));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 0, Patience);
        m_flow->setPinned({path}, true);
        QTRY_COMPARE_WITH_TIMEOUT(m_dialogs->errors.size(), 2, Patience);
    }

    void opensTheResultThatWasAskedForLast()
    {
        const auto paths = m_runs->addEach({QStringLiteral("a"), QStringLiteral("b")});
        QSignalSpy opened(m_flow.get(), &HistoryFlow::opened);
        m_flow->open(paths.first());
        m_dialogs->path = paths.last();
        m_flow->chooseResult();
        QVERIFY(opened.wait(Patience));
        QCOMPARE(m_flow->current()->entry.test, QStringLiteral("b"));
        QVERIFY(filePool()->waitForDone(Patience));
        QCoreApplication::processEvents();
        QCOMPARE(opened.size(), 1);
        QVERIFY(HistoryFlow::isResult(paths.first()));
        QVERIFY(!HistoryFlow::isResult(QStringLiteral("shop.json")));
    }

    void theTrendHasTheRunsOfATestAndItsGoals()
    {
        m_runs->addEach({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")});
        m_runs->add({.test = QStringLiteral("a"),
                     .startedAt = QDateTime::currentDateTimeUtc(),
                     .thresholds = {QStringLiteral("p95(latency) < 0.3 s"),
                                    QStringLiteral("rate(iterations_failed) < 2 %"),
                                    QStringLiteral("p99(latency) < 1 s"),
                                    QStringLiteral("rate(requests, 'GET /') > 5 /s")}});
        HistoryTrend trend(m_model.get());
        refresh();
        QVERIFY(trend.runs().isEmpty());
        trend.setTest(QStringLiteral("a"));
        QCOMPARE(trend.runs().size(), 3);
        QVERIFY(trend.runs().first().startedAt < trend.runs().last().startedAt);
        QTRY_COMPARE_WITH_TIMEOUT(trend.goal(HistoryTrend::P95), std::optional(300.0), Patience);
        QCOMPARE(trend.goal(HistoryTrend::Failures), std::optional(2.0));
        QCOMPARE(trend.goal(HistoryTrend::Rate), std::nullopt);
        QCOMPARE(HistoryTrend::value(trend.runs().first(), HistoryTrend::Failures), std::optional(50.0));
        trend.setTest({});
        QVERIFY(trend.runs().isEmpty());
        QCOMPARE(trend.goal(HistoryTrend::P95), std::nullopt);
    }

    void tidyingNeverTakesTheNewest()
    {
        const auto paths = m_runs->addEach({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QVERIFY(ResultFolder::setPinned(paths.first(), true));
        ResultFolder(m_runs->folder()).tidy(1);
        QVERIFY(QFile::exists(paths.at(0)));
        QVERIFY(!QFile::exists(paths.at(1)));
        QVERIFY(QFile::exists(paths.at(2)));
    }

    void nobodyQuitsBeforeARunIsKept()
    {
        FakeRunService service;
        const ResultFolder folder(m_runs->folder());
        ResultRecorder recorder([folder](const RunInfo &info) { return folder.fileFor(info); });
        RunRecording recording({&recorder, m_runs->folder()}, &service);
        QSignalSpy recorded(&recording, &RunRecording::recorded);
        const auto play = [&] {
            MeasuredRun measured;
            recorder.runBegan(measured.info());
            Q_EMIT service.runBegan(measured.info());
            QVERIFY(recording.isBusy());
            const auto last = measured.end();
            recorder.secondsClosed(last.seconds);
            recorder.snapshotTaken(*last.totals);
            recorder.runEnded(*last.outcome);
            Q_EMIT service.runEnded(*last.outcome);
        };
        bool isDone = false;
        recording.whenDone([&isDone] { isDone = true; });
        QVERIFY(isDone); // there was no run
        play();
        QVERIFY(recorded.wait(Patience));
        QVERIFY(!recording.isBusy());
        isDone = false;
        play();
        recording.whenDone([&isDone] { isDone = true; });
        QVERIFY(!isDone);
        QTRY_VERIFY_WITH_TIMEOUT(isDone, Patience);
        refresh();
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->run(0).isComplete && m_model->run(1).isComplete);
    }

    void whatCannotBeKeptIsSaidOnce()
    {
        QFile file(m_runs->folder()); // in place of the folder
        QVERIFY(file.open(QIODevice::WriteOnly));
        FakeRunService service;
        const ResultFolder folder(m_runs->folder());
        ResultRecorder recorder([folder](const RunInfo &info) { return folder.fileFor(info); });
        RunRecording recording({&recorder, m_runs->folder()}, &service);
        QSignalSpy failed(&recording, &RunRecording::failed);
        QSignalSpy recorded(&recording, &RunRecording::recorded);
        MeasuredRun measured;
        recorder.runBegan(measured.info());
        Q_EMIT service.runBegan(measured.info());
        const auto last = measured.end();
        recorder.snapshotTaken(*last.totals);
        QVERIFY(failed.wait(Patience));
        const auto sentence = failed.first().first().toString();
        QVERIFY2(sentence.contains(m_runs->folder()), qPrintable(sentence));
        recorder.runEnded(*last.outcome);
        QVERIFY(recorded.wait(Patience));
        QVERIFY(!recording.isBusy());
        QCOMPARE(failed.size(), 1);
    }

private:
    void refresh()
    {
        QSignalSpy refreshed(m_model.get(), &HistoryModel::refreshed);
        m_model->refresh();
        QVERIFY(refreshed.wait(Patience));
    }

    QString names() const
    {
        QStringList names;
        for (const auto &run : m_model->runs())
            names += RunEntryWords::name(run);
        return names.join(QLatin1Char(' '));
    }

    int files() const { return int(QDir(m_runs->folder()).entryList(QDir::Files).size()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeptRuns> m_runs;
    std::unique_ptr<HistoryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<FakeDialogs> m_dialogs;
    std::unique_ptr<HistoryFlow> m_flow;
};

QTEST_GUILESS_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
