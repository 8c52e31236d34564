// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/errorlog.h"

#include "core/engine/boundedtext.h"

#include <utility>

namespace Molotov {

namespace {

ScriptError bounded(ScriptError error)
{
    error.message = boundedText(error.message, ErrorLog::MaxMessage);
    error.endpoint = boundedText(error.endpoint, MaxNameLength);
    error.step = boundedText(error.step, MaxNameLength);
    if (error.stack.size() > ErrorLog::MaxFrames)
        error.stack.resize(ErrorLog::MaxFrames);
    return error;
}

} // namespace

ErrorLog::Added ErrorLog::add(const ScriptError &given, std::chrono::microseconds at)
{
    auto error = bounded(given);
    const int number = m_grouping.groupOf(error);
    const ErrorGroup group{.error = error, .count = 1, .first = at, .last = at};
    const auto position = m_positions.constFind(number);
    if (position != m_positions.constEnd()) {
        addToGroup(m_groups[*position], group);
        return {number, error};
    }
    m_positions.insert(number, m_groups.size());
    m_groups.append(group);
    return {number, error};
}

QList<ErrorGroup> ErrorLog::take()
{
    m_positions.clear();
    return std::exchange(m_groups, {});
}

} // namespace Molotov
