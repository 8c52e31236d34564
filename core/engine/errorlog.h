// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QHash>
#include <QSet>

#include <chrono>

namespace Molotov {

/// Groups the errors of a run by kind, text and place. However many different ones a script makes, no more
/// than MaxGroups are told apart: what comes after is counted as "Other errors" of its kind.
class ErrorLog
{
public:
    static constexpr int MaxGroups = 200;
    static constexpr qsizetype MaxMessage = 2000; ///< characters
    static constexpr qsizetype MaxFrames = 20;

    void add(const ScriptError &error, std::chrono::microseconds at);

    /// What was added since the last take().
    QList<ErrorGroup> take();

private:
    QSet<QString> m_known; // keys of the groups of the whole run
    QHash<QString, qsizetype> m_positions; // key → index in m_groups
    QList<ErrorGroup> m_groups; // since the last take()
};

} // namespace Molotov
