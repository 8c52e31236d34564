// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

namespace Molotov {

class ExportFlow;
class NewTestFlow;
class RepositoryFlow;

/// The questions that the window asks a person. None waits: the answer comes later, to `then`, and not at
/// all if there is nothing to do because the person cancelled.
class Dialogs
{
public:
    enum class Unsaved { Save, Discard };
    enum class Changed { SaveAnyway, Reload };
    using PathAnswer = std::function<void(const QString &path)>;
    using NameAnswer = std::function<void(const QString &name)>;

    Dialogs() = default;
    virtual ~Dialogs() = default;
    Q_DISABLE_COPY_MOVE(Dialogs)

    virtual void chooseProfile(const QString &folder, PathAnswer then) = 0;
    virtual void chooseScenario(const QString &folder, PathAnswer then) = 0;
    virtual void chooseExtension(const QString &folder, PathAnswer then) = 0;
    virtual void choosePlaceForProfile(const QString &proposal, PathAnswer then) = 0;
    /// Which test of a file with several is meant.
    virtual void chooseTest(const QString &path, const QStringList &names, NameAnswer then) = 0;
    /// Under which name a test is to be saved in a file that holds others.
    virtual void nameTest(const QString &path, const QStringList &taken, const QString &proposal,
                          NameAnswer then) = 0;
    virtual void chooseResult(const QString &folder, PathAnswer then) = 0;
    /// A title for a kept run, which is called `name` so far; it may be empty.
    virtual void nameRun(const QString &name, const QString &title, NameAnswer then) = 0;
    /// What a person wants to remember of a kept run; it may be empty.
    virtual void writeNote(const QString &name, const QString &note, NameAnswer then) = 0;
    /// The file of a report, whose name ends with its format; the proposal's is chosen at first.
    virtual void choosePlaceForReport(const QString &proposal, PathAnswer then) = 0;
    /// Shows how the export goes on, and what it comes to.
    virtual void followExport(ExportFlow *flow) = 0;
    /// By how much a run that goes on is made longer.
    virtual void askForMoreTime(std::function<void(std::chrono::milliseconds time)> then) = 0;
    /// What a person wants to remember of this moment of a run; it may be empty.
    virtual void writeMarker(NameAnswer then) = 0;
    virtual void askAboutUnsaved(const QString &name, std::function<void(Unsaved)> then) = 0;
    /// `problem`: why the file cannot be read any more; mostly empty.
    virtual void askAboutChanged(const QString &path, const QString &problem,
                                 std::function<void(Changed)> then) = 0;
    /// Whether load may be sent to a host that is not nearby.
    virtual void askToLoad(const QString &host, std::function<void()> then) = 0;
    /// Whether a run is to begin though its target cannot be reached: `problem` says why.
    virtual void askToStartAnyway(const QString &problem, std::function<void()> then) = 0;
    virtual void askToStopAndClose(std::function<void()> then) = 0;
    /// What a new test begins with; the flow carries it out.
    virtual void beginTest(NewTestFlow *flow) = 0;
    /// Which test of which repository; the flow fetches and opens it.
    virtual void openRepository(RepositoryFlow *flow) = 0;
    virtual void showAbout() = 0;
    virtual void showError(const QString &title, const QString &text) = 0;
};

} // namespace Molotov
