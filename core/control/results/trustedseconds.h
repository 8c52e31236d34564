// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultreader.h"

namespace Molotov {

/// How much of a run's load there was while its figures could not be trusted (SeriesPoint::isTrusted).
std::chrono::microseconds doubtfulTime(const RunRecord &record);

/// The run with totals that are made of the other seconds alone, and RunOutcome::leftOut. What is not kept by
/// the second is of all of them: errors, helpers, the verdicts of goals and of trust. Percentiles are off by
/// 1/128 at the most, as those of kept seconds are. Fails when there are no others.
Result<RunRecord> withoutDoubtful(const KeptRun &run);

/// Reads all that a result file holds but its seconds; if it is wished, as withoutDoubtful().
Result<RunRecord> readRecord(const QString &path, bool isWithoutDoubtful);

} // namespace Molotov
