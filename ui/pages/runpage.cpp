// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/runpage.h"

#include "core/control/run/runservice.h"
#include "ui/charts/runcharts.h"
#include "ui/pages/runtables.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/workergrid.h"
#include "ui/widgets/workerlegend.h"

#include <QSplitter>
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
    , m_tables(new RunTables({&m_errors, &m_metrics, &m_series, &m_log}, m_content.get()))
{
    QSplitter *top = makeSplitter(Qt::Horizontal, makeGridPanel(), m_charts);
    top->setStretchFactor(0, 2);
    top->setStretchFactor(1, 3);
    QSplitter *all = makeSplitter(Qt::Vertical, top, m_tables);
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
    m_tables->prepare(profile);
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
    m_tables->prepare(shown);
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
    m_tables->updateTitles();
}

void RunPage::showSnapshot(const Snapshot &snapshot)
{
    m_status.setSnapshot(snapshot);
    m_workers.setHelpers(snapshot.helpers);
    m_series.setPoints(snapshot.series);
    m_errors.setGroups(snapshot.errors);
    m_metrics.setSnapshot(snapshot);
    m_tables->showSizing(snapshot);
}

} // namespace Molotov
