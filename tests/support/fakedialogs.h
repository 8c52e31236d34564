// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/dialogs.h"
#include "ui/models/newtestflow.h"
#include "ui/models/repositoryflow.h"

#include <optional>

namespace Molotov {

/// Dialogs that note what they are asked, and give at once the answer that a test has set; without one they
/// are cancelled.
class FakeDialogs : public Dialogs
{
public:
    void chooseProfile(const QString &folder, PathAnswer then) override
    {
        asked.append(QStringLiteral("profile in ") + folder);
        answer(path, then);
    }
    void chooseScenario(const QString &folder, PathAnswer then) override
    {
        asked.append(QStringLiteral("scenario in ") + folder);
        answer(path, then);
    }
    void chooseExtension(const QString &folder, PathAnswer then) override
    {
        asked.append(QStringLiteral("extension in ") + folder);
        answer(path, then);
    }
    void choosePlaceForProfile(const QString &proposal, PathAnswer then) override
    {
        asked.append(QStringLiteral("place, maybe ") + proposal);
        answer(path, then);
    }
    void chooseTest(const QString &, const QStringList &names, NameAnswer then) override
    {
        asked.append(QStringLiteral("which of ") + names.join(QLatin1Char(' ')));
        answer(name, then);
    }
    void nameTest(const QString &, const QStringList &taken, const QString &proposal,
                  NameAnswer then) override
    {
        asked.append(QStringLiteral("name beside %1, maybe %2").arg(taken.join(QLatin1Char(' ')), proposal));
        answer(name, then);
    }
    void chooseResult(const QString &folder, PathAnswer then) override
    {
        asked.append(QStringLiteral("result in ") + folder);
        answer(path, then);
    }
    void nameRun(const QString &, const QString &title, NameAnswer then) override
    {
        asked.append(QStringLiteral("title, so far ") + title);
        answer(name, then);
    }
    void writeNote(const QString &, const QString &note, NameAnswer then) override
    {
        asked.append(QStringLiteral("note, so far ") + note);
        answer(name, then);
    }
    void choosePlaceForReport(const QString &proposal, PathAnswer then) override
    {
        asked.append(QStringLiteral("place of a report, maybe ") + proposal);
        answer(path, then);
    }
    void followExport(ExportFlow *flow) override
    {
        exports = flow;
        asked.append(QStringLiteral("follow the export"));
    }
    void askForMoreTime(std::function<void(std::chrono::milliseconds)> then) override
    {
        asked.append(QStringLiteral("more time"));
        answer(moreTime, then);
    }
    void writeMarker(NameAnswer then) override
    {
        asked.append(QStringLiteral("marker"));
        answer(name, then);
    }
    void askAboutUnsaved(const QString &test, std::function<void(Unsaved)> then) override
    {
        asked.append(QStringLiteral("unsaved ") + test);
        answer(unsaved, then);
    }
    void askAboutChanged(const QString &, const QString &problem, std::function<void(Changed)> then) override
    {
        asked.append(QStringLiteral("changed ") + problem);
        answer(changed, then);
    }
    void askToLoad(const QString &host, std::function<void()> then) override
    {
        asked.append(QStringLiteral("load ") + host);
        if (allowsLoad)
            then();
    }
    void askToStartAnyway(const QString &problem, std::function<void()> then) override
    {
        asked.append(QStringLiteral("start though: ") + problem);
        if (startsAnyway)
            then();
    }
    void askToStopAndClose(std::function<void()> then) override
    {
        asked.append(QStringLiteral("stop and close"));
        stopAndClose = then;
    }
    void beginTest(NewTestFlow *flow) override
    {
        asked.append(QStringLiteral("new test"));
        if (beginEmpty)
            flow->beginEmpty();
    }
    void openRepository(RepositoryFlow *flow) override
    {
        asked.append(QStringLiteral("repository"));
        answer(repository, [flow](const RepositoryFlow::Request &request) { flow->fetch(request); });
    }
    void showAbout() override { asked.append(QStringLiteral("about")); }
    void showError(const QString &, const QString &text) override { errors.append(text); }

    QStringList asked;
    QStringList errors;
    std::optional<QString> path;
    std::optional<QString> name;
    bool beginEmpty = false;
    bool allowsLoad = false;
    bool startsAnyway = false;
    std::optional<RepositoryFlow::Request> repository;
    std::optional<std::chrono::milliseconds> moreTime;
    std::optional<Unsaved> unsaved;
    std::optional<Changed> changed;
    std::function<void()> stopAndClose; ///< for the test to call
    ExportFlow *exports = nullptr; ///< that was to be followed

private:
    template <typename Answer, typename Then>
    static void answer(const std::optional<Answer> &given, const Then &then)
    {
        if (given)
            then(*given);
    }
};

} // namespace Molotov
