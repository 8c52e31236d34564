// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

/// The circular block bootstrap of a series of seconds: whole blocks of neighbouring seconds are drawn, so
/// that what one second has to do with the next is kept.
///
/// Sources: H. R. Künsch, Annals of Statistics 17 (1989), 1217–1241 (blocks); D. N. Politis, J. P. Romano,
/// "A circular block-resampling procedure for stationary data" (1992).
namespace Molotov {

/// How the values of a series depend on their neighbours, and what follows for the bootstrap.
struct Dependence
{
    int blockLength = 1;
    /// The bootstrap's variance is multiplied by it: blocks lose the dependence between the last value of a
    /// block and the first of the next, and the mean is taken from the same values.
    double correction = 1;
    /// Of Student's distribution that the statistic over its standard error follows.
    double degreesOfFreedom = 1;
};

/// R(0) … R(lags), with the divisor n.
std::vector<double> autocovariances(std::span<const double> values, int lags);

/// The block length that makes the error of the bootstrap's variance smallest, after D. N. Politis, H. White,
/// Econometric Reviews 23 (2004), 53–70, with the correction by A. Patton, D. N. Politis, H. White,
/// Econometric Reviews 28 (2009), 372–375; 1 … min(3 √n, n / 3).
double automaticBlockLength(std::span<const double> values);

/// Looks at 2 values or more.
Dependence dependenceOf(std::span<const double> values);

/// The variance that the circular block bootstrap gives to the mean, times the correction. It is the limit
/// for endless many resamples, which can be computed without drawing any.
double varianceOfMean(std::span<const double> values, const Dependence &dependence);

/// Draws resamples, the same ones for the same seed on every computer.
class BlockSampler
{
public:
    BlockSampler(int size, int blockLength, quint64 seed);

    /// A resample: where its blocks begin. All have blockLength() values but the last, which has
    /// lastLength(). They run on from the end of the series to its beginning.
    const std::vector<int> &next();

    int blockLength() const { return m_blockLength; }
    int lastLength() const { return m_lastLength; }

private:
    int m_size;
    int m_blockLength;
    int m_lastLength;
    quint64 m_state;
    std::vector<int> m_starts;
};

} // namespace Molotov
