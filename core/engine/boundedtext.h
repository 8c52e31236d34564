// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// The most that a name of a script may have; what is longer is cut.
constexpr qsizetype MaxNameLength = 500; // characters

/// The text, or so many characters of it with "…" at its end.
inline QString boundedText(const QString &text, qsizetype most)
{
    return text.size() > most ? text.left(most - 1) + QChar(0x2026) : text;
}

} // namespace Molotov
