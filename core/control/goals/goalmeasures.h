// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/distribution.h"
#include "core/model/histogram.h"
#include "core/model/metrics.h"

namespace Molotov {

/// What took the times that a goal is about.
enum class GoalTimes {
    Latency, ///< requests with a whole response, from the sending
    ResponseTime, ///< the same, from the moment that each was meant to go out
    Scenario, ///< iterations that are ok
    Step, ///< steps that are ok
};

/// What goals are judged by: all that was measured of the load of a run. Fixtures are no load.
class GoalMeasures
{
public:
    virtual ~GoalMeasures() = default;

    /// Counts and the time of the load; goals use none of its summaries and series.
    virtual const Snapshot &totals() const = 0;
    /// Of all that have the name, which is empty for all there are. An endpoint is named as in nameFits().
    virtual Histogram times(GoalTimes what, const QString &name) const = 0;
    /// Of a trend of the scenario's own.
    virtual Distribution trendValues(const QString &name) const = 0;
};

/// Whether a goal with this name is about the endpoint: "/cart" is so for all methods, "GET /cart" for one,
/// and no name for all endpoints.
inline bool nameFits(const QString &name, const EndpointMetrics &endpoint)
{
    return name.isEmpty() || name == endpoint.name
           || name == endpoint.method + QLatin1Char(' ') + endpoint.name;
}

} // namespace Molotov
