// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/format.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace Molotov::Cli {

namespace {

// The same digits whatever the system's language: the output is read by other programs too.
const QLocale &locale()
{
    static const QLocale english(QLocale::English, QLocale::UnitedStates);
    return english;
}

} // namespace

QString number(qint64 value)
{
    return locale().toString(value);
}

QString decimal(double value)
{
    return locale().toString(value, 'f', 1);
}

QString milliseconds(std::chrono::microseconds time)
{
    const double value = std::chrono::duration<double, std::milli>(time).count();
    const int decimals = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0;
    return locale().toString(value, 'f', decimals);
}

QString figure(double value)
{
    const double size = std::abs(value);
    if (value == std::round(value) || size >= 10'000)
        return locale().toString(value, 'f', 0);
    return size >= 1 ? locale().toString(value, 'f', 2) : locale().toString(value, 'g', 4);
}

QString seconds(std::chrono::microseconds time)
{
    return decimal(std::chrono::duration<double>(time).count()) + QStringLiteral(" s");
}

QString bytes(qint64 count)
{
    return locale().formattedDataSize(count, 1, QLocale::DataSizeSIFormat);
}

QString counted(qint64 count, const QString &one, const QString &several)
{
    return number(count) + QLatin1Char(' ') + (count == 1 ? one : several);
}

QString harmless(QString text)
{
    // The bidirectional controls of Unicode (UAX 9, 2), its ends of lines, and tags that nobody sees.
    static const QRegularExpression unsafe(
        QStringLiteral("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\x{061C}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}"
                       "\\x{2066}-\\x{206F}\\x{FFF9}-\\x{FFFB}\\x{E0000}-\\x{E007F}]"));
    return text.replace(unsafe, QString(QChar::ReplacementCharacter));
}

QString clipped(const QString &text, int width)
{
    const auto line = text.section(QLatin1Char('\n'), 0, 0);
    return line.size() <= width ? line : line.left(qMax(0, width - 1)) + QChar(0x2026);
}

} // namespace Molotov::Cli
