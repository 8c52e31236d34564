// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportseries.h"

#include <algorithm>

namespace Molotov {

namespace {

// With ten requests a second, one second in 22,000 has none by chance.
constexpr double LeastRate = 10;

// How long the point at the index is: up to the next one.
int lengthOf(const QList<SeriesPoint> &series, qsizetype index)
{
    if (index + 1 < series.size())
        return std::max(1, series.at(index + 1).second - series.at(index).second);
    return index > 0 ? std::max(1, series.at(index).second - series.at(index - 1).second) : 1;
}

double meanRate(const QList<SeriesPoint> &series)
{
    double requests = 0;
    double seconds = 0;
    for (qsizetype i = 0; i < series.size(); ++i) {
        const int length = lengthOf(series, i);
        requests += series.at(i).requestRate * length;
        seconds += length;
    }
    return seconds > 0 ? requests / seconds : 0;
}

void forEachRate(SeriesPoint &a, const SeriesPoint &b, auto change)
{
    change(a.okRate, b.okRate);
    change(a.failedRate, b.failedRate);
    change(a.requestRate, b.requestRate);
    change(a.requestFailedRate, b.requestFailedRate);
    for (size_t i = 0; i < a.statusRates.size(); ++i)
        change(a.statusRates[i], b.statusRates[i]);
}

void add(ReportPoint &sum, const SeriesPoint &point, int length)
{
    const double all = sum.length + length;
    forEachRate(sum.values, point,
                [&](double &mean, double rate) { mean = (mean * sum.length + rate * length) / all; });
    sum.length = all;
    sum.values.p50 = std::max(sum.values.p50, point.p50);
    sum.values.p95 = std::max(sum.values.p95, point.p95);
    sum.values.p99 = std::max(sum.values.p99, point.p99);
    sum.values.max = std::max(sum.values.max, point.max);
    sum.values.activeWorkers = std::max(sum.values.activeWorkers, point.activeWorkers);
}

} // namespace

QList<ReportPoint> reportSeries(const QList<SeriesPoint> &series, int most)
{
    QList<ReportPoint> points;
    if (series.isEmpty())
        return points;
    const int first = series.first().second;
    const int span = series.last().second + lengthOf(series, series.size() - 1) - first;
    const int width = (span + most - 1) / most;
    const bool isSteady = meanRate(series) >= LeastRate;
    int current = -1;
    for (qsizetype i = 0; i < series.size(); ++i) {
        const auto &point = series.at(i);
        const int length = lengthOf(series, i);
        if (const int bucket = (point.second - first) / width; bucket != current) {
            current = bucket;
            points.append({.begin = double(point.second), .length = double(length), .values = point});
        } else {
            add(points.last(), point, length);
        }
        if (isSteady && point.requestRate == 0 && point.activeWorkers > 0)
            points.last().stoodStill = true;
    }
    return points;
}

} // namespace Molotov
