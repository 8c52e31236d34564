// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadcurve.h"
#include "core/model/loadstages.h"
#include "core/model/profilefield.h"
#include "core/model/workshare.h"

#include <QCoreApplication>
#include <QList>

#include <chrono>
#include <tuple>

namespace Molotov {

/// The load that a run is meant to make, of all helpers together. A user is one worker.
struct LoadPlan
{
    Q_DECLARE_TR_FUNCTIONS(LoadPlan)

public:
    /// Who begins an iteration: in a closed model a user whose last one has ended, in an open model whoever
    /// is free at the time that is meant for it.
    enum class Model { Closed, Open };
    friend constexpr Model lastEnumerator(Model) { return Model::Open; }

    Model model = Model::Closed;
    int users = 1; ///< the most at a time
    std::chrono::milliseconds rampUp{0}; ///< in which users begin, one by one; not with stages
    std::chrono::milliseconds rampDown{0}; ///< at the end, in which they end one by one; not with stages
    std::chrono::milliseconds duration{0}; ///< counted from StartRun, ramps included
    /// Of users, or of iterations a second in an open model. Empty: `users` for the whole duration.
    QList<LoadStage> stages;
    bool isStepped = false; ///< each stage has its load from its beginning on, in place of going there evenly
    bool isPoisson = false; ///< gaps between arrivals are random, as when users know nothing of each other
    qint64 maxRuns = 0; ///< iterations of each user; 0 = no limit
    qint64 iterations = 0; ///< of all users together; 0 = no limit
    std::chrono::milliseconds delay{0}; ///< after each iteration of a user
    /// From the begin of a user's iteration to that of its next; 0 = none.
    std::chrono::milliseconds pacing{0};

    /// All reasons why there can be no such load.
    QList<ProfileProblem> validate() const;
    /// How many workers the helper with this share has at most.
    int workersOf(const WorkShare &share) const { return int(share.of(users)); }
    /// When no iteration begins any more: at the end of the duration, or of the last stage if that comes
    /// before.
    std::chrono::milliseconds length() const;
    /// How many users are meant at which time, or iterations a second in an open model.
    LoadCurve curve() const;
    /// The load over the time of the run, without running anything: the points of its curve.
    QList<LoadPoint> preview() const { return curve().points(); }

    bool operator==(const LoadPlan &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&LoadPlan::model, &LoadPlan::users, &LoadPlan::rampUp, &LoadPlan::rampDown,
                               &LoadPlan::duration, &LoadPlan::stages, &LoadPlan::isStepped,
                               &LoadPlan::isPoisson, &LoadPlan::maxRuns, &LoadPlan::iterations,
                               &LoadPlan::delay, &LoadPlan::pacing);
    }

private:
    QList<ProfileProblem> validateStages() const;
};

} // namespace Molotov
