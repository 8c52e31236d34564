// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/gui/commandline.h"
#include "core/control/demo/demofiles.h"
#include "core/control/git/repositoryfetch.h"
#include "core/control/interrupt.h"
#include "core/control/programs.h"
#include "core/control/results/resultfolder.h"
#include "core/control/results/resultrecorder.h"
#include "core/control/run/threadedrunservice.h"
#include "core/control/systemlimits.h"
#include "ui/mainwindow.h"

#include <QApplication>

using namespace Molotov;

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(QStringLiteral("molotov"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOLOTOV_VERSION));
    if (asksForText(argc, argv)) {
        const QCoreApplication textOnly(argc, argv);
        readCommandLine(textOnly);
    }
    const QApplication app(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Molotov"));
    QGuiApplication::setDesktopFileName(QStringLiteral("molotov"));
    const auto request = readCommandLine(app);

    const auto programs = findPrograms();
    const ResultFolder results(ResultFolder::userPath());
    ResultRecorder recorder([results](const RunInfo &info) { return results.fileFor(info); });
    ThreadedRunService service(programs);
    service.addSink(&recorder);
    MainWindow window({.service = &service,
                       .demo = {programs.demo, findDemoProfile()},
                       .repositories = {programs.git, RepositoryFetch::defaultCache()},
                       .settingsFile = SettingsFile::userPath(),
                       .limits = systemLimits(),
                       .results = {&recorder, results.path()},
                       .trials = [programs]() -> std::unique_ptr<RunService> {
                           return std::make_unique<ThreadedRunService>(programs,
                                                                       RunSettings{.traceExchanges = true});
                       }});
    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &window, &MainWindow::interrupt);
    window.show();
    window.carryOut(request);
    return QApplication::exec();
}
