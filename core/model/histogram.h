// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QtGlobal>

#include <array>
#include <chrono>
#include <span>
#include <tuple>
#include <vector>

namespace Molotov {

/// The smallest value (microseconds) that falls into a cell of Histogram; the one of the next cell is the end
/// of this cell.
double beginOfCell(qint32 cell);

/// The same distribution as Histogram, as it travels: only the cells that hold something, and the exact
/// bounds.
struct SparseHistogram
{
    QList<qint32> cells; ///< ascending
    QList<qint64> counts; ///< one for each of `cells`, above 0
    std::chrono::microseconds min{0};
    std::chrono::microseconds max{0};
    std::chrono::microseconds sum{0};

    /// Whether Histogram::add() takes it; what came over a wire need not be.
    bool isWellFormed() const;
    /// Both have to be well-formed.
    void add(const SparseHistogram &other);
    /// The same with fewer cells: values are off by 1/128 at the most. Count, bounds and sum stay.
    SparseHistogram coarse() const;

    bool operator==(const SparseHistogram &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&SparseHistogram::cells, &SparseHistogram::counts, &SparseHistogram::min,
                               &SparseHistogram::max, &SparseHistogram::sum);
    }
};

/// A log-linear histogram of latencies in HdrHistogram's layout: three significant digits from 1 µs to 1 h.
///
/// A value below 2,048 µs has a cell of its own; above, each doubling is cut into 1,024 cells, so no value is
/// off by more than 1/1,024. Memory depends on the largest value, not on how many were recorded. Values above
/// 1 h are counted in the last cell; minimum, maximum and sum are exact.
class Histogram
{
public:
    void record(std::chrono::microseconds value);
    void add(const Histogram &other);
    /// False, and nothing is added, when `other` is not well-formed.
    [[nodiscard]] bool add(const SparseHistogram &other);
    void clear();

    qint64 count() const { return m_count; }
    std::chrono::microseconds min() const { return m_min; }
    std::chrono::microseconds max() const { return m_max; }
    /// Microseconds; 0 when empty.
    double mean() const;
    /// The smallest value that at least `fraction` (0 … 1) of all recorded values do not exceed; never above
    /// max().
    std::chrono::microseconds percentile(double fraction) const;
    /// The same for several fractions at once, ascending: one walk instead of one for each.
    template <size_t Size>
    std::array<std::chrono::microseconds, Size> percentiles(const std::array<double, Size> &fractions) const
    {
        std::array<std::chrono::microseconds, Size> values;
        findPercentiles(fractions, values);
        return values;
    }

    SparseHistogram sparse() const;

private:
    // So many cells in use are found faster by their numbers than by a walk over all between the first and
    // the last.
    static constexpr size_t FewCells = 128;

    void addCell(size_t cell, qint64 count);
    std::vector<quint16> cellsInUse() const;
    void findPercentiles(std::span<const double> fractions,
                         std::span<std::chrono::microseconds> values) const;

    std::vector<qint64> m_cells; // grown to the largest cell in use
    std::vector<quint16> m_fewCells; // those in use, in the order of their first use; unless they are many
    bool m_hasManyCells = false;
    qint64 m_count = 0;
    std::chrono::microseconds m_min{0};
    std::chrono::microseconds m_max{0};
    std::chrono::microseconds m_sum{0};
};

} // namespace Molotov
