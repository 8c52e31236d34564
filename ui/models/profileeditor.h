// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QMap>
#include <QObject>

namespace Molotov {

/// The one profile that is being edited: its draft, what is wrong with it, whether it can be started, and
/// whether it differs from what is saved.
class ProfileEditor : public QObject
{
    Q_OBJECT

public:
    /// What a profile may ask for must be within `limits`.
    explicit ProfileEditor(const SystemLimits &limits = {}, QObject *parent = nullptr)
        : QObject(parent)
        , m_limits(limits)
    {
    }

    bool isOpen() const { return m_open; }
    const Profile &profile() const { return m_profile; }
    /// What Start runs: the profile, and for a sizing what it takes where nothing was said.
    Profile runnable() const;
    /// Of the test; empty as long as it was never saved.
    QString name() const { return m_name; }
    bool isModified() const { return m_open && m_profile != m_saved; }
    /// True while a run uses the profile: it cannot be changed or started.
    bool isLocked() const { return m_locked; }
    /// The profile can be started now.
    bool isReady() const { return m_ready; }

    /// What is wrong, in the order of the fields; one sentence for each field at the most.
    const QMap<ProfileField, QString> &problems() const { return m_problems; }

    /// Puts another profile in the place of the one that is open. It counts as saved. Without effect while
    /// locked.
    void open(const QString &name, const Profile &profile);
    /// `profile`, which may no longer be what is edited, has been saved.
    void markSaved(const QString &name, const Profile &profile);
    void close();

    /// A person changed something. Without effect while locked.
    void edit(const Profile &profile);
    void setLocked(bool locked);

    /// A problem of a field that Profile::validate() cannot know, such as a scenario file that does not
    /// compile; empty when there is none.
    void setExtraProblem(ProfileField field, const QString &text);

Q_SIGNALS:
    /// Another profile is open, or none.
    void opened();
    void profileChanged(const Molotov::Profile &profile);
    void problemsChanged();
    /// The one signal that enables Start.
    void readyChanged(bool ready);
    void modifiedChanged(bool modified);
    void nameChanged();
    void lockedChanged(bool locked);
    /// After each change, when all of the above is up to date.
    void checked();

private:
    void update();

    SystemLimits m_limits;
    Profile m_profile;
    Profile m_saved;
    QString m_name;
    QMap<ProfileField, QString> m_extraProblems;
    QMap<ProfileField, QString> m_problems;
    bool m_open = false;
    bool m_locked = false;
    bool m_ready = false;
    bool m_modified = false; // as last told
};

} // namespace Molotov
