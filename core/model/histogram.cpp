// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/histogram.h"

#include "core/model/sparsecells.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// HdrHistogram's names: 2^11 sub-buckets keep three significant digits, as 2^11 ≥ 2 × 10^3.
constexpr int SubBucketBits = 11;
constexpr quint64 SubBucketCount = 1u << SubBucketBits;
constexpr size_t SubBucketHalf = SubBucketCount / 2;
constexpr microseconds Largest = std::chrono::hours(1);

constexpr size_t unboundedCellOf(quint64 value)
{
    const int bucket = std::bit_width(value | (SubBucketCount - 1)) - SubBucketBits;
    return size_t(bucket) * SubBucketHalf + (value >> bucket);
}

constexpr size_t LastCell = unboundedCellOf(quint64(Largest.count()));
static_assert(LastCell <= std::numeric_limits<quint16>::max());

// For values from 0 on.
size_t cellOf(microseconds value)
{
    return std::min(unboundedCellOf(quint64(value.count())), LastCell);
}

// The largest value that falls into the cell.
quint64 upperBound(size_t cell)
{
    if (cell < SubBucketCount)
        return cell;
    const auto bucket = cell / SubBucketHalf - 1;
    const auto sub = cell - bucket * SubBucketHalf;
    return ((quint64(sub) + 1) << bucket) - 1;
}

} // namespace

double beginOfCell(qint32 cell)
{
    return cell <= 0 ? 0 : double(upperBound(size_t(cell) - 1)) + 1;
}

void Histogram::record(microseconds value)
{
    value = std::max(value, microseconds(0));
    addCell(cellOf(value), 1);
    m_min = m_count == 1 ? value : std::min(m_min, value);
    m_max = std::max(m_max, value);
    m_sum += value;
}

void Histogram::addCell(size_t cell, qint64 count)
{
    if (cell >= m_cells.size())
        m_cells.resize(cell + 1);
    if (m_cells[cell] == 0 && !m_hasManyCells) {
        m_hasManyCells = m_fewCells.size() == FewCells;
        if (!m_hasManyCells)
            m_fewCells.push_back(quint16(cell));
    }
    m_cells[cell] += count;
    m_count += count;
}

// Ascending.
std::vector<quint16> Histogram::cellsInUse() const
{
    std::vector<quint16> cells;
    if (!m_hasManyCells) {
        cells = m_fewCells;
        std::sort(cells.begin(), cells.end());
        return cells;
    }
    for (size_t cell = cellOf(m_min); cell <= cellOf(m_max); ++cell) {
        if (m_cells[cell] > 0)
            cells.push_back(quint16(cell));
    }
    return cells;
}

void Histogram::add(const Histogram &other)
{
    if (other.m_count == 0)
        return;
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_sum += other.m_sum;
    for (const auto cell : other.cellsInUse())
        addCell(cell, other.m_cells[cell]);
}

bool SparseHistogram::isWellFormed() const
{
    if (cells.size() != counts.size() || min > max || min < microseconds(0) || sum < microseconds(0))
        return false;
    if (cells.isEmpty())
        return true;
    const bool ascending =
        std::adjacent_find(cells.begin(), cells.end(), std::greater_equal<>()) == cells.end();
    return ascending && cells.first() == qint32(cellOf(min)) && cells.last() == qint32(cellOf(max))
           && std::all_of(counts.begin(), counts.end(), [](qint64 count) { return count > 0; });
}

void SparseHistogram::add(const SparseHistogram &other)
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

SparseHistogram SparseHistogram::coarse() const
{
    constexpr int KeptBits = 6; // behind the first one
    SparseHistogram result{.min = min, .max = max, .sum = sum};
    for (qsizetype i = 0; i < cells.size(); ++i) {
        auto cell = cells.at(i);
        if (i > 0 && i + 1 < cells.size()) { // those of the bounds are the bounds' own
            // A cell below SubBucketCount is its value; of those above, the lower bits are the digits.
            const int width = std::min(int(std::bit_width(quint32(cell))), SubBucketBits);
            const int dropped = std::max(0, width - 1 - KeptBits);
            const auto middle = (cell >> dropped << dropped) + (1 << dropped >> 1);
            cell = std::clamp(middle, result.cells.last(), cells.last());
        }
        if (!result.cells.isEmpty() && result.cells.last() == cell) {
            result.counts.last() += counts.at(i);
        } else {
            result.cells.append(cell);
            result.counts.append(counts.at(i));
        }
    }
    return result;
}

bool Histogram::add(const SparseHistogram &other)
{
    if (!other.isWellFormed())
        return false;
    if (other.cells.isEmpty())
        return true;

    m_min = m_count == 0 ? other.min : std::min(m_min, other.min);
    m_max = std::max(m_max, other.max);
    m_sum += other.sum;
    for (qsizetype i = 0; i < other.cells.size(); ++i)
        addCell(size_t(other.cells.at(i)), other.counts.at(i));
    return true;
}

void Histogram::clear()
{
    if (m_hasManyCells) {
        std::fill(m_cells.begin() + qptrdiff(cellOf(m_min)), m_cells.begin() + qptrdiff(cellOf(m_max)) + 1,
                  0);
    } else {
        for (const auto cell : m_fewCells)
            m_cells[cell] = 0;
    }
    m_fewCells.clear();
    m_hasManyCells = false;
    m_count = 0;
    m_min = m_max = m_sum = microseconds(0);
}

double Histogram::mean() const
{
    return m_count == 0 ? 0 : double(m_sum.count()) / double(m_count);
}

microseconds Histogram::percentile(double fraction) const
{
    return percentiles(std::array{fraction}).front();
}

void Histogram::findPercentiles(std::span<const double> fractions, std::span<microseconds> values) const
{
    // Nothing lies below the minimum.
    size_t cell = cellOf(m_min);
    qint64 seen = cell < m_cells.size() ? m_cells[cell] : 0;
    for (size_t i = 0; i < fractions.size(); ++i) {
        const auto wanted =
            std::max<qint64>(1, qint64(std::ceil(std::clamp(fractions[i], 0.0, 1.0) * double(m_count))));
        while (seen < wanted && cell + 1 < m_cells.size())
            seen += m_cells[++cell];
        const bool isExact = seen >= wanted && cell != LastCell;
        values[i] = isExact ? std::clamp(microseconds(upperBound(cell)), m_min, m_max) : m_max;
    }
}

SparseHistogram Histogram::sparse() const
{
    SparseHistogram result{.cells = {}, .counts = {}, .min = m_min, .max = m_max, .sum = m_sum};
    const auto cells = cellsInUse();
    result.cells.reserve(qsizetype(cells.size()));
    result.counts.reserve(qsizetype(cells.size()));
    for (const auto cell : cells) {
        result.cells.append(cell);
        result.counts.append(m_cells[cell]);
    }
    return result;
}

} // namespace Molotov
