// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/profilestore.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Molotov {

/// The profiles that were opened or saved last, the newest first.
class RecentProfiles : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxCount = 10;

    using QObject::QObject;

    const QList<ProfilePlace> &places() const { return m_places; }
    void setPlaces(const QList<ProfilePlace> &places);
    void add(const ProfilePlace &place);
    /// False if it was not there.
    bool remove(const QString &path);
    void clear();
    /// Looks which of the files are there; changed() follows for each that is not as it was.
    void look();
    /// The file was not there when it was last looked for.
    bool isMissing(const ProfilePlace &place) const { return m_missing.contains(place.path); }

Q_SIGNALS:
    void changed();

private:
    void ask(const QString &path);
    void note(const QString &path, bool exists);

    QList<ProfilePlace> m_places;
    QSet<QString> m_missing; // paths
    /// Paths that are being looked for, and whether to look once more then: one whose disk does not answer is
    /// looked for by one thread only.
    QHash<QString, bool> m_asked;
};

/// How a place is called in a list: "checkout – shop.json".
QString placeText(const ProfilePlace &place);

} // namespace Molotov
