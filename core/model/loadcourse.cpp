// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadcourse.h"

#include <algorithm>
#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

LoadCourse::LoadCourse(const LoadPlan &plan)
    : m_model(plan.model)
    , m_planned(plan.curve())
    , m_length(plan.length())
    , m_users(plan.users)
{
}

void LoadCourse::apply(microseconds at, const LoadChange &change)
{
    auto curve = m_planned.until(at);
    switch (change.kind) {
    case LoadChange::Kind::Target:
        curve.goTo(change.load, change.time);
        curve.hold(change.load, std::max(microseconds(0), m_length - curve.length()));
        m_planned = curve;
        break;
    case LoadChange::Kind::Extend:
        curve.hold(m_planned.loadAt(at), change.time);
        curve.append(m_planned.from(at));
        m_planned = curve;
        m_length += change.time;
        break;
    case LoadChange::Kind::Pause:
        if (!m_paused)
            m_paused = at;
        break;
    case LoadChange::Kind::Resume:
        if (!m_paused)
            break;
        m_before.append(m_planned.between(m_resumed, *m_paused));
        m_before.hold(0, at - *m_paused);
        m_resumed = at;
        m_paused.reset();
        break;
    }
    if (m_model == LoadPlan::Model::Closed)
        m_users = std::max(m_users, int(std::ceil(m_planned.most())));
}

LoadCurve LoadCourse::withPauses() const
{
    auto curve = m_before;
    curve.append(m_paused ? m_planned.between(m_resumed, *m_paused) : m_planned.from(m_resumed));
    return curve;
}

} // namespace Molotov
