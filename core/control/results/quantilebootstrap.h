// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/comparedrun.h"

#include <QList>

#include <vector>

namespace Molotov {

/// A value that was estimated from the seconds of one run, and how much it is off by chance.
struct Estimate
{
    double value = 0;
    double variance = 0;
    double degreesOfFreedom = 1; ///< of the variance
};

/// Percentiles of the latencies of a series of seconds, with what the block bootstrap says of their chance
/// variation.
///
/// A percentile q of a resample is where Σ (count of values ≤ q − fraction · count of all values) over its
/// seconds turns positive. For a few dozen values of q around the percentile, these differences are added up
/// over the seconds beforehand, so that a block of any length costs one subtraction.
class QuantileBootstrap
{
public:
    explicit QuantileBootstrap(const QList<ComparedSecond> &seconds);

    qint64 count() const { return m_count; }

    /// The percentile's natural logarithm (of microseconds); only when count() > 0.
    double logQuantile(double fraction) const;
    /// The same with its variance from so many resamples; only when there are 2 seconds or more, too.
    Estimate estimate(double fraction, int resamples, quint64 seed) const;

private:
    /// Neighbouring cells, between whose bounds values are taken as evenly spread.
    struct Group
    {
        size_t firstCell = 0; ///< indices in m_cells
        size_t lastCell = 0;
        double low = 0; ///< logarithms of microseconds
        double high = 0;
    };
    struct Position
    {
        size_t cell = 0; ///< its index in m_cells
        double part = 0; ///< of the cell's values that lie below
    };

    Position positionOf(double fraction) const;
    double lowOf(size_t cell) const;
    double highOf(size_t cell) const;
    std::vector<double> excesses(const Position &position, double fraction) const;
    std::vector<Group> groupsAround(double fraction, double spread) const;
    std::vector<double> summedExcesses(const std::vector<Group> &groups, double fraction,
                                       int blockLength) const;

    std::vector<qint32> m_cells; // in use, ascending
    std::vector<double> m_atMost; // for each of them: how many values lie in it or below
    qint64 m_count = 0;

    // The values of each second: indices into m_cells with their counts.
    struct Entry
    {
        quint32 cell = 0;
        quint32 count = 0;
    };
    std::vector<Entry> m_entries;
    std::vector<size_t> m_begins; // of each second in m_entries, and the end
    std::vector<double> m_counts; // of each second
};

} // namespace Molotov
