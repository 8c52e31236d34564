// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the GUI thread is busy at a time while the run page shows 10,000 workers.

#include "tests/support/fakerunservice.h"
#include "tests/support/syntheticrun.h"
#include "ui/pages/runpage.h"

#include <QApplication>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace Molotov;

namespace {

/// Measures each event as a whole; those that an event sends are part of it.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        ++m_depth;
        const int type = event->type();
        const char *receiverClass = receiver->metaObject()->className();
        // Processor time: what else this computer does is not the page's fault.
        const std::clock_t start = std::clock();
        const bool result = QApplication::notify(receiver, event);
        if (--m_depth == 0)
            add(qint64(double(std::clock() - start) * 1e6 / CLOCKS_PER_SEC),
                QStringLiteral("%1, event %2").arg(QLatin1String(receiverClass)).arg(type));
        return result;
    }

    void clear() { m_events.clear(); }

    void report(const char *title)
    {
        std::sort(m_events.begin(), m_events.end(), std::greater<>());
        qInfo("%s: %zu events of 1 ms and more", title, m_events.size());
        for (size_t i = 0; i < std::min<size_t>(m_events.size(), 6); ++i)
            qInfo("  %6.1f ms  %s", double(m_events[i].first) / 1'000, qPrintable(m_events[i].second));
    }

private:
    void add(qint64 elapsed, const QString &what)
    {
        if (elapsed >= 1'000)
            m_events.emplace_back(elapsed, what);
    }

    std::vector<std::pair<qint64, QString>> m_events; // microseconds
    int m_depth = 0;
};

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
    TimedApplication app(argc, argv);
    measure(app, "10,000 workers, first minute, errors shown", 0, 30);
    measure(app, "10,000 workers, after an hour, errors shown", 0, 3'570);
    measure(app, "10,000 workers, after an hour, table per second", 4, 3'570);
    measure(app, "10,000 workers, after an hour, 4,000 log lines a second", 5, 3'570);
    return 0;
}
