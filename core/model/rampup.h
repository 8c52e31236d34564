// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

struct WorkShare;

/// When the worker at `position` of a helper starts, counted from the start of the run. Linear, as Molotov's
/// `i × ramp_up / workers`, but over the workers of all helpers in turn, so that users appear one by one
/// and not in steps of as many as there are helpers.
std::chrono::microseconds startOffset(const WorkShare &share, int position, std::chrono::milliseconds rampUp);

} // namespace Molotov
