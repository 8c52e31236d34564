// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <limits>

namespace Molotov {

/// What the bodies of a helper's responses may take at one time: those that are on their way, and those that
/// are kept for scripts.
class BodyBudget
{
public:
    /// A body of so many bytes is large; smaller ones are not counted.
    static constexpr qint64 LargeBody = 64 << 10;

    /// Any number, if it is not called.
    void setMost(qint64 bytes) { m_most = bytes; }
    qint64 most() const { return m_most; }
    bool hasRoomFor(qint64 bytes) const { return bytes <= m_most - m_held; }
    void add(qint64 bytes) { m_held += bytes; }
    void remove(qint64 bytes) { m_held -= bytes; }
    qint64 held() const { return m_held; }

private:
    qint64 m_most = std::numeric_limits<qint64>::max();
    qint64 m_held = 0;
};

} // namespace Molotov
