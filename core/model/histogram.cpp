// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

using std::chrono::microseconds;

namespace Molotov {

namespace {

// HdrHistogram's names: 2^11 sub-buckets keep three significant digits, as 2^11 ≥ 2 × 10^3.
constexpr int SubBucketBits = 11;
constexpr quint64 SubBucketCount = 1u << SubBucketBits;
constexpr size_t SubBucketHalf = SubBucketCount / 2;
constexpr microseconds Largest = std::chrono::hours(1);

size_t cellOf(quint64 value)
{
    const int bucket = std::bit_width(value | (SubBucketCount - 1)) - SubBucketBits;
    return size_t(bucket) * SubBucketHalf + (value >> bucket);
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

const size_t LastCell = cellOf(quint64(Largest.count()));

} // namespace

void Histogram::record(microseconds value)
{
    value = std::max(value, microseconds(0));
    addCell(std::min(cellOf(quint64(value.count())), LastCell), 1);
    m_min = m_count == 1 ? value : std::min(m_min, value);
    m_max = std::max(m_max, value);
    m_sum += value;
}

void Histogram::addCell(size_t cell, qint64 count)
{
    if (cell >= m_cells.size())
        m_cells.resize(cell + 1);
    m_cells[cell] += count;
    m_count += count;
}

void Histogram::add(const Histogram &other)
{
    if (other.m_count == 0)
        return;
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_sum += other.m_sum;
    m_count += other.m_count;
    if (other.m_cells.size() > m_cells.size())
        m_cells.resize(other.m_cells.size());
    for (size_t cell = 0; cell < other.m_cells.size(); ++cell)
        m_cells[cell] += other.m_cells[cell];
}

bool Histogram::add(const SparseHistogram &other)
{
    const auto &cells = other.cells;
    const bool ascending =
        std::adjacent_find(cells.begin(), cells.end(), std::greater_equal<>()) == cells.end();
    if (cells.size() != other.counts.size() || !ascending || other.min > other.max
        || other.min < microseconds(0))
        return false;
    if (cells.isEmpty())
        return true;
    if (cells.first() < 0 || size_t(cells.last()) > LastCell
        || std::any_of(other.counts.begin(), other.counts.end(), [](qint64 count) { return count <= 0; }))
        return false;

    m_min = m_count == 0 ? other.min : std::min(m_min, other.min);
    m_max = std::max(m_max, other.max);
    m_sum += other.sum;
    for (qsizetype i = 0; i < cells.size(); ++i)
        addCell(size_t(cells.at(i)), other.counts.at(i));
    return true;
}

void Histogram::clear()
{
    std::fill(m_cells.begin(), m_cells.end(), 0);
    m_count = 0;
    m_min = m_max = m_sum = microseconds(0);
}

double Histogram::mean() const
{
    return m_count == 0 ? 0 : double(m_sum.count()) / double(m_count);
}

microseconds Histogram::percentile(double fraction) const
{
    const auto wanted =
        std::max<qint64>(1, qint64(std::ceil(std::clamp(fraction, 0.0, 1.0) * double(m_count))));
    qint64 seen = 0;
    for (size_t cell = 0; cell < m_cells.size(); ++cell) {
        seen += m_cells[cell];
        if (seen >= wanted)
            return cell == LastCell ? m_max : std::clamp(microseconds(upperBound(cell)), m_min, m_max);
    }
    return m_max;
}

SparseHistogram Histogram::sparse() const
{
    SparseHistogram result{.cells = {}, .counts = {}, .min = m_min, .max = m_max, .sum = m_sum};
    for (size_t cell = 0; cell < m_cells.size(); ++cell) {
        if (m_cells[cell] > 0) {
            result.cells.append(qint32(cell));
            result.counts.append(m_cells[cell]);
        }
    }
    return result;
}

} // namespace Molotov
