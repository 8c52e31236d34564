// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/runtables.h"

#include "core/model/sizing.h"
#include "ui/charts/sizingchart.h"
#include "ui/format.h"
#include "ui/models/errormodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/metricsmodels.h"
#include "ui/models/seriesmodel.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/logpanel.h"

namespace Molotov {

RunTables::RunTables(const Models &models, QWidget *parent)
    : QTabWidget(parent)
    , m_models(models)
    , m_sizing(new SizingChart)
{
    setDocumentMode(true);
    addTab(new ErrorPanel(m_models.errors, this), QString());
    addMetrics();
    addSeries();
    addTab(new LogPanel(m_models.log, this), tr("Log"));
    addTab(m_sizing, tr("Sizing"));
    for (int tab = 0; tab < count(); ++tab)
        widget(tab)->setMinimumHeight(90);
    prepare({});
    updateTitles();
}

void RunTables::prepare(const Profile &profile)
{
    const int tab = indexOf(m_sizing);
    const bool isNew = profile.sizing && !isTabVisible(tab);
    setTabVisible(tab, profile.sizing);
    if (isNew)
        setCurrentIndex(tab);
    m_sizing->prepare(profile.processes * profile.workers, profile.sizingTolerance);
}

void RunTables::showSizing(const Snapshot &snapshot)
{
    if (snapshot.sizing)
        m_sizing->setPoints(sizingCurve(snapshot.series));
}

void RunTables::updateTitles()
{
    const qint64 errors = m_models.errors->errorCount();
    setTabText(0, errors == 0 ? tr("Errors") : tr("Errors (%1)").arg(Format::count(errors)));
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
                                 latency});
    endpoints->setEmptyText(tr("No requests so far"));
    endpoints->hideWhileZero({7, 9, 10}); // other statuses, aborted, retried
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
        makeTable(m_models.series, DataTable::AllColumns,
                  {QStringLiteral("8:88:88"), number, number, number, number, number, number, number});
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
