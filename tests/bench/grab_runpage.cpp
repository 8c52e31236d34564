// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the run page as it looks in several situations, in light and dark, into a folder of PNG files:
// grab_runpage FOLDER [SCALE WIDTH HEIGHT]

#include "tests/bench/darkpalette.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "tests/support/syntheticrun.h"
#include "ui/models/loadcontrol.h"
#include "ui/models/runmodels.h"
#include "ui/pages/runpage.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/loadbar.h"

#include <QApplication>
#include <QDir>
#include <QSplitter>
#include <QStyleFactory>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTextStream>

#include <algorithm>

using namespace Molotov;

namespace {

struct Scene
{
    QString name;
    int processes = 1;
    int workers = 1;
    int seconds = 0;
    bool hasErrors = false;
    std::optional<RunOutcome::End> end;
    QString tab; // its title; empty: the first
    int errorPart = 0; // of the details of an error
    bool isChanged = false; // while it goes on
};

// Close to each other, and at the right edge, with notes of any length.
QList<RunMarker> markers()
{
    using namespace std::chrono_literals;
    using Kind = LoadChange::Kind;
    return {{.at = 20s, .change = LoadChange{Kind::Target, 120, 10s}, .loadBefore = 100, .note = {}},
            {.at = 24s,
             .change = {},
             .loadBefore = 0,
             .note = QStringLiteral("the second server has been started by Ann")},
            {.at = 27s, .change = {}, .loadBefore = 0, .note = QStringLiteral("warm")},
            {.at = 50s, .change = LoadChange{Kind::Pause, 0, 0s}, .loadBefore = 120, .note = {}},
            {.at = 60s, .change = LoadChange{Kind::Resume, 0, 0s}, .loadBefore = 120, .note = {}},
            {.at = 93s, .change = LoadChange{Kind::Extend, 0, 60s}, .loadBefore = 120, .note = {}}};
}

void play(FakeRunService &service, RunModels &models, const Scene &scene)
{
    SyntheticRun run({.scenarioFile = QStringLiteral("/home/qa/shop.ts"),
                      .processes = scene.processes,
                      .workers = scene.workers,
                      .duration = std::chrono::seconds(std::max(60, scene.seconds * 3 / 2))});
    models.prepare(run.profile());
    if (scene.seconds == 0)
        return;
    service.startRun(run.profile());
    service.playStart(SyntheticRun::scenarios());
    const Snapshot snapshot = run.snapshot(scene.seconds, scene.hasErrors);
    for (int helper = 0; helper < scene.processes; ++helper) {
        const QList<Protocol::WorkerStatus> workers = run.workers(1, scene.hasErrors);
        Q_EMIT service.workersChanged(helper, workers);
    }
    for (int line = 0; line < 40; ++line)
        Q_EMIT service.logged({.level = static_cast<Protocol::LogLevel>(line % 4),
                               .worker = line,
                               .text = QStringLiteral("<b>cart</b> has 3 items")});
    if (scene.isChanged) {
        const auto changes = markers();
        for (const auto &marker : changes)
            Q_EMIT service.marked(marker);
    }
    Q_EMIT service.pointsAdded(run.points(0, scene.seconds, scene.hasErrors));
    Q_EMIT service.snapshotTaken(snapshot);
    if (scene.hasErrors) {
        const auto samples = SyntheticRun::samples();
        for (const auto &sample : samples)
            Q_EMIT service.sampled(sample);
    }
    if (!scene.end)
        return;
    RunOutcome outcome;
    outcome.end = *scene.end;
    outcome.last = snapshot;
    if (scene.end == RunOutcome::End::Failed) {
        outcome.reason = {.code = RunReason::Code::NoHelperLeft};
        outcome.losses = {
            {.code = HelperLoss::Code::Crashed, .pid = 48211, .text = QStringLiteral("signal 9")}};
    }
    Q_EMIT service.runEnded(outcome);
}

void selectTab(const RunPage &page, const QString &title)
{
    auto *tabs = page.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (tabs->tabText(tab) == title)
            tabs->setCurrentIndex(tab);
    }
}

void letItShow()
{
    const auto end = QDateTime::currentMSecsSinceEpoch() + 300;
    while (QDateTime::currentMSecsSinceEpoch() < end)
        QCoreApplication::processEvents();
}

void grab(const Scene &scene, const QSize &size, const QString &file)
{
    FakeRunService service;
    RunModels models(&service);
    FakeDialogs dialogs;
    LoadControl control(&service, &dialogs, {});
    const Commands commands;
    RunPage page(&models);
    page.placeBar(new LoadBar(&control, &commands));
    page.resize(size);
    page.show();
    play(service, models, scene);
    selectTab(page, scene.tab);
    letItShow();
    auto *errors = page.findChild<ErrorPanel *>();
    if (scene.hasErrors && scene.tab.isEmpty())
        errors->findChild<QTableView *>()->selectRow(scene.errorPart == 0 ? 2 : 4);
    errors->findChild<QTabBar *>()->setCurrentIndex(scene.errorPart);
    letItShow();
    page.grab().save(file);
    QTextStream(stdout) << file << Qt::endl;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 2)
        qputenv("QT_SCALE_FACTOR", argv[2]);
    QApplication app(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QDir folder(app.arguments().value(1, QStringLiteral(".")));
    const QSize size(app.arguments().value(3, QStringLiteral("920")).toInt(),
                     app.arguments().value(4, QStringLiteral("760")).toInt());
    using End = RunOutcome::End;
    const QList<Scene> scenes{
        {.name = QStringLiteral("empty"), .workers = 50},
        {.name = QStringLiteral("one"), .seconds = 20},
        {.name = QStringLiteral("running"), .processes = 2, .workers = 50, .seconds = 95},
        {.name = QStringLiteral("changed"), .processes = 2, .workers = 50, .seconds = 95, .isChanged = true},
        {.name = QStringLiteral("errors"), .processes = 4, .workers = 50, .seconds = 240, .hasErrors = true},
        {.name = QStringLiteral("response"),
         .processes = 4,
         .workers = 50,
         .seconds = 240,
         .hasErrors = true,
         .errorPart = 2},
        {.name = QStringLiteral("thousand"),
         .processes = 2,
         .workers = 500,
         .seconds = 600,
         .hasErrors = true,
         .tab = QStringLiteral("Endpoints")},
        {.name = QStringLiteral("tenthousand"),
         .processes = 4,
         .workers = 2'500,
         .seconds = 3'700,
         .hasErrors = true,
         .tab = QStringLiteral("Per second")},
        {.name = QStringLiteral("finished"),
         .processes = 2,
         .workers = 50,
         .seconds = 60,
         .end = End::Finished,
         .tab = QStringLiteral("Scenarios")},
        {.name = QStringLiteral("failed"),
         .processes = 1,
         .workers = 20,
         .seconds = 34,
         .hasErrors = true,
         .end = End::Failed,
         .tab = QStringLiteral("Log")},
    };
    const QPalette light = QApplication::palette();
    for (const Scene &scene : scenes) {
        QApplication::setPalette(light);
        grab(scene, size, folder.filePath(scene.name + QStringLiteral("-light.png")));
        QApplication::setPalette(darkPalette());
        grab(scene, size, folder.filePath(scene.name + QStringLiteral("-dark.png")));
    }
    return 0;
}
