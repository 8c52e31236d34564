// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QtGlobal>

#include <array>
#include <map>
#include <span>
#include <tuple>

namespace Molotov {

/// The same values as a Distribution, as they travel: only the cells that hold something, and the exact
/// bounds.
struct SparseDistribution
{
    QList<qint32> cells; ///< ascending
    QList<qint64> counts; ///< one for each of `cells`, above 0
    double min = 0;
    double max = 0;
    double sum = 0;

    /// Whether Distribution::add() takes it; what came over a wire need not be.
    bool isWellFormed() const;
    /// Both have to be well-formed.
    void add(const SparseDistribution &other);

    bool operator==(const SparseDistribution &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&SparseDistribution::cells, &SparseDistribution::counts,
                               &SparseDistribution::min, &SparseDistribution::max, &SparseDistribution::sum);
    }
};

/// How numbers of any unit are distributed: what a script adds to a trend. A log-linear histogram like that
/// of latencies (histogram.h), but for doubles of either sign.
///
/// Each doubling of a magnitude from 2^-30 to 2^53 is cut into 256 cells, so no percentile is off by more
/// than 1/256 of its value; cells of negative values mirror those of positive ones. What is closer to zero
/// counts as zero, what is further away in the outermost cell. Count, minimum, maximum and mean are exact.
/// Memory depends on how many cells are in use, not on how many values were recorded.
class Distribution
{
public:
    /// A finite number.
    void record(double value);
    /// False, and nothing is added, when `other` is not well-formed.
    [[nodiscard]] bool add(const SparseDistribution &other);

    qint64 count() const { return m_count; }
    double min() const { return m_min; }
    double max() const { return m_max; }
    /// 0 when empty.
    double mean() const { return m_count == 0 ? 0 : m_sum / double(m_count); }
    /// For each of `fractions` (0 … 1, ascending) the smallest value that at least so many of all do not
    /// exceed; never outside of min() … max().
    template <size_t Size>
    std::array<double, Size> percentiles(const std::array<double, Size> &fractions) const
    {
        std::array<double, Size> values{};
        findPercentiles(fractions, values);
        return values;
    }

    SparseDistribution sparse() const;

private:
    void include(qint64 count, double min, double max, double sum);
    void findPercentiles(std::span<const double> fractions, std::span<double> values) const;

    std::map<qint32, qint64> m_cells; // by order of their values
    qint64 m_count = 0;
    double m_min = 0;
    double m_max = 0;
    double m_sum = 0;
};

} // namespace Molotov
