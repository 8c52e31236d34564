// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/goal.h"

#include "core/model/goalwords.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Molotov {

namespace {

using GoalWords::plainNumber;

template <typename T, size_t Size>
QString textOf(const GoalWords::Word<T> (&words)[Size], T value)
{
    const auto *const found = std::find_if(std::begin(words), std::end(words),
                                           [value](const auto &word) { return word.value == value; });
    return found == std::end(words) ? QString() : QString::fromLatin1(found->text);
}

QString statisticOf(const Goal &goal)
{
    return goal.statistic == GoalStatistic::Percentile ? QLatin1Char('p') + plainNumber(goal.percentile)
                                                       : textOf(GoalWords::Statistics, goal.statistic);
}

QString statusOf(const StatusRange &statuses)
{
    return statuses.first == statuses.last ? QString::number(statuses.first)
                                           : QString::number(statuses.first / 100) + QLatin1String("xx");
}

QString quoted(QString name)
{
    name.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + name + QLatin1Char('"');
}

QString measureOf(const Goal &goal)
{
    const auto &word = GoalWords::wordOf(goal.measure);
    auto text = QString::fromLatin1(word.text);
    if (goal.measure == GoalMeasure::Status)
        text += statusOf(goal.statuses);
    if (!goal.name.isEmpty())
        text += QLatin1String(word.hasComma ? ", " : " ") + quoted(goal.name);
    return text;
}

QString withUnit(const QString &number, GoalUnit unit)
{
    const auto text = toString(unit);
    return text.isEmpty() ? number : number + QLatin1Char(' ') + text;
}

// That of the limit, unless it makes a time unreadable.
GoalUnit unitToShow(double measured, GoalUnit unit)
{
    constexpr double Smallest = 0.1;
    constexpr double Largest = 10'000;
    const double microseconds = measured * microsecondsOf(unit);
    if (microseconds == 0 || (measured >= Smallest && measured < Largest))
        return unit;
    for (const auto larger : {GoalUnit::Seconds, GoalUnit::Milliseconds}) {
        if (microseconds >= microsecondsOf(larger))
            return larger;
    }
    return GoalUnit::Microseconds;
}

} // namespace

QString toString(GoalUnit unit)
{
    return textOf(GoalWords::Units, unit);
}

double microsecondsOf(GoalUnit unit)
{
    switch (unit) {
    case GoalUnit::Microseconds:
        return 1;
    case GoalUnit::Milliseconds:
        return 1'000;
    case GoalUnit::Seconds:
        return 1'000'000;
    case GoalUnit::Minutes:
        return 60'000'000;
    case GoalUnit::None:
    case GoalUnit::Percent:
    case GoalUnit::PerSecond:
        return 0;
    }
    Q_UNREACHABLE();
}

Goal Goal::trust()
{
    return {.statistic = GoalStatistic::Last,
            .measure = GoalMeasure::Trust,
            .comparison = GoalComparison::Equal,
            .limit = 1};
}

QString Goal::toString() const
{
    auto text = measure == GoalMeasure::Trust
                    ? QStringLiteral("trust = ok")
                    : QStringLiteral("%1(%2) ").arg(statisticOf(*this), measureOf(*this))
                          + Molotov::textOf(GoalWords::Comparisons, comparison) + QLatin1Char(' ')
                          + withUnit(plainNumber(limit), unit);
    if (abortAfter)
        text += QLatin1String(", abort");
    if (abortAfter && abortAfter->count() > 0)
        text += QStringLiteral(" after ")
                + withUnit(plainNumber(double(abortAfter->count()) / 1000), GoalUnit::Seconds);
    return text;
}

// Of whole numbers: 99.9 / 100 is more than 0.999, and would ask for one value more.
double Goal::fraction() const
{
    return double(std::llround(percentile * 1000)) / 100'000;
}

bool Goal::holdsFor(double measured) const
{
    switch (comparison) {
    case GoalComparison::Below:
        return measured < limit;
    case GoalComparison::AtMost:
        return measured <= limit;
    case GoalComparison::Above:
        return measured > limit;
    case GoalComparison::AtLeast:
        return measured >= limit;
    case GoalComparison::Equal:
        return measured == limit;
    }
    Q_UNREACHABLE();
}

bool Goal::mayStillHold(double measured) const
{
    const bool wantsMore = comparison == GoalComparison::Above || comparison == GoalComparison::AtLeast;
    const bool wantsLess = comparison == GoalComparison::Below || comparison == GoalComparison::AtMost;
    const bool wantsEqual = comparison == GoalComparison::Equal;
    if (statistic == GoalStatistic::Count || statistic == GoalStatistic::Max)
        return wantsMore || (wantsEqual && measured < limit);
    return statistic == GoalStatistic::Min && (wantsLess || (wantsEqual && measured > limit));
}

QString Goal::textOf(double measured) const
{
    if (measure == GoalMeasure::Trust)
        return holdsFor(measured) ? tr("ok") : tr("not ok");
    constexpr int Usual = 4; // digits
    const auto sideOf = [this](double value) { return value < limit ? -1 : value > limit ? 1 : 0; };
    const auto shownUnit = unitToShow(measured, unit);
    const double factor = shownUnit == unit ? 1 : microsecondsOf(shownUnit) / microsecondsOf(unit);
    const double shown = measured / factor;
    for (int digits = Usual; digits < std::numeric_limits<double>::max_digits10; ++digits) {
        const auto rounded = QString::number(shown, 'g', digits).toDouble();
        // A count is a whole number, which nobody wants to read rounded.
        if (sideOf(rounded * factor) == sideOf(measured)
            && (statistic != GoalStatistic::Count || rounded == measured))
            return withUnit(plainNumber(rounded), shownUnit);
    }
    return withUnit(plainNumber(shown), shownUnit);
}

GoalVerdict verdictOf(const QList<GoalStatus> &goals)
{
    const auto isAny = [&goals](GoalStatus::State state) {
        return std::any_of(goals.begin(), goals.end(),
                           [state](const auto &goal) { return goal.state == state; });
    };
    if (goals.isEmpty())
        return GoalVerdict::None;
    if (isAny(GoalStatus::State::Broken))
        return GoalVerdict::Failed;
    return isAny(GoalStatus::State::NotJudged) || isAny(GoalStatus::State::NotYet) ? GoalVerdict::NotJudged
                                                                                   : GoalVerdict::Passed;
}

} // namespace Molotov
