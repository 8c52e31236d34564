// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTabWidget>

class QAbstractItemModel;

namespace Molotov {

class DataTable;
class ErrorModel;
class LogModel;
class MetricsModels;
class SeriesModel;
class SizingChart;
struct Profile;
struct Snapshot;

/// What a run is made of, in tabs: errors, tables of what was measured, log, and the curve of a sizing.
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

    /// A run of this profile comes; a sizing has a tab of its own.
    void prepare(const Profile &profile);
    void showSizing(const Snapshot &snapshot);
    /// After the models have changed.
    void updateTitles();

private:
    void addMetrics();
    void addSeries();
    DataTable *makeTable(QAbstractItemModel *model, int stretched, const QStringList &widestTexts);

    const Models m_models;
    SizingChart *m_sizing;
};

} // namespace Molotov
