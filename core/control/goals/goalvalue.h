// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/goal.h"

#include <optional>

namespace Molotov {

class GoalMeasures;

/// What was measured for a goal, in the goal's unit. Empty when there is nothing to judge by: no load,
/// nothing of that name, or no value that a percentile or a share could be taken of.
///
/// Requests of fixtures are in none of it; what was cut off by us (aborted) is in no share.
///
///     latency             times from the call to the last byte, of requests with a whole response
///     requests            requests that were sent, those that were aborted with them, as in all tables
///     failed              requests without a whole response; of 100 that were answered or failed
///     errors              these, and responses with a status of 400 or above; of as many as for failed
///     http_5xx, http_404  responses with such a status; of 100 responses
///     iterations          iterations that are ok or failed
///     iterations_failed   those that failed; of 100 iterations
///     scenario            iterations of a scenario; times are of those that are ok
///     step                the same of steps
///     step_failed         steps that failed; of 100 steps
///     check               checks that passed; of 100 checks
///     counter             the sum of what the script added
///     trend, gauge        values of the script
///
/// count is a number; rate in % is a share as above, rate in /s is the count over the seconds in which load
/// was meant to run.
std::optional<double> measuredValue(const Goal &goal, const GoalMeasures &measures);

} // namespace Molotov
