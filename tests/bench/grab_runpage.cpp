// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the run page as it looks in several situations, in light and dark, into a folder of PNG files:
// grab_runpage FOLDER [SCALE WIDTH HEIGHT]

#include "tests/support/fakerunservice.h"
#include "tests/support/syntheticrun.h"
#include "ui/pages/runpage.h"

#include <QApplication>
#include <QDir>
#include <QSplitter>
#include <QStyleFactory>
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
};

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x23272e));
    palette.setColor(QPalette::WindowText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Base, QColor(0x1b1e23));
    palette.setColor(QPalette::AlternateBase, QColor(0x20242a));
    palette.setColor(QPalette::Text, QColor(0xe4e7eb));
    palette.setColor(QPalette::PlaceholderText, QColor(0x98a0ab));
    palette.setColor(QPalette::Button, QColor(0x2d323a));
    palette.setColor(QPalette::ButtonText, QColor(0xe4e7eb));
    palette.setColor(QPalette::ToolTipBase, QColor(0x2d323a));
    palette.setColor(QPalette::ToolTipText, QColor(0xe4e7eb));
    palette.setColor(QPalette::Light, QColor(0x3a4049));
    palette.setColor(QPalette::Mid, QColor(0x1a1d22));
    palette.setColor(QPalette::Dark, QColor(0x14171b));
    palette.setColor(QPalette::Highlight, QColor(0x2f6fb0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

void play(FakeRunService &service, RunPage &page, const Scene &scene)
{
    SyntheticRun run({.scenarioFile = QStringLiteral("/home/qa/shop.ts"),
                      .processes = scene.processes,
                      .workers = scene.workers,
                      .duration = std::chrono::seconds(std::max(60, scene.seconds * 3 / 2))});
    page.prepare(run.profile());
    if (scene.seconds == 0)
        return;
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
    Q_EMIT service.snapshotTaken(snapshot);
    if (!scene.end)
        return;
    RunOutcome outcome;
    outcome.end = *scene.end;
    outcome.last = snapshot;
    if (scene.end == RunOutcome::End::Failed)
        outcome.reason =
            QStringLiteral("No helper is left: the last one (pid 48211) was killed by signal 9 after 0:34. "
                           "See the log for what it wrote before.");
    Q_EMIT service.runFinished(outcome);
}

void selectTab(const RunPage &page, const QString &title)
{
    auto *tabs = page.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (tabs->tabText(tab) == title)
            tabs->setCurrentIndex(tab);
    }
}

void grab(const Scene &scene, const QSize &size, const QString &file)
{
    FakeRunService service;
    RunPage page(&service);
    page.resize(size);
    page.show();
    play(service, page, scene);
    selectTab(page, scene.tab);
    const auto tables = page.findChildren<QTableView *>();
    if (scene.hasErrors && scene.tab.isEmpty())
        tables.constFirst()->selectRow(2);
    const auto end = QDateTime::currentMSecsSinceEpoch() + 300;
    while (QDateTime::currentMSecsSinceEpoch() < end)
        QCoreApplication::processEvents();
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
        {.name = QStringLiteral("errors"), .processes = 4, .workers = 50, .seconds = 240, .hasErrors = true},
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
