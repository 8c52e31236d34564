// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/format.h"

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
    const int decimals = magnitude < 0.9995 ? 3 : magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0;
    return QLocale().toString(number, 'f', decimals);
}

double inSeconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

bool isLineBreak(char32_t character)
{
    return (character >= U'\n' && character <= U'\r') || character == 0x85 || character == 0x2028
           || character == 0x2029;
}

bool isIn(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

/// Control characters, the bidirectional controls of Unicode (UAX 9, 2), its ends of lines, and tags that
/// nobody sees.
bool isUnsafe(char32_t character)
{
    return character < U' ' || isIn(character, 0x7F, 0x9F) || character == 0x061C
           || isIn(character, 0x200E, 0x200F) || isIn(character, 0x2028, 0x202E)
           || isIn(character, 0x2066, 0x206F) || isIn(character, 0xFFF9, 0xFFFB)
           || isIn(character, 0xE0000, 0xE007F);
}

/// The text with other characters: `replacement` is asked for each one, and says 0 to keep it.
template <typename Replacement>
QString replaced(QStringView text, Replacement replacement)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = i + 1 < text.size() && text[i].isHighSurrogate() && text[i + 1].isLowSurrogate();
        const char32_t character =
            isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        if (const char16_t other = replacement(character))
            result += QChar(other);
        else
            result += text.mid(i, isPair ? 2 : 1);
        i += isPair ? 1 : 0;
    }
    return result;
}

} // namespace

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QString counted(qint64 number, const QString &one, const QString &several)
{
    return count(number) + QLatin1Char(' ') + (number == 1 ? one : several);
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

QString bytes(qint64 count)
{
    return QLocale().formattedDataSize(count, 1, QLocale::DataSizeSIFormat);
}

QString duration(std::chrono::microseconds duration)
{
    const auto total = std::chrono::floor<std::chrono::seconds>(duration).count();
    const QString seconds = QStringLiteral("%1").arg(total % 60, 2, 10, QLatin1Char('0'));
    if (total < 3'600)
        return QStringLiteral("%1:%2").arg(total / 60).arg(seconds);
    return QStringLiteral("%1:%2:%3")
        .arg(total / 3'600)
        .arg(total / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds);
}

QString seconds(std::chrono::microseconds duration)
{
    return translated("%1 s").arg(QLocale().toString(inSeconds(duration), 'f', 1));
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

QString milliseconds(std::chrono::microseconds time)
{
    return threeDigits(inSeconds(time) * 1'000);
}

QString axisNumber(double value, double step)
{
    const int decimals = step >= 1 ? 0 : std::min(6, int(std::ceil(-std::log10(step) - 1e-9)));
    return QLocale().toString(value, 'f', decimals);
}

QString harmless(const QString &untrusted)
{
    return replaced(untrusted, [](char32_t character) {
        const bool isLayout = character == U'\n' || character == U'\t';
        return isUnsafe(character) && !isLayout ? char16_t(QChar::ReplacementCharacter) : char16_t(0);
    });
}

QString oneLine(const QString &untrusted, int maximum)
{
    maximum = std::max(1, maximum);
    // A megabyte need not be walked through to show its beginning.
    QString text = replaced(QStringView(untrusted).left(maximum + 1), [](char32_t character) {
        if (isLineBreak(character) || character == U'\t')
            return char16_t(u' ');
        return isUnsafe(character) ? char16_t(QChar::ReplacementCharacter) : char16_t(0);
    });
    if (untrusted.size() > maximum) {
        text.truncate(maximum - 1);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1); // of a pair that was cut
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
