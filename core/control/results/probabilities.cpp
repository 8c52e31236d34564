// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/probabilities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace Molotov {

namespace {

// ln Γ(x) for x > 0: Lanczos' approximation with Godfrey's coefficients (g = 7, n = 9), exact to 15 digits.
// std::lgamma() writes a global variable, so that it must not be called from two threads.
double logGamma(double x)
{
    constexpr double G = 7;
    constexpr std::array<double, 9> Coefficients = {
        0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
        771.32342877765313,   -176.61502916214059,   12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
    if (x < 0.5) // the reflection formula
        return std::log(std::numbers::pi / std::sin(std::numbers::pi * x)) - logGamma(1 - x);
    x -= 1;
    double sum = Coefficients[0];
    for (size_t i = 1; i < Coefficients.size(); ++i)
        sum += Coefficients[i] / (x + double(i));
    const double base = x + G + 0.5;
    return 0.5 * std::log(2 * std::numbers::pi) + (x + 0.5) * std::log(base) - base + std::log(sum);
}

// The continued fraction of I_x(a, b), by Lentz's method: Press et al., Numerical Recipes, 3rd ed., 6.4.
double betaFraction(double a, double b, double x)
{
    constexpr double Tiny = 1e-300;
    constexpr double Precision = 1e-15;
    constexpr int MaxSteps = 10'000;
    const auto notZero = [](double value) { return std::abs(value) < Tiny ? Tiny : value; };
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= MaxSteps; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / notZero(1 + even * d);
        c = notZero(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / notZero(1 + odd * d);
        c = notZero(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < Precision)
            break;
    }
    return result;
}

} // namespace

double incompleteBeta(double a, double b, double x)
{
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    const double front =
        std::exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction converges fast on this side of the mean; the other side is its mirror image.
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a
                                     : 1 - front * betaFraction(b, a, 1 - x) / b;
}

double studentTail(double t, double degreesOfFreedom)
{
    // Abramowitz and Stegun, 26.7.1.
    const double both =
        incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
    return t >= 0 ? both / 2 : 1 - both / 2;
}

double studentQuantile(double probability, double degreesOfFreedom)
{
    double low = 0;
    double high = 1;
    while (studentTail(high, degreesOfFreedom) > probability && high < 1e12)
        high *= 2;
    constexpr int Halvings = 60;
    for (int i = 0; i < Halvings; ++i) {
        const double middle = (low + high) / 2;
        (studentTail(middle, degreesOfFreedom) > probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

double exactSplitProbability(qint64 first, qint64 second, double share)
{
    const double count = double(first + second);
    // P(X ≥ k) = I_p(k, n − k + 1): Abramowitz and Stegun, 26.5.24.
    const double atLeast =
        second == 0 ? 1 : incompleteBeta(double(second), count - double(second) + 1, share);
    const double atMost =
        first == 0 ? 1 : 1 - incompleteBeta(double(second) + 1, count - double(second), share);
    return std::min(1.0, 2 * std::min(atLeast, atMost));
}

ProportionBounds wilsonBounds(qint64 hits, qint64 count, double z)
{
    if (count == 0)
        return {};
    // Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
    const double n = double(count);
    const double share = double(hits) / n;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {.low = hits == 0 ? 0 : std::max(0.0, middle - half),
            .high = hits == count ? 1 : std::min(1.0, middle + half)};
}

} // namespace Molotov
