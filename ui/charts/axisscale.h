// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Molotov {

/// An axis from 0 that people can read: ticks at multiples of 1, 2 or 5 times a power of ten.
struct AxisScale
{
    double maximum = 1; ///< a multiple of `step`
    double step = 1;
};

/// The scale with the smallest step that shows `largest` with at most `ticks` steps; no step is below
/// `smallestStep`.
AxisScale niceScale(double largest, int ticks, double smallestStep = 1e-6);

/// The smallest step that clocks know (1, 2, 5, 10, 15, 30 s, …) that cuts `span` into at most `ticks` parts.
std::chrono::seconds timeStep(std::chrono::seconds span, int ticks);

} // namespace Molotov
