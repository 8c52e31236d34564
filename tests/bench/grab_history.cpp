// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the history and a kept run as they look, in light and dark, into a folder of PNG files:
// grab_history FOLDER [SCALE WIDTH HEIGHT]

#include "tests/bench/darkpalette.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/keptruns.h"
#include "ui/models/historyflow.h"
#include "ui/models/historymodel.h"
#include "ui/pages/historypage.h"
#include "ui/pages/keptrunpage.h"

#include <QApplication>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Molotov;

namespace {

// With names as long as people make them.
void keepRuns(const KeptRuns &runs)
{
    const auto now = QDateTime::currentDateTimeUtc();
    const QStringList tests{QStringLiteral("checkout"), QStringLiteral("search"),
                            QStringLiteral("Lasttest der Bestellabwicklung mit Zahlungsdienstleister und "
                                           "anschließender Rechnungserstellung")};
    QStringList paths;
    for (int i = 0; i < 14; ++i) {
        KeptRuns::Run run{.test = tests.at(i % 7 == 3 ? 2 : i % 3 == 1),
                          .startedAt = now.addSecs(-3'600 * 7 * (14 - i)),
                          .seconds = 4 + i,
                          .isComplete = i != 5,
                          .end = i % 6 == 4 ? RunOutcome::End::Stopped : RunOutcome::End::Finished,
                          .thresholds = {QStringLiteral("p95(latency) < 300 ms"),
                                         QStringLiteral("rate(iterations_failed) < 2 %")}};
        if (i == 8)
            run.end = RunOutcome::End::Failed;
        paths += runs.add(run);
    }
    (void)ResultFolder::rename(paths.at(9), QStringLiteral("before the new index"));
    (void)ResultFolder::setPinned(paths.at(9), true);
    (void)ResultFolder::setNote(paths.at(13), QStringLiteral("The cache was cold; the database had moved."));
    runs.addBroken();
}

void wait()
{
    const auto end = QDateTime::currentMSecsSinceEpoch() + 1'500;
    while (QDateTime::currentMSecsSinceEpoch() < end)
        QCoreApplication::processEvents();
}

void grab(QWidget &page, const QSize &size, const QString &file)
{
    page.resize(size);
    page.show();
    wait();
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
    const QSize size(app.arguments().value(3, QStringLiteral("1180")).toInt(),
                     app.arguments().value(4, QStringLiteral("700")).toInt());
    const QTemporaryDir results;
    const KeptRuns runs(results.path());
    const QPalette light = QApplication::palette();
    for (const bool isFull : {false, true}) {
        if (isFull)
            keepRuns(runs);
        for (const bool isDark : {false, true}) {
            QApplication::setPalette(isDark ? darkPalette() : light);
            const auto file = [&](const char *name) {
                return folder.filePath(QLatin1String(name)
                                       + (isDark ? QLatin1String("-dark.png") : QLatin1String("-light.png")));
            };
            HistoryModel model(runs.folder());
            FakeDialogs dialogs;
            HistoryFlow flow(&model, &dialogs);
            const PageContext context{.history = &flow, .go = [](PageId) {}};
            HistoryPage page(context);
            QObject::connect(&page, &HistoryPage::compareRequested, &page, [] {});
            grab(page, size, file(isFull ? "history" : "history-empty"));
            if (!isFull)
                continue;
            flow.remove({model.run(0)});
            grab(page, size, file("history-deleted"));
            flow.undoRemove();
            flow.open(model.run(1).path);
            wait();
            KeptRunPage kept(context);
            grab(kept, size, file("keptrun"));
        }
    }
    return 0;
}
