// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/demo/demoprocess.h"
#include "core/control/run/threadedrunservice.h"
#include "tests/support/gitrepository.h"
#include "ui/dialogs/newtestdialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/fields/timespinbox.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

constexpr int Patience = 40'000; // ms; a machine may be busy

Programs programs()
{
    return {.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper"),
            .demo = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"),
            .esbuild = findPrograms().esbuild,
            .git = findPrograms().git};
}

} // namespace

/// The ways to a test that can be started, with the real window and its real dialogs.
class TestWindowFlows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_service = std::make_unique<ThreadedRunService>(programs());
        m_outcome.reset();
        connect(m_service.get(), &RunService::runEnded, this,
                [this](const RunOutcome &outcome) { m_outcome = outcome; });
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_service.reset();
    }

    void aNewTestIsWrittenAndRuns()
    {
        DemoProcess demo(QStringLiteral(MOLOTOV_BIN_DIR "/molotov-demo"));
        QUrl url;
        connect(&demo, &DemoProcess::started, this, [&url](const QUrl &at) { url = at; });
        demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(!url.isEmpty(), Patience);

        action("Ctrl+N")->trigger();
        QPointer<NewTestDialog> dialog = m_window->findChild<NewTestDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(QStringLiteral("folder"))->setText(path("mine/load"));
        dialog->findChild<QLineEdit *>(QStringLiteral("newBaseUrl"))
            ->setText(url.toString(QUrl::StripTrailingSlash));
        press(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(action("F5")->isEnabled(), Patience);
        QVERIFY(QFile::exists(path("mine/load/scenario.ts")));
        QVERIFY(QFile::exists(path("mine/load/molotov.d.ts")));

        action("F5")->trigger();
        qint64 done = 0;
        connect(m_service.get(), &RunService::snapshotTaken, this,
                [&done](const Snapshot &snapshot) { done = snapshot.iterationsOk; });
        QTRY_VERIFY_WITH_TIMEOUT(done > 0, Patience);
        action("Ctrl+Shift+F5")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome, Patience);
        QCOMPARE(m_outcome->end, RunOutcome::End::Stopped);
        disconnect(m_service.get(), &RunService::snapshotTaken, this, nullptr);
    }

    void aTestOfARepositoryIsOpened()
    {
        if (programs().git.isEmpty())
            QSKIP("git is not installed");
        const Test::GitRepository repository;
        repository.write(QStringLiteral("molotov.json"),
                         R"({"molotov": {"tests": {"a": {"scenario": "a.ts"},
                            "b": {"scenario": "a.ts", "workers": 3, "duration": 60}}}})");
        repository.write(QStringLiteral("a.ts"),
                         R"(import { scenario } from "molotov"; scenario("look", async () => {});)");
        const auto commit = repository.commit(QStringLiteral("Look around"));

        action("Ctrl+Shift+O")->trigger();
        QPointer<RepositoryDialog> dialog = m_window->findChild<RepositoryDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QComboBox *>(QStringLiteral("url"))->setEditText(repository.url());
        press(dialog);
        auto *table = dialog->findChild<QTableView *>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, Patience);
        const auto said = dialog->findChild<QLabel *>(QStringLiteral("checkout"))->text();
        QVERIFY2(said.contains(commit.left(10)) && said.contains(QLatin1String("Look around")),
                 qPrintable(said));
        QTest::keyClick(table, Qt::Key_Down);
        press(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(action("F5")->isEnabled(), Patience);
        QCOMPARE(m_window->windowTitle(), QStringLiteral("b[*] — Molotov"));
        QVERIFY(!m_window->isWindowModified());
        QVERIFY(m_window->findChild<QLineEdit *>(QStringLiteral("scenarioFile"))
                    ->text()
                    .startsWith(path("cache")));

        m_window->close(); // the URL is remembered
        openWindow();
        action("Ctrl+Shift+O")->trigger();
        QCOMPARE(m_window->findChild<QComboBox *>(QStringLiteral("url"))->itemText(0), repository.url());
    }

    void advancedSettingsComeBack()
    {
        QFile file(path("molotov.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "duration": 60}}}})");
        file.close();
        m_window->carryOut({.path = file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith(QStringLiteral("a –")), Patience);
        for (const char *name : Checks)
            field<QCheckBox>(name)->click();
        field<QComboBox>("singleMode")->setEditText(QStringLiteral("look"));
        field<QComboBox>("verbosity")->setCurrentIndex(1);
        field<QDoubleSpinBox>("failThreshold")->setValue(12);
        field<QDoubleSpinBox>("sizingTolerance")->setValue(2.5);
        field<TimeSpinBox>("iterationTimeout")->setValue(std::chrono::seconds(30));
        QVERIFY(m_window->isWindowModified());
        action("Ctrl+S")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isWindowModified(), Patience);

        openWindow();
        m_window->carryOut({.path = file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith(QStringLiteral("a –")), Patience);
        for (const char *name : Checks)
            QVERIFY2(field<QCheckBox>(name)->isChecked(), name);
        QCOMPARE(field<QComboBox>("singleMode")->currentText(), QStringLiteral("look"));
        QCOMPARE(field<QComboBox>("verbosity")->currentIndex(), 1);
        QCOMPARE(field<QDoubleSpinBox>("failThreshold")->value(), 12.0);
        QCOMPARE(field<QDoubleSpinBox>("sizingTolerance")->value(), 2.5);
        QCOMPARE(field<TimeSpinBox>("iterationTimeout")->value(), std::chrono::milliseconds(30'000));
        QVERIFY(!m_window->isWindowModified());
    }

    void theLoadComesBack()
    {
        QFile file(path("molotov.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "workers": 50, "ramp_up": 5}}}})");
        file.close();
        m_window->carryOut({.path = file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith(QStringLiteral("a –")), Patience);
        field<QAction>("load")->trigger(); // a shape
        QVERIFY(m_window->isWindowModified());
        action("Ctrl+S")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isWindowModified(), Patience);

        openWindow();
        m_window->carryOut({.path = file.fileName()});
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith(QStringLiteral("a –")), Patience);
        QCOMPARE(field<QComboBox>("loadKind")->currentText(), QStringLiteral("Stages of users"));
        QCOMPARE(field<QLineEdit>("stagesText")->text(), QStringLiteral("2m:50,10m:50,1m:0"));
        QVERIFY(field<TimeSpinBox>("rampUp")->isHidden()); // and in nobody's way
        QVERIFY(!m_window->isWindowModified());
    }

private:
    static constexpr std::array Checks{"stopOnFailure", "failThresholdOn", "forceShutdown",
                                       "sizing",        "statsd",          "statsdRawNames",
                                       "quiet",         "console",         "debug"};

    QString path(const char *name) const { return m_folder->filePath(QString::fromUtf8(name)); }

    void openWindow()
    {
        m_window =
            std::make_unique<MainWindow>(MainWindow::Parts{.service = m_service.get(),
                                                           .demo = {},
                                                           .repositories = {programs().git, path("cache")},
                                                           .settingsFile = path("settings.ini")});
        m_window->show();
    }

    QAction *action(const char *shortcut) const
    {
        const QKeySequence wanted(QString::fromUtf8(shortcut));
        const auto actions = m_window->findChildren<QAction *>();
        for (auto *one : actions) {
            if (one->shortcut() == wanted)
                return one;
        }
        qFatal("no command has the shortcut %s", shortcut);
        return nullptr;
    }

    template <typename Field>
    Field *field(const char *name) const
    {
        return m_window->findChild<Field *>(QString::fromUtf8(name));
    }

    /// The button that agrees.
    static void press(const QDialog *dialog)
    {
        const auto *box = dialog->findChild<QDialogButtonBox *>();
        const auto buttons = box->buttons();
        for (auto *button : buttons) {
            if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
                button->click();
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RunService> m_service;
    std::unique_ptr<MainWindow> m_window;
    std::optional<RunOutcome> m_outcome;
};

QTEST_MAIN(TestWindowFlows)
#include "tst_windowflows.moc"
