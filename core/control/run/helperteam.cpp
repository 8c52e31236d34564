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
    m_left = request.share.count;
    for (int i = 0; i < request.share.count; ++i) {
        auto share = request;
        share.share.index = i;
        m_workers.append(share.load.workersOf(share.share));
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
            [this, helper](const auto &loaded) { onScenarioLoaded(helper, loaded); });
    connect(helper, &HelperProcess::loadFailed, this, &HelperTeam::loadFailed);
    connect(helper, &HelperProcess::globalSetupDone, this, &HelperTeam::onGlobalSetupDone);
    connect(helper, &HelperProcess::broke, this, &HelperTeam::broke);
    connect(helper, &HelperProcess::metricsReported, this,
            [this, index](const auto &delta) { Q_EMIT metricsReported(index, delta); });
    connect(helper, &HelperProcess::workersChanged, this,
            [this, helper](const auto &changed) { onWorkersChanged(helper, changed); });
    connect(helper, &HelperProcess::sampled, this,
            [this, helper](const auto &sample) { onSampled(helper, sample); });
    connect(helper, &HelperProcess::traced, this, &HelperTeam::traced);
    connect(helper, &HelperProcess::noted, this, &HelperTeam::noted);
    connect(helper, &HelperProcess::answeringChanged, this,
            [this, helper](bool answers) { onAnsweringChanged(helper, answers); });
    connect(helper, &HelperProcess::idled, this,
            [this, index](const auto &idle) { Q_EMIT idled(index, idle); });
    connect(helper, &HelperProcess::workersDone, this, [this, index] {
        Q_EMIT workersDone(index);
        checkGlobalTeardown();
    });
    connect(helper, &HelperProcess::globalTeardownFailed, this,
            [this, index](const auto &problem) { Q_EMIT globalTeardownFailed(index, problem); });
    connect(helper, &HelperProcess::logged, this, [this, index](const auto &line) { onLogged(index, line); });
    connect(helper, &HelperProcess::ended, this,
            [this, index](const auto &loss) { onHelperEnded(index, loss); });
}

void HelperTeam::startRun()
{
    m_hasStarted = true;
    for (auto *helper : m_helpers) {
        const bool isKeeper = helper == m_keeper;
        if (helper->hasLoaded())
            helper->startRun(
                {.vars = isKeeper ? QString() : m_vars, .keeps = isKeeper && m_loaded.hasGlobalTeardown});
    }
}

void HelperTeam::changeLoad(const Protocol::ChangeLoad &change, int users)
{
    for (auto *helper : m_helpers) {
        const WorkShare share{.index = helper->index(), .count = int(m_helpers.size()), .weights = {}};
        auto &workers = m_workers[helper->index()];
        workers = std::max(workers, int(share.of(users)));
        helper->changeLoad(change);
    }
}

void HelperTeam::tellWorkers(int workers)
{
    if (!m_loaded.isListening)
        return;
    for (auto *helper : m_helpers)
        helper->tellWorkers(workers);
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

void HelperTeam::passTime(std::chrono::microseconds time)
{
    for (auto *helper : m_helpers)
        helper->passTime(time);
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

void HelperTeam::onScenarioLoaded(HelperProcess *helper, const Protocol::ScenarioLoaded &loaded)
{
    // What is measured names scenarios by their number in this list.
    if (m_loaded.scenarios.isEmpty())
        m_loaded = loaded;
    else if (m_loaded != loaded)
        return helper->reject(QStringLiteral("other scenarios than another helper"));
    prepare();
}

// Once all that are left have loaded.
void HelperTeam::prepare()
{
    const auto hasLoaded = [](const HelperProcess *helper) { return helper->hasLoaded(); };
    const auto loadedCount = std::count_if(m_helpers.begin(), m_helpers.end(), hasLoaded);
    if (m_keeper || m_left == 0 || loadedCount < m_left)
        return;
    m_keeper = *std::find_if(m_helpers.begin(), m_helpers.end(), hasLoaded);
    if (m_loaded.hasGlobalSetup)
        m_keeper->runGlobalSetup();
    else
        announceLoaded();
}

void HelperTeam::onGlobalSetupDone(const Protocol::GlobalSetupDone &done)
{
    m_vars = done.vars;
    if (done.error)
        Q_EMIT globalSetupFailed(*done.error);
    else
        announceLoaded();
}

void HelperTeam::announceLoaded()
{
    m_loadedAnnounced = true;
    Q_EMIT loaded(m_loaded.scenarios);
}

// When all others are gone.
void HelperTeam::checkGlobalTeardown()
{
    if (m_left != 1 || !m_keeper || !m_keeper->isWaiting())
        return;
    m_keeper->runGlobalTeardown();
    if (m_stoppingNow)
        m_keeper->stopRun(true);
}

void HelperTeam::onKeeperLost(const HelperLoss &loss)
{
    if (!m_loadedAnnounced)
        Q_EMIT globalSetupLost(loss);
    else if (m_hasStarted && m_loaded.hasGlobalTeardown)
        Q_EMIT globalTeardownFailed(m_keeper->index(),
                                    {.code = RunProblem::Code::GlobalTeardownNotRun, .loss = loss});
}

void HelperTeam::onWorkersChanged(HelperProcess *helper, const QList<Protocol::WorkerStatus> &changed)
{
    const auto isSound = [this,
                          workers = m_workers.at(helper->index())](const Protocol::WorkerStatus &status) {
        return status.position >= 0 && status.position < workers && status.scenario >= -1
               && status.scenario < m_loaded.scenarios.size();
    };
    if (std::all_of(changed.begin(), changed.end(), isSound))
        Q_EMIT workersChanged(helper->index(), changed);
    else
        helper->reject(QStringLiteral("the state of a worker that it does not have"));
}

void HelperTeam::onSampled(HelperProcess *helper, const Protocol::ErrorSample &sample)
{
    if (sample.scenario >= -1 && sample.scenario < m_loaded.scenarios.size())
        Q_EMIT sampled(helper->index(), sample);
    else
        helper->reject(QStringLiteral("a sample of a scenario that there is not"));
}

void HelperTeam::onAnsweringChanged(HelperProcess *helper, bool answers)
{
    const auto text = answers
                          ? tr("%1 answers again.")
                          : tr("%1 does not answer: its figures are missing from now on. It is ended when "
                               "it stays silent.");
    Q_EMIT answeringChanged(helper->index(), answers);
    onLogged(helper->index(), {.level = Protocol::LogLevel::Warning, .text = text.arg(helper->name())});
}

void HelperTeam::onLogged(int helper, const Protocol::ScriptLog &line)
{
    if (line.dropped > 0)
        Q_EMIT logged(
            {.level = Protocol::LogLevel::Warning,
             .helper = helper,
             .worker = -1,
             .text =
                 (line.dropped == 1
                      ? tr("One line is left out here: the script writes too many.")
                      : tr("%L1 lines are left out here: the script writes too many.").arg(line.dropped))});
    Q_EMIT logged({.level = line.level, .helper = helper, .worker = line.worker, .text = line.text});
}

void HelperTeam::onHelperEnded(int helper, const std::optional<HelperLoss> &loss)
{
    --m_left;
    Q_EMIT helperEnded(helper, loss);
    if (m_helpers.at(helper) == m_keeper && loss)
        onKeeperLost(*loss);
    prepare();
    checkGlobalTeardown();
    if (m_left == 0) {
        m_patience.stop();
        Q_EMIT ended();
    }
}

void HelperTeam::onPatienceOver()
{
    if (!m_stoppingNow)
        return stopRunNow();
    for (auto *helper : m_helpers) {
        if (!helper->isKeeping())
            helper->kill();
    }
}

} // namespace Molotov
