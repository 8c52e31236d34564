// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"
#include "core/model/protocol/messages.h"

#include <QAbstractListModel>

#include <array>
#include <vector>

namespace Molotov {

/// What a cell of the worker grid shows.
enum class CellState {
    Waiting,
    Running,
    Thinking,
    Failed,
    Done,
    Lost, ///< was not done when its helper died
};
constexpr int CellStateCount = 6;

/// All workers of a run, a row each, those of one helper side by side.
///
/// What workers report is taken in at once and told to views only by publish(), in few signals: the caller
/// decides how often a view has to look.
class WorkerGridModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { StateRole = Qt::UserRole };

    /// The workers of one helper.
    struct Group
    {
        int first = 0; ///< row
        int count = 0;
        qint64 pid = 0; ///< 0 = not known yet
        HelperEnd end = HelperEnd::Running;

        bool operator==(const Group &) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Begins anew, with every worker waiting.
    void reset(int helpers, int workersOfEach);
    /// Each helper has so many workers from now on, unless it has more; they wait.
    void grow(int workersOfEach);
    void setScenarios(const QStringList &names) { m_scenarios = names; }
    /// Positions and helpers out of range are left out.
    void apply(int helper, const QList<Protocol::WorkerStatus> &changed);
    void setHelpers(const QList<HelperMetrics> &helpers);
    /// Tells views what changed since the last call.
    void publish();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    const std::vector<Group> &groups() const { return m_groups; }
    int groupOf(int row) const { return row / m_workersOfEach; }
    QString caption(const Group &group) const;
    CellState state(int row) const;
    /// "Worker 12 · browse · 34 iterations, 2 failed · running".
    QString describe(int row) const;
    /// How many workers are in each CellState.
    const std::array<int, CellStateCount> &counts() const { return m_counts; }

    static QString stateName(CellState state);

Q_SIGNALS:
    /// From publish(), when a process has another id or has ended.
    void groupsChanged();
    /// From publish(), when counts() differ.
    void countsChanged();

private:
    struct Cell
    {
        Protocol::WorkerState state = Protocol::WorkerState::Waiting;
        bool changed = false; // since the last publish()
        int scenario = -1;
        qint64 iterations = 0;
        qint64 failed = 0;
    };

    void markChanged(int row);
    void countGroup(const Group &group, int sign);

    std::vector<Cell> m_cells;
    std::vector<Group> m_groups;
    std::vector<int> m_changed; // rows, each once
    QStringList m_scenarios;
    std::array<int, CellStateCount> m_counts{};
    std::array<int, CellStateCount> m_publishedCounts{};
    int m_workersOfEach = 1;
    bool m_groupsChanged = false;
};

} // namespace Molotov
