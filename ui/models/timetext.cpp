// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/timetext.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

constexpr double MillisecondsInSecond = 1000;
constexpr double MillisecondsInMinute = 60 * MillisecondsInSecond;
constexpr double MillisecondsInHour = 60 * MillisecondsInMinute;
constexpr double Largest = 1e14; // far above what a run can last, and far below what overflows

/// Milliseconds in a unit; 0 if it is none.
double factorOf(QStringView unit)
{
    if (unit.isEmpty() || unit == QLatin1String("s") || unit == QLatin1String("sec"))
        return MillisecondsInSecond;
    if (unit == QLatin1String("ms"))
        return 1;
    if (unit == QLatin1String("m") || unit == QLatin1String("min"))
        return MillisecondsInMinute;
    if (unit == QLatin1String("h"))
        return MillisecondsInHour;
    if (unit == QLatin1String("d"))
        return 24 * MillisecondsInHour;
    return 0;
}

/// The locale's own way first, then the point, which many type in any language.
double numberOf(const QString &text)
{
    bool ok = false;
    const double local = QLocale().toDouble(text, &ok);
    if (ok)
        return local;
    const double plain = QLocale::c().toDouble(text, &ok);
    return ok ? plain : NAN;
}

} // namespace

QString timeText(milliseconds time)
{
    if (time.count() < 0)
        return QLatin1Char('-') + timeText(-time);
    QStringList parts;
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(time);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time - hours);
    const auto rest = time - hours - minutes;
    if (hours.count() > 0)
        parts.append(QStringLiteral("%L1 h").arg(hours.count()));
    if (minutes.count() > 0)
        parts.append(QStringLiteral("%1 min").arg(minutes.count()));
    if (rest.count() > 0 || parts.isEmpty()) {
        const auto seconds = QLocale().toString(double(rest.count()) / MillisecondsInSecond, 'g',
                                                QLocale::FloatingPointShortest);
        parts.append(QStringLiteral("%1 s").arg(seconds));
    }
    return parts.join(QLatin1Char(' '));
}

std::optional<milliseconds> timeFromText(const QString &text)
{
    static const QRegularExpression part(
        QStringLiteral(R"(\G\s*([0-9][0-9.,'’\x{a0}\x{202f}]*)\s*([a-z]*))"));
    QString rest = text.trimmed().toLower();
    const bool negative = rest.startsWith(QLatin1Char('-'));
    if (negative)
        rest.remove(0, 1);
    double sum = 0;
    qsizetype at = 0;
    while (at < rest.size()) {
        const auto match = part.match(rest, at);
        if (!match.hasMatch())
            return std::nullopt;
        const double milli = numberOf(match.captured(1)) * factorOf(match.capturedView(2));
        if (std::isnan(milli) || factorOf(match.capturedView(2)) == 0)
            return std::nullopt;
        sum += milli;
        at = match.capturedEnd();
    }
    if (at == 0 || sum > Largest)
        return std::nullopt;
    return milliseconds(std::llround(negative ? -sum : sum));
}

bool mayBecomeTime(const QString &text)
{
    static const QRegularExpression characters(QStringLiteral(R"(^[-0-9.,'’\sa-z]*$)"),
                                               QRegularExpression::CaseInsensitiveOption);
    return characters.match(text).hasMatch();
}

} // namespace Molotov
