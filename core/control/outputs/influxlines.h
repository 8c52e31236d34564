// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/outputqueue.h"

#include <QByteArray>
#include <QMap>

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

namespace Molotov {

using InfluxField = std::variant<qint64, double, QString>;

/// One line of InfluxDB's line protocol. Names and values may be any text.
///
/// The protocol has no way to write control characters, and versions of InfluxDB do not agree on backslashes
/// in names and tags: there “\” becomes “⧵” (U+29F5), and a control character becomes its picture, “␊” for a
/// line feed. A tag without a value and a field that is no finite number are left out.
QByteArray influxLine(const QString &measurement, const QList<std::pair<QString, QString>> &tags,
                      const QList<std::pair<QString, InfluxField>> &fields, qint64 timestamp);

/// Makes lines of what a run measures: those of each second say what happened in it. README.md has what is in
/// them.
class InfluxLines
{
public:
    /// `precision`: the unit of time stamps, at most a second.
    explicit InfluxLines(std::chrono::nanoseconds precision)
        : m_precision(precision)
    {
    }

    /// The lines of all that is new; none before the run has begun.
    QByteArray add(const OutputNews &news);

private:
    using Tags = QList<std::pair<QString, QString>>;
    using Fields = QList<std::pair<QString, InfluxField>>;

    void write(const char *measurement, Tags tags, const Fields &fields);
    void writeSecond(const RunSecond &second);
    void writeOwnMetrics(const Protocol::MetricsDelta &measured);
    void writeEndpoint(const Protocol::EndpointDelta &endpoint);
    void writeErrors(const QList<ErrorGroup> &groups);
    void moveTo(std::chrono::microseconds sinceStart);

    const std::chrono::nanoseconds m_precision;
    QDateTime m_startedAt;
    QString m_test;
    QStringList m_scenarios;
    qint64 m_timestamp = 0; // of the lines that are written now
    std::chrono::microseconds m_lastSecond{0}; // where it began
    qint64 m_droppedSeconds = 0; // that no line has told of
    QMap<QString, qint64> m_toldErrors; // by their kind
    QByteArray m_lines;
};

} // namespace Molotov
