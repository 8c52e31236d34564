// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/errorlog.h"

#include <utility>

namespace Molotov {

namespace {

QString keyOf(const ScriptError &error)
{
    const auto place = error.stack.isEmpty() ? QString() : error.stack.first().place.toString();
    return QString::number(int(error.kind)) + place + QLatin1Char('\n') + error.message;
}

ScriptError bounded(ScriptError error)
{
    if (error.message.size() > ErrorLog::MaxMessage)
        error.message = error.message.left(ErrorLog::MaxMessage - 1) + QChar(0x2026);
    if (error.stack.size() > ErrorLog::MaxFrames)
        error.stack.resize(ErrorLog::MaxFrames);
    return error;
}

} // namespace

void ErrorLog::add(const ScriptError &given, std::chrono::microseconds at)
{
    auto error = bounded(given);
    auto key = keyOf(error);
    if (!m_known.contains(key)) {
        if (m_known.size() < MaxGroups) {
            m_known.insert(key);
        } else {
            error = {.kind = error.kind, .message = QStringLiteral("Other errors"), .stack = {}};
            key = keyOf(error);
        }
    }
    const auto position = m_positions.constFind(key);
    if (position == m_positions.constEnd()) {
        m_positions.insert(key, m_groups.size());
        m_groups.append({.error = error, .count = 1, .first = at, .last = at});
    } else {
        auto &group = m_groups[*position];
        ++group.count;
        group.last = at;
    }
}

QList<ErrorGroup> ErrorLog::take()
{
    m_positions.clear();
    return std::exchange(m_groups, {});
}

} // namespace Molotov
