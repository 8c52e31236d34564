// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/loadplan.h"

#include <algorithm>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

template <typename T>
bool isNegative(T value)
{
    return value < T(0);
}

} // namespace

QList<ProfileProblem> LoadPlan::validate() const
{
    QList<ProfileProblem> problems;
    const auto check = [&problems](bool isWrong, ProfileField field, const QString &text) {
        if (isWrong)
            problems.append({field, text});
    };
    const auto checkSign = [&check](auto value, ProfileField field, const QString &what) {
        check(isNegative(value), field, tr("%1 must not be negative.").arg(what));
    };
    checkSign(rampUp, ProfileField::RampUp, tr("Ramp-up"));
    check(rampUp > duration, ProfileField::RampUp,
          tr("The ramp-up is longer than the duration: the last workers would never start."));
    check(duration <= milliseconds(0), ProfileField::Duration, tr("The duration must be above 0 s."));
    checkSign(maxRuns, ProfileField::MaxRuns, tr("Runs per worker"));
    checkSign(delay, ProfileField::Delay, tr("The delay"));
    checkSign(rampDown, ProfileField::RampDown, tr("Ramp-down"));
    check(rampUp <= duration && rampDown > duration - rampUp, ProfileField::RampDown,
          tr("Ramp-up and ramp-down together are longer than the duration: make one of them shorter."));
    checkSign(iterations, ProfileField::Iterations, tr("The number of iterations"));
    checkSign(pacing, ProfileField::Pacing, tr("The pacing"));
    return problems + validateStages();
}

QList<ProfileProblem> LoadPlan::validateStages() const
{
    if (stages.isEmpty())
        return {};
    QList<ProfileProblem> problems;
    const auto field = model == Model::Open ? ProfileField::Rate : ProfileField::Stages;
    const auto name = model == Model::Open ? tr("a rate") : tr("stages");
    const auto check = [&problems](bool isWrong, ProfileField which, const QString &text) {
        if (isWrong)
            problems.append({which, text});
    };
    check(curve().most() <= 0, field, tr("There is no load in any stage: write more than 0 in one of them."));
    check(rampUp > milliseconds(0), ProfileField::RampUp,
          tr("With %1, leave out the ramp-up: let a stage rise.").arg(name));
    check(rampDown > milliseconds(0), ProfileField::RampDown,
          tr("With %1, leave out the ramp-down: let the last stage fall.").arg(name));
    if (model == Model::Closed)
        return problems;
    check(maxRuns > 0, ProfileField::MaxRuns,
          tr("With a rate, any user may begin any iteration: limit the iterations of all users together."));
    check(delay > milliseconds(0), ProfileField::Delay,
          tr("A rate says when iterations begin: leave out the delay."));
    check(pacing > milliseconds(0), ProfileField::Pacing,
          tr("A rate says when iterations begin: leave out the pacing."));
    return problems;
}

milliseconds LoadPlan::length() const
{
    if (stages.isEmpty())
        return duration;
    milliseconds length{0};
    for (const auto &stage : stages)
        length += stage.time;
    return std::min(duration, length);
}

// Linear, as Molotov's `i × ramp_up / workers`: user number i is needed as soon as the load is above i.
LoadCurve LoadPlan::curve() const
{
    LoadCurve curve;
    for (const auto &stage : stages) {
        if (isStepped)
            curve.hold(stage.load, stage.time);
        else
            curve.goTo(stage.load, stage.time);
    }
    if (!stages.isEmpty())
        return curve;
    curve.goTo(users, rampUp);
    curve.hold(users, std::max(milliseconds(0), duration - rampUp - rampDown));
    curve.goTo(0, rampDown);
    return curve;
}

} // namespace Molotov
