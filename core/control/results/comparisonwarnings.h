// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runcomparison.h"

namespace Molotov {

/// What must be known before the figures of two runs with these different settings are believed; grave ones
/// first.
QList<ComparisonWarning> comparisonWarnings(const ComparedRun &before, const ComparedRun &after,
                                            const QList<SettingDifference> &settings);

} // namespace Molotov
