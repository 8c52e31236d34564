// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/helperteam.h"

#include <algorithm>

namespace Molotov {

HelperTeam::HelperTeam(const QString &program, const RunSettings &settings, QObject *parent)
    : QObject(parent)
    , m_program(program)
    , m_settings(settings)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &HelperTeam::onPatienceOver);
}

HelperTeam::~HelperTeam()
{
    for (auto *helper : m_helpers)
        helper->abandon();
}

void HelperTeam::start(const Protocol::LoadScenario &request)
{
    Q_ASSERT(m_helpers.isEmpty());
    m_workers = request.share.workers;
    m_left = request.share.count;
    for (int i = 0; i < request.share.count; ++i) {
        auto share = request;
        share.share.index = i;
        addHelper(share);
    }
    for (auto *helper : m_helpers)
        helper->start();
}

void HelperTeam::addHelper(const Protocol::LoadScenario &request)
{
    const int index = request.share.index;
    auto *helper = new HelperProcess(index, m_program, m_settings, this);
    m_helpers.append(helper);
    connect(helper, &HelperProcess::ready, this, [this, helper, request] {
        Q_EMIT helperReady(helper->index(), helper->pid());
        helper->loadScenario(request);
    });
    connect(helper, &HelperProcess::scenarioLoaded, this,
            [this, helper](const auto &scenarios) { onScenarioLoaded(helper, scenarios); });
    connect(helper, &HelperProcess::loadFailed, this, &HelperTeam::loadFailed);
    connect(helper, &HelperProcess::metricsReported, this,
            [this, index](const auto &delta) { Q_EMIT metricsReported(index, delta); });
    connect(helper, &HelperProcess::workersChanged, this,
            [this, helper](const auto &changed) { onWorkersChanged(helper, changed); });
    connect(helper, &HelperProcess::runFinished, this,
            [this, index](const auto &setupFailure) { Q_EMIT helperFinished(index, setupFailure); });
    connect(helper, &HelperProcess::logged, this, [this, index](const auto &line) { onLogged(index, line); });
    connect(helper, &HelperProcess::ended, this,
            [this, index](HelperEnd end, const QString &what) { onHelperEnded(index, end, what); });
}

void HelperTeam::startRun()
{
    for (auto *helper : m_helpers) {
        if (helper->hasLoaded())
            helper->startRun();
    }
}

void HelperTeam::stopRun()
{
    m_patience.start(m_settings.gracefulStop);
    for (auto *helper : m_helpers)
        helper->stopRun(false);
}

void HelperTeam::stopRunNow()
{
    if (std::exchange(m_stoppingNow, true))
        return;
    m_patience.start(m_settings.stopNow);
    for (auto *helper : m_helpers)
        helper->stopRun(true);
}

void HelperTeam::dismiss()
{
    for (auto *helper : m_helpers)
        helper->dismiss();
}

void HelperTeam::reject(int helper, const QString &what)
{
    m_helpers.at(helper)->reject(what);
}

void HelperTeam::onScenarioLoaded(HelperProcess *helper, const QList<Protocol::ScenarioInfo> &scenarios)
{
    // What is measured names scenarios by their number in this list.
    if (m_scenarios.isEmpty())
        m_scenarios = scenarios;
    else if (m_scenarios != scenarios)
        return helper->reject(QStringLiteral("other scenarios than another helper"));
    announceLoaded();
}

void HelperTeam::announceLoaded()
{
    const auto loadedCount = std::count_if(m_helpers.begin(), m_helpers.end(),
                                           [](const HelperProcess *helper) { return helper->hasLoaded(); });
    if (m_loadedAnnounced || m_left == 0 || loadedCount < m_left)
        return;
    m_loadedAnnounced = true;
    Q_EMIT loaded(m_scenarios);
}

void HelperTeam::onWorkersChanged(HelperProcess *helper, const QList<Protocol::WorkerStatus> &changed)
{
    const auto isSound = [this](const Protocol::WorkerStatus &status) {
        return status.position >= 0 && status.position < m_workers && status.scenario >= -1
               && status.scenario < m_scenarios.size();
    };
    if (std::all_of(changed.begin(), changed.end(), isSound))
        Q_EMIT workersChanged(helper->index(), changed);
    else
        helper->reject(QStringLiteral("the state of a worker that it does not have"));
}

void HelperTeam::onLogged(int helper, const Protocol::ScriptLog &line)
{
    if (line.dropped > 0)
        Q_EMIT logged(
            {.level = Protocol::LogLevel::Warning,
             .helper = helper,
             .worker = -1,
             .text = tr("%L1 lines are left out here: the script writes too many.").arg(line.dropped)});
    Q_EMIT logged({.level = line.level, .helper = helper, .worker = line.worker, .text = line.text});
}

void HelperTeam::onHelperEnded(int helper, HelperEnd end, const QString &what)
{
    --m_left;
    Q_EMIT helperEnded(helper, end, what);
    announceLoaded();
    if (m_left == 0) {
        m_patience.stop();
        Q_EMIT ended();
    }
}

void HelperTeam::onPatienceOver()
{
    if (!m_stoppingNow)
        return stopRunNow();
    for (auto *helper : m_helpers)
        helper->kill();
}

} // namespace Molotov
