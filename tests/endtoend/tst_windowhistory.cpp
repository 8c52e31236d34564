// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/resultrecorder.h"
#include "core/control/run/threadedrunservice.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/modelprinter.h"
#include "ui/mainwindow.h"
#include "ui/models/inbackground.h"
#include "ui/pages/historypage.h"
#include "ui/pages/keptrunpage.h"
#include "ui/pages/runpage.h"
#include "ui/pages/testpage.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/workerlegend.h"

#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

Programs programs()
{
    return {.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"),
            .demo = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"),
            .esbuild = findPrograms().esbuild};
}

} // namespace

/// From a run to its place in the history and back, with the real window, helper and demo service.
class TestWindowHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        connect(&m_demo, &DemoProcess::started, this, [this](const QUrl &url) { m_url = url; });
        m_demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_url.isEmpty(), Patience);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("visit.ts", R"(import { scenario, step, check, assert } from "molotov";
scenario("look", { weight: 9 }, async (session) => {
  const response = await step("products", async () => session.get("/products"));
  check("is there", response.status === 200);
});
scenario("fail", { weight: 1 }, async (session) => {
  assert.equal((await session.get("/nowhere")).status, 200, "nobody is at home");
});
)");
        write("p.json", R"({"molotov": {"tests": {"visit": {"scenario": "visit.ts", "workers": 3,
                 "processes": 2, "duration": 2.5, "delay": 0.02, "base_url": ")"
                            + m_url.toEncoded() + R"("}}}})");
        const ResultFolder results(path("data/molotov/results"));
        m_recorder = std::make_unique<ResultRecorder>(
            [results](const RunInfo &info) { return results.fileFor(info); });
        m_service = std::make_unique<ThreadedRunService>(programs());
        m_service->addSink(m_recorder.get());
        connect(m_service.get(), &RunService::runEnded, this,
                [this](const RunOutcome &outcome) { m_outcome = outcome; });
        m_outcome.reset();
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_service.reset();
        m_recorder.reset();
        QVERIFY(filePool()->waitForDone(Patience));
    }

    void aRunIsKeptAndReadAgainAsItWas()
    {
        m_window->carryOut({.path = path("p.json"), .start = true});
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome, Patience);
        QCOMPARE(m_outcome->end, RunOutcome::End::Finished);
        action("Ctrl+2")->trigger();
        auto *history = m_window->findChild<HistoryPage *>();
        QVERIFY(history && history->isVisible());
        auto *runs = history->findChild<DataTable *>();
        QTRY_COMPARE_WITH_TIMEOUT(printed(*runs->model()).size(), 1, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            printed(*runs->model()).first().startsWith(QLatin1String("Finished | visit")), Patience);
        Q_EMIT runs->activated(runs->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<KeptRunPage *>(), Patience);
        const auto *kept = m_window->findChild<KeptRunPage *>()->findChild<RunPage *>();
        const auto *fresh = m_window->findChild<TestPage *>()->findChild<RunPage *>();
        QVERIFY(kept && kept->isVisible() && !fresh->isVisible());
        QTRY_COMPARE(said(*kept), said(*fresh));
        compareTables(*kept, *fresh);
        QVERIFY(m_window->findChild<QLabel *>(QStringLiteral("keptRunName"))
                    ->text()
                    .startsWith(QLatin1String("visit")));

        m_window->findChild<QPushButton *>(QStringLiteral("backToHistory"))->click();
        QVERIFY(history->isVisible());
        action("Ctrl+1")->trigger();
        QVERIFY(fresh->isVisible());
        QVERIFY(drop(m_window.get(), resultFiles().first()));
        QTRY_VERIFY_WITH_TIMEOUT(!fresh->isVisible(), Patience);
        action("F5")->trigger(); // a run that is begun is seen
        QVERIFY(fresh->isVisible());
    }

    void aRunIsExportedWhenItHasEndedAndLater()
    {
        auto *exporting = action("Ctrl+E");
        m_window->carryOut({.path = path("p.json"), .start = true});
        QTRY_VERIFY_WITH_TIMEOUT(!resultFiles().isEmpty(), Patience);
        QVERIFY(!exporting->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(exporting->isEnabled(), Patience);
        m_dialogs->path = path("report.pdf");
        exporting->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("report.pdf")), Patience);
        QVERIFY(read("report.pdf").startsWith("%PDF"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialogs->exports->isBusy(), Patience);

        action("Ctrl+2")->trigger();
        QVERIFY(!exporting->isEnabled());
        auto *history = m_window->findChild<HistoryPage *>();
        auto *runs = history->findChild<DataTable *>();
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, Patience);
        m_dialogs->path = path("report.html");
        const auto actions = history->actions();
        for (auto *one : actions) {
            if (one->text() == QStringLiteral("Export…"))
                one->trigger();
        }
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("report.html")), Patience);
        QVERIFY(read("report.html").contains("nobody is at home"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialogs->exports->isBusy(), Patience);

        Q_EMIT runs->activated(runs->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(exporting->isEnabled(), Patience);
        m_dialogs->path = path("report.xml");
        exporting->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("report.xml")), Patience);
        QVERIFY(read("report.xml").contains("<testsuite"));
    }

    void quittingLosesNoResult()
    {
        m_window->carryOut({.path = path("p.json"), .start = true});
        QTRY_VERIFY_WITH_TIMEOUT(!resultFiles().isEmpty(), Patience);
        m_window->close();
        QVERIFY(m_dialogs->stopAndClose);
        m_dialogs->stopAndClose();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), Patience);
        const auto content = ResultFolder(path("data/molotov/results")).list();
        QCOMPARE(content.runs.size(), 1);
        QVERIFY(content.problems.isEmpty());
        QVERIFY(content.runs.first().isComplete);
        QCOMPARE(content.runs.first().end, RunOutcome::End::Stopped);
        QCOMPARE(content.runs.first().requests, m_outcome->last.requests);
    }

    void aFolderThatCannotBeWrittenToIsSaid()
    {
        write("data", "a file in place of a folder");
        m_window->carryOut({.path = path("p.json"), .start = true});
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome, Patience);
        const auto *banner = m_window->findChild<StateBanner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QLatin1String("not kept in the history")), Patience);
        QVERIFY2(banner->text().contains(path("data")), qPrintable(banner->text()));
        action("Ctrl+2")->trigger();
        m_window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), Patience);
    }

#ifdef Q_OS_UNIX
    void aWindowThatIsKilledLeavesAnIncompleteRun()
    {
        QProcess window;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path("config"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
        window.setProcessEnvironment(environment);
        write("p.json", R"({"molotov": {"tests": {"visit": {"scenario": "visit.ts", "base_url": ")"
                            + m_url.toEncoded() + R"("}}}})");
        window.start(QStringLiteral(MOLOTOV_BIN_DIR "/molotov"), {path("p.json"), QStringLiteral("--start")});
        const auto requests = [this] {
            const auto runs = ResultFolder(path("data/molotov/results")).list().runs;
            return runs.isEmpty() ? 0 : runs.first().requests;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(requests() > 0, window.readAllStandardError().constData(), Patience);
        window.kill();
        QVERIFY(window.waitForFinished(Patience));

        action("Ctrl+2")->trigger();
        auto *runs = m_window->findChild<HistoryPage *>()->findChild<DataTable *>();
        QTRY_COMPARE_WITH_TIMEOUT(printed(*runs->model()).size(), 1, Patience);
        QVERIFY2(printed(*runs->model()).first().startsWith(QLatin1String("Incomplete | visit | Today")),
                 qPrintable(printed(*runs->model()).first()));
        Q_EMIT runs->activated(runs->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<KeptRunPage *>(), Patience);
        QVERIFY(m_window->findChild<QLabel *>(QStringLiteral("keptRunDetail"))
                    ->text()
                    .contains(QLatin1String("The program ended before the run did")));
    }
#endif

    void twoWindowsShareAHistory()
    {
        m_window->carryOut({.path = path("p.json"), .start = true});
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome, Patience);
        const auto first = std::move(m_window);
        const auto dialogs = m_dialogs;
        action(first.get(), "Ctrl+2")->trigger();
        auto *runs = first->findChild<HistoryPage *>()->findChild<DataTable *>();
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, Patience);
        openWindow();
        action("Ctrl+2")->trigger();
        auto *others = m_window->findChild<HistoryPage *>()->findChild<DataTable *>();
        QTRY_COMPARE_WITH_TIMEOUT(others->model()->rowCount(), 1, Patience);
        QTest::keyClick(others, Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(others->model()->rowCount(), 0, Patience);
        if (runs->model()->rowCount() == 1) { // it has not looked by itself since then
            Q_EMIT runs->activated(runs->model()->index(0, 0));
            QTRY_COMPARE_WITH_TIMEOUT(dialogs->errors.size(), 1, Patience);
            QVERIFY2(dialogs->errors.first().startsWith(QLatin1String("There is no result ")),
                     qPrintable(dialogs->errors.first()));
        }
        QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 0, Patience);
    }

private:
    QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromUtf8(name));
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QStringList resultFiles() const
    {
        const QDir folder(path("data/molotov/results"));
        QStringList files;
        for (const auto &name : folder.entryList({QStringLiteral("*.molotov-result")}))
            files += folder.filePath(name);
        return files;
    }

    void openWindow()
    {
        auto dialogs = std::make_unique<FakeDialogs>();
        m_dialogs = dialogs.get();
        m_window = std::make_unique<MainWindow>(
            MainWindow::Parts{.service = m_service.get(),
                              .demo = {},
                              .repositories = {},
                              .settingsFile = path("settings.ini"),
                              .dialogs = std::move(dialogs),
                              .limits = {},
                              .results = {m_recorder.get(), path("data/molotov/results")}});
        m_window->show();
    }

    static QAction *action(const QWidget *window, const char *shortcut)
    {
        const QKeySequence wanted(QString::fromUtf8(shortcut));
        const auto actions = window->findChildren<QAction *>();
        for (auto *one : actions) {
            if (one->shortcut() == wanted)
                return one;
        }
        qFatal("no command has the shortcut %s", shortcut);
        return nullptr;
    }
    QAction *action(const char *shortcut) const
    {
        return action(m_window.get(), shortcut);
    }

    static bool drop(QWidget *window, const QString &file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(window, &enter);
        QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        return QCoreApplication::sendEvent(window, &event) && event.isAccepted();
    }

    /// What a page says above and below its tables.
    static QString said(const RunPage &page)
    {
        return page.findChild<StateBanner *>()->text() + QLatin1Char('\n')
               + page.findChild<RunFooter *>()->accessibleName() + QLatin1Char('\n')
               + page.findChild<WorkerLegend *>()->accessibleName();
    }

    static void compareTables(const RunPage &kept, const RunPage &fresh)
    {
        const auto tables = kept.findChildren<DataTable *>();
        const auto expected = fresh.findChildren<DataTable *>();
        QCOMPARE(tables.size(), expected.size());
        int rows = 0;
        for (qsizetype i = 0; i < tables.size(); ++i) {
            auto lines = printed(*tables.at(i)->model());
            auto wanted = printed(*expected.at(i)->model());
            lines.sort();
            wanted.sort();
            QCOMPARE(lines.join(QLatin1Char('\n')), wanted.join(QLatin1Char('\n')));
            rows += int(lines.size());
        }
        QVERIFY(rows >= 8); // errors, endpoints, scenarios, a step, a check and seconds
    }

    DemoProcess m_demo{QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo")};
    QUrl m_url;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ResultRecorder> m_recorder;
    std::unique_ptr<ThreadedRunService> m_service;
    std::unique_ptr<MainWindow> m_window;
    FakeDialogs *m_dialogs = nullptr; // the window's
    std::optional<RunOutcome> m_outcome;
};

QTEST_MAIN(TestWindowHistory)
#include "tst_windowhistory.moc"
