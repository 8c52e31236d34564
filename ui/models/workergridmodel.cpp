// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/workergridmodel.h"

#include "core/control/words/format.h"

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

// Changed rows that are no further apart are told as one range: views repaint a few cells too many, and are
// called a hundred times less.
constexpr int MergedGap = 32;

bool hasDied(HelperEnd end)
{
    return end == HelperEnd::Crashed || end == HelperEnd::Killed || end == HelperEnd::Lost;
}

} // namespace

void WorkerGridModel::reset(int helpers, int workersOfEach)
{
    beginResetModel();
    m_workersOfEach = std::max(1, workersOfEach);
    m_cells.assign(size_t(helpers) * size_t(m_workersOfEach), Cell());
    m_changed.clear();
    m_groups.clear();
    for (int helper = 0; helper < helpers; ++helper)
        m_groups.push_back({.first = helper * m_workersOfEach, .count = m_workersOfEach});
    m_scenarios.clear();
    m_counts.fill(0);
    m_counts[size_t(CellState::Waiting)] = int(m_cells.size());
    m_publishedCounts = m_counts;
    m_groupsChanged = false;
    endResetModel();
    Q_EMIT countsChanged();
}

void WorkerGridModel::grow(int workersOfEach)
{
    if (workersOfEach <= m_workersOfEach || m_groups.empty())
        return;
    beginResetModel();
    std::vector<Cell> cells(m_groups.size() * size_t(workersOfEach));
    for (Group &group : m_groups) {
        const auto from = m_cells.begin() + group.first;
        group.first = int(&group - m_groups.data()) * workersOfEach;
        std::copy_n(from, group.count, cells.begin() + group.first);
        group.count = workersOfEach;
    }
    m_cells = std::move(cells);
    m_workersOfEach = workersOfEach;
    m_changed.clear();
    m_counts.fill(0);
    for (int row = 0; row < int(m_cells.size()); ++row) {
        m_cells[size_t(row)].changed = false;
        ++m_counts[size_t(state(row))];
    }
    m_publishedCounts = m_counts;
    endResetModel();
    Q_EMIT countsChanged();
}

void WorkerGridModel::apply(int helper, const QList<Protocol::WorkerStatus> &changed)
{
    if (helper < 0 || size_t(helper) >= m_groups.size())
        return;
    const Group &group = m_groups[size_t(helper)];
    for (const Protocol::WorkerStatus &status : changed) {
        if (status.position < 0 || status.position >= group.count)
            continue;
        const int row = group.first + status.position;
        --m_counts[size_t(state(row))];
        Cell &cell = m_cells[size_t(row)];
        cell.state = status.state;
        cell.scenario = status.scenario;
        cell.iterations = status.iterations;
        cell.failed = status.failed;
        ++m_counts[size_t(state(row))];
        markChanged(row);
    }
}

void WorkerGridModel::setHelpers(const QList<HelperMetrics> &helpers)
{
    for (const HelperMetrics &helper : helpers) {
        if (helper.index < 0 || size_t(helper.index) >= m_groups.size())
            continue;
        Group &group = m_groups[size_t(helper.index)];
        if (group.pid == helper.pid && group.end == helper.end)
            continue;
        countGroup(group, -1);
        group.pid = helper.pid;
        group.end = helper.end;
        countGroup(group, 1);
        m_groupsChanged = true;
    }
}

void WorkerGridModel::publish()
{
    if (std::exchange(m_groupsChanged, false))
        Q_EMIT groupsChanged();
    std::sort(m_changed.begin(), m_changed.end());
    for (auto begin = m_changed.begin(); begin != m_changed.end();) {
        const auto gap = std::adjacent_find(begin, m_changed.end(),
                                            [](int left, int right) { return right - left > MergedGap; });
        const auto last = gap == m_changed.end() ? gap - 1 : gap;
        Q_EMIT dataChanged(index(*begin), index(*last));
        begin = last + 1;
    }
    for (const int row : m_changed)
        m_cells[size_t(row)].changed = false;
    m_changed.clear();
    if (m_publishedCounts != m_counts) {
        m_publishedCounts = m_counts;
        Q_EMIT countsChanged();
    }
}

int WorkerGridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_cells.size());
}

QVariant WorkerGridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return describe(index.row());
    case StateRole:
        return int(state(index.row()));
    default:
        return {};
    }
}

QString WorkerGridModel::caption(const Group &group) const
{
    const int number = int(&group - m_groups.data()) + 1;
    QString text =
        group.pid > 0 ? tr("Process %1 · pid %2").arg(number).arg(group.pid) : tr("Process %1").arg(number);
    switch (group.end) {
    case HelperEnd::Running:
    case HelperEnd::Finished:
        break;
    case HelperEnd::Crashed:
        text += tr(" · crashed");
        break;
    case HelperEnd::Killed:
        text += tr(" · killed");
        break;
    case HelperEnd::Lost:
        text += tr(" · never answered");
        break;
    }
    return text;
}

CellState WorkerGridModel::state(int row) const
{
    const Protocol::WorkerState state = m_cells[size_t(row)].state;
    const HelperEnd end = m_groups[size_t(groupOf(row))].end;
    if (end == HelperEnd::Finished) // and with it each of its workers, whatever it last said
        return CellState::Done;
    if (state != Protocol::WorkerState::Done && hasDied(end))
        return CellState::Lost;
    return static_cast<CellState>(state);
}
static_assert(int(CellState::Done) == int(Protocol::WorkerState::Done));

QString WorkerGridModel::describe(int row) const
{
    const Cell &cell = m_cells[size_t(row)];
    QStringList parts{tr("Worker %1").arg(row)};
    if (cell.scenario >= 0 && cell.scenario < m_scenarios.size())
        parts += Format::oneLine(m_scenarios.at(cell.scenario), 60);
    if (cell.iterations > 0) {
        const QString iterations = cell.iterations == 1
                                       ? tr("1 iteration")
                                       : tr("%1 iterations").arg(Format::count(cell.iterations));
        parts +=
            cell.failed > 0 ? tr("%1, %2 failed").arg(iterations, Format::count(cell.failed)) : iterations;
    }
    parts += stateName(state(row)).toLower();
    return parts.join(QStringLiteral(" · "));
}

QString WorkerGridModel::stateName(CellState state)
{
    switch (state) {
    case CellState::Waiting:
        return tr("Waiting");
    case CellState::Running:
        return tr("Running");
    case CellState::Thinking:
        return tr("Thinking");
    case CellState::Failed:
        return tr("Failed just now");
    case CellState::Done:
        return tr("Done");
    case CellState::Lost:
        return tr("Lost");
    }
    Q_UNREACHABLE();
}

void WorkerGridModel::markChanged(int row)
{
    if (!std::exchange(m_cells[size_t(row)].changed, true))
        m_changed.push_back(row);
}

void WorkerGridModel::countGroup(const Group &group, int sign)
{
    for (int row = group.first; row < group.first + group.count; ++row) {
        m_counts[size_t(state(row))] += sign;
        if (sign > 0)
            markChanged(row);
    }
}

} // namespace Molotov
