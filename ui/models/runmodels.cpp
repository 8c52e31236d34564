// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runmodels.h"

#include <utility>

namespace Molotov {

namespace {

constexpr std::chrono::milliseconds RefreshInterval{100};

} // namespace

RunModels::RunModels(RunSource *source, QObject *parent)
    : QObject(parent)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(RefreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &RunModels::refresh);
    connectTo(*source);
}

void RunModels::prepare(const Profile &profile)
{
    m_pendingSnapshot.reset();
    m_pendingPoints.clear();
    m_pendingSamples.clear();
    forget(profile);
    m_errors.clear();
    m_log.clear();
    m_series.clear();
    showSnapshot({});
    Q_EMIT prepared(profile);
    refresh();
}

void RunModels::clear()
{
    prepare({});
    m_workers.reset(0, 0);
}

void RunModels::setChecking(bool isChecking)
{
    m_status.setChecking(isChecking);
    refresh();
}

void RunModels::warn(const QString &sentence)
{
    m_status.addWarning(sentence);
    m_log.append({.level = Protocol::LogLevel::Warning, .text = sentence});
    refresh();
}

void RunModels::showProfile(const Profile &profile, const QString &obstacle)
{
    if (m_status.state() != RunState::Idle)
        return;
    Profile shown = profile;
    if (!obstacle.isEmpty())
        shown.processes = shown.workers = 0; // who knows how many there were to be
    forget(shown);
    m_status.setObstacle(obstacle);
    Q_EMIT prepared(shown);
    refresh();
}

void RunModels::connectTo(const RunSource &source)
{
    connect(&source, &RunSource::stateChanged, this, &RunModels::setState);
    connect(&source, &RunSource::runBegan, this,
            [this](const RunInfo &info) { setScenarios(info.scenarios); });
    connect(&source, &RunSource::runEnded, this, &RunModels::setOutcome);
    connect(&source, &RunSource::pointsAdded, this, [this](const QList<SeriesPoint> &points) {
        m_pendingPoints += points;
        refreshSoon();
    });
    connect(&source, &RunSource::snapshotTaken, this, [this](const Snapshot &snapshot) {
        m_pendingSnapshot = snapshot;
        refreshSoon();
    });
    connect(&source, &RunSource::workersChanged, this,
            [this](int helper, const QList<Protocol::WorkerStatus> &changed) {
                m_workers.apply(helper, changed);
                refreshSoon();
            });
    connect(&source, &RunSource::sampled, this, [this](const RunSample &sample) {
        m_pendingSamples.append(sample);
        refreshSoon();
    });
    connect(&source, &RunSource::marked, this, &RunModels::addMarker);
    connect(&source, &RunSource::logged, this, [this](const LogLine &line) {
        m_log.append(line);
        refreshSoon();
    });
}

void RunModels::setState(RunState state)
{
    m_status.setState(state);
    refresh();
}

void RunModels::setScenarios(const QList<Protocol::ScenarioInfo> &scenarios)
{
    QStringList names;
    for (const auto &scenario : scenarios)
        names += scenario.name;
    m_workers.setScenarios(names);
}

void RunModels::setOutcome(const RunOutcome &outcome)
{
    m_pendingSnapshot.reset();
    showSnapshot(outcome.last);
    m_status.setOutcome(outcome);
    refresh();
}

void RunModels::forget(const Profile &profile)
{
    m_status.prepare(profile);
    m_markers.clear();
    m_metrics.prepare(profile);
    m_workers.reset(profile.processes,
                    profile.loadPlan().workersOf({.index = 0, .count = profile.processes, .weights = {}}));
}

void RunModels::addMarker(const RunMarker &marker)
{
    m_markers.append(marker);
    m_status.addMarker(marker);
    const int helpers = m_status.totalProcesses();
    if (helpers > 0)
        m_workers.grow(int(WorkShare{.index = 0, .count = helpers, .weights = {}}.of(course().users())));
    refreshSoon();
}

void RunModels::refreshSoon()
{
    if (!m_refresh.isActive())
        m_refresh.start();
}

void RunModels::refresh()
{
    m_series.append(std::exchange(m_pendingPoints, {}));
    if (const auto snapshot = std::exchange(m_pendingSnapshot, std::nullopt))
        showSnapshot(*snapshot);
    m_errors.addSamples(std::exchange(m_pendingSamples, {}));
    m_workers.publish();
    m_log.publish();
    Q_EMIT refreshed();
}

void RunModels::showSnapshot(const Snapshot &snapshot)
{
    m_status.setSnapshot(snapshot);
    m_workers.setHelpers(snapshot.helpers);
    m_errors.setGroups(snapshot.errors);
    m_metrics.setSnapshot(snapshot);
}

} // namespace Molotov
