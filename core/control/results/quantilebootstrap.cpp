// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/quantilebootstrap.h"

#include "core/control/results/blockbootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Molotov {

namespace {

// Percentiles of resamples beyond so many standard errors are cut off; there are none in practice.
constexpr double Reach = 8;
// So many points on the way are fine enough: eight for each standard error.
constexpr double Points = 128;

/// Finds the row where the sum over the blocks of a resample turns positive.
class Search
{
public:
    Search(const std::vector<double> &sums, size_t rowSize, const BlockSampler &sampler, int seconds)
        : m_sums(sums.data())
        , m_rowSize(rowSize)
        , m_length(sampler.blockLength())
        , m_lastLength(sampler.lastLength())
    {
        for (size_t row = 0; row < sums.size() / rowSize; ++row)
            m_totals.push_back(m_sums[row * rowSize + size_t(seconds)]);
    }

    struct Found
    {
        size_t row = 0; ///< the first with a sum of 0 or more, or the last; 0: all are
        double part = 0; ///< of the way from the row before to this one, where the sum is 0
    };

    Found find(const std::vector<int> &starts) const
    {
        // The sums of a resample are about those of the whole series, all shifted by the same value. So the
        // shift at one row says where to look next, and few steps are enough.
        constexpr int Guesses = 6;
        size_t low = 0;
        size_t high = m_totals.size() - 1;
        double below = sum(low, starts);
        double at = sum(high, starts);
        if (below >= 0)
            return {};
        size_t row = firstAbove(0);
        for (int step = 0; high - low > 1; ++step) {
            row = step < Guesses ? std::clamp(row, low + 1, high - 1) : (low + high) / 2;
            const double value = sum(row, starts);
            const auto guess = firstAbove(m_totals[row] - value);
            if (value < 0) {
                low = row;
                below = value;
                row = guess;
            } else {
                high = row;
                at = value;
                row = std::max<size_t>(guess, 1) - 1;
            }
        }
        return {.row = high, .part = at > below ? std::clamp(-below / (at - below), 0.0, 1.0) : 1};
    }

private:
    size_t firstAbove(double value) const
    {
        return size_t(std::lower_bound(m_totals.begin(), m_totals.end(), value) - m_totals.begin());
    }

    double sum(size_t row, const std::vector<int> &starts) const
    {
        const double *const begin = m_sums + row * m_rowSize;
        const double *const end = begin + m_length;
        const int *const starting = starts.data();
        const size_t whole = starts.size() - 1;
        double result = 0;
        for (size_t i = 0; i < whole; ++i)
            result += end[starting[i]] - begin[starting[i]];
        return result + begin[starting[whole] + m_lastLength] - begin[starting[whole]];
    }

    const double *m_sums;
    size_t m_rowSize;
    std::vector<double> m_totals; // of the whole series, for each row
    int m_length;
    int m_lastLength;
};

} // namespace

QuantileBootstrap::QuantileBootstrap(const QList<ComparedSecond> &seconds)
{
    qint32 last = -1;
    for (const auto &second : seconds) {
        if (!second.latency.cells.isEmpty())
            last = std::max(last, second.latency.cells.last());
    }
    std::vector<double> counts(size_t(last + 1));
    for (const auto &second : seconds) {
        for (qsizetype i = 0; i < second.latency.cells.size(); ++i)
            counts[size_t(second.latency.cells.at(i))] += double(second.latency.counts.at(i));
    }
    std::vector<quint32> indices(counts.size());
    double seen = 0;
    for (size_t cell = 0; cell < counts.size(); ++cell) {
        if (counts[cell] == 0)
            continue;
        indices[cell] = quint32(m_cells.size());
        seen += counts[cell];
        m_cells.push_back(qint32(cell));
        m_atMost.push_back(seen);
    }
    m_count = qint64(seen);

    for (const auto &second : seconds) {
        const auto &latency = second.latency;
        m_begins.push_back(m_entries.size());
        for (qsizetype i = 0; i < latency.cells.size(); ++i) {
            m_entries.push_back(
                {.cell = indices[size_t(latency.cells.at(i))], .count = quint32(latency.counts.at(i))});
        }
        m_counts.push_back(double(std::accumulate(latency.counts.begin(), latency.counts.end(), qint64(0))));
    }
    m_begins.push_back(m_entries.size());
}

QuantileBootstrap::Position QuantileBootstrap::positionOf(double fraction) const
{
    const double wanted = fraction * double(m_count);
    const auto found = std::lower_bound(m_atMost.begin(), m_atMost.end() - 1, wanted);
    const double below = found == m_atMost.begin() ? 0 : *(found - 1);
    return {.cell = size_t(found - m_atMost.begin()),
            .part = std::clamp((wanted - below) / (*found - below), 0.0, 1.0)};
}

// A result may hold seconds with coarser cells, each as one fine cell of many. Where two used cells are as
// near as these are, the values are taken as spread over all between them.
double QuantileBootstrap::lowOf(size_t cell) const
{
    constexpr double Coarse = 1.012;
    const double begin = std::max(0.5, beginOfCell(m_cells[cell]));
    const double previous = cell == 0 ? 0 : beginOfCell(m_cells[cell - 1] + 1);
    return std::log(begin <= previous * Coarse ? previous : begin);
}

double QuantileBootstrap::highOf(size_t cell) const
{
    return std::log(beginOfCell(m_cells[cell] + 1));
}

// For each second: how many more values lie below the position than the fraction of its values.
std::vector<double> QuantileBootstrap::excesses(const Position &position, double fraction) const
{
    std::vector<double> excesses(m_counts.size());
    for (size_t second = 0; second < excesses.size(); ++second) {
        double below = 0;
        for (size_t i = m_begins[second]; i < m_begins[second + 1]; ++i) {
            const auto &entry = m_entries[i];
            if (entry.cell <= position.cell)
                below += entry.count * (entry.cell == position.cell ? position.part : 1);
        }
        excesses[second] = below - fraction * m_counts[second];
    }
    return excesses;
}

std::vector<QuantileBootstrap::Group> QuantileBootstrap::groupsAround(double fraction, double spread) const
{
    const auto first = positionOf(std::max(0.0, fraction - spread)).cell;
    const auto last = positionOf(std::min(1.0, fraction + spread)).cell;
    const double before = first == 0 ? 0 : m_atMost[first - 1];
    const double step = (m_atMost[last] - before) / Points;
    std::vector<Group> groups;
    double reached = before;
    for (size_t begin = first; begin <= last;) {
        size_t end = begin;
        while (end < last && m_atMost[end] - reached < step)
            ++end;
        groups.push_back({.firstCell = begin, .lastCell = end, .low = lowOf(begin), .high = highOf(end)});
        reached = m_atMost[end];
        begin = end + 1;
    }
    return groups;
}

// A row for what lies below all groups and one for each group's end: the excesses added up over the seconds,
// running on from the last to the first as far as a block may.
std::vector<double> QuantileBootstrap::summedExcesses(const std::vector<Group> &groups, double fraction,
                                                      int blockLength) const
{
    const size_t seconds = m_counts.size();
    const size_t rowSize = seconds + size_t(blockLength) + 1;
    std::vector<quint32> rowOf(m_cells.size(), quint32(groups.size()) + 1); // above all groups
    std::fill_n(rowOf.begin(), groups.front().firstCell, 0);
    for (size_t i = 0; i < groups.size(); ++i)
        std::fill(rowOf.begin() + qptrdiff(groups[i].firstCell),
                  rowOf.begin() + qptrdiff(groups[i].lastCell) + 1, quint32(i) + 1);
    std::vector<double> sums((groups.size() + 1) * rowSize);
    std::vector<double> inRow(groups.size() + 2);
    for (size_t second = 0; second < seconds; ++second) {
        std::fill(inRow.begin(), inRow.end(), 0.0);
        for (size_t i = m_begins[second]; i < m_begins[second + 1]; ++i)
            inRow[rowOf[m_entries[i].cell]] += m_entries[i].count;
        double excess = -fraction * m_counts[second];
        for (size_t row = 0; row <= groups.size(); ++row) {
            excess += inRow[row];
            double *const sum = sums.data() + row * rowSize + second;
            sum[1] = sum[0] + excess;
        }
    }
    for (size_t row = 0; row <= groups.size(); ++row) {
        double *const sum = sums.data() + row * rowSize;
        for (size_t i = 1; i <= size_t(blockLength); ++i)
            sum[seconds + i] = sum[seconds] + sum[i];
    }
    return sums;
}

double QuantileBootstrap::logQuantile(double fraction) const
{
    const auto position = positionOf(fraction);
    const double low = lowOf(position.cell);
    return low + position.part * (highOf(position.cell) - low);
}

Estimate QuantileBootstrap::estimate(double fraction, int resamples, quint64 seed) const
{
    const double value = logQuantile(fraction);
    const auto excess = excesses(positionOf(fraction), fraction);
    const auto dependence = dependenceOf(excess);
    // The share of values below the percentile varies by so much.
    const auto seconds = double(excess.size());
    const double spread = std::sqrt(varianceOfMean(excess, dependence)) * seconds / double(m_count);
    const auto groups = groupsAround(fraction, Reach * spread + 1 / double(m_count));
    const auto sums = summedExcesses(groups, fraction, dependence.blockLength);

    BlockSampler sampler(int(excess.size()), dependence.blockLength, seed);
    const Search search(sums, excess.size() + size_t(dependence.blockLength) + 1, sampler,
                        int(excess.size()));
    double squares = 0;
    for (int i = 0; i < resamples; ++i) {
        const auto found = search.find(sampler.next());
        const auto &group = groups[std::max<size_t>(found.row, 1) - 1];
        const double off = group.low + found.part * (group.high - group.low) - value;
        squares += off * off;
    }
    return {.value = value,
            .variance = squares / resamples * dependence.correction,
            .degreesOfFreedom = dependence.degreesOfFreedom};
}

} // namespace Molotov
