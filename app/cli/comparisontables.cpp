// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/comparisontables.h"

#include "app/cli/texttable.h"
#include "core/control/words/comparisonwords.h"
#include "core/control/words/format.h"

namespace Molotov::Cli {

namespace {

using Measure = ComparisonRow::Measure;
using Verdict = ComparisonRow::Verdict;

constexpr int NameWidth = 48; // as in the tables of a run

QString cell(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QStringList findings(const RunComparison &comparison)
{
    QStringList lines;
    for (const auto verdict : {Verdict::Worse, Verdict::Better, Verdict::Different}) {
        for (const auto &row : comparison.rows) {
            if (row.verdict == verdict)
                lines.append(QStringLiteral("  ") + ComparisonWords::name(row.name) + QStringLiteral("  ")
                             + ComparisonWords::sentence(row, comparison.options));
        }
    }
    return lines;
}

QStringList figures(const RunComparison &comparison)
{
    TextTable table({QString(), QString(), ComparisonTables::tr("before"), ComparisonTables::tr("after"),
                     ComparisonTables::tr("change"), ComparisonTables::tr("95 % interval"),
                     ComparisonTables::tr("verdict")});
    table.setLastColumnText();
    const ComparedName *last = nullptr;
    for (const auto &row : comparison.rows) {
        const bool isNext = last && *last == row.name;
        last = &row.name;
        const bool isMeasured = row.measure == Measure::Rate || row.measure == Measure::Failures;
        const auto valueCell = [&row, isMeasured](double value) {
            return value > 0 || isMeasured ? ComparisonWords::value(row.measure, value) : QStringLiteral("-");
        };
        table.addRow({isNext ? QString() : Format::oneLine(ComparisonWords::name(row.name), NameWidth),
                      ComparisonWords::measure(row.measure), valueCell(row.before), valueCell(row.after),
                      cell(ComparisonWords::change(row)), cell(ComparisonWords::interval(row)),
                      ComparisonWords::verdict(row, comparison.options)});
    }
    return table.isEmpty() ? QStringList() : table.lines();
}

QStringList remarks(const RunComparison &comparison)
{
    QStringList lines;
    for (const auto &warning : comparison.warnings)
        lines.append(ComparisonTables::tr("Warning: %1").arg(ComparisonWords::warning(warning)));
    if (!comparison.settings.isEmpty())
        lines.append(ComparisonTables::tr("Settings that differ:"));
    for (const auto &setting : comparison.settings)
        lines.append(QStringLiteral("  ") + ComparisonWords::setting(setting));
    return lines + ComparisonWords::onlyInOne(comparison);
}

} // namespace

QStringList ComparisonTables::lines(const RunComparison &comparison)
{
    QStringList lines{ComparisonWords::overall(comparison)};
    QList<QStringList> parts{remarks(comparison), figures(comparison)};
    // Found differences of runs that cannot be compared are no findings.
    if (comparison.isComparable())
        parts.insert(1, findings(comparison));
    for (const auto &part : std::as_const(parts)) {
        if (!part.isEmpty())
            lines += QStringList{QString()} + part;
    }
    if (!comparison.rows.isEmpty())
        lines += {QString(), ComparisonWords::explanation(comparison)};
    return lines;
}

} // namespace Molotov::Cli
