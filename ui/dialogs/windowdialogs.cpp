// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/windowdialogs.h"

#include "core/control/results/resultreader.h"
#include "core/control/words/targetwords.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/moretimedialog.h"
#include "ui/dialogs/newtestdialog.h"
#include "ui/dialogs/repositorydialog.h"
#include "ui/dialogs/testnamedialog.h"
#include "ui/icons.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>

namespace Molotov {

namespace {

void openFileDialog(QFileDialog *dialog, const Dialogs::PathAnswer &then)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [then](const QString &path) { then(QFileInfo(path).absoluteFilePath()); });
    dialog->open();
}

/// How the file dialog names the formats of reports, by the end of a file's name.
QList<std::pair<QString, QString>> reportFilters()
{
    return {{QStringLiteral("html"), WindowDialogs::tr("Web page with charts (*.html)")},
            {QStringLiteral("pdf"), WindowDialogs::tr("PDF, to print or to send (*.pdf)")},
            {QStringLiteral("csv"), WindowDialogs::tr("CSV tables: seconds, endpoints, errors (*.csv)")},
            {QStringLiteral("json"), WindowDialogs::tr("JSON summary for programs (*.json)")},
            {QStringLiteral("xml"), WindowDialogs::tr("JUnit test results for build servers (*.xml)")}};
}

// Lets the name end with what the chosen filter says.
void followFilter(QFileDialog *dialog)
{
    const auto show = [dialog](const QString &chosen) {
        const auto filters = reportFilters();
        for (const auto &[suffix, filter] : filters) {
            if (filter != chosen)
                continue;
            dialog->setDefaultSuffix(suffix);
            const QFileInfo named(dialog->selectedFiles().value(0));
            if (!named.isDir() && !named.completeBaseName().isEmpty())
                dialog->selectFile(named.completeBaseName() + QLatin1Char('.') + suffix);
        }
    };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, show);
}

QInputDialog *makeTextDialog(QWidget *window, const QString &title, const QString &label,
                             const Dialogs::NameAnswer &then)
{
    auto *dialog = new QInputDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    const auto labels = dialog->findChildren<QLabel *>();
    for (auto *part : labels) { // with the name of a run, which is not ours
        part->setTextFormat(Qt::PlainText);
        part->setWordWrap(true);
    }
    dialog->setOkButtonText(WindowDialogs::tr("Save"));
    dialog->setMinimumWidth(440);
    QObject::connect(dialog, &QInputDialog::textValueSelected, dialog, then);
    return dialog;
}

} // namespace

WindowDialogs::WindowDialogs(QWidget *window)
    : m_window(window)
{
}

void WindowDialogs::chooseProfile(const QString &folder, PathAnswer then)
{
    auto *dialog = new QFileDialog(
        m_window, tr("Open a profile or a scenario file"), folder,
        tr("Profiles and scenario files (*.json *.js *.mjs *.ts *.mts *.jsx *.tsx);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    openFileDialog(dialog, then);
}

void WindowDialogs::chooseScenario(const QString &folder, PathAnswer then)
{
    chooseScript(tr("Choose a scenario file"), folder, then);
}

void WindowDialogs::chooseExtension(const QString &folder, PathAnswer then)
{
    chooseScript(tr("Choose an extension"), folder, then);
}

void WindowDialogs::chooseScript(const QString &title, const QString &folder, const PathAnswer &then)
{
    auto *dialog = new QFileDialog(m_window, title, folder,
                                   tr("Scenario files (*.js *.mjs *.ts *.mts *.jsx *.tsx);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    openFileDialog(dialog, then);
}

void WindowDialogs::choosePlaceForProfile(const QString &proposal, PathAnswer then)
{
    auto *dialog = new QFileDialog(m_window, tr("Save the profile"), QFileInfo(proposal).absolutePath(),
                                   tr("Profiles (*.json);;All files (*)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    // A file that is there is added to, not overwritten; nameTest() asks about that.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->selectFile(QFileInfo(proposal).fileName());
    openFileDialog(dialog, then);
}

void WindowDialogs::chooseTest(const QString &path, const QStringList &names, NameAnswer then)
{
    auto *dialog = new TestNameDialog(TestNameDialog::Use::Choose, path, names, m_window);
    QObject::connect(dialog, &TestNameDialog::chosen, dialog, then);
    dialog->open();
}

void WindowDialogs::nameTest(const QString &path, const QStringList &taken, const QString &proposal,
                             NameAnswer then)
{
    auto *dialog = new TestNameDialog(TestNameDialog::Use::Name, path, taken, m_window);
    dialog->setName(proposal);
    QObject::connect(dialog, &TestNameDialog::chosen, dialog, then);
    dialog->open();
}

void WindowDialogs::chooseResult(const QString &folder, PathAnswer then)
{
    auto *dialog = new QFileDialog(m_window, tr("Open the result of a run"), folder,
                                   tr("Results (*.%1);;All files (*)").arg(ResultReader::suffix()));
    dialog->setFileMode(QFileDialog::ExistingFile);
    openFileDialog(dialog, then);
}

void WindowDialogs::nameRun(const QString &name, const QString &title, NameAnswer then)
{
    auto *dialog =
        makeTextDialog(m_window, tr("Rename the run"),
                       tr("A title for %1. It is empty when the test's name is enough:").arg(name), then);
    dialog->setTextValue(title);
    dialog->open();
}

void WindowDialogs::writeNote(const QString &name, const QString &note, NameAnswer then)
{
    auto *dialog = makeTextDialog(m_window, tr("Note on the run"),
                                  tr("What is worth remembering of %1:").arg(name), then);
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    dialog->setTextValue(note);
    dialog->open();
}

void WindowDialogs::choosePlaceForReport(const QString &proposal, PathAnswer then)
{
    const QFileInfo file(proposal);
    auto *dialog = new QFileDialog(m_window, tr("Export the run"), file.absolutePath());
    QStringList names;
    QString current;
    const auto filters = reportFilters();
    for (const auto &[suffix, filter] : filters) {
        names += filter;
        if (suffix == file.suffix())
            current = filter;
    }
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(names);
    dialog->selectNameFilter(current);
    dialog->setDefaultSuffix(file.suffix());
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    dialog->selectFile(file.fileName());
    followFilter(dialog);
    openFileDialog(dialog, then);
}

void WindowDialogs::followExport(ExportFlow *flow)
{
    (new ExportDialog(flow, m_window))->open();
}

void WindowDialogs::askForMoreTime(std::function<void(std::chrono::milliseconds time)> then)
{
    auto *dialog = new MoreTimeDialog(m_window);
    QObject::connect(dialog, &MoreTimeDialog::chosen, dialog, then);
    dialog->open();
}

void WindowDialogs::writeMarker(NameAnswer then)
{
    auto *dialog = makeTextDialog(m_window, tr("Add a marker"),
                                  tr("What happens now, for the charts and the report:"), then);
    dialog->setOkButtonText(tr("Add"));
    dialog->open();
}

void WindowDialogs::askAboutUnsaved(const QString &name, std::function<void(Unsaved)> then)
{
    auto *question = box(QMessageBox::Warning,
                         name.isEmpty() ? tr("The new test is not saved. Save it?")
                                        : tr("“%1” has changes that are not saved. Save them?").arg(name),
                         tr("What is not saved is lost."));
    auto *save = question->addButton(QMessageBox::Save);
    auto *discard = question->addButton(tr("Do Not Save"), QMessageBox::DestructiveRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(QMessageBox::Save);
    QObject::connect(save, &QPushButton::clicked, question, [then] { then(Unsaved::Save); });
    QObject::connect(discard, &QPushButton::clicked, question, [then] { then(Unsaved::Discard); });
    question->open();
}

void WindowDialogs::askAboutChanged(const QString &path, const QString &problem,
                                    std::function<void(Changed)> then)
{
    const auto detail = problem.isEmpty()
                            ? tr("“Save Anyway” puts this test into the file as it is now; its other tests "
                                 "stay as they are there. "
                                 "“Reload” drops what was changed here.")
                            : tr("It cannot be read any more: %1 “Save Anyway” replaces it.").arg(problem);
    auto *question = box(QMessageBox::Warning,
                         tr("The file %1 was changed by somebody else since it was opened.")
                             .arg(QDir::toNativeSeparators(path)),
                         detail);
    auto *save = question->addButton(tr("Save Anyway"), QMessageBox::DestructiveRole);
    QObject::connect(save, &QPushButton::clicked, question, [then] { then(Changed::SaveAnyway); });
    if (problem.isEmpty()) {
        auto *reload = question->addButton(tr("Reload"), QMessageBox::DestructiveRole);
        QObject::connect(reload, &QPushButton::clicked, question, [then] { then(Changed::Reload); });
    }
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(QMessageBox::Cancel);
    question->open();
}

void WindowDialogs::askToLoad(const QString &host, std::function<void()> then)
{
    auto *question =
        box(QMessageBox::Question, TargetWords::mayBeLoaded(host),
            TargetWords::isElsewhere(host) + QLatin1Char(' ')
                + tr("Only load what is yours, or what you were asked to load. The test remembers "
                     "that you allow it."));
    auto *allow = question->addButton(tr("Allow and Start"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(allow, &QPushButton::clicked, question, then);
    question->open();
}

void WindowDialogs::askToStartAnyway(const QString &problem, std::function<void()> then)
{
    auto *question = box(QMessageBox::Question, problem + QLatin1Char(' ') + TargetWords::startAnyway(),
                         tr("The base URL was tried once. Proxies and certificates that the scenario's setup "
                            "names were not used. “Try the target before Start” under Advanced switches this "
                            "off."));
    auto *start = question->addButton(tr("Start Anyway"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(start, &QPushButton::clicked, question, then);
    question->open();
}

void WindowDialogs::askToStopAndClose(std::function<void()> then)
{
    auto *question = box(QMessageBox::Question, tr("A test is running. Stop it and close?"),
                         tr("Requests under way are aborted."));
    auto *stop = question->addButton(tr("Stop and Close"), QMessageBox::DestructiveRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(stop, &QPushButton::clicked, question, then);
    question->open();
}

void WindowDialogs::beginTest(NewTestFlow *flow)
{
    (new NewTestDialog(flow, m_window))->open();
}

void WindowDialogs::openRepository(RepositoryFlow *flow)
{
    (new RepositoryDialog(flow, m_window))->open();
}

void WindowDialogs::showAbout()
{
    auto *about =
        box(QMessageBox::NoIcon, tr("Molotov %1").arg(QLatin1String(MOLOTOV_VERSION)),
            tr("Load tests for web services, with scenarios in JavaScript.\n\nFree software under the GNU "
               "General Public License, version 3 or later. It comes without any warranty."));
    about->setIconPixmap(programIcon().pixmap(QSize(64, 64), m_window->devicePixelRatioF()));
    about->setWindowTitle(tr("About Molotov"));
    about->open();
}

void WindowDialogs::showError(const QString &title, const QString &text)
{
    box(QMessageBox::Critical, title, text)->open();
}

QMessageBox *WindowDialogs::box(QMessageBox::Icon icon, const QString &text, const QString &detail)
{
    auto *result = new QMessageBox(icon, QGuiApplication::applicationDisplayName(), text,
                                   QMessageBox::NoButton, m_window);
    result->setAttribute(Qt::WA_DeleteOnClose);
    result->setInformativeText(detail);
    // Names and files are not ours. QMessageBox::setTextFormat() leaves the informative text as it is.
    const auto labels = result->findChildren<QLabel *>();
    for (auto *label : labels)
        label->setTextFormat(Qt::PlainText);
    result->setTextFormat(Qt::PlainText);
    result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    result->setWindowModality(Qt::WindowModal);
    return result;
}

} // namespace Molotov
