// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/format.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakerunservice.h"
#include "ui/mainwindow.h"
#include "ui/pages/actioncard.h"
#include "ui/pages/profilepanel.h"
#include "ui/pages/runpage.h"
#include "ui/pages/trialpage.h"
#include "ui/pages/welcomepage.h"
#include "ui/recentmenu.h"
#include "ui/theme.h"
#include "ui/widgets/statebanner.h"

#include <QAction>
#include <QApplication>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <tuple>

using namespace Molotov;

class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        QTemporaryDir folder;
        FakeRunService service;
        FakeRunService *trials = nullptr; // from the first trial on
        FakeDialogs *dialogs = nullptr; // of the window; none when it has the real ones
        std::unique_ptr<MainWindow> window;

        Bench()
        {
            auto own = std::make_unique<FakeDialogs>();
            dialogs = own.get();
            make(std::move(own));
        }
        explicit Bench(std::unique_ptr<Dialogs> other) { make(std::move(other)); }

        void make(std::unique_ptr<Dialogs> own)
        {
            window =
                std::make_unique<MainWindow>(MainWindow::Parts{&service,
                                                               {},
                                                               {},
                                                               folder.filePath(QStringLiteral("s.ini")),
                                                               std::move(own),
                                                               {},
                                                               {},
                                                               [this]() -> std::unique_ptr<RunService> {
                                                                   auto made =
                                                                       std::make_unique<FakeRunService>();
                                                                   trials = made.get();
                                                                   return made;
                                                               }});
            window->show();
        }
        QString profile() const
        {
            QFile file(folder.filePath(QStringLiteral("shop.json")));
            if (!file.open(QIODevice::WriteOnly)
                || file.write(R"({"molotov": {"tests": {"shop": {"scenario": "shop.ts", "workers": 4}}}})")
                       < 0)
                qFatal("cannot write the profile");
            return file.fileName();
        }
        /// By its text without mnemonic and dots.
        QAction *action(const char *text) const
        {
            const auto actions = window->findChildren<QAction *>();
            for (auto *action : actions) {
                auto plain = action->text();
                plain.remove(QLatin1Char('&')).remove(QChar(0x2026));
                if (plain == QLatin1String(text))
                    return action;
            }
            qFatal("no action %s", text);
        }
        void open(bool start = false)
        {
            window->carryOut({profile(), {}, start});
            QTRY_VERIFY(page<RunPage>()->isVisible());
        }
        void newEmptyTest() const
        {
            dialogs->beginEmpty = true;
            action("New Test")->trigger();
        }
        template <typename Page>
        Page *page() const
        {
            return window->findChild<Page *>();
        }
        QDoubleSpinBox *workers() const
        {
            return window->findChild<QDoubleSpinBox *>(QStringLiteral("workers"));
        }
    };

    /// Whether anything at all happens when it is triggered.
    static bool isConnected(const QAction *action)
    {
        // receivers() is protected, a pointer to it is not.
        struct Reader : QAction
        {
            static int count(const QAction *action)
            {
                return (action->*&Reader::receivers)(SIGNAL(triggered(bool)));
            }
        };
        return Reader::count(action) > 0;
    }

private Q_SLOTS:
    void whatKeepsATestFromStartingIsSaid()
    {
        Bench bench;
        const auto *start = bench.action("Start");
        QCOMPARE(start->toolTip(),
                 Format::toolTip(QStringLiteral("Open a profile first, or begin a new test.")));
        bench.newEmptyTest();
        QCOMPARE(start->toolTip(), Format::toolTip(QStringLiteral("Choose a scenario file.")));
        QCOMPARE(bench.page<StateBanner>()->text(), QStringLiteral("Not ready yet Choose a scenario file."));
        bench.open();
        QTRY_COMPARE(start->toolTip(), QStringLiteral("Start the test (F5)"));
        QCOMPARE(bench.page<StateBanner>()->text(),
                 QStringLiteral("Ready Press Start to run shop.ts with 4 workers for 24 h."));
        bench.workers()->setValue(9'999'999);
        QVERIFY(bench.page<StateBanner>()->text().startsWith(QLatin1String("Not ready yet")));
    }

    void aTestIsTriedOnce()
    {
        Bench bench;
        auto *once = bench.action("Try Once");
        QVERIFY(!once->isEnabled());
        QCOMPARE(once->toolTip(),
                 Format::toolTip(QStringLiteral("Open a profile first, or begin a new test.")));
        bench.open();
        QTRY_VERIFY(once->isEnabled());
        once->trigger();
        QVERIFY(bench.page<TrialPage>()->isVisible());
        QCOMPARE(bench.trials->started.size(), 1);
        QCOMPARE(bench.trials->started.first().workers, 1);
        QVERIFY(bench.service.started.isEmpty());
        QVERIFY(!once->isEnabled());
        QCOMPARE(once->toolTip(), Format::toolTip(QStringLiteral("The test is being tried already.")));
        // A run ends it, for it would be in the figures; and while it goes on, nothing is tried.
        bench.action("Start")->trigger();
        QTRY_COMPARE(bench.service.started.size(), 1);
        QCOMPARE(bench.trials->stopsNow, 1);
        bench.trials->playEnd(RunOutcome::End::Stopped);
        QVERIFY(!once->isEnabled());
        bench.service.playStart();
        bench.service.playEnd(RunOutcome::End::Finished);
        QTRY_VERIFY(once->isEnabled());
    }

    void aScenarioIsTriedFromItsMenu()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(bench.action("Try Once")->isEnabled());
        Q_EMIT bench.page<ProfilePanel>()->tryRequested(QStringLiteral("buy"));
        QCOMPARE(bench.trials->started.size(), 1);
        QCOMPARE(bench.trials->started.first().singleMode, QStringLiteral("buy"));
    }

    void anotherProfileDoesNotShowTheRunOfTheFormer()
    {
        Bench bench;
        bench.open(true);
        QTRY_COMPARE(bench.service.started.size(), 1);
        bench.service.playStart();
        QCOMPARE(bench.action("Start")->toolTip(),
                 Format::toolTip(QStringLiteral("The test is running already.")));
        bench.service.playEnd(RunOutcome::End::Finished);
        QVERIFY(bench.page<StateBanner>()->text().startsWith(QLatin1String("Finished")));
        bench.newEmptyTest();
        QVERIFY(bench.page<StateBanner>()->text().startsWith(QLatin1String("Not ready yet")));
    }

    void noTwoLettersWithAltMeanTheSame()
    {
        Bench bench;
        bench.open();
        QStringList letters;
        const auto menus = bench.window->menuBar()->actions();
        for (const auto *menu : menus)
            letters.append(QKeySequence::mnemonic(menu->text()).toString());
        const auto labels = bench.page<ProfilePanel>()->findChildren<QLabel *>();
        for (const auto *label : labels) {
            if (label->buddy())
                letters.append(QKeySequence::mnemonic(label->text()).toString());
        }
        const auto buttons = bench.page<ProfilePanel>()->findChildren<QAbstractButton *>();
        for (const auto *button : buttons)
            letters.append(QKeySequence::mnemonic(button->text()).toString());
        letters.removeAll(QString());
        QVERIFY(letters.size() > 10);
        QVERIFY2(letters.removeDuplicates() == 0, qPrintable(letters.join(QLatin1Char(' '))));
    }

    void theWelcomePageIsThereWhenNothingIsOpen()
    {
        Bench bench;
        QVERIFY(bench.page<WelcomePage>()->isVisible());
        QVERIFY(!bench.page<ProfilePanel>()->isVisible());
        QVERIFY(!bench.action("Start")->isEnabled());
        QVERIFY(!bench.action("Save")->isEnabled());
        bench.newEmptyTest();
        QVERIFY(bench.page<ProfilePanel>()->isVisible());
        QVERIFY(!bench.action("Start")->isEnabled()); // no scenario file yet
        bench.action("Close Test")->trigger();
        QVERIFY(bench.page<WelcomePage>()->isVisible());
    }

    void everyMenuEntryCanBeTriggered()
    {
        Bench bench;
        bench.open();
        int count = 0;
        const auto menus = bench.window->findChildren<QMenu *>();
        for (const auto *menu : menus) {
            const auto actions = menu->actions();
            for (const auto *action : actions) {
                if (action->isSeparator() || action->menu())
                    continue;
                ++count;
                QVERIFY2(isConnected(action), qPrintable(action->text()));
            }
        }
        QVERIFY(count >= 14);
        bench.action("About Molotov")->trigger();
        bench.action("Open")->trigger();
        bench.action("Save As")->trigger();
        bench.action("New Test")->trigger();
        bench.action("Open from Git")->trigger();
        QCOMPARE(bench.dialogs->asked.size(), 5);
    }

    void aProfileIsOpenedStartedAndStopped()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.window->windowTitle().startsWith(QLatin1String("shop.json")));
        QVERIFY(bench.action("Start")->isEnabled());
        bench.action("Start")->trigger();
        QCOMPARE(bench.service.started.size(), 1);
        QCOMPARE(bench.service.started.first().workers, 4);
        bench.service.playStart();
        QTRY_VERIFY2(bench.window->windowTitle().startsWith(QStringLiteral("0 % · shop.json")),
                     qPrintable(bench.window->windowTitle()));
        QVERIFY(!bench.action("Start")->isEnabled());
        QVERIFY(!bench.action("New Test")->isEnabled());
        QVERIFY(bench.workers()->isReadOnly());
        bench.action("Stop")->trigger();
        QCOMPARE(bench.service.stops, 1);
        QVERIFY(!bench.action("Stop")->isEnabled());
        QVERIFY(bench.action("Stop Now")->isEnabled());
        bench.service.playEnd(RunOutcome::End::Stopped);
        QTRY_VERIFY(bench.window->windowTitle().startsWith(QStringLiteral("Stopped · shop.json")));
        QVERIFY(bench.action("Start")->isEnabled());
        QVERIFY(!bench.workers()->isReadOnly());
    }

    void whyARunCannotBeExportedIsSaid()
    {
        Bench bench;
        const auto *exporting = bench.action("Export");
        const auto why = [exporting] { return exporting->isEnabled() ? QString() : exporting->toolTip(); };
        QVERIFY(why().contains(QLatin1String("Open a run of the history first")));
        bench.open();
        QTRY_VERIFY(why().contains(QLatin1String("There is no run yet")));
        bench.action("Start")->trigger();
        bench.service.playStart();
        QVERIFY(why().contains(QLatin1String("The run goes on")));
        bench.service.playEnd(RunOutcome::End::Finished);
        QVERIFY(why().contains(QLatin1String("not in the history"))); // where this window keeps none
    }

    void theCommandLineCanStart()
    {
        Bench bench;
        bench.open(true);
        QTRY_COMPARE(bench.service.started.size(), 1);
        bench.service.playEnd(RunOutcome::End::Failed, QStringLiteral("no helper"));
        QVERIFY(bench.action("Start")->isEnabled());
    }

    void closingAsksAboutWhatIsNotSaved()
    {
        Bench bench;
        bench.open();
        bench.workers()->setValue(9);
        QVERIFY(bench.window->isWindowModified());
        bench.window->close(); // cancelled
        QVERIFY(bench.window->isVisible());
        bench.dialogs->unsaved = Dialogs::Unsaved::Save;
        bench.window->close();
        QTRY_VERIFY(!bench.window->isVisible());
        const auto file = ProfileFile::load(bench.folder.filePath(QStringLiteral("shop.json")));
        QVERIFY(file.isOk());
        QCOMPARE(file->profile(QStringLiteral("shop")).workers, 9);
    }

    void aStartBelongsToWhatItWasAskedWith_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("no profile") << QByteArray("{}");
    }

    void aStartBelongsToWhatItWasAskedWith()
    {
        QFETCH(QByteArray, text);
        Bench bench;
        const auto bad = bench.folder.filePath(QStringLiteral("bad.json"));
        QFile file(bad);
        if (!text.isEmpty())
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        bench.window->carryOut({.path = bad, .start = true});
        QTRY_COMPARE(bench.dialogs->errors.size(), 1);
        bench.open();
        QCoreApplication::processEvents();
        QCOMPARE(bench.service.started.size(), 0);
    }

    void aDemoThatFailsLeavesNoStartBehind()
    {
        Bench bench; // without a demo service
        bench.window->carryOut({.start = true, .demo = true});
        QTRY_COMPARE(bench.dialogs->errors.size(), 1);
        bench.open();
        QCoreApplication::processEvents();
        QCOMPARE(bench.service.started.size(), 0);
    }

    void closingAsksAllBeforeItStopsAnything()
    {
        Bench bench;
        bench.open();
        bench.workers()->setValue(9);
        bench.action("Start")->trigger();
        bench.service.playStart();
        bench.window->close();
        bench.dialogs->stopAndClose(); // and the question about the changes is cancelled
        QCOMPARE(bench.dialogs->asked,
                 QStringList({QStringLiteral("stop and close"), QStringLiteral("unsaved shop")}));
        QCOMPARE(bench.service.stopsNow, 0);
        QVERIFY(bench.window->isVisible());
        bench.dialogs->unsaved = Dialogs::Unsaved::Discard;
        bench.window->close();
        bench.dialogs->stopAndClose();
        QCOMPARE(bench.service.stopsNow, 1);
        bench.service.playEnd(RunOutcome::End::Stopped);
        QTRY_VERIFY(!bench.window->isVisible());
    }

    void closingDuringARunStopsItFirst()
    {
        Bench bench;
        bench.open();
        bench.action("Start")->trigger();
        bench.service.playStart();
        bench.window->close();
        QCOMPARE(bench.dialogs->asked, QStringList{QStringLiteral("stop and close")});
        QVERIFY(bench.window->isVisible());
        bench.dialogs->stopAndClose();
        QCOMPARE(bench.service.stopsNow, 1);
        QVERIFY(bench.window->isVisible());
        bench.service.playEnd(RunOutcome::End::Stopped);
        QTRY_VERIFY(!bench.window->isVisible());
    }

    void fitsIntoASmallScreenAtFirst()
    {
        Bench bench;
        bench.open();
        const auto room = bench.window->screen()->availableGeometry();
        QVERIFY(bench.window->width() <= std::max(room.width(), 1'016));
        QVERIFY(bench.window->height() <= room.height());
        const auto least = bench.window->minimumSizeHint();
        QVERIFY2(least.width() <= 1'016 && least.height() <= 660,
                 qPrintable(QStringLiteral("%1 × %2").arg(least.width()).arg(least.height())));
    }

    void hintsCanBeReadInLightAndDark()
    {
        const auto before = QApplication::palette();
        for (const auto &[window, base, text] :
             {std::tuple(0xefefef, 0xffffff, 0x000000), std::tuple(0x2b2b2b, 0x1e1e1e, 0xf0f0f0)}) {
            QPalette colors;
            for (const auto role : {QPalette::Window, QPalette::Button})
                colors.setColor(role, QColor(QRgb(window)));
            colors.setColor(QPalette::Base, QColor(QRgb(base)));
            for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
                colors.setColor(role, QColor(QRgb(text)));
            colors.setColor(QPalette::PlaceholderText, QColor(0, 0, 0, 128)); // as Qt has it for all of them
            QApplication::setPalette(colors);
            Bench bench;
            bench.open();
            QCoreApplication::processEvents();
            const auto shown = bench.window->findChild<QLineEdit *>(QStringLiteral("baseUrl"))->palette();
            const auto hint = shown.color(QPalette::PlaceholderText);
            QCOMPARE(hint.alpha(), 255);
            QVERIFY(contrastRatio(hint, shown.color(QPalette::Base)) >= 4.5);
            QVERIFY(contrastRatio(hint, shown.color(QPalette::Window)) >= 4.5);
        }
        QApplication::setPalette(before);
    }

    void mayGoWhileAFieldHasTheFocus()
    {
        for (int i = 0; i < 5; ++i) {
            Bench bench;
            bench.newEmptyTest();
            bench.window->activateWindow();
            bench.workers()->setFocus();
            QTRY_VERIFY(bench.workers()->hasFocus());
        }
    }

    void whatTheWindowRemembersComesBack()
    {
        Bench bench;
        bench.open();
        bench.action("Profile Panel")->trigger();
        QVERIFY(!bench.page<ProfilePanel>()->isVisible());
        bench.window->resize(941, 602);
        bench.window->close();
        bench.make(std::make_unique<FakeDialogs>());
        QCOMPARE(bench.window->size(), QSize(941, 602));
        QVERIFY(!bench.action("Profile Panel")->isChecked());
        QVERIFY(bench.action("shop.json"));
    }

    void aRecentProfileThatIsGoneCannotBeOpened()
    {
        Bench bench;
        bench.open();
        bench.window->close();
        QVERIFY(QFile::remove(bench.folder.filePath(QStringLiteral("shop.json"))));
        bench.make(std::make_unique<FakeDialogs>());
        QTRY_VERIFY(!bench.action("shop.json")->isEnabled());
        QVERIFY(bench.action("shop.json")->toolTip().contains(QLatin1String("There is no file")));
        const auto cards = bench.page<WelcomePage>()->findChildren<ActionCard *>();
        QVERIFY(!cards.last()->isEnabled());
        bench.profile(); // it comes back
        bench.window->findChild<RecentMenu *>()->aboutToShow();
        QTRY_VERIFY(bench.action("shop.json")->isEnabled());
    }

    void filesCanBeDroppedAnywhere()
    {
        Bench bench;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tests/a.png")),
                      QUrl::fromLocalFile(QStringLiteral("/tests/b.ts"))});
        QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bench.window.get(), &enter); // there is no drop without it
        QVERIFY(enter.isAccepted());
        QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bench.window.get(), &drop);
        QVERIFY(drop.isAccepted());
        QVERIFY(bench.page<ProfilePanel>()->isVisible());
    }

    void theRealDialogsAskWithoutNestingLoops()
    {
        Bench bench(nullptr);
        bench.open();
        bench.workers()->setValue(9);
        bench.window->close();
        auto *question = bench.window->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(question->text().contains(QLatin1String("shop")));
        QCOMPARE(question->textFormat(), Qt::PlainText);
        const auto buttons = question->buttons();
        for (auto *button : buttons) {
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        }
        QTRY_VERIFY(!bench.window->isVisible());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
