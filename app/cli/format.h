// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

namespace Molotov::Cli {

/// 12,345
QString number(qint64 value);
/// 12.3
QString decimal(double value);
/// Three digits: 0.123, 12.3, 12,345; without a unit.
QString milliseconds(std::chrono::microseconds time);
/// A number of a unit that we do not know, with as many decimals as are of use: 12,345, 12.35, 0.001235.
QString figure(double value);
/// 61.2 s
QString seconds(std::chrono::microseconds time);
/// 1.2 MB
QString bytes(qint64 count);
/// How many of what: 1 process, 2 processes.
QString counted(qint64 count, const QString &one, const QString &several);

/// What came from a script, a server or a file, so that it can neither command the terminal nor turn the
/// order of what stands around it: control characters but newline and tab become U+FFFD.
QString harmless(QString text);
/// The first line, and no more characters than `width`.
QString clipped(const QString &text, int width);

} // namespace Molotov::Cli
