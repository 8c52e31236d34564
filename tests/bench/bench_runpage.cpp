// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the GUI thread is busy at a time while the run page shows 10,000 workers.

#include "tests/bench/timedapplication.h"
#include "tests/support/fakerunservice.h"
#include "tests/support/syntheticrun.h"
#include "ui/pages/runpage.h"

#include <QTabWidget>
#include <QTest>

using namespace Molotov;

namespace {

/// Plays `count` quarters of a second, as fast as the page takes them but with each refresh of its own.
void play(FakeRunService &service, SyntheticRun &run, int seconds, int count, bool withLog)
{
    for (int i = 0; i < count; ++i) {
        const Snapshot snapshot = run.snapshot(seconds + i / 4, true);
        std::vector<QList<Protocol::WorkerStatus>> workers;
        for (int helper = 0; helper < run.profile().processes; ++helper)
            workers.push_back(run.workers(0.9, true));
        // Each signal as an event of its own, as they come from another thread.
        for (int helper = 0; helper < run.profile().processes; ++helper) {
            QMetaObject::invokeMethod(
                &service, [&] { Q_EMIT service.workersChanged(helper, workers[size_t(helper)]); },
                Qt::QueuedConnection);
            QCoreApplication::processEvents();
        }
        for (int line = 0; withLog && line < 1'000; ++line)
            Q_EMIT service.logged(
                {.worker = line,
                 .text = QStringLiteral("a line of a script that writes 4,000 of them a second")});
        QMetaObject::invokeMethod(
            &service, [&] { Q_EMIT service.snapshotTaken(snapshot); }, Qt::QueuedConnection);
        QTest::qWait(150);
    }
}

void measure(TimedApplication &app, const char *title, int tab, int seconds)
{
    FakeRunService service;
    RunPage page(&service);
    page.resize(920, 760);
    page.show();
    page.findChild<QTabWidget *>()->setCurrentIndex(tab);
    SyntheticRun run({.processes = 4, .workers = 2'500, .duration = std::chrono::hours(1)});
    page.prepare(run.profile());
    service.playStart(SyntheticRun::scenarios());
    play(service, run, seconds, 4, false);
    app.clear();
    play(service, run, seconds + 1, 24, tab == 5);
    app.report(title);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Nothing else runs in this process: its processor time is the page's, whatever the computer does beside.
    TimedApplication app(argc, argv, TimedApplication::Time::Processor);
    measure(app, "10,000 workers, first minute, errors shown", 0, 30);
    measure(app, "10,000 workers, after an hour, errors shown", 0, 3'570);
    measure(app, "10,000 workers, after an hour, table per second", 4, 3'570);
    measure(app, "10,000 workers, after an hour, 4,000 log lines a second", 5, 3'570);
    return 0;
}
