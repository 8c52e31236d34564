// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace Molotov {

class RunCharts;
class RunFooter;
class RunModels;
class RunTables;
class StateBanner;
struct Profile;

/// What a person watches during a run, and reads after it: state, worker grid, charts, errors and tables.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    /// The models are not owned, and live longer.
    explicit RunPage(RunModels *models, QWidget *parent = nullptr);

    /// Puts something below the state.
    void placeBar(QWidget *bar);
    /// The tab of the tables below the charts.
    int currentTab() const;
    void showTab(int index);

private:
    QWidget *makeGridPanel();
    void prepare(const Profile &profile);
    void refresh();

    RunModels *m_models;
    QVBoxLayout *m_layout;
    StateBanner *m_banner;
    RunCharts *m_charts;
    RunFooter *m_footer;
    RunTables *m_tables;
};

} // namespace Molotov
