// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/distribution.h"

#include "core/model/sparsecells.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Molotov {

namespace {

constexpr int CellsPerDoubling = 256;
constexpr int SmallestExponent = -30;
constexpr int LargestExponent = 53;
constexpr qint32 OutermostCell = (LargestExponent - SmallestExponent) * CellsPerDoubling;

// 0 is the cell of zero, 1 … OutermostCell those of positive values, -1 … -OutermostCell those of negative
// ones.
qint32 cellOf(double value)
{
    int exponent = 0;
    const double fraction = std::frexp(std::abs(value), &exponent); // [0.5, 1), or 0
    if (fraction == 0 || exponent <= SmallestExponent)
        return 0;
    const auto within = qint32((fraction - 0.5) * 2 * CellsPerDoubling);
    const auto cell =
        std::min((exponent - 1 - SmallestExponent) * CellsPerDoubling + within + 1, OutermostCell);
    return value < 0 ? -cell : cell;
}

// What no value of the cell exceeds.
double upperBound(qint32 cell)
{
    const auto boundary = [](qint32 index) {
        const double within = 1 + double(index % CellsPerDoubling) / CellsPerDoubling;
        return std::ldexp(within, index / CellsPerDoubling + SmallestExponent);
    };
    if (cell == 0)
        return 0;
    return cell > 0 ? boundary(cell) : -boundary(-cell - 1);
}

} // namespace

bool SparseDistribution::isWellFormed() const
{
    if (cells.size() != counts.size() || !std::isfinite(min) || !std::isfinite(max) || !std::isfinite(sum)
        || min > max)
        return false;
    if (cells.isEmpty())
        return true;
    const bool ascending =
        std::adjacent_find(cells.begin(), cells.end(), std::greater_equal<>()) == cells.end();
    return ascending && cells.first() == cellOf(min) && cells.last() == cellOf(max)
           && std::all_of(counts.begin(), counts.end(),
                          [](qint64 count) { return count > 0 && count <= qint64(1) << 48; });
}

void Distribution::record(double value)
{
    ++m_cells[cellOf(value)];
    include(1, value, value, value);
}

void SparseDistribution::add(const SparseDistribution &other)
{
    if (other.cells.isEmpty())
        return;
    if (cells.isEmpty()) {
        *this = other;
        return;
    }
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    sum += other.sum;
    addCells(cells, counts, other.cells, other.counts);
}

bool Distribution::add(const SparseDistribution &other)
{
    if (!other.isWellFormed())
        return false;
    for (qsizetype i = 0; i < other.cells.size(); ++i)
        m_cells[other.cells.at(i)] += other.counts.at(i);
    include(std::accumulate(other.counts.begin(), other.counts.end(), qint64(0)), other.min, other.max,
            other.sum);
    return true;
}

void Distribution::include(qint64 count, double min, double max, double sum)
{
    if (count == 0)
        return;
    m_min = m_count == 0 ? min : std::min(m_min, min);
    m_max = m_count == 0 ? max : std::max(m_max, max);
    m_sum += sum;
    m_count += count;
}

void Distribution::findPercentiles(std::span<const double> fractions, std::span<double> values) const
{
    auto cell = m_cells.begin();
    qint64 seen = 0;
    for (size_t i = 0; i < fractions.size() && cell != m_cells.end(); ++i) {
        const auto wanted =
            std::max<qint64>(1, qint64(std::ceil(std::clamp(fractions[i], 0.0, 1.0) * double(m_count))));
        while (seen + cell->second < wanted && std::next(cell) != m_cells.end()) {
            seen += cell->second;
            ++cell;
        }
        values[i] = cell->first == OutermostCell ? m_max : std::clamp(upperBound(cell->first), m_min, m_max);
    }
}

SparseDistribution Distribution::sparse() const
{
    SparseDistribution result{.cells = {}, .counts = {}, .min = m_min, .max = m_max, .sum = m_sum};
    for (const auto &[cell, count] : m_cells) {
        result.cells.append(cell);
        result.counts.append(count);
    }
    return result;
}

} // namespace Molotov
