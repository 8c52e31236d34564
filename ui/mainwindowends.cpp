// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How runs and trials begin and end with the window, and which runs can be exported: no result is lost on the
// way.

#include "ui/mainwindow.h"

#include "core/model/exitcodes.h"
#include "ui/pagestack.h"

#include <QApplication>
#include <QCloseEvent>

namespace Molotov {

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_run.isUnderWay() && !m_recording.isBusy() && !m_editor.isModified()) {
        remember();
        event->accept();
        return;
    }
    event->ignore();
    // All is asked before anything is done.
    m_run.askToEnd([this] {
        m_document.secureThen([this] {
            endThen([this] {
                m_editor.close();
                QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
            });
        });
    });
}

void MainWindow::connectRun(const RunService *service)
{
    connect(&m_run, &RunSwitch::changed, this, &MainWindow::updateCommands);
    connect(&m_run, &RunSwitch::changed, this, [this] { m_runModels.setChecking(m_run.isChecking()); });
    // What was asked for is seen, wherever the person was.
    connect(&m_run, &RunSwitch::aboutToStart, this, &MainWindow::showOpened);
    connect(&m_recording, &RunRecording::failed, &m_runModels, &RunModels::warn);
    connect(&m_recording, &RunRecording::recorded, &m_historyModel, &HistoryModel::refresh);
    connect(&m_recording, &RunRecording::lastResultChanged, this, &MainWindow::updateExport);
    connect(&m_runModels, &RunModels::prepared, this, &MainWindow::updateExport);
    connect(&m_runModels, &RunModels::refreshed, this, &MainWindow::updateTitle);
    // Whoever does something else meanwhile sees it in the task bar.
    connect(service, &RunService::runEnded, this, [this] { QApplication::alert(this); });
}

void MainWindow::startRun()
{
    // What is left to write of the run before must not get into the result of this one.
    m_recording.whenDone([this] {
        showOpened(); // also while the target is tried
        m_run.start();
    });
}

// Why the test can neither be started nor tried.
QString MainWindow::obstacleToStart() const
{
    if (!m_editor.isOpen())
        return tr("Open a profile first, or begin a new test.");
    if (m_editor.isLocked())
        return tr("The test is running already.");
    const auto &problems = m_editor.problems();
    return problems.isEmpty() ? QString() : problems.first();
}

void MainWindow::explainStart()
{
    m_commands.explain(Command::Start, obstacleToStart());
    updateTry();
}

void MainWindow::tryOnce(const QString &scenario)
{
    if (!m_editor.isReady() || !m_trials.canTry())
        return;
    m_trials.start(m_editor.runnable(), scenario);
    m_pages->showPage(PageId::Trial);
}

void MainWindow::updateTry()
{
    const auto obstacle = obstacleToStart();
    m_commands.explain(Command::TryOnce, obstacle.isEmpty() && m_trials.isUnderWay()
                                             ? tr("The test is being tried already.")
                                             : obstacle);
    m_commands.action(Command::TryOnce)->setEnabled(m_editor.isReady() && m_trials.canTry());
}

QString MainWindow::resultOnScreen() const
{
    const auto state = m_runModels.status().state();
    if (m_pages->currentPage() == PageId::KeptRun && m_history.current())
        return m_history.current()->entry.path;
    const bool isEnd = state == RunState::Finished || state == RunState::Failed; // of the run that is shown
    return m_pages->currentPage() == PageId::Test && isEnd ? m_recording.lastResult() : QString();
}

// With the figures that are seen.
void MainWindow::exportRun()
{
    const bool isKept = m_pages->currentPage() == PageId::KeptRun && m_history.current();
    m_exports.exportResult(resultOnScreen(), isKept && m_history.current()->outcome.leftOut.count() > 0);
}

QString MainWindow::obstacleToExport() const
{
    if (m_pages->currentPage() != PageId::Test)
        return tr("Open a run of the history first, or choose Export in its menu.");
    if (m_run.isUnderWay())
        return tr("The run goes on: it can be exported when it has ended.");
    if (m_recording.isBusy())
        return tr("The run is being written to the history: it can be exported in a moment.");
    if (m_runModels.status().state() == RunState::Idle)
        return tr("There is no run yet: start the test, or open a run of the history.");
    return tr("This run is not in the history: there is nothing to make a report of.");
}

void MainWindow::updateExport()
{
    const bool isPossible = !resultOnScreen().isEmpty();
    m_commands.action(Command::Export)->setEnabled(isPossible);
    m_commands.explain(Command::Export, isPossible ? QString() : obstacleToExport());
}

void MainWindow::endThen(const std::function<void()> &next)
{
    m_run.endThen([this, next] { m_recording.whenDone(next); });
}

void MainWindow::interrupt()
{
    const auto end = [this] {
        remember();
        QCoreApplication::exit(int(ExitCode::Interrupted));
    };
    m_run.stopThen([this, end] { m_recording.whenDone(end); });
}

} // namespace Molotov
