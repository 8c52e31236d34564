// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/report/svgchart.h"
#include "core/model/limit.h"

namespace Molotov {

/// The charts of a search for the limit: throughput and p95 over the load, with a point for each load that
/// was tried. The load from which on throughput no longer grows, and latency does, is the knee.
class KneeCharts
{
    Q_DECLARE_TR_FUNCTIONS(KneeCharts)

public:
    /// None while no load was measured.
    static QList<Chart> of(const LimitResult &result);
};

} // namespace Molotov
