// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/comparisonwords.h"

#include "core/control/words/format.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

using Kind = ComparedName::Kind;
using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;
using Code = ComparisonWarning::Code;
using Side = ComparisonWarning::Side;

bool isLatency(Measure measure)
{
    return measure == Measure::P50 || measure == Measure::P95 || measure == Measure::P99;
}

// As many decimals as the interval makes sense of.
int decimalsOf(const ComparisonRow &row)
{
    if (row.verdict == Verdict::TooLittle)
        return 0;
    const double reach = 100 * (row.high - row.low) / 2;
    return reach >= 2 ? 0 : reach >= 0.2 ? 1 : 2;
}

// With the minus sign of typography, which no line breaks behind.
QString percent(double share, int decimals)
{
    const double scale = std::pow(10, decimals);
    const double rounded = std::round(100 * share * scale) / scale;
    const auto text = QLocale().toString(std::abs(rounded), 'f', decimals);
    return rounded < 0 ? QChar(0x2212) + text : text;
}

// The upper end of an interval; what is beyond all use is not told in full.
QString upperEnd(const ComparisonRow &row)
{
    constexpr double Most = 10;
    return row.high > Most ? ComparisonWords::tr("> %1").arg(percent(Most, 0))
                           : percent(row.high, decimalsOf(row));
}

// The truth may be anything from half to twice as much.
bool isVague(const ComparisonRow &row)
{
    constexpr double Most = 4;
    return 1 + row.high > Most * (1 + row.low);
}

QString tolerance(const ComparisonOptions &options)
{
    return QLocale().toString(100 * options.tolerance, 'g', 4) + QStringLiteral(" %");
}

// Of a row that was judged, but not found to be different.
QString noDifference(const ComparisonRow &row, const ComparisonOptions &options)
{
    if (isLatency(row.measure) || row.measure == Measure::Rate) {
        const double most = options.tolerance;
        if (isVague(row))
            return ComparisonWords::tr("too uncertain to tell");
        if (most > 0 && row.low >= -most && row.high <= most)
            return ComparisonWords::tr("the same within %1").arg(tolerance(options));
        if (most > 0 && (row.low > 0 || row.high < 0))
            return ComparisonWords::tr("not clearly more than %1 apart").arg(tolerance(options));
    }
    return ComparisonWords::tr("no difference that can be told from chance");
}

QString difference(const ComparisonRow &row)
{
    const bool isMore = row.change > 0;
    if (isLatency(row.measure))
        return isMore ? ComparisonWords::tr("slower") : ComparisonWords::tr("faster");
    if (row.measure == Measure::Rate)
        return isMore ? ComparisonWords::tr("more a second") : ComparisonWords::tr("fewer a second");
    return isMore ? ComparisonWords::tr("fails more often") : ComparisonWords::tr("fails less often");
}

/// How many names of a kind have a row with one of these measures and this verdict.
struct Tally
{
    const RunComparison &comparison;
    Kind kind;

    qsizetype all() const
    {
        return std::count_if(comparison.rows.begin(), comparison.rows.end(), [this](const auto &row) {
            return row.name.kind == kind && row.measure == Measure::P50;
        });
    }
    qsizetype slowerOrFaster(Verdict verdict) const
    {
        return count([verdict](const auto &row) { return isLatency(row.measure) && row.verdict == verdict; });
    }
    qsizetype failing(Verdict verdict) const
    {
        return count([verdict](const auto &row) {
            return row.measure == Measure::Failures && row.verdict == verdict;
        });
    }

private:
    template <typename Condition>
    qsizetype count(Condition condition) const
    {
        QList<ComparedName> names;
        for (const auto &row : comparison.rows) {
            if (row.name.kind == kind && condition(row) && (names.isEmpty() || names.last() != row.name))
                names.append(row.name);
        }
        return names.size();
    }
};

QString ofAll(qsizetype part, qsizetype all, Kind kind)
{
    const auto what =
        kind == Kind::Step
            ? Format::counted(all, ComparisonWords::tr("step"), ComparisonWords::tr("steps"))
            : Format::counted(all, ComparisonWords::tr("endpoint"), ComparisonWords::tr("endpoints"));
    return ComparisonWords::tr("%1 of %2").arg(Format::count(part), what);
}

// "3 of 20 endpoints are slower", "1 of 20 endpoints fails more often"; with those that are worse first.
QStringList findingsOf(const RunComparison &comparison, Kind kind)
{
    const Tally tally{comparison, kind};
    QStringList findings;
    const auto add = [&](qsizetype count, const QString &one, const QString &several) {
        if (count > 0)
            findings.append(ofAll(count, tally.all(), kind) + QLatin1Char(' ')
                            + (count == 1 ? one : several));
    };
    add(tally.slowerOrFaster(Verdict::Worse), ComparisonWords::tr("is slower"),
        ComparisonWords::tr("are slower"));
    add(tally.failing(Verdict::Worse), ComparisonWords::tr("fails more often"),
        ComparisonWords::tr("fail more often"));
    add(tally.slowerOrFaster(Verdict::Better), ComparisonWords::tr("is faster"),
        ComparisonWords::tr("are faster"));
    add(tally.failing(Verdict::Better), ComparisonWords::tr("fails less often"),
        ComparisonWords::tr("fail less often"));
    return findings;
}

// The same of all requests, where there is but one name.
QStringList findingsOfAll(const RunComparison &comparison)
{
    QStringList words;
    for (const auto &row : comparison.rows) {
        const bool isFound = row.verdict == Verdict::Worse || row.verdict == Verdict::Better
                             || row.verdict == Verdict::Different;
        if (row.name.kind == Kind::AllRequests && isFound && !words.contains(difference(row)))
            words.append(difference(row));
    }
    if (words.isEmpty())
        return {};
    return {ComparisonWords::tr("all requests together: %1").arg(words.join(QStringLiteral(", ")))};
}

bool hasVerdict(const RunComparison &comparison, Verdict verdict)
{
    return std::any_of(comparison.rows.begin(), comparison.rows.end(),
                       [verdict](const auto &row) { return row.verdict == verdict; });
}

QString capitalized(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

QString shownValue(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isEmpty() ? ComparisonWords::tr("none") : Format::oneLine(value.toString());
    if (value.isBool())
        return value.toBool() ? ComparisonWords::tr("on") : ComparisonWords::tr("off");
    if (value.isDouble())
        return Format::number(value.toDouble());
    QStringList parts;
    for (const auto &part : value.toArray())
        parts.append(shownValue(part));
    return parts.isEmpty() ? ComparisonWords::tr("none") : parts.join(QStringLiteral(", "));
}

QString warningOfBoth(Code code)
{
    switch (code) {
    case Code::OtherScenario:
        return ComparisonWords::tr("The scenarios are not the same: the runs did different things.");
    case Code::OtherLoad:
        return ComparisonWords::tr(
            "The load was not the same: a server answers otherwise under another load.");
    case Code::NothingInCommon:
        return ComparisonWords::tr("The runs have no endpoint and no step in common.");
    case Code::ScenarioChanged:
        return ComparisonWords::tr("The scenario was changed between the runs.");
    case Code::OtherTarget:
        return ComparisonWords::tr("The runs went to different servers.");
    case Code::OtherLength:
        return ComparisonWords::tr("The runs were meant to last or to begin differently.");
    case Code::OtherComputer:
        return ComparisonWords::tr("The load came from different computers.");
    case Code::TooFewSeconds:
    case Code::FewSeconds:
    case Code::Incomplete:
    case Code::Stopped:
    case Code::HelpersLost:
    case Code::LimitedByComputer:
    case Code::LateByScript:
    case Code::ManyFailures:
        break;
    }
    return {};
}

// %1: which run.
QString warningOfOne(const ComparisonWarning &warning)
{
    const auto number = Format::count(warning.number);
    switch (warning.code) {
    case Code::TooFewSeconds:
        return ComparisonWords::tr("The %1 lasted %2: 10 s are needed at least, 60 s are better.")
            .arg(QStringLiteral("%1"), number + QStringLiteral(" s"));
    case Code::FewSeconds:
        return ComparisonWords::tr(
                   "The %1 lasted only %2: how figures change over a minute or more cannot be "
                   "seen in it.")
            .arg(QStringLiteral("%1"), number + QStringLiteral(" s"));
    case Code::Incomplete:
        return ComparisonWords::tr("The result of the %1 is incomplete.");
    case Code::Stopped:
        return ComparisonWords::tr("The %1 was stopped before its end.");
    case Code::HelpersLost:
        return ComparisonWords::tr("The %1 lost a part of its load: %2 did not come to the end.")
            .arg(QStringLiteral("%1"), Format::counted(warning.number, ComparisonWords::tr("process"),
                                                       ComparisonWords::tr("processes")));
    case Code::LimitedByComputer:
        return ComparisonWords::tr(
            "In the %1, the computer that made the load was late itself: its latencies "
            "are not the server's alone.");
    case Code::LateByScript:
        return ComparisonWords::tr(
            "In the %1, a script kept all else waiting: its latencies may hold a part of "
            "that.");
    case Code::ManyFailures:
        return ComparisonWords::tr("In the %1, %2 % failed: its latencies are those of the rest.")
            .arg(QStringLiteral("%1"), number);
    case Code::OtherScenario:
    case Code::OtherLoad:
    case Code::NothingInCommon:
    case Code::ScenarioChanged:
    case Code::OtherTarget:
    case Code::OtherLength:
    case Code::OtherComputer:
        break;
    }
    return {};
}

} // namespace

QString ComparisonWords::overall(const RunComparison &comparison)
{
    if (!comparison.isComparable())
        return tr("The two runs cannot be compared: their differences say nothing about the server.");
    const auto findings = findingsOf(comparison, Kind::Endpoint) + findingsOf(comparison, Kind::Step)
                          + findingsOfAll(comparison);
    if (!findings.isEmpty())
        return capitalized(findings.join(QStringLiteral("; "))) + QLatin1Char('.');
    if (hasVerdict(comparison, Verdict::Different))
        return tr("Nothing is better or worse; some requests were sent more or less often.");
    if (!hasVerdict(comparison, Verdict::NoDifference))
        return tr("Too little was measured to compare anything.");
    if (std::all_of(comparison.rows.begin(), comparison.rows.end(), [](const auto &row) {
            return row.verdict == Verdict::TooLittle || row.measure == Measure::Failures || isVague(row);
        }))
        return tr("The runs are too short or too uneven to tell a difference.");
    return tr("No difference that can be told from chance.");
}

QString ComparisonWords::sentence(const ComparisonRow &row, const ComparisonOptions &options)
{
    auto text = tr("%1: %2").arg(verdict(row, options), measure(row.measure));
    if (!change(row).isEmpty())
        text += QLatin1Char(' ') + change(row);
    return interval(row).isEmpty() ? text : tr("%1 (%2)").arg(text, interval(row));
}

QString ComparisonWords::explanation(const RunComparison &comparison)
{
    const auto tested = std::count_if(comparison.rows.begin(), comparison.rows.end(),
                                      [](const auto &row) { return row.verdict != Verdict::TooLittle; });
    auto text = tr("The intervals hold the true difference in 95 of 100 cases, each by itself. The verdicts "
                   "allow for %1 at once, so that two equal runs are called different in at most 5 of 100 "
                   "cases")
                    .arg(Format::counted(tested, tr("comparison"), tr("comparisons")));
    text += comparison.options.tolerance > 0
                ? tr("; latencies and rates count as different only if they are so by more than %1.")
                      .arg(tolerance(comparison.options))
                : QStringLiteral(".");
    return text + QLatin1Char(' ')
           + tr("What changes from one run to the next by itself cannot be seen in two runs: repeat a run to "
                "be sure.");
}

QString ComparisonWords::name(const ComparedName &name)
{
    switch (name.kind) {
    case Kind::AllRequests:
        return tr("All requests");
    case Kind::Endpoint:
        return Format::oneLine(name.method.isEmpty() ? name.name
                                                     : name.method + QLatin1Char(' ') + name.name);
    case Kind::Step:
        break;
    }
    return tr("Step %1").arg(Format::oneLine(name.name));
}

QString ComparisonWords::measure(ComparisonRow::Measure measure)
{
    switch (measure) {
    case Measure::P50:
        return QStringLiteral("p50");
    case Measure::P95:
        return QStringLiteral("p95");
    case Measure::P99:
        return QStringLiteral("p99");
    case Measure::Rate:
        return tr("per second");
    case Measure::Failures:
        break;
    }
    return tr("failures");
}

QString ComparisonWords::value(ComparisonRow::Measure measure, double value)
{
    if (isLatency(measure))
        return Format::latency(std::chrono::microseconds(std::llround(value)));
    if (measure == Measure::Rate)
        return Format::rate(value);
    constexpr double Whole = 1e9; // shares are rounded to two digits
    return Format::share(std::llround(value * Whole), qint64(Whole));
}

QString ComparisonWords::change(const ComparisonRow &row)
{
    const bool isShare = row.measure == Measure::Failures;
    if (!isShare && (row.before <= 0 || row.after <= 0))
        return {};
    auto text = percent(row.change, decimalsOf(row));
    const bool isZero = percent(0, decimalsOf(row)) == text;
    if (row.change > 0 && !isZero)
        text.prepend(QLatin1Char('+'));
    return isShare ? tr("%1 points").arg(text) : tr("%1 %").arg(text);
}

QString ComparisonWords::interval(const ComparisonRow &row)
{
    if (row.verdict == Verdict::TooLittle)
        return {};
    const auto low = percent(row.low, decimalsOf(row));
    const auto high = upperEnd(row);
    return row.measure == Measure::Failures ? tr("%1 … %2").arg(low, high) : tr("%1 … %2 %").arg(low, high);
}

QString ComparisonWords::verdict(const ComparisonRow &row, const ComparisonOptions &options)
{
    switch (row.verdict) {
    case Verdict::TooLittle:
        return tr("too little measured");
    case Verdict::NoDifference:
        return noDifference(row, options);
    case Verdict::Better:
    case Verdict::Worse:
    case Verdict::Different:
        break;
    }
    return difference(row);
}

QString ComparisonWords::warning(const ComparisonWarning &warning)
{
    const auto both = warningOfBoth(warning.code);
    return both.isEmpty()
               ? warningOfOne(warning).arg(warning.side == Side::Before ? tr("run before") : tr("run after"))
               : both;
}

QString ComparisonWords::setting(const SettingDifference &setting)
{
    const auto key = Format::oneLine(setting.key);
    if (setting.before.isUndefined() && setting.after.isUndefined())
        return tr("%1: not the same").arg(key); // values of variables may be secrets
    return tr("%1: %2, then %3").arg(key, shownValue(setting.before), shownValue(setting.after));
}

QStringList ComparisonWords::onlyInOne(const RunComparison &comparison)
{
    const auto listed = [](const QList<ComparedName> &names) {
        QStringList texts;
        for (const auto &one : names)
            texts.append(name(one));
        return texts.join(QStringLiteral(", "));
    };
    QStringList sentences;
    if (!comparison.onlyBefore.isEmpty())
        sentences.append(tr("Only in the run before: %1.").arg(listed(comparison.onlyBefore)));
    if (!comparison.onlyAfter.isEmpty())
        sentences.append(tr("Only in the run after: %1.").arg(listed(comparison.onlyAfter)));
    return sentences;
}

} // namespace Molotov
