// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/recentprofiles.h"

#include "ui/models/inbackground.h"

#include <QFileInfo>

namespace Molotov {

void RecentProfiles::setPlaces(const QList<ProfilePlace> &places)
{
    m_places = places.first(qMin(places.size(), qsizetype(MaxCount)));
    Q_EMIT changed();
    look();
}

void RecentProfiles::look()
{
    for (const auto &place : m_places)
        ask(place.path);
}

void RecentProfiles::ask(const QString &path)
{
    if (m_asked.contains(path)) {
        m_asked[path] = true;
        return;
    }
    m_asked.insert(path, false);
    inBackground(
        this, [path] { return QFileInfo::exists(path); }, [this, path](bool exists) { note(path, exists); });
}

void RecentProfiles::note(const QString &path, bool exists)
{
    if (m_asked.take(path))
        ask(path);
    if (m_missing.contains(path) != exists)
        return;
    if (exists)
        m_missing.remove(path);
    else
        m_missing.insert(path);
    Q_EMIT changed();
}

void RecentProfiles::add(const ProfilePlace &place)
{
    if (!m_places.isEmpty() && m_places.first() == place)
        return;
    auto places = m_places;
    places.removeAll(place);
    places.prepend(place);
    setPlaces(places);
}

bool RecentProfiles::remove(const QString &path)
{
    auto places = m_places;
    if (places.removeIf([&path](const ProfilePlace &place) { return place.path == path; }) == 0)
        return false;
    setPlaces(places);
    return true;
}

void RecentProfiles::clear()
{
    setPlaces({});
}

QString placeText(const ProfilePlace &place)
{
    const QFileInfo file(place.path);
    if (place.test.isEmpty() || place.test == file.completeBaseName())
        return file.fileName();
    return QStringLiteral("%1 – %2").arg(place.test, file.fileName());
}

} // namespace Molotov
