// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/loadcontrol.h"

#include "core/control/run/runservice.h"
#include "ui/models/dialogs.h"

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov {

LoadControl::LoadControl(RunService *service, Dialogs *dialogs, const SystemLimits &limits, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_dialogs(dialogs)
    , m_limits(limits)
{
    connect(service, &RunService::runBegan, this, &LoadControl::begin);
    connect(service, &RunService::stateChanged, this, &LoadControl::setState);
    connect(service, &RunService::marked, this, &LoadControl::take);
    connect(service, &RunService::snapshotTaken, this,
            [this](const Snapshot &snapshot) { setElapsed(snapshot.elapsed); });
}

RunControls LoadControl::controls() const
{
    return RunControls::of(m_state, m_profile, m_course, m_elapsed);
}

bool LoadControl::isSteadyAt(double load) const
{
    if (m_target)
        return load == *m_target;
    const auto points = m_course.planned().points();
    return std::all_of(points.begin(), points.end(),
                       [load](const LoadPoint &point) { return point.load == load; });
}

void LoadControl::begin(const RunInfo &info)
{
    m_profile = info.profile;
    m_course = LoadCourse(info.profile.loadPlan());
    m_target.reset();
    m_elapsed = {};
    Q_EMIT changed();
}

void LoadControl::setState(RunState state)
{
    m_state = state;
    Q_EMIT changed();
}

void LoadControl::take(const RunMarker &marker)
{
    if (!marker.change)
        return;
    m_course.apply(marker.at, *marker.change);
    if (marker.change->kind == LoadChange::Kind::Target)
        m_target = marker.change->load;
    Q_EMIT changed();
}

void LoadControl::setElapsed(microseconds elapsed)
{
    const auto before = controls();
    m_elapsed = elapsed;
    if (controls() != before)
        Q_EMIT changed();
}

void LoadControl::setLoad(double load, microseconds ramp)
{
    if (controls().canChangeLoad)
        m_service->changeLoad({.kind = LoadChange::Kind::Target, .load = load, .time = ramp});
}

void LoadControl::togglePause()
{
    const auto allowed = controls();
    if (allowed.canPause || allowed.canResume)
        m_service->changeLoad({.kind = allowed.canPause ? LoadChange::Kind::Pause : LoadChange::Kind::Resume,
                               .load = 0,
                               .time = {}});
}

// The run goes on while a person answers: what cannot be any more is left.
void LoadControl::extend()
{
    m_dialogs->askForMoreTime([this](std::chrono::milliseconds time) {
        if (controls().canExtend)
            m_service->changeLoad({.kind = LoadChange::Kind::Extend, .load = 0, .time = time});
    });
}

void LoadControl::addMarker()
{
    m_dialogs->writeMarker([this](const QString &note) {
        if (controls().canMark)
            m_service->addMarker(note.trimmed());
    });
}

} // namespace Molotov
