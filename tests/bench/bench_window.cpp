// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the GUI thread of the real window is busy at a time while real helpers send load.
//   bench_window PROFILE      runs the profile and prints the longest events, by the clock on the wall

#include "core/control/run/threadedrunservice.h"
#include "core/control/words/runwords.h"
#include "tests/bench/timedapplication.h"
#include "ui/mainwindow.h"

#include <QTemporaryDir>

using namespace Molotov;

int main(int argc, char **argv)
{
    TimedApplication app(argc, argv, TimedApplication::Time::Wall);
    if (argc != 2)
        qFatal("usage: bench_window PROFILE");
    qputenv("MOLOTOV_HELPER", MOLOTOV_BIN_DIR "/molotov-helper");
    const QTemporaryDir settings;
    ThreadedRunService service(findPrograms());
    MainWindow window(
        {.service = &service, .demo = {}, .settingsFile = settings.filePath(QStringLiteral("settings.ini"))});
    QObject::connect(&service, &RunService::stateChanged, &app, [&app](RunState state) {
        if (state == RunState::Running)
            app.clear(); // what came before is the start of the program
    });
    QObject::connect(&service, &RunService::runEnded, &app, [&app](const RunOutcome &outcome) {
        app.report(qPrintable(QStringLiteral("%1 workers, %2 requests, %3")
                                  .arg(outcome.profile.processes * outcome.profile.workers)
                                  .arg(outcome.last.requests)
                                  .arg(RunWords::reason(outcome))));
        QCoreApplication::quit();
    });
    window.show();
    window.carryOut({.path = QString::fromLocal8Bit(argv[1]), .test = {}, .start = true});
    return QApplication::exec();
}
