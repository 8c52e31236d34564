// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QHash>
#include <QString>

namespace Molotov {

/// Decides which errors of a run are one group: those of one kind, place and endpoint whose messages differ
/// only in values (withoutValues()).
///
/// What a script can make endless is bounded: after MaxPerPlace groups of one kind and place, the others
/// there are one group, and after `maxGroups` of the run, the others of each kind are one.
class ErrorGrouping
{
public:
    static constexpr int MaxPerPlace = 20;

    explicit ErrorGrouping(int maxGroups)
        : m_maxGroups(maxGroups)
    {
    }

    /// The number of the error's group: 0 for the first one of a run, and so on. An error that gets no group
    /// of its own becomes the one that stands for such errors.
    int groupOf(ScriptError &error);
    /// The same for an error group of any origin.
    int groupOf(ErrorGroup &group);

private:
    int makeGroup(const QString &key);

    int m_maxGroups;
    QHash<QString, int> m_groups; // by key
    QHash<QString, int> m_groupsOfPlace; // how many there are; by kind and place
};

/// The message with one sign for each number, id (a UUID, long hex, a word with digits), quoted text and URL,
/// and one for a list of these.
QString withoutValues(const QString &message);

/// The innermost known place of an error; not valid when there is none.
SourcePlace placeOf(const ScriptError &error);

/// The index of the group that occurred last; -1 when there is none.
qsizetype newestOf(const QList<ErrorGroup> &groups);

/// Adds the errors of a group to an earlier part of the same group.
void addToGroup(ErrorGroup &group, const ErrorGroup &more);

} // namespace Molotov
