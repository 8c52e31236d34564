// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/stagetext.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

// So many of something cannot be meant.
constexpr double MostLoad = 1e6;
constexpr double LongestStage = 366.0 * 24 * 3600 * 1000; // milliseconds

// What is written before the unit, times what the unit says.
std::optional<double> measure(const QString &text, const QList<std::pair<QString, double>> &units)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]+(?:\\.[0-9]+)?)\\s*([a-z/]*)$"));
    const auto match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    for (const auto &[unit, factor] : units) {
        if (unit == match.captured(2))
            return match.captured(1).toDouble() * factor;
    }
    return std::nullopt;
}

QString numberText(double number)
{
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

QString join(const QList<LoadStage> &stages, QString (*textOf)(double))
{
    QStringList texts;
    for (const auto &stage : stages)
        texts.append(StageText::ofTime(stage.time) + QLatin1Char(':') + textOf(stage.load));
    return texts.join(QLatin1Char(','));
}

} // namespace

std::optional<milliseconds> StageText::time(const QString &text)
{
    static const QList<std::pair<QString, double>> units{{QString(), 1000.0},
                                                         {QStringLiteral("ms"), 1.0},
                                                         {QStringLiteral("s"), 1000.0},
                                                         {QStringLiteral("m"), 60'000.0},
                                                         {QStringLiteral("min"), 60'000.0},
                                                         {QStringLiteral("h"), 3'600'000.0}};
    const auto time = measure(text, units);
    if (!time || *time > LongestStage)
        return std::nullopt;
    return milliseconds(std::llround(*time));
}

std::optional<double> StageText::users(const QString &text)
{
    const auto users = measure(text, {{QString(), 1.0}});
    return users && *users == std::floor(*users) && *users <= MostLoad ? users : std::nullopt;
}

std::optional<double> StageText::rate(const QString &text)
{
    static const QList<std::pair<QString, double>> units{{QString(), 1.0},
                                                         {QStringLiteral("/s"), 1.0},
                                                         {QStringLiteral("/m"), 1.0 / 60},
                                                         {QStringLiteral("/min"), 1.0 / 60},
                                                         {QStringLiteral("/h"), 1.0 / 3600}};
    const auto rate = measure(text, units);
    return rate && *rate <= MostLoad ? rate : std::nullopt;
}

QString StageText::ofTime(milliseconds time)
{
    using namespace std::chrono_literals;
    if (time > 0ms && time % 1h == 0ms)
        return QStringLiteral("%1h").arg(time / 1h);
    if (time > 0ms && time % 1min == 0ms)
        return QStringLiteral("%1m").arg(time / 1min);
    return time % 1s == 0ms ? QStringLiteral("%1s").arg(time / 1s) : QStringLiteral("%1ms").arg(time.count());
}

QString StageText::ofUsers(double users)
{
    return numberText(users);
}

QString StageText::ofRate(double rate)
{
    return numberText(rate) + QLatin1String("/s");
}

QString StageText::ofUserStages(const QList<LoadStage> &stages)
{
    return join(stages, &ofUsers);
}

QString StageText::ofRateStages(const QList<LoadStage> &stages)
{
    return join(stages, &ofRate);
}

} // namespace Molotov
