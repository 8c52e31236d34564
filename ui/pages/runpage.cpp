// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/runpage.h"

#include "core/model/goalparser.h"
#include "ui/charts/runcharts.h"
#include "ui/models/runmodels.h"
#include "ui/pages/runtables.h"
#include "ui/widgets/runfooter.h"
#include "ui/widgets/statebanner.h"
#include "ui/widgets/workergrid.h"
#include "ui/widgets/workerlegend.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace Molotov {

namespace {

QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *first, QWidget *second)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(first);
    splitter->addWidget(second);
    return splitter;
}

} // namespace

RunPage::RunPage(RunModels *models, QWidget *parent)
    : QWidget(parent)
    , m_models(models)
    , m_layout(new QVBoxLayout(this))
    , m_banner(new StateBanner(this))
    , m_charts(new RunCharts(&models->series(), this))
    , m_footer(new RunFooter(this))
    , m_tables(
          new RunTables({&models->errors(), &models->metrics(), &models->series(), &models->log()}, this))
{
    QSplitter *top = makeSplitter(Qt::Horizontal, makeGridPanel(), m_charts);
    top->setStretchFactor(0, 2);
    top->setStretchFactor(1, 3);
    QSplitter *all = makeSplitter(Qt::Vertical, top, m_tables);
    all->setStretchFactor(0, 5);
    all->setStretchFactor(1, 2);
    all->setSizes({450, 220});

    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_banner);
    m_layout->addWidget(all, 1);
    m_layout->addWidget(m_footer);

    connect(m_models, &RunModels::prepared, this, &RunPage::prepare);
    connect(m_models, &RunModels::refreshed, this, &RunPage::refresh);
    refresh();
}

QWidget *RunPage::makeGridPanel()
{
    auto *panel = new QWidget(this);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(6);
    layout->addWidget(new WorkerGrid(&m_models->workers(), panel), 1);
    layout->addWidget(new WorkerLegend(&m_models->workers(), panel));
    return panel;
}

void RunPage::placeBar(QWidget *bar)
{
    m_layout->insertWidget(1, bar);
}

int RunPage::currentTab() const
{
    return m_tables->currentIndex();
}

void RunPage::showTab(int index)
{
    m_tables->setCurrentIndex(index);
}

void RunPage::prepare(const Profile &profile)
{
    m_tables->prepare(profile);
    m_charts->setCrosshair({});
    m_charts->setExpectedDuration(profile.loadPlan().length());
    m_charts->setGoals(parseGoals(profile.thresholds));
}

void RunPage::refresh()
{
    m_banner->setStatus(m_models->status());
    m_footer->setStatus(m_models->status());
    m_charts->setMarkers(m_models->markers(), m_models->course().model());
    m_tables->refresh();
}

} // namespace Molotov
