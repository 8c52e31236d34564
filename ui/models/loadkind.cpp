// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/loadkind.h"

#include <algorithm>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

bool hasSeveralStages(const QString &text)
{
    return text.contains(QLatin1Char(':')) || text.contains(QLatin1Char(','));
}

milliseconds lengthOfStages(const Profile &profile)
{
    milliseconds length{0};
    for (const auto &stage : profile.loadPlan().stages)
        length += stage.time;
    return length;
}

/// Calls `visit` with each setting of the load.
template <typename Visit>
void forEachField(Visit visit)
{
    visit(ProfileField::Processes, &Profile::processes);
    visit(ProfileField::Workers, &Profile::workers);
    visit(ProfileField::RampUp, &Profile::rampUp);
    visit(ProfileField::Duration, &Profile::duration);
    visit(ProfileField::MaxRuns, &Profile::maxRuns);
    visit(ProfileField::Delay, &Profile::delay);
    visit(ProfileField::RampDown, &Profile::rampDown);
    visit(ProfileField::Stages, &Profile::stages);
    visit(ProfileField::Rate, &Profile::rate);
    visit(ProfileField::MaxUsers, &Profile::maxUsers);
    visit(ProfileField::Stepped, &Profile::stepped);
    visit(ProfileField::Poisson, &Profile::poisson);
    visit(ProfileField::Iterations, &Profile::iterations);
    visit(ProfileField::Pacing, &Profile::pacing);
    visit(ProfileField::FindLimit, &Profile::findLimit);
    visit(ProfileField::LimitStep, &Profile::limitStep);
    visit(ProfileField::LimitSettling, &Profile::limitSettling);
    visit(ProfileField::LimitMost, &Profile::limitMost);
}

} // namespace

LoadKind LoadKinds::of(const Profile &profile)
{
    if (!profile.findLimit.isEmpty())
        return profile.rate.isEmpty() ? LoadKind::UsersLimit : LoadKind::RateLimit;
    if (!profile.rate.isEmpty())
        return hasSeveralStages(profile.rate) ? LoadKind::RateStages : LoadKind::Rate;
    return profile.stages.isEmpty() ? LoadKind::Users : LoadKind::Stages;
}

LoadKinds::Fields LoadKinds::all()
{
    Fields fields;
    forEachField([&fields](ProfileField field, auto) { fields.insert(field); });
    return fields;
}

LoadKinds::Fields LoadKinds::fields(LoadKind kind)
{
    using Field = ProfileField;
    switch (kind) {
    case LoadKind::Users:
        return {Field::Processes, Field::Workers,    Field::RampUp, Field::RampDown, Field::Duration,
                Field::MaxRuns,   Field::Iterations, Field::Pacing, Field::Delay};
    case LoadKind::Stages:
        return {Field::Processes,  Field::Stages, Field::Stepped, Field::MaxRuns,
                Field::Iterations, Field::Pacing, Field::Delay};
    case LoadKind::Rate:
        return {Field::Processes, Field::Rate,    Field::Duration,
                Field::MaxUsers,  Field::Poisson, Field::Iterations};
    case LoadKind::RateStages:
        return {Field::Processes, Field::Rate,    Field::Stepped,
                Field::MaxUsers,  Field::Poisson, Field::Iterations};
    case LoadKind::UsersLimit:
        return {Field::FindLimit, Field::LimitStep, Field::LimitSettling, Field::LimitMost, Field::Processes,
                Field::Workers,   Field::Duration,  Field::Pacing,        Field::Delay};
    case LoadKind::RateLimit:
        return {Field::FindLimit, Field::LimitStep, Field::LimitSettling, Field::LimitMost, Field::Processes,
                Field::Rate,      Field::MaxUsers,  Field::Poisson,       Field::Duration};
    }
    Q_UNREACHABLE();
}

LoadKinds::Fields LoadKinds::leftovers(const Profile &profile)
{
    const auto kind = of(profile);
    const Profile usual;
    Fields fields;
    const auto note = [&](ProfileField field, bool isSet) {
        if (isSet)
            fields.insert(field);
    };
    if (kind == LoadKind::Users)
        return fields;
    note(ProfileField::RampUp, profile.rampUp != usual.rampUp);
    note(ProfileField::RampDown, profile.rampDown != usual.rampDown);
    note(ProfileField::Duration, hasStages(kind) && profile.duration < lengthOfStages(profile));
    if (isLimit(kind)) {
        note(ProfileField::Iterations, profile.iterations != usual.iterations);
        note(ProfileField::MaxRuns, profile.maxRuns != usual.maxRuns);
        note(ProfileField::Stages, !profile.stages.isEmpty());
    }
    if (!isRate(kind))
        return fields;
    note(ProfileField::Stages, !profile.stages.isEmpty());
    note(ProfileField::MaxRuns, profile.maxRuns != usual.maxRuns);
    note(ProfileField::Delay, profile.delay != usual.delay);
    note(ProfileField::Pacing, profile.pacing != usual.pacing);
    return fields;
}

Profile LoadKinds::reduced(Profile typed, const Fields &fields, const Profile &otherwise)
{
    forEachField([&](ProfileField field, auto member) {
        if (!fields.contains(field))
            typed.*member = otherwise.*member;
    });
    if (!fields.contains(ProfileField::Duration))
        typed.duration = std::max(typed.duration, lengthOfStages(typed));
    return typed;
}

void LoadKinds::copy(const Profile &from, Profile &to)
{
    forEachField([&](ProfileField, auto member) { to.*member = from.*member; });
}

} // namespace Molotov
