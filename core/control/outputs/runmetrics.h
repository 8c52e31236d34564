// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/outputqueue.h"
#include "core/control/run/deltamerger.h"

#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace Molotov {

using MetricLabels = QList<std::pair<const char *, QString>>;

/// One value of a metric; a histogram holds durations.
struct MetricSample
{
    MetricLabels labels;
    std::variant<qint64, double, SparseHistogram> value;
};

/// A metric with all its values. Each format makes its own name of `name` and `unit`.
struct MetricFamily
{
    enum class Kind { Counter, Gauge, Histogram };
    enum class Unit { None, Seconds, Bytes };

    const char *name;
    Kind kind;
    Unit unit;
    const char *help; ///< an English sentence
    QList<MetricSample> samples;
};

/// Adds up what an output is told of a run, as the metrics that all systems of monitoring get. Counters and
/// histograms count from the beginning of the run.
class RunMetrics
{
public:
    /// Upper bounds of the buckets of histograms in seconds: Prometheus's usual ones, with more room on both
    /// sides. A value may count to the wrong side of a bound when it is within a thousandth of it, which is
    /// how precise histograms are here.
    static constexpr std::array Bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                       0.5,   1.0,    2.5,   5.0,  10.0,  30.0, 60.0};
    /// How many values are in each bucket; the last one is of those above all bounds.
    using Buckets = std::array<qint64, Bounds.size() + 1>;
    static Buckets bucketsOf(const SparseHistogram &values);
    /// How many responses have a status of each class, “2xx” … “5xx” or “other”; of those that are there.
    static QList<std::pair<QString, qint64>> statusClasses(const QMap<int, qint64> &statuses);

    void add(const OutputNews &news);

    bool hasBegun() const { return m_startedAt.isValid(); }
    const QDateTime &startedAt() const { return m_startedAt; }
    const QString &test() const { return m_test; }
    /// The time of the run that the metrics are about.
    std::chrono::microseconds covered() const { return m_covered; }
    QList<MetricFamily> families() const;

private:
    QStringList m_scenarios;
    QString m_test;
    QDateTime m_startedAt;
    std::chrono::microseconds m_covered{0};
    DeltaMerger m_sum;
    SeriesPoint m_last;
    QList<ErrorGroup> m_errors;
    qint64 m_activeWorkers = 0;
    qint64 m_droppedSeconds = 0;
};

} // namespace Molotov
