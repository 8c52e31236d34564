// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/windowdialogs.h"
#include "ui/mainwindow.h"
#include "ui/models/documentflow.h"
#include "ui/models/runmodels.h"
#include "ui/pages/runpage.h"
#include "ui/widgets/workergrid.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace Molotov;

/// What files, servers and scripts say is shown as it is written: a picture in it is not fetched.
class TestPlainText : public QObject
{
    Q_OBJECT

private:
    static QString hostile() { return QStringLiteral("<img src=\"//host/x\">"); }

    /// Would be taken for HTML in which there is a picture.
    static bool isRendered(const QString &text)
    {
        return Qt::mightBeRichText(text) && text.contains(QLatin1String("<img"));
    }

    static QStringList renderedCells(const QAbstractItemView *view)
    {
        QStringList found;
        const auto *model = view->model();
        for (int column = 0; model && column < model->columnCount(); ++column) {
            if (isRendered(model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString()))
                found.append(QStringLiteral("header %1").arg(column));
            for (int row = 0; row < model->rowCount(); ++row) {
                if (isRendered(model->index(row, column).data(Qt::ToolTipRole).toString()))
                    found.append(
                        QStringLiteral("cell %1,%2 of %3").arg(row).arg(column).arg(view->objectName()));
            }
        }
        return found;
    }

    /// All of a window and its dialogs, shown or not, that would be rendered.
    static QStringList rendered(const QWidget *window)
    {
        QStringList found;
        const auto widgets = window->findChildren<QWidget *>();
        for (const auto *widget : widgets) {
            const auto name = QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName();
            for (const auto &text : {widget->toolTip(), widget->statusTip(), widget->whatsThis()}) {
                if (isRendered(text))
                    found.append(QStringLiteral("tip of ") + name);
            }
            const auto *label = qobject_cast<const QLabel *>(widget);
            if (label && label->textFormat() != Qt::PlainText && isRendered(label->text()))
                found.append(QStringLiteral("text of ") + name);
            if (const auto *view = qobject_cast<const QAbstractItemView *>(widget))
                found += renderedCells(view);
        }
        const auto actions = window->findChildren<QAction *>();
        for (const auto *action : actions) {
            if (isRendered(action->toolTip()) || isRendered(action->statusTip()))
                found.append(QStringLiteral("tip of action ") + action->text());
        }
        return found;
    }

    static Profile hostileProfile()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/x/") + hostile() + QStringLiteral("/shop.ts");
        profile.baseUrl = hostile();
        profile.extensions = {QStringLiteral("/x/") + hostile() + QStringLiteral(".ts")};
        profile.environment = {{QStringLiteral("A"), hostile()}, {hostile(), std::nullopt}};
        profile.singleMode = hostile();
        profile.statsd = true;
        profile.statsdAddress = hostile();
        return profile;
    }

    static Snapshot hostileSnapshot()
    {
        Snapshot snapshot;
        snapshot.endpoints = {{.method = hostile(), .name = hostile(), .count = 1}};
        snapshot.scenarios = {{.name = hostile(), .ok = 1}};
        snapshot.steps = {{.name = hostile(), .ok = 1}};
        snapshot.checks = {{.name = hostile(), .passed = 1}};
        snapshot.counters = {{.name = hostile(), .total = 1}};
        ErrorGroup group;
        group.error.message = hostile();
        group.error.stack = {{.function = hostile(), .place = {.file = hostile(), .line = 1}}};
        group.error.step = hostile();
        group.count = 1;
        snapshot.errors = {group};
        return snapshot;
    }

    static RunSample hostileSample()
    {
        RunSample sample;
        sample.sample.message = hostile();
        Protocol::SampledExchange exchange{.method = hostile(), .url = hostile(), .status = 200};
        exchange.responseHead.list = {{hostile(), hostile().toUtf8()}};
        exchange.responseBody = {.bytes = hostile().toUtf8(), .size = 1};
        sample.sample.exchanges = {exchange};
        return sample;
    }

    static MainWindow::Parts parts(RunService *service, const QTemporaryDir &folder)
    {
        return {service, {}, {}, folder.filePath(QStringLiteral("s.ini")), {}, {}};
    }

private Q_SLOTS:
    void whatAProfileHoldsIsNotRendered()
    {
        QTemporaryDir folder;
        FakeRunService service;
        const QDir odd(folder.filePath(QStringLiteral("<img src=x>"))); // a name has no slash
        QVERIFY(odd.mkpath(QStringLiteral(".")));
        ProfileFile file;
        file.setProfile(hostile(), hostileProfile());
        file.setProfile(QStringLiteral("other"), {});
        const auto path = odd.filePath(QStringLiteral("<img src=y>.json"));
        QVERIFY(file.save(path).isOk());
        MainWindow window(parts(&service, folder));
        window.show();
        window.carryOut({.path = path, .test = hostile()});
        QTRY_VERIFY(window.findChild<RunPage *>()->isVisible());
        Q_EMIT service.inspected({hostileProfile().scenarioFile, {}, Error{hostile()}});
        QCOMPARE(rendered(&window), QStringList());
        Q_EMIT service.inspected({hostileProfile().scenarioFile, {{hostile(), 1}}, {}});
        QVERIFY(QFile::remove(path)); // the list of recent profiles says so
        window.carryOut({.path = path, .test = hostile()});
        QTRY_VERIFY(window.findChild<QMessageBox *>());
        QCOMPARE(rendered(&window), QStringList());
    }

    void whatARunReportsIsNotRendered()
    {
        QTemporaryDir folder;
        FakeRunService service;
        RunModels models(&service);
        RunPage page(&models);
        page.resize(1'000, 700);
        page.show();
        auto profile = hostileProfile();
        profile.processes = profile.workers = 1;
        models.prepare(profile);
        service.playStart({{hostile(), 1}});
        Q_EMIT service.workersChanged(
            0, {{.position = 0, .state = Protocol::WorkerState::Running, .scenario = 0}});
        Q_EMIT service.logged({.level = Protocol::LogLevel::Error, .text = hostile()});
        Q_EMIT service.snapshotTaken(hostileSnapshot());
        Q_EMIT service.sampled(hostileSample());
        QTRY_COMPARE(models.errors().samples(0).size(), 1);
        QCOMPARE(rendered(&page), QStringList());
        RunOutcome outcome;
        outcome.end = RunOutcome::End::Failed;
        outcome.reason = {.code = RunReason::Code::Scenario, .text = hostile()};
        outcome.profile = profile;
        outcome.last = hostileSnapshot();
        Q_EMIT service.runEnded(outcome);
        QCOMPARE(rendered(&page), QStringList());

        auto *grid = page.findChild<WorkerGrid *>();
        const auto at = grid->cellRect(0).center();
        QHelpEvent help(QEvent::ToolTip, at, grid->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(grid->viewport(), &help);
        QVERIFY(!isRendered(QToolTip::text()));
    }

    void whatDialogsAskIsNotRendered()
    {
        QWidget window;
        WindowDialogs dialogs(&window);
        const auto path = QStringLiteral("/x/%1/p.json").arg(hostile());
        dialogs.chooseTest(path, {hostile()}, [](const QString &) {});
        dialogs.nameTest(path, {hostile()}, hostile(), [](const QString &) {});
        dialogs.askAboutUnsaved(hostile(), [](Dialogs::Unsaved) {});
        dialogs.askAboutChanged(path, hostile(), [](Dialogs::Changed) {});
        dialogs.showError(hostile(), hostile());
        QCOMPARE(window.findChildren<QDialog *>().size(), 5);
        QCOMPARE(rendered(&window), QStringList());
    }

    void whatARepositoryHoldsIsNotRendered()
    {
        ProfileEditor editor;
        RecentProfiles recent;
        FakeDialogs dialogs;
        DocumentFlow document(&editor, &recent, &dialogs);
        RepositoryFlow flow({}, &document, &dialogs);
        QWidget window;
        auto *dialog = new RepositoryDialog(&flow, &window);
        dialog->open();
        Q_EMIT flow.progressed(hostile());
        Q_EMIT flow.failed(hostile());
        QCOMPARE(rendered(&window), QStringList());
        Q_EMIT flow.offered({.checkout = {.shownUrl = hostile(), .commit = hostile(), .subject = hostile()},
                             .tests = {{hostile(), hostileProfile(), {hostile()}, {}}}});
        QCOMPARE(rendered(&window), QStringList());
        Q_EMIT flow.offered({.checkout = {}, .tests = {{hostile(), {}, {}, hostile()}}});
        QCOMPARE(rendered(&window), QStringList());
    }
};

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
