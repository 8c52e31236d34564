// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/report/svgchart.h"
#include "core/control/results/runrecord.h"

namespace Molotov {

/// The charts of a report: throughput, latencies over time and as a distribution, statuses, failures,
/// workers. The limit of a goal is in the chart that shows the measure of all requests or iterations.
class ReportCharts
{
    Q_DECLARE_TR_FUNCTIONS(ReportCharts)

public:
    /// Without those for which there is too little.
    static QList<Chart> of(const RunRecord &record);
};

} // namespace Molotov
