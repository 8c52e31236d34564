// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/comparisonmodel.h"

#include "core/control/results/resultreader.h"
#include "core/control/words/comparisonwords.h"
#include "ui/models/inbackground.h"

#include <QFileInfo>
#include <QLocale>

namespace Molotov {

namespace {

// Blocks for as long as disk and processor take.
Result<ComparedRuns> compareResults(const QString &beforePath, const QString &afterPath, double tolerance)
{
    const auto before = ResultReader::readRun(beforePath);
    if (!before)
        return before.error();
    const auto after = ResultReader::readRun(afterPath);
    if (!after)
        return after.error();
    return ComparedRuns{.before = before->record.entry,
                        .after = after->record.entry,
                        .beforeSeries = before->record.outcome.series,
                        .afterSeries = after->record.outcome.series,
                        .comparison = compareRuns(comparedRun(before->record, before->seconds),
                                                  comparedRun(after->record, after->seconds),
                                                  {.tolerance = tolerance})};
}

} // namespace

QList<RecordTableModel<ComparisonRow>::Column> ComparisonModel::columns() const
{
    const auto shown = [](const ComparisonRow &row, double value) {
        const bool isTime =
            row.measure != ComparisonRow::Measure::Rate && row.measure != ComparisonRow::Measure::Failures;
        return isTime && value <= 0 ? QStringLiteral("–") : ComparisonWords::value(row.measure, value);
    };
    return {
        {tr("Name"), [](const auto &row) { return ComparisonWords::name(row.name); }, {}},
        {tr("Measure"), [](const auto &row) { return ComparisonWords::measure(row.measure); }, {}},
        {tr("Before"), [shown](const auto &row) { return shown(row, row.before); },
         [](const auto &row) { return row.before; }},
        {tr("After"), [shown](const auto &row) { return shown(row, row.after); },
         [](const auto &row) { return row.after; }},
        {tr("Change"), [](const auto &row) { return ComparisonWords::change(row); },
         [](const auto &row) { return row.change; }},
        {tr("95 % interval"), [](const auto &row) { return ComparisonWords::interval(row); },
         [](const auto &row) { return row.low; }},
        {tr("Verdict"),
         [this](const auto &row) { return ComparisonWords::verdict(row, m_runs.comparison.options); },
         {}},
    };
}

ComparisonModel::ComparisonModel(QObject *parent)
    : QObject(parent)
    , m_rows(columns())
{
}

void ComparisonModel::compare(const QString &before, const QString &after)
{
    m_before = before;
    m_after = after;
    m_busy = true;
    const auto ticket = ++m_ticket;
    inBackground(
        this,
        [before, after, tolerance = m_tolerance / 100] { return compareResults(before, after, tolerance); },
        [this, ticket](const Result<ComparedRuns> &result) {
            if (ticket == m_ticket)
                take(result);
        });
    Q_EMIT started();
}

void ComparisonModel::swap()
{
    compare(QString(m_after), QString(m_before)); // copies: both are about to change
}

void ComparisonModel::setTolerance(double percent)
{
    if (percent == m_tolerance)
        return;
    m_tolerance = percent;
    if (!m_before.isEmpty())
        compare(m_before, m_after);
}

void ComparisonModel::take(const Result<ComparedRuns> &result)
{
    m_busy = false;
    m_rows.setRecords({});
    if (!result) {
        m_runs = {};
        Q_EMIT failed(result.error().text);
        return;
    }
    m_runs = *result;
    m_rows.setRecords(m_runs.comparison.rows);
    Q_EMIT finished();
}

QString ComparisonModel::nameOf(const RunEntry &run)
{
    auto name = run.title;
    if (name.isEmpty())
        name = run.test.isEmpty() ? QFileInfo(run.scenarioFile).fileName() : run.test;
    return tr("%1, %2").arg(name, QLocale().toString(run.startedAt, QLocale::ShortFormat));
}

} // namespace Molotov
