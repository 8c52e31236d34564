// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/runpage.h"

#include "core/control/run/runservice.h"
#include "core/model/sizing.h"
#include "ui/charts/runcharts.h"
#include "ui/charts/sizingchart.h"
#include "ui/format.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorpanel.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/workergrid.h"
#include "ui/widgets/workerlegend.h"

#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace Molotov {

namespace {

constexpr std::chrono::milliseconds RefreshInterval{100};

QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *first, QWidget *second)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(first);
    splitter->addWidget(second);
    return splitter;
}

} // namespace

RunPage::RunPage(RunService *service, QWidget *parent)
    : QWidget(parent)
    , m_content(std::make_unique<QWidget>())
    , m_banner(new StateBanner(m_content.get()))
    , m_charts(new RunCharts(&m_series, m_content.get()))
    , m_footer(new RunFooter(m_content.get()))
    , m_sizing(new SizingChart(m_content.get()))
    , m_tabs(new QTabWidget(m_content.get()))
{
    QSplitter *top = makeSplitter(Qt::Horizontal, makeGridPanel(), m_charts);
    top->setStretchFactor(0, 2);
    top->setStretchFactor(1, 3);
    makeTabs();
    QSplitter *all = makeSplitter(Qt::Vertical, top, m_tabs);
    all->setStretchFactor(0, 5);
    all->setStretchFactor(1, 2);
    all->setSizes({470, 200});

    auto *pageLayout = new QVBoxLayout(this);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->addWidget(m_content.get());
    auto *layout = new QVBoxLayout(m_content.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(all, 1);
    layout->addWidget(m_footer);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &RunPage::refresh);
    connectTo(*service);
    m_banner->setStatus(m_status);
}

void RunPage::prepare(const Profile &profile)
{
    m_pending.reset();
    m_status.prepare(profile);
    m_workers.reset(profile.processes, profile.workers);
    prepareSizing(profile);
    m_charts->setCrosshair({});
    m_charts->setExpectedDuration(profile.duration);
    m_errors.clear();
    m_log.clear();
    showSnapshot({});
    refresh();
}

void RunPage::clear()
{
    prepare({});
    m_workers.reset(0, 0);
}

void RunPage::showProfile(const Profile &profile, const QString &obstacle)
{
    if (m_status.state() != RunState::Idle)
        return;
    Profile shown = profile;
    if (!obstacle.isEmpty())
        shown.processes = shown.workers = 0; // who knows how many there were to be
    m_status.prepare(shown);
    m_status.setObstacle(obstacle);
    m_workers.reset(shown.processes, shown.workers);
    prepareSizing(shown);
    m_charts->setExpectedDuration(shown.duration);
    refresh();
}

void RunPage::connectTo(const RunService &service)
{
    connect(&service, &RunService::stateChanged, this, &RunPage::setState);
    connect(&service, &RunService::scenariosLoaded, this, &RunPage::setScenarios);
    connect(&service, &RunService::runFinished, this, &RunPage::setOutcome);
    connect(&service, &RunService::snapshotTaken, this, [this](const Snapshot &snapshot) {
        m_pending = snapshot;
        refreshSoon();
    });
    connect(&service, &RunService::workersChanged, this,
            [this](int helper, const QList<Protocol::WorkerStatus> &changed) {
                m_workers.apply(helper, changed);
                refreshSoon();
            });
    connect(&service, &RunService::logged, this, [this](const LogLine &line) {
        m_log.append(line);
        refreshSoon();
    });
}

QWidget *RunPage::makeGridPanel()
{
    auto *panel = new QWidget(m_content.get());
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(6);
    layout->addWidget(new WorkerGrid(&m_workers, panel), 1);
    layout->addWidget(new WorkerLegend(&m_workers, panel));
    return panel;
}

void RunPage::makeTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(new ErrorPanel(&m_errors, m_tabs), QString());
    const QString number = QStringLiteral("8,888,888");
    const QString latency = QStringLiteral("888 ms");
    auto *endpoints = makeTable(
        &m_metrics.endpoints, 1,
        {QStringLiteral("OPTIONS"), {}, number, number, number, latency, latency, latency, latency});
    endpoints->setEmptyText(tr("No requests so far"));
    m_tabs->addTab(endpoints, tr("Endpoints"));
    auto *scenarios =
        makeTable(&m_metrics.scenarios, 0, {{}, number, number, number, latency, latency, latency, latency});
    scenarios->setEmptyText(tr("No iterations so far"));
    m_tabs->addTab(scenarios, tr("Scenarios"));
    auto *checks = makeTable(&m_metrics.checks, 0, {{}, number, number, number});
    checks->setEmptyText(tr("No checks so far"));
    m_tabs->addTab(checks, tr("Checks"));
    auto *own = makeTable(&m_metrics.own, 0,
                          {{}, tr("Counter"), number, number, number, number, number, number, number});
    own->setEmptyText(
        tr("No metrics of the scenario's own so far: counter(), trend() and gauge() make them"));
    m_tabs->addTab(own, tr("Metrics"));
    m_tabs->addTab(makeSeriesTable(), tr("Per second"));
    m_tabs->addTab(new LogPanel(&m_log, m_tabs), tr("Log"));
    m_tabs->addTab(m_sizing, tr("Sizing"));
    prepareSizing({});
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->widget(tab)->setMinimumHeight(90);
    updateTabTitles();
}

DataTable *RunPage::makeTable(QAbstractItemModel *model, int stretched, const QStringList &widestTexts)
{
    auto *table = new DataTable(model, Qt::UserRole, m_tabs);
    table->setColumnWidths(stretched, widestTexts);
    copyAsText(table);
    return table;
}

DataTable *RunPage::makeSeriesTable()
{
    const QString number = QStringLiteral("888,888");
    auto *table =
        makeTable(&m_series, DataTable::AllColumns,
                  {QStringLiteral("8:88:88"), number, number, number, number, number, number, number});
    table->sortByColumn(SeriesModel::Second, Qt::DescendingOrder);
    table->setAccessibleName(tr("What was measured in each second"));
    table->setEmptyText(tr("No second is over yet"));
    return table;
}

void RunPage::setState(RunState state)
{
    m_status.setState(state);
    refresh();
}

void RunPage::setScenarios(const QList<Protocol::ScenarioInfo> &scenarios)
{
    QStringList names;
    for (const Protocol::ScenarioInfo &scenario : scenarios)
        names += scenario.name;
    m_workers.setScenarios(names);
}

void RunPage::setOutcome(const RunOutcome &outcome)
{
    m_pending.reset();
    showSnapshot(outcome.last);
    m_status.setOutcome(outcome);
    refresh();
}

void RunPage::refreshSoon()
{
    if (!m_refresh.isActive())
        m_refresh.start();
}

void RunPage::refresh()
{
    if (const auto snapshot = std::exchange(m_pending, std::nullopt))
        showSnapshot(*snapshot);
    m_workers.publish();
    m_log.publish();
    m_banner->setStatus(m_status);
    m_footer->setStatus(m_status);
    updateTabTitles();
}

void RunPage::showSnapshot(const Snapshot &snapshot)
{
    m_status.setSnapshot(snapshot);
    m_workers.setHelpers(snapshot.helpers);
    m_series.setPoints(snapshot.series);
    m_errors.setGroups(snapshot.errors);
    m_metrics.setSnapshot(snapshot);
    if (snapshot.sizing)
        m_sizing->setPoints(sizingCurve(snapshot.series));
}

void RunPage::prepareSizing(const Profile &profile)
{
    const int tab = m_tabs->indexOf(m_sizing);
    const bool isNew = profile.sizing && !m_tabs->isTabVisible(tab);
    m_tabs->setTabVisible(tab, profile.sizing);
    if (isNew)
        m_tabs->setCurrentIndex(tab);
    m_sizing->prepare(profile.processes * profile.workers, profile.sizingTolerance);
}

void RunPage::updateTabTitles()
{
    const qint64 errors = m_errors.errorCount();
    m_tabs->setTabText(0, errors == 0 ? tr("Errors") : tr("Errors (%1)").arg(Format::count(errors)));
}

} // namespace Molotov
