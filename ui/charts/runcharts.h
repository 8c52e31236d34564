// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"
#include "core/model/loadplan.h"
#include "core/model/runmarker.h"
#include "ui/charts/timechart.h"

#include <QList>
#include <QWidget>

#include <chrono>
#include <optional>

namespace Molotov {

class ChartLegend;

/// The charts of a run below each other: throughput, latency, status codes, active workers. They share
/// the time axis and the crosshair; the values at the crosshair, or else those of the last second, stand in
/// their legends.
class RunCharts : public QWidget
{
    Q_OBJECT

public:
    explicit RunCharts(const SeriesModel *model, QWidget *parent = nullptr);

    /// The time axis goes at least so far; shorter for a run that ends before.
    void setExpectedDuration(std::chrono::milliseconds duration);
    void setCrosshair(std::optional<int> second);
    /// Their limits are drawn in the charts of what they are about.
    void setGoals(const QList<Goal> &goals);

    /// They are lines in all charts, with labels in the first one.
    void setMarkers(const QList<RunMarker> &markers, LoadPlan::Model model);

    const TimeChart &throughput() const { return *m_panels.at(0).chart; }
    const TimeChart &latency() const { return *m_panels.at(1).chart; }
    const TimeChart &statuses() const { return *m_panels.at(2).chart; }
    const TimeChart &workers() const { return *m_panels.at(3).chart; }
    /// "0:34: iterations ok/s 12.5, …", as the legends show it.
    QStringList legendTexts() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Panel
    {
        ChartLegend *legend = nullptr;
        TimeChart *chart = nullptr;
    };

    void addPanel(const QString &title, int stretch, const TimeChart::Options &options);
    void addThroughput();
    void addLatency();
    void addStatuses();
    void addWorkers();
    void updateLegends();

    const SeriesModel *m_model; // outlives this
    QList<Panel> m_panels;
    std::optional<int> m_crosshair;
};

} // namespace Molotov
