// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/dialogs.h"

#include <QCoreApplication>
#include <QMessageBox>

class QDialog;

namespace Molotov {

/// Dialogs as windows over a window. Each deletes itself when it is closed.
class WindowDialogs : public Dialogs
{
    Q_DECLARE_TR_FUNCTIONS(WindowDialogs)

public:
    /// `window` is what they stand over; it lives longer.
    explicit WindowDialogs(QWidget *window);

    void chooseProfile(const QString &folder, PathAnswer then) override;
    void chooseScenario(const QString &folder, PathAnswer then) override;
    void chooseExtension(const QString &folder, PathAnswer then) override;
    void choosePlaceForProfile(const QString &proposal, PathAnswer then) override;
    void chooseTest(const QString &path, const QStringList &names, NameAnswer then) override;
    void nameTest(const QString &path, const QStringList &taken, const QString &proposal,
                  NameAnswer then) override;
    void chooseResult(const QString &folder, PathAnswer then) override;
    void nameRun(const QString &name, const QString &title, NameAnswer then) override;
    void writeNote(const QString &name, const QString &note, NameAnswer then) override;
    void choosePlaceForReport(const QString &proposal, PathAnswer then) override;
    void followExport(ExportFlow *flow) override;
    void askForMoreTime(std::function<void(std::chrono::milliseconds time)> then) override;
    void writeMarker(NameAnswer then) override;
    void askAboutUnsaved(const QString &name, std::function<void(Unsaved)> then) override;
    void askAboutChanged(const QString &path, const QString &problem,
                         std::function<void(Changed)> then) override;
    void askToLoad(const QString &host, std::function<void()> then) override;
    void askToStartAnyway(const QString &problem, std::function<void()> then) override;
    void askToStopAndClose(std::function<void()> then) override;
    void beginTest(NewTestFlow *flow) override;
    void openRepository(RepositoryFlow *flow) override;
    void showAbout() override;
    void showError(const QString &title, const QString &text) override;

private:
    void chooseScript(const QString &title, const QString &folder, const PathAnswer &then);
    QMessageBox *box(QMessageBox::Icon icon, const QString &text, const QString &detail);

    QWidget *m_window;
};

} // namespace Molotov
