// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the GUI thread is busy at a time while the run page shows 10,000 workers.

#include "tests/bench/timedapplication.h"
#include "tests/support/fakerunservice.h"
#include "tests/support/syntheticrun.h"
#include "ui/models/runmodels.h"
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
        const int last = seconds + i / 4;
        if (i % 4 == 0)
            Q_EMIT service.pointsAdded(run.points(last - 1, last, true));
        QMetaObject::invokeMethod(
            &service, [&] { Q_EMIT service.snapshotTaken(snapshot); }, Qt::QueuedConnection);
        QTest::qWait(150);
    }
}

const auto Log = QStringLiteral("Log");

// `title`: empty for the first.
void selectTab(const RunPage &page, const QString &title)
{
    auto *tabs = page.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (tabs->tabText(tab) == title)
            tabs->setCurrentIndex(tab);
    }
}

void measure(TimedApplication &app, const char *title, const QString &tab, int seconds)
{
    FakeRunService service;
    RunModels models(&service);
    RunPage page(&models);
    page.resize(920, 760);
    page.show();
    selectTab(page, tab);
    SyntheticRun run({.processes = 4, .workers = 2'500, .duration = std::chrono::hours(1)});
    models.prepare(run.profile());
    service.playStart(SyntheticRun::scenarios());
    Q_EMIT service.pointsAdded(run.points(0, seconds - 1, true));
    play(service, run, seconds, 4, false);
    app.clear();
    play(service, run, seconds + 1, 24, tab == Log);
    app.report(title);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Nothing else runs in this process: its processor time is the page's, whatever the computer does beside.
    TimedApplication app(argc, argv, TimedApplication::Time::Processor);
    measure(app, "10,000 workers, first minute, errors shown", {}, 30);
    measure(app, "10,000 workers, after an hour, errors shown", {}, 3'570);
    measure(app, "10,000 workers, after an hour, table per second", QStringLiteral("Per second"), 3'570);
    measure(app, "10,000 workers, after an hour, 4,000 log lines a second", Log, 3'570);
    return 0;
}
