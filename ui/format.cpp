// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace Molotov::Format {

namespace {

constexpr int LongestToolTip = 1'000;

QString translated(const char *text)
{
    return QCoreApplication::translate("Format", text);
}

/// With three significant digits, none of them behind a number of 100 or more.
QString threeDigits(double number)
{
    const double magnitude = std::abs(number);
    // The limits are those at which rounding gives one digit more.
    const int decimals = magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0;
    return QLocale().toString(number, 'f', decimals);
}

} // namespace

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QString rate(double perSecond)
{
    const int decimals = perSecond <= 0 || perSecond >= 99.95 ? 0 : 1;
    return QLocale().toString(perSecond, 'f', decimals);
}

QString number(double number)
{
    const double magnitude = std::abs(number);
    const bool isWhole = number == std::floor(number) || magnitude >= 1'000;
    if (isWhole && magnitude < 1e15)
        return QLocale().toString(number, 'f', 0);
    return QLocale().toString(number, 'g', 4);
}

QString share(qint64 part, qint64 whole)
{
    if (whole <= 0 || part <= 0)
        return translated("%1 %").arg(0);
    if (part >= whole)
        return translated("%1 %").arg(100);
    const double percent = 100.0 * double(part) / double(whole);
    // The limits are those at which rounding would make none or all of it.
    if (percent < 0.005)
        return translated("< %1 %").arg(QLocale().toString(0.01, 'f', 2));
    if (percent >= 99.995)
        return translated("> %1 %").arg(QLocale().toString(99.99, 'f', 2));
    const int decimals = percent < 0.095 || percent > 99.905 ? 2 : 1;
    return translated("%1 %").arg(QLocale().toString(percent, 'f', decimals));
}

QString duration(std::chrono::microseconds duration)
{
    using namespace std::chrono;
    const auto total = duration_cast<seconds>(duration).count();
    const QString seconds = QStringLiteral("%1").arg(total % 60, 2, 10, QLatin1Char('0'));
    if (total < 3'600)
        return QStringLiteral("%1:%2").arg(total / 60).arg(seconds);
    return QStringLiteral("%1:%2:%3")
        .arg(total / 3'600)
        .arg(total / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds);
}

QString latency(std::chrono::microseconds latency)
{
    const auto value = double(latency.count());
    if (value < 1'000)
        return translated("%1 µs").arg(QLocale().toString(latency.count()));
    if (value < 999'500)
        return translated("%1 ms").arg(threeDigits(value / 1'000));
    return translated("%1 s").arg(threeDigits(value / 1'000'000));
}

QString axisNumber(double value, double step)
{
    const int decimals = step >= 1 ? 0 : std::min(6, int(std::ceil(-std::log10(step) - 1e-9)));
    return QLocale().toString(value, 'f', decimals);
}

QString oneLine(const QString &untrusted, int maximum)
{
    // A megabyte need not be walked through to show its beginning.
    QString text = untrusted.left(maximum + 1);
    for (QChar &character : text) {
        if (character.category() == QChar::Other_Control || character == QChar::LineSeparator
            || character == QChar::ParagraphSeparator)
            character = QLatin1Char(' ');
    }
    if (text.size() > maximum) {
        text.truncate(maximum - 1);
        text += QChar(0x2026);
    }
    return text;
}

QString bounded(const QString &untrusted, int maximum)
{
    if (untrusted.size() <= maximum)
        return untrusted;
    const auto more = untrusted.size() - maximum;
    return untrusted.left(maximum)
           + (more == 1 ? translated("… (1 more character)")
                        : translated("… (%1 more characters)").arg(count(more)));
}

QString toolTip(const QString &untrusted)
{
    if (untrusted.isEmpty())
        return {};
    const QString text = bounded(untrusted, LongestToolTip).toHtmlEscaped();
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text);
}

} // namespace Molotov::Format
