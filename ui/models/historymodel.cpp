// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/historymodel.h"

#include "core/control/results/resultfolder.h"
#include "core/control/words/format.h"
#include "ui/models/inbackground.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace Molotov {

namespace {

struct Reading
{
    QList<RunEntry> runs;
    QString problem;
};

QString problemOf(const QString &folder, const QList<Error> &problems)
{
    const QFileInfo info(folder);
    if (info.exists() && (!info.isDir() || !info.isReadable() || !info.isExecutable()))
        return HistoryModel::tr("The results in %1 cannot be read: it must be a folder that you may read.")
            .arg(QDir::toNativeSeparators(folder));
    if (problems.isEmpty())
        return {};
    if (problems.size() == 1)
        return problems.first().text;
    return HistoryModel::tr("%1 files are not shown. The first of them: %2")
        .arg(Format::count(problems.size()), problems.first().text);
}

Reading read(const QString &folder)
{
    const auto content = ResultFolder(folder).list();
    return {content.runs, problemOf(folder, content.problems)};
}

} // namespace

RunVerdict verdictOf(const RunEntry &run)
{
    if (run.isGoing)
        return RunVerdict::Running;
    if (!run.isComplete)
        return RunVerdict::Incomplete;
    if (run.end == RunOutcome::End::Failed)
        return RunVerdict::Failed;
    if (run.verdict == GoalVerdict::Failed)
        return RunVerdict::Missed;
    if (run.end == RunOutcome::End::Stopped)
        return RunVerdict::Stopped;
    if (run.verdict == GoalVerdict::NotJudged)
        return RunVerdict::NotJudged;
    return run.verdict == GoalVerdict::Passed ? RunVerdict::Passed : RunVerdict::Finished;
}

QString RunEntryWords::test(const RunEntry &run)
{
    const auto name = run.test.isEmpty() ? QFileInfo(run.scenarioFile).completeBaseName() : run.test;
    return Format::oneLine(name);
}

QString RunEntryWords::name(const RunEntry &run)
{
    const auto test = RunEntryWords::test(run);
    return run.title.isEmpty() ? test : tr("%1 (%2)").arg(test, Format::oneLine(run.title));
}

QString RunEntryWords::verdict(RunVerdict verdict)
{
    switch (verdict) {
    case RunVerdict::Running:
        return tr("Running");
    case RunVerdict::Passed:
        return tr("Passed");
    case RunVerdict::Missed:
        return tr("Goals missed");
    case RunVerdict::NotJudged:
        return tr("Not judged");
    case RunVerdict::Finished:
        return tr("Finished");
    case RunVerdict::Stopped:
        return tr("Stopped");
    case RunVerdict::Failed:
        return tr("Failed");
    case RunVerdict::Incomplete:
        return tr("Incomplete");
    }
    Q_UNREACHABLE();
}

QString RunEntryWords::when(const QDateTime &time, const QDateTime &now)
{
    const QLocale locale;
    const auto local = time.toLocalTime();
    const auto clock = locale.toString(local.time(), QLocale::ShortFormat);
    const auto days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return tr("Today %1").arg(clock);
    if (days == 1)
        return tr("Yesterday %1").arg(clock);
    return locale.toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
}

QString RunEntryWords::failures(const RunEntry &run)
{
    const auto iterations = run.iterationsOk + run.iterationsFailed;
    if (iterations > 0)
        return Format::share(run.iterationsFailed, iterations);
    return run.requests > 0 ? Format::share(run.requestsFailed, run.requests) : QString();
}

QString RunEntryWords::details(const RunEntry &run)
{
    QStringList lines{name(run), QLocale().toString(run.startedAt.toLocalTime(), QLocale::LongFormat)};
    lines += tr("%1 requests, %2 iterations")
                 .arg(Format::count(run.requests), Format::count(run.iterationsOk + run.iterationsFailed));
    if (verdictOf(run) == RunVerdict::Incomplete)
        lines += tr("The program ended before the run did: what was measured until then is there.");
    if (!run.note.isEmpty())
        lines += QString(QLatin1Char('\n') + run.note);
    return lines.join(QLatin1Char('\n'));
}

double rateOf(const RunEntry &run)
{
    return ratePerSecond(double(run.requests), run.loadTime);
}

double failureShareOf(const RunEntry &run)
{
    const auto iterations = run.iterationsOk + run.iterationsFailed;
    if (iterations > 0)
        return double(run.iterationsFailed) / double(iterations);
    return run.requests > 0 ? double(run.requestsFailed) / double(run.requests) : 0;
}

HistoryModel::HistoryModel(QString folder, QObject *parent)
    : QAbstractTableModel(parent)
    , m_folder(std::move(folder))
{
}

void HistoryModel::refresh()
{
    if (m_folder.isEmpty())
        return;
    m_isAskedAgain = m_isReading;
    if (m_isReading)
        return;
    m_isReading = true;
    inBackground(
        this, [folder = m_folder] { return read(folder); },
        [this](const Reading &reading) {
            m_isReading = false;
            m_wasRead = true;
            m_problem = reading.problem;
            setRuns(reading.runs);
            Q_EMIT refreshed();
            if (m_isAskedAgain)
                refresh();
        });
}

int HistoryModel::rowOf(const QString &path) const
{
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [&path](const auto &run) { return run.path == path; });
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

QStringList HistoryModel::tests() const
{
    QStringList names;
    for (const auto &run : m_runs)
        names += RunEntryWords::test(run);
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    return names;
}

// Whether those that stay stand in the same order, which is so unless clocks were changed.
bool HistoryModel::keepsOrder(const QList<RunEntry> &runs) const
{
    qsizetype row = 0;
    for (const auto &run : runs) {
        if (row < m_runs.size() && m_runs.at(row).path == run.path)
            ++row;
    }
    return row == m_runs.size();
}

void HistoryModel::setRuns(const QList<RunEntry> &runs)
{
    QSet<QString> paths;
    for (const auto &run : runs)
        paths.insert(run.path);
    for (int row = int(m_runs.size()) - 1; row >= 0; --row) {
        if (paths.contains(m_runs.at(row).path))
            continue;
        beginRemoveRows({}, row, row);
        m_runs.removeAt(row);
        endRemoveRows();
    }
    if (!keepsOrder(runs)) {
        beginResetModel();
        m_runs = runs;
        endResetModel();
        return;
    }
    for (int row = 0; row < runs.size(); ++row) {
        if (row < m_runs.size() && m_runs.at(row).path == runs.at(row).path) {
            m_runs[row] = runs.at(row);
            continue;
        }
        beginInsertRows({}, row, row);
        m_runs.insert(row, runs.at(row));
        endInsertRows();
    }
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &run = m_runs.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(run, column);
    case Qt::ToolTipRole:
        return Format::toolTip(RunEntryWords::details(run));
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case SortRole:
        return sortKey(run, column);
    case RatesRole:
        return QVariant::fromValue(run.rates);
    case VerdictRole:
        return int(verdictOf(run));
    case PinnedRole:
        return run.isPinned;
    default:
        return {};
    }
}

QString HistoryModel::text(const RunEntry &run, int column) const
{
    switch (column) {
    case Verdict:
        return RunEntryWords::verdict(verdictOf(run));
    case Name:
        return RunEntryWords::name(run);
    case When:
        return RunEntryWords::when(run.startedAt, QDateTime::currentDateTime());
    case Duration:
        return Format::duration(run.elapsed);
    case Rate:
        return Format::rate(rateOf(run));
    case P95:
        return run.p95.count() > 0 ? Format::latency(run.p95) : QString();
    case Failures:
        return RunEntryWords::failures(run);
    default:
        return {}; // it is drawn
    }
}

QVariant HistoryModel::sortKey(const RunEntry &run, int column)
{
    switch (column) {
    case Verdict:
        return int(verdictOf(run));
    case Name:
        return RunEntryWords::name(run).toCaseFolded();
    case When:
        return run.startedAt;
    case Duration:
        return qint64(run.elapsed.count());
    case P95:
        return qint64(run.p95.count());
    case Failures:
        return failureShareOf(run);
    default:
        return rateOf(run);
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section >= Duration && section <= Failures;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Result"),     tr("Test"), tr("Started"),  tr("Duration"),
                             tr("Requests/s"), tr("p95"),  tr("Failures"), tr("Requests/s over time")};
    return titles.value(section);
}

} // namespace Molotov
