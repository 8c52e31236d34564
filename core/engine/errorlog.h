// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgrouping.h"

#include <QHash>

#include <chrono>

namespace Molotov {

/// Groups the errors of a run, and cuts those that are too long.
class ErrorLog
{
public:
    static constexpr int MaxGroups = 200;
    static constexpr qsizetype MaxMessage = 2000; ///< characters
    static constexpr qsizetype MaxFrames = 20;

    /// The group that an error came into, and the error that stands for it there.
    struct Added
    {
        int group = 0;
        ScriptError error;
    };
    Added add(const ScriptError &error, std::chrono::microseconds at);

    /// What was added since the last take().
    QList<ErrorGroup> take();

private:
    ErrorGrouping m_grouping{MaxGroups}; // of the whole run
    QHash<int, qsizetype> m_positions; // number of the group → index in m_groups
    QList<ErrorGroup> m_groups; // since the last take()
};

} // namespace Molotov
