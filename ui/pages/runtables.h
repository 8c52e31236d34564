// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTabWidget>

class QAbstractItemModel;

namespace Molotov {

class DataTable;
class ErrorModel;
class ErrorPanel;
class GoalTable;
class KneeChart;
class LogModel;
class MetricsModels;
class SeriesModel;
class SizingChart;
struct Profile;

/// What a run is made of, in tabs: its goals, errors, tables of what was measured, log, and the curve of a
/// sizing or of a search for the limit.
class RunTables : public QTabWidget
{
    Q_OBJECT

public:
    struct Models
    {
        ErrorModel *errors;
        MetricsModels *metrics;
        SeriesModel *series;
        LogModel *log;
    };

    /// The models live longer.
    explicit RunTables(const Models &models, QWidget *parent = nullptr);

    /// A run of this profile comes; a run with goals, a sizing and a search for the limit have a tab more.
    void prepare(const Profile &profile);
    /// After the models have changed.
    void refresh();

private:
    void nameTabs();
    void addMetrics();
    void addSeries();
    DataTable *makeTable(QAbstractItemModel *model, int stretched, const QStringList &widestTexts);

    const Models m_models;
    GoalTable *m_goals;
    ErrorPanel *m_errors;
    SizingChart *m_sizing;
    KneeChart *m_knee;
};

} // namespace Molotov
