// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontrols.h"

#include "core/control/words/format.h"

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// Helpers that are about to end would not all hear of a change in time.
constexpr std::chrono::milliseconds LastMoment{250};

constexpr double MostRate = 1e6; // as stages have it
constexpr std::chrono::hours LongestTime{24 * 366};

} // namespace

RunControls RunControls::of(RunState state, const Profile &profile, const LoadCourse &course,
                            microseconds elapsed)
{
    RunControls controls;
    controls.canMark = state == RunState::Running;
    const bool choosesLoad = profile.sizing || !profile.findLimit.isEmpty(); // by itself
    const bool canChange = !choosesLoad && isInTime(state, course, elapsed);
    controls.canChangeLoad = canChange;
    controls.canExtend = canChange;
    controls.canPause = canChange && !course.isPaused();
    controls.canResume = canChange && course.isPaused();
    return controls;
}

bool RunControls::isInTime(RunState state, const LoadCourse &course, microseconds elapsed)
{
    return state == RunState::Running && elapsed + LastMoment < course.length();
}

bool RunControls::allow(LoadChange::Kind kind) const
{
    switch (kind) {
    case LoadChange::Kind::Target:
        return canChangeLoad;
    case LoadChange::Kind::Pause:
        return canPause;
    case LoadChange::Kind::Resume:
        return canResume;
    case LoadChange::Kind::Extend:
        return canExtend;
    }
    Q_UNREACHABLE();
}

LoadLimits::LoadLimits(const Profile &profile, const SystemLimits &limits)
    : m_isRate(profile.loadPlan().model == LoadPlan::Model::Open)
    , m_most(MostRate)
{
    if (m_isRate)
        return;
    qint64 ofProcess = Profile::MaxWorkers;
    if (limits.descriptors)
        ofProcess = std::clamp<qint64>(*limits.descriptors - Profile::OwnDescriptors, 1, ofProcess);
    m_most = double(ofProcess * std::max(profile.processes, 1));
}

Status LoadLimits::check(const LoadChange &change) const
{
    if (change.time < microseconds(0) || change.time > LongestTime)
        return Error{tr("The time must be from 0 s to a year.")};
    if (change.kind == LoadChange::Kind::Extend && change.time == microseconds(0))
        return Error{tr("The time that is added must be above 0 s.")};
    if (change.kind != LoadChange::Kind::Target)
        return {};
    if (m_isRate && !(change.load >= 0 && change.load <= m_most))
        return Error{tr("The rate must be from 0/s to %1/s.").arg(Format::number(m_most))};
    if (!m_isRate && !(change.load >= 0 && change.load <= m_most && std::floor(change.load) == change.load))
        return Error{
            tr("The number of users must be from 0 to %1: the processes of this run can have no more.")
                .arg(Format::number(m_most))};
    return {};
}

double LoadLimits::stepped(double load, bool isUp) const
{
    const double step = std::max(1.0, m_isRate ? load / 10 : std::round(load / 10));
    const double next = isUp ? load + step : load - step;
    const double wanted = m_isRate ? std::round(next * 1000) / 1000 : std::round(next);
    return std::clamp(wanted, 0.0, m_most);
}

} // namespace Molotov
