// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/keptruns.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/newtestdialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/windowdialogs.h"
#include "ui/fields/problemlabel.h"
#include "ui/models/documentflow.h"
#include "ui/models/exportflow.h"
#include "ui/models/inbackground.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSemaphore>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestDialogs : public QObject
{
    Q_OBJECT

private:
    struct Desk
    {
        QTemporaryDir folder;
        ProfileEditor editor;
        RecentProfiles recent;
        FakeDialogs dialogs;
        DocumentFlow document{&editor, &recent, &dialogs};
        NewTestFlow newTest{&document, &dialogs};
        RepositoryFlow repository{{QString(), folder.path()}, &document, &dialogs}; // without git
    };

    static QPushButton *acceptButton(const QDialog *dialog)
    {
        const auto *box = dialog->findChild<QDialogButtonBox *>();
        const auto buttons = box->buttons();
        for (auto *button : buttons) {
            if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
                return qobject_cast<QPushButton *>(button);
        }
        return nullptr;
    }

    /// An export that has just begun, and goes on when `mayEnd` is released.
    struct Export
    {
        QTemporaryDir folder;
        FakeDialogs dialogs;
        QSemaphore mayEnd;
        ExportFlow flow{[this](const QByteArray &, const auto &) {
                            mayEnd.acquire();
                            return std::optional<QByteArray>("PDF");
                        },
                        &dialogs};
        QPointer<ExportDialog> dialog;

        explicit Export(const QString &target)
        {
            dialogs.path = folder.filePath(target);
            flow.exportResult(KeptRuns(folder.path()).add({}));
            dialog = new ExportDialog(&flow);
            dialog->open();
        }
        ~Export()
        {
            mayEnd.release();
            filePool()->waitForDone();
        }
        QString text(const char *label) const
        {
            return dialog->findChild<QLabel *>(QLatin1String(label))->text();
        }
        QPushButton *button(const char *text) const
        {
            const auto buttons = dialog->findChildren<QPushButton *>();
            for (auto *button : buttons) {
                if (button->text().remove(QLatin1Char('&')) == QLatin1String(text) && button->isVisible())
                    return button;
            }
            return nullptr;
        }
    };

    static RepositoryOffer offer()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/cache/shop.ts");
        profile.processes = 2;
        profile.workers = 30;
        profile.duration = std::chrono::minutes(10);
        return {.checkout = {.folder = QStringLiteral("/cache"),
                             .shownUrl = QStringLiteral("https://host/x.git"),
                             .commit = QStringLiteral("0123456789abcdef"),
                             .date = QDateTime(QDate(2026, 11, 24), QTime(10, 30)),
                             .subject = QStringLiteral("Load the shop")},
                .tests = {{QStringLiteral("shop"), profile, {QStringLiteral("Not done.")}, {}},
                          {QStringLiteral("stray"), {}, {}, QStringLiteral("It leads out.")}}};
    }

private Q_SLOTS:
    void aNewTestIsShownBeforeItIsWritten()
    {
        Desk desk;
        QPointer<NewTestDialog> dialog = new NewTestDialog(&desk.newTest);
        dialog->open();
        auto *folder = dialog->findChild<QLineEdit *>(QStringLiteral("folder"));
        const auto *text = dialog->findChild<QPlainTextEdit *>();
        const auto *list = dialog->findChild<QListView *>();
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("scenario.ts"));
        dialog->findChild<QComboBox *>(QStringLiteral("language"))->setCurrentIndex(1);
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("scenario.js"));
        dialog->findChild<QLineEdit *>(QStringLiteral("newBaseUrl"))
            ->setText(QStringLiteral("http://a.example"));
        dialog->findChild<QListView *>()->setCurrentIndex(list->model()->index(0, 0));
        QVERIFY(text->toPlainText().contains(QLatin1String("\"base_url\": \"http://a.example\"")));

        folder->clear();
        QVERIFY(!acceptButton(dialog)->isEnabled());
        folder->setText(desk.folder.filePath(QStringLiteral("load")));
        acceptButton(dialog)->click();
        QTRY_VERIFY(!dialog); // deleted when it is done
        QTRY_COMPARE(desk.editor.name(), QStringLiteral("small"));
        QVERIFY(QFile::exists(desk.folder.filePath(QStringLiteral("load/scenario.js"))));
    }

    void whyNothingWasWrittenStandsInTheDialog()
    {
        Desk desk;
        QPointer<NewTestDialog> dialog = new NewTestDialog(&desk.newTest);
        dialog->open();
        auto *folder = dialog->findChild<QLineEdit *>(QStringLiteral("folder"));
        folder->setText(desk.folder.path());
        dialog->findChild<QLineEdit *>(QStringLiteral("newBaseUrl"))->setText(QStringLiteral("ftp://x"));
        acceptButton(dialog)->click();
        const auto *problem = dialog->findChild<ProblemLabel *>();
        QTRY_VERIFY(problem->problem().contains(QLatin1String("ftp://x")));
        QVERIFY(dialog->isVisible());
        folder->setText(desk.folder.filePath(QStringLiteral("other")));
        QCOMPARE(problem->problem(), QString());
        for (auto *choice : dialog->findChildren<QRadioButton *>())
            choice->setChecked(true); // the last one stays: an empty profile
        acceptButton(dialog)->click();
        QTRY_VERIFY(!dialog);
        QVERIFY(desk.editor.isOpen());
        QVERIFY(!QFile::exists(desk.folder.filePath(QStringLiteral("other"))));
    }

    void aRepositoryShowsWhatItWouldRun()
    {
        Desk desk;
        desk.repository.setRecent({QStringLiteral("https://host/x.git")});
        QPointer<RepositoryDialog> dialog = new RepositoryDialog(&desk.repository);
        dialog->open();
        auto *url = dialog->findChild<QComboBox *>(QStringLiteral("url"));
        QCOMPARE(url->currentText(), QString());
        QCOMPARE(url->count(), 1);
        QVERIFY(!acceptButton(dialog)->isEnabled());
        url->setCurrentIndex(-1);
        url->setEditText(QStringLiteral("https://host/x.git"));
        QCOMPARE(acceptButton(dialog)->text(), QStringLiteral("Fetch"));
        QTest::keyClick(url, Qt::Key_Return);
        QTRY_VERIFY(
            dialog->findChild<ProblemLabel *>()->problem().startsWith(QLatin1String("git was not found")));

        Q_EMIT desk.repository.offered(offer());
        QCOMPARE(acceptButton(dialog)->text(), QStringLiteral("Open Test"));
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("checkout"))->text(),
                 QStringLiteral("https://host/x.git at 0123456789 of 2026-11-24 10:30: Load the shop"));
        auto *table = dialog->findChild<QTableView *>();
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells.append(table->model()->index(0, column).data().toString());
        QCOMPARE(cells.join(QLatin1String(" | ")), QStringLiteral("shop | shop.ts | 2 × 30 | 10 min | "));
        const auto *notices = dialog->findChild<QLabel *>(QStringLiteral("notices"));
        QCOMPARE(notices->text(), QStringLiteral("Not done."));
        table->setCurrentIndex(table->model()->index(1, 0));
        QCOMPARE(notices->text(), QStringLiteral("It leads out."));
        QVERIFY(!acceptButton(dialog)->isEnabled());
        table->setCurrentIndex(table->model()->index(0, 0));
        acceptButton(dialog)->click();
        QCOMPARE(desk.editor.name(), QStringLiteral("shop"));
        QTRY_VERIFY(!dialog);
    }

    void anotherUrlTakesBackTheOffer()
    {
        Desk desk;
        RepositoryDialog *dialog = new RepositoryDialog(&desk.repository);
        dialog->open();
        Q_EMIT desk.repository.offered(offer());
        QVERIFY(acceptButton(dialog)->isEnabled());
        dialog->findChild<QLineEdit *>(QStringLiteral("ref"))->setText(QStringLiteral("v2"));
        QCOMPARE(acceptButton(dialog)->text(), QStringLiteral("Fetch"));
        QCOMPARE(dialog->findChild<QTableView *>()->model()->rowCount(), 0);
        dialog->close();
    }

    void anExportShowsHowItGoesOnAndWhereItsFileIs()
    {
        Export made(QStringLiteral("<b>run.pdf"));
        QCOMPARE(made.text("exportHeadline"), QStringLiteral("Exporting the run…"));
        QVERIFY(made.dialog->findChild<QProgressBar *>()->isVisible());
        QVERIFY(made.button("Cancel") && !made.button("Open"));
        QTRY_COMPARE(made.dialog->findChild<QProgressBar *>()->value(), 20);
        made.mayEnd.release();
        QTRY_COMPARE(made.text("exportHeadline"), QStringLiteral("The run was exported"));
        QVERIFY(made.text("exportDetail").endsWith(QStringLiteral("<b>run.pdf")));
        QCOMPARE(made.dialog->findChild<QLabel *>(QStringLiteral("exportDetail"))->textFormat(),
                 Qt::PlainText);
        QVERIFY(!made.dialog->findChild<QProgressBar *>()->isVisible());
        QVERIFY(made.button("Open") && made.button("Show Folder"));
        made.button("Close")->click();
        QTRY_VERIFY(!made.dialog);
    }

    void anExportIsCancelled()
    {
        Export made(QStringLiteral("run.pdf"));
        made.button("Cancel")->click();
        QTRY_VERIFY(!made.dialog);
        QVERIFY(!made.flow.isBusy());
    }

    void anExportThatFailsSaysWhy()
    {
        Export made(QStringLiteral("gone/run.html"));
        QTRY_COMPARE(made.text("exportHeadline"), QStringLiteral("The run was not exported"));
        QVERIFY(made.text("exportDetail").contains(QLatin1String("There is no folder")));
        QVERIFY(!made.button("Open"));
        QVERIFY(made.button("Close"));
    }

    void theFormatOfAReportIsChosenByAFilter()
    {
        const QTemporaryDir folder;
        QWidget window;
        WindowDialogs dialogs(&window);
        QString chosen;
        dialogs.choosePlaceForReport(folder.filePath(QStringLiteral("run.pdf")),
                                     [&chosen](const QString &path) { chosen = path; });
        auto *dialog = window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->selectedNameFilter().contains(QLatin1String("*.pdf")));
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("run.pdf"));
        dialog->selectNameFilter(dialog->nameFilters().at(2));
        Q_EMIT dialog->filterSelected(dialog->nameFilters().at(2));
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("run.csv"));
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
        dialog->close();
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
