// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

/// A length of time as people write it: "1 h 30 min", "2.5 s". The units are SI symbols, which no language
/// translates; the decimal sign is the locale's.
QString timeText(std::chrono::milliseconds time);

/// Reads what timeText() writes, and what people type: "90" (seconds), "1.5min", "1h 30m", "1:30" (minutes
/// and seconds), "1:02:03". Nothing if it is no length of time, or if it could be more than one: "1 h 30".
std::optional<std::chrono::milliseconds> timeFromText(const QString &text);

} // namespace Molotov
