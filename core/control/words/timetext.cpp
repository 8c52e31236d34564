// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/timetext.h"

#include <QHash>
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
double factorOf(const QString &unit)
{
    static const QHash<QString, double> factors{
        {QStringLiteral("ms"), 1},
        {QStringLiteral("s"), MillisecondsInSecond},
        {QStringLiteral("sec"), MillisecondsInSecond},
        {QStringLiteral("secs"), MillisecondsInSecond},
        {QStringLiteral("second"), MillisecondsInSecond},
        {QStringLiteral("seconds"), MillisecondsInSecond},
        {QStringLiteral("m"), MillisecondsInMinute},
        {QStringLiteral("min"), MillisecondsInMinute},
        {QStringLiteral("mins"), MillisecondsInMinute},
        {QStringLiteral("minute"), MillisecondsInMinute},
        {QStringLiteral("minutes"), MillisecondsInMinute},
        {QStringLiteral("h"), MillisecondsInHour},
        {QStringLiteral("hr"), MillisecondsInHour},
        {QStringLiteral("hrs"), MillisecondsInHour},
        {QStringLiteral("hour"), MillisecondsInHour},
        {QStringLiteral("hours"), MillisecondsInHour},
        {QStringLiteral("d"), 24 * MillisecondsInHour},
        {QStringLiteral("day"), 24 * MillisecondsInHour},
        {QStringLiteral("days"), 24 * MillisecondsInHour},
    };
    return factors.value(unit, 0);
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

/// "1:30", "1:02:03": minutes or hours first, then always two digits. NAN if it is not of that kind.
double clockTime(const QString &text)
{
    static const QRegularExpression clock(
        QStringLiteral(R"(^(?:([0-9]+):([0-5][0-9])|([0-9]+)):([0-5][0-9])$)"));
    const auto match = clock.match(text);
    if (!match.hasMatch())
        return NAN;
    const auto minutes = match.captured(match.hasCaptured(3) ? 3 : 2).toDouble();
    return match.captured(1).toDouble() * MillisecondsInHour + minutes * MillisecondsInMinute
           + match.captured(4).toDouble() * MillisecondsInSecond;
}

/// Numbers with units; NAN if it is not of that kind.
double unitsTime(const QString &text)
{
    static const QRegularExpression part(
        QStringLiteral(R"(\G\s*([0-9][0-9.,'’\x{a0}\x{202f}]*)\s*([a-z]+))"));
    double sum = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = part.match(text, at);
        const double factor = factorOf(match.captured(2));
        if (!match.hasMatch() || factor == 0)
            return NAN;
        sum += numberOf(match.captured(1)) * factor;
        at = match.capturedEnd();
    }
    return at > 0 ? sum : NAN;
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
    static const QRegularExpression number(QStringLiteral(R"(^[0-9][0-9.,'’\x{a0}\x{202f}]*$)"));
    QString rest = text.trimmed().toLower();
    const bool negative = rest.startsWith(QLatin1Char('-'));
    if (negative)
        rest.remove(0, 1);
    double time = 0;
    if (number.match(rest).hasMatch()) // the only number that needs no unit: beside others it could be any
        time = numberOf(rest) * MillisecondsInSecond;
    else
        time = rest.contains(QLatin1Char(':')) ? clockTime(rest) : unitsTime(rest);
    if (std::isnan(time) || time > Largest)
        return std::nullopt;
    return milliseconds(std::llround(negative ? -time : time));
}

} // namespace Molotov
