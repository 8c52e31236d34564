// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/runtables.h"

#include "core/control/words/format.h"
#include "core/model/sizing.h"
#include "ui/charts/kneechart.h"
#include "ui/charts/sizingchart.h"
#include "ui/models/errormodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/metricsmodels.h"
#include "ui/models/seriesmodel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/goaltable.h"
#include "ui/widgets/logpanel.h"

#include <algorithm>

namespace Molotov {

RunTables::RunTables(const Models &models, QWidget *parent)
    : QTabWidget(parent)
    , m_models(models)
    , m_goals(new GoalTable(&models.metrics->goals, this))
    , m_errors(new ErrorPanel(models.errors, this))
    , m_sizing(new SizingChart)
    , m_knee(new KneeChart)
{
    setDocumentMode(true);
    addTab(m_goals, QString());
    addTab(m_errors, QString());
    addMetrics();
    addSeries();
    addTab(new LogPanel(m_models.log, this), tr("Log"));
    addTab(m_sizing, tr("Sizing"));
    addTab(m_knee, tr("Limit"));
    for (int tab = 0; tab < count(); ++tab)
        widget(tab)->setMinimumHeight(90);
    prepare({});
    refresh();
}

void RunTables::prepare(const Profile &profile)
{
    const auto showTab = [this](QWidget *tab, bool isShown) {
        const int index = indexOf(tab);
        const bool isNew = isShown && !isTabVisible(index);
        setTabVisible(index, isShown);
        if (isNew)
            setCurrentIndex(index);
    };
    showTab(m_goals, !m_models.metrics->goals.records().isEmpty());
    showTab(m_sizing, profile.sizing);
    showTab(m_knee, !profile.findLimit.isEmpty());
    m_sizing->prepare(profile.processes * profile.workers, profile.sizingTolerance);
}

void RunTables::refresh()
{
    if (isTabVisible(indexOf(m_sizing)))
        m_sizing->setPoints(sizingCurve(m_models.series->points()));
    if (isTabVisible(indexOf(m_knee)))
        m_knee->setResult(m_models.metrics->limit());
    nameTabs();
}

void RunTables::nameTabs()
{
    const auto &goals = m_models.metrics->goals.records();
    const auto broken = std::count_if(goals.begin(), goals.end(), [](const GoalStatus &goal) {
        return goal.state == GoalStatus::State::Broken;
    });
    setTabText(indexOf(m_goals),
               broken == 0 ? tr("Goals") : tr("Goals (%1 broken)").arg(Format::count(broken)));
    const qint64 errors = m_models.errors->errorCount();
    setTabText(indexOf(m_errors), errors == 0 ? tr("Errors") : tr("Errors (%1)").arg(Format::count(errors)));
}

void RunTables::addMetrics()
{
    const QString number = QStringLiteral("8,888,888");
    const QString part = QStringLiteral("88,888");
    const QString latency = QStringLiteral("888 ms");
    auto *endpoints = makeTable(&m_models.metrics->endpoints, 1,
                                {QStringLiteral("DELETE"),
                                 {},
                                 number,
                                 part,
                                 part,
                                 part,
                                 part,
                                 part,
                                 part,
                                 part,
                                 part,
                                 part,
                                 latency,
                                 latency,
                                 latency,
                                 latency,
                                 latency});
    endpoints->setEmptyText(tr("No requests so far"));
    endpoints->hideWhileZero({7, 9, 10, 16}); // other statuses, aborted, retried, waiting that hardly was
    addTab(endpoints, tr("Endpoints"));
    auto *scenarios = makeTable(&m_models.metrics->scenarios, 0,
                                {{}, number, number, part, number, latency, latency, latency, latency});
    scenarios->setEmptyText(tr("No iterations so far"));
    scenarios->hideWhileZero({3}); // aborted
    addTab(scenarios, tr("Scenarios"));
    auto *steps = makeTable(&m_models.metrics->steps, 0,
                            {{}, number, number, part, number, latency, latency, latency, latency});
    steps->setEmptyText(tr("No steps so far: step() in a scenario measures a part of an iteration"));
    steps->hideWhileZero({3}); // aborted
    addTab(steps, tr("Steps"));
    auto *checks = makeTable(&m_models.metrics->checks, 0, {{}, number, number, number});
    checks->setEmptyText(tr("No checks so far"));
    addTab(checks, tr("Checks"));
    auto *own = makeTable(&m_models.metrics->own, 0,
                          {{}, tr("Counter"), number, number, number, number, number, number, number});
    own->setEmptyText(
        tr("No metrics of the scenario's own so far: counter(), trend() and gauge() make them"));
    addTab(own, tr("Metrics"));
}

void RunTables::addSeries()
{
    const QString number = QStringLiteral("888,888");
    auto *table =
        makeTable(m_models.series, DataTable::AllColumns, QStringList(SeriesModel::ColumnCount, number));
    table->hideWhileZero({SeriesModel::Status3xx, SeriesModel::Status4xx, SeriesModel::Status5xx,
                          SeriesModel::StatusOther, SeriesModel::NoResponse});
    table->sortByColumn(SeriesModel::Second, Qt::DescendingOrder);
    table->setAccessibleName(tr("What was measured in each second"));
    table->setEmptyText(tr("No second is over yet"));
    addTab(table, tr("Per second"));
}

DataTable *RunTables::makeTable(QAbstractItemModel *model, int stretched, const QStringList &widestTexts)
{
    auto *table = new DataTable(model, Qt::UserRole, this);
    table->setColumnWidths(stretched, widestTexts);
    copyAsText(table);
    return table;
}

} // namespace Molotov
