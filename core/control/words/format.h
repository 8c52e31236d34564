// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

/// Numbers and untrusted texts as people read them, in the default locale.
namespace Molotov::Format {

/// "12,345".
QString count(qint64 number);
/// How many of what: "1 process", "12 processes".
QString counted(qint64 count, const QString &one, const QString &several);
/// "0", "0.3", "9.5", "1,234": three digits are enough to compare rates.
QString rate(double perSecond);
/// "12,345", "0.254", "1.5E+20": a number of which nobody knows how large it is, with four digits at least.
QString number(double number);
/// "3.4 %", "0.03 %", "< 0.01 %"; never "0 %" or "100 %" when that is not exactly so.
QString share(qint64 part, qint64 whole);
/// "1.2 MB".
QString bytes(qint64 count);
/// "0:05", "12:34", "1:02:03"; whole seconds, cut off.
QString duration(std::chrono::microseconds duration);
/// "61.2 s".
QString seconds(std::chrono::microseconds duration);
/// "850 µs", "12.3 ms", "1.23 s".
QString latency(std::chrono::microseconds latency);
/// "0.123", "12.3", "12,345": for a column of milliseconds, whose title says the unit.
QString milliseconds(std::chrono::microseconds time);
/// A number on an axis whose ticks are `step` apart: as many decimals as the step needs.
QString axisNumber(double value, double step);

/// What came from a script, a server or a file, so that it can neither command a terminal nor change the
/// order of the text around it: control characters except newline and tab become U+FFFD.
QString harmless(const QString &untrusted);
/// The same in one line of at most `maximum` characters; line breaks and tabs become spaces.
QString oneLine(const QString &untrusted, int maximum = 200);
/// The text cut to at most `maximum` characters, saying how many are missing.
QString bounded(const QString &untrusted, int maximum);
/// Tool tips guess whether they are HTML; this one is shown as it is written.
QString toolTip(const QString &untrusted);

} // namespace Molotov::Format
