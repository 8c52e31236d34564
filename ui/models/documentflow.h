// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "ui/models/dialogs.h"
#include "ui/models/profilestore.h"

#include <QObject>
#include <QQueue>

#include <chrono>
#include <optional>

namespace Molotov {

class ProfileEditor;
class RecentProfiles;

/// New, Open, Save and Save As of the profile that is edited: reads and writes off the GUI's thread, asks
/// before anything is lost, and leaves what is open as it is when something goes wrong.
class DocumentFlow : public QObject
{
    Q_OBJECT

public:
    using Next = std::function<void()>;

    /// How long a disk may take before it counts as gone.
    struct Limits
    {
        std::chrono::milliseconds load = std::chrono::seconds(10);
        std::chrono::milliseconds save = std::chrono::seconds(30);
    };

    /// None of the three is owned; all live longer.
    DocumentFlow(ProfileEditor *editor, RecentProfiles *recent, Dialogs *dialogs, QObject *parent = nullptr);

    void setLimits(const Limits &limits) { m_limits = limits; }

    const ProfilePlace &place() const { return m_place; }
    /// Where file dialogs begin.
    QString folder() const;

    // Of what is opened, `opened` is called once it is in place as asked: not if that fails or is cancelled.
    // While a run uses what is open, nothing takes its place: the person is told so.

    void newProfile(
        const QString &scenarioFile = {}, const Next &opened = [] {});
    /// A file that the person chooses: a profile, or what take() takes.
    void openProfile();
    /// A profile file; asks which test is meant if `test` is empty and there are several.
    void openFile(
        const QString &path, const QString &test = {}, const Next &opened = [] {});
    void openPlace(const ProfilePlace &place) { openFile(place.path, place.test); }
    /// A profile of files that are not the person's, such as the demo: it is saved elsewhere.
    void openBorrowed(
        const QString &name, const Profile &profile, const Next &opened = [] {});
    /// A test of a fetched repository. Its files are in use for as long as it is open; a profile that refers
    /// to them cannot be saved, for they are removed one day.
    void openCheckout(const QString &name, const Profile &profile, const Checkout &checkout);
    void save()
    {
        save([] {});
    }
    void saveAs()
    {
        saveAs([] {});
    }
    void closeProfile();
    void chooseScenario();
    void chooseExtension();

    /// A scenario file becomes part of the profile that is open, or of a new one; a profile is opened, `test`
    /// of it.
    void take(
        const QString &path, const QString &test = {}, const Next &opened = [] {});
    /// By its name.
    static bool isScenarioFile(const QString &path);
    /// True for what take() can do something with.
    static bool canTake(const QString &path);
    /// Not while a run uses what is open.
    bool canTakeNow() const;

    /// Calls `next` when nothing is left that could be lost: at once, or when the person has decided.
    void secureThen(const Next &next);

Q_SIGNALS:
    void placeChanged();
    /// A profile was put in place as asked; not when that failed.
    void profileOpened();

private:
    bool mayReplace();
    void replaceThen(const Next &next);
    bool openUnsaved(const QString &name, const Profile &profile);
    void save(const Next &next);
    void saveAs(const Next &next);
    void run(const SaveOrder &order, const Next &next);
    void finishSave(const SaveOrder &order, const SaveOutcome &outcome, const Next &next);
    void load(const ProfilePlace &place, const Next &opened);
    void finishLoad(const ProfilePlace &place, const Result<ProfileFile> &file, const Next &opened);
    void giveUp(const QString &title, const QString &path);
    void forget(const QString &path);
    void adopt(const ProfileFile &file, const ProfilePlace &place, const Next &opened);
    void setPlace(const ProfilePlace &place);
    bool usesCheckout() const;
    void whenFree(const Next &next);
    void setFree();

    ProfileEditor *m_editor;
    RecentProfiles *m_recent;
    Dialogs *m_dialogs;
    Limits m_limits;
    ProfilePlace m_place;
    ProfileFile m_file; // of m_place
    QQueue<Next> m_waiting;
    bool m_isBorrowed = false;
    std::optional<Checkout> m_checkout; // that the profile is of
    bool m_busy = false; // a file is being read or written
};

} // namespace Molotov
