// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

/// The probabilities that a comparison of two runs needs; safe to call from several threads.
namespace Molotov {

/// The regularized incomplete beta function I_x(a, b), for a, b > 0 and x in 0 … 1.
double incompleteBeta(double a, double b, double x);

/// P(T ≥ t) of Student's distribution with so many degrees of freedom; they may be a fraction.
double studentTail(double t, double degreesOfFreedom);
/// The t with P(T ≥ t) = `probability`, which is above 0 and at most 0.5.
double studentQuantile(double probability, double degreesOfFreedom);

/// The exact two-sided probability of a split at least as uneven as this one, when each of the
/// `first` + `second` events falls to the second side with the probability `share`: twice the smaller tail
/// of the binomial distribution.
double exactSplitProbability(qint64 first, qint64 second, double share);

/// Bounds of a proportion.
struct ProportionBounds
{
    double low = 0;
    double high = 1;
};

/// Wilson's score interval of `hits` out of `count`, for a normal quantile of `z`; 0 … 1 when nothing was
/// counted.
ProportionBounds wilsonBounds(qint64 hits, qint64 count, double z);

} // namespace Molotov
