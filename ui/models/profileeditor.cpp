// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/profileeditor.h"

#include "core/model/sizing.h"

namespace Molotov {

Profile ProfileEditor::runnable() const
{
    auto profile = m_profile.sizing ? withSizingDefaults(m_profile) : m_profile;
    profile.test = m_name;
    return profile;
}

void ProfileEditor::open(const QString &name, const Profile &profile)
{
    if (m_locked)
        return;
    m_open = true;
    m_name = name;
    m_saved = profile;
    m_extraProblems.clear();
    m_profile = profile;
    Q_EMIT opened();
    Q_EMIT nameChanged();
    Q_EMIT profileChanged(m_profile);
    update();
}

void ProfileEditor::markSaved(const QString &name, const Profile &profile)
{
    m_saved = profile;
    if (m_name != name) {
        m_name = name;
        Q_EMIT nameChanged();
    }
    update();
}

void ProfileEditor::close()
{
    m_open = false;
    m_name.clear();
    m_profile = m_saved = Profile();
    m_extraProblems.clear();
    Q_EMIT opened();
    Q_EMIT nameChanged();
    update();
}

void ProfileEditor::edit(const Profile &profile)
{
    if (m_locked || !m_open || m_profile == profile)
        return;
    m_profile = profile;
    Q_EMIT profileChanged(m_profile);
    update();
}

void ProfileEditor::setLocked(bool locked)
{
    if (m_locked == locked)
        return;
    m_locked = locked;
    Q_EMIT lockedChanged(locked);
    update();
}

void ProfileEditor::setExtraProblem(ProfileField field, const QString &text)
{
    if (m_extraProblems.value(field) == text)
        return;
    if (text.isEmpty())
        m_extraProblems.remove(field);
    else
        m_extraProblems.insert(field, text);
    update();
}

void ProfileEditor::update()
{
    QMap<ProfileField, QString> problems;
    if (m_open) {
        problems = m_extraProblems; // of what is typed, which may not be in the profile
        const auto found = runnable().validate(m_limits);
        for (const auto &problem : found) {
            if (!problems.contains(problem.field))
                problems.insert(problem.field, problem.text);
        }
    }
    if (m_problems != problems) {
        m_problems = problems;
        Q_EMIT problemsChanged();
    }
    if (m_modified != isModified()) {
        m_modified = !m_modified;
        Q_EMIT modifiedChanged(m_modified);
    }
    const bool ready = m_open && !m_locked && m_problems.isEmpty();
    if (m_ready != ready) {
        m_ready = ready;
        Q_EMIT readyChanged(ready);
    }
    Q_EMIT checked();
}

} // namespace Molotov
