// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/influxlines.h"

#include "core/control/outputs/runmetrics.h"
#include "core/control/results/codes.h"

#include <cmath>
#include <cstring>

namespace Molotov {

namespace {

// A name, with a backslash before each of these characters.
QByteArray influxName(const QString &text, const char *special)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text) {
        const auto code = c.unicode();
        if (code < 0x20)
            plain += QChar(0x2400 + code); // “␀” and those that follow
        else if (code == 0x7F)
            plain += QChar(0x2421);
        else
            plain += code == u'\\' ? QChar(0x29F5) : c;
    }
    QByteArray name;
    for (const char c : plain.toUtf8()) {
        if (std::strchr(special, c) != nullptr)
            name += '\\';
        name += c;
    }
    return name;
}

QByteArray influxValue(const InfluxField &field)
{
    if (const auto *count = std::get_if<qint64>(&field))
        return QByteArray::number(*count) + 'i';
    if (const auto *number = std::get_if<double>(&field))
        return std::isfinite(*number) ? QByteArray::number(*number, 'g', 15) : QByteArray();
    auto text = std::get<QString>(field);
    for (QChar &c : text) {
        if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
    }
    return '"' + text.toUtf8().replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

double influxSeconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

QByteArray influxLine(const QString &measurement, const QList<std::pair<QString, QString>> &tags,
                      const QList<std::pair<QString, InfluxField>> &fields, qint64 timestamp)
{
    auto line = influxName(measurement, ", ");
    for (const auto &[key, value] : tags) {
        if (!value.isEmpty())
            line += ',' + influxName(key, ",= ") + '=' + influxName(value, ",= ");
    }
    char separator = ' ';
    for (const auto &[key, field] : fields) {
        const auto value = influxValue(field);
        if (value.isEmpty())
            continue;
        line += separator + influxName(key, ",= ") + '=' + value;
        separator = ',';
    }
    return separator == ' ' ? QByteArray() : line + ' ' + QByteArray::number(timestamp) + '\n';
}

QByteArray InfluxLines::add(const OutputNews &news)
{
    if (news.began) {
        m_startedAt = news.began->startedAt;
        m_test = news.began->profile.test;
        for (const auto &scenario : news.began->scenarios)
            m_scenarios += scenario.name;
        moveTo(std::chrono::microseconds(0));
        write("run_info", {},
              {{QStringLiteral("value"), qint64(1)},
               {QStringLiteral("version"), QStringLiteral(MOLOTOV_VERSION)}});
    }
    if (!m_startedAt.isValid())
        return {};
    m_droppedSeconds += news.droppedSeconds;
    for (const auto &second : news.seconds)
        writeSecond(second);
    const auto *totals = news.outcome ? &news.outcome->last : news.totals ? &*news.totals : nullptr;
    // Two points of a series must not have the same time stamp: errors go with a second, or after the last.
    if (totals != nullptr && news.outcome && news.seconds.isEmpty())
        moveTo(m_lastSecond + std::chrono::seconds(1));
    if (totals != nullptr && (news.outcome || !news.seconds.isEmpty()))
        writeErrors(totals->errors);
    return std::exchange(m_lines, {});
}

void InfluxLines::moveTo(std::chrono::microseconds sinceStart)
{
    const std::chrono::nanoseconds time =
        std::chrono::milliseconds(m_startedAt.toMSecsSinceEpoch()) + sinceStart;
    m_timestamp = time / m_precision;
}

void InfluxLines::write(const char *measurement, Tags tags, const Fields &fields)
{
    tags.append({QStringLiteral("test"), m_test}); // behind the others by the alphabet, which is fastest
    m_lines += influxLine(QStringLiteral("molotov_") + QLatin1String(measurement), tags, fields, m_timestamp);
}

void InfluxLines::writeSecond(const RunSecond &second)
{
    const auto &measured = second.measured;
    // All seconds begin a whole number of seconds after the run: with every precision they differ.
    m_lastSecond = std::chrono::seconds(second.point.second);
    moveTo(m_lastSecond);
    for (const auto &endpoint : measured.endpoints)
        writeEndpoint(endpoint);
    const auto count = QStringLiteral("count");
    const auto outcome = [&](const char *measurement, const char *kind, const QString &name,
                             std::initializer_list<std::pair<const char *, qint64>> counts) {
        for (const auto &[what, number] : counts) {
            if (number > 0)
                write(measurement,
                      {{QStringLiteral("outcome"), QLatin1String(what)}, {QLatin1String(kind), name}},
                      {{count, number}});
        }
    };
    for (const auto &scenario : measured.scenarios) {
        outcome("iterations", "scenario", m_scenarios.value(scenario.scenario),
                {{"ok", scenario.ok}, {"failed", scenario.failed}, {"aborted", scenario.aborted}});
    }
    for (const auto &step : measured.steps) {
        outcome("steps", "step", step.name,
                {{"ok", step.ok}, {"failed", step.failed}, {"aborted", step.aborted}});
    }
    writeOwnMetrics(measured);
    for (const auto &check : measured.checks)
        outcome("checks", "check", check.name, {{"passed", check.passed}, {"failed", check.failed}});
    write("run", {},
          {{QStringLiteral("received_bytes"), measured.bytesIn},
           {QStringLiteral("sent_bytes"), measured.bytesOut},
           {QStringLiteral("dropped_seconds"), std::exchange(m_droppedSeconds, 0)},
           {QStringLiteral("iterations_dropped"), measured.dropped},
           {QStringLiteral("iterations_late"), measured.late},
           {QStringLiteral("workers"), qint64(measured.activeWorkers)},
           {QStringLiteral("request_rate"), second.point.requestRate},
           {QStringLiteral("iteration_rate"), second.point.okRate + second.point.failedRate}});
}

void InfluxLines::writeOwnMetrics(const Protocol::MetricsDelta &measured)
{
    for (const auto &counter : measured.counters)
        write("own_counter", {{QStringLiteral("counter"), counter.name}},
              {{QStringLiteral("added"), counter.added}});
    for (const auto &gauge : measured.gauges)
        write("own_gauge", {{QStringLiteral("gauge"), gauge.name}},
              {{QStringLiteral("last"), gauge.last},
               {QStringLiteral("min"), gauge.min},
               {QStringLiteral("max"), gauge.max}});
    for (const auto &trend : measured.trends) {
        Distribution values;
        if (!values.add(trend.values))
            continue;
        const auto summary = summarize(trend.name, values);
        write("own_trend", {{QStringLiteral("trend"), trend.name}},
              {{QStringLiteral("count"), summary.count},
               {QStringLiteral("min"), summary.min},
               {QStringLiteral("mean"), summary.mean},
               {QStringLiteral("p50"), summary.p50},
               {QStringLiteral("p90"), summary.p90},
               {QStringLiteral("p95"), summary.p95},
               {QStringLiteral("p99"), summary.p99},
               {QStringLiteral("max"), summary.max}});
    }
}

void InfluxLines::writeEndpoint(const Protocol::EndpointDelta &endpoint)
{
    const Tags tags{{QStringLiteral("endpoint"), endpoint.name}, {QStringLiteral("method"), endpoint.method}};
    Fields fields{{QStringLiteral("count"), endpoint.count},
                  {QStringLiteral("failed"), endpoint.failed},
                  {QStringLiteral("aborted"), endpoint.aborted},
                  {QStringLiteral("retried"), endpoint.retried}};
    Histogram histogram;
    if (!endpoint.latency.cells.isEmpty() && histogram.add(endpoint.latency)) {
        const auto latency = summarize(histogram);
        fields += {{QStringLiteral("duration_seconds_count"), latency.count},
                   {QStringLiteral("duration_seconds_sum"), influxSeconds(endpoint.latency.sum)},
                   {QStringLiteral("duration_seconds_min"), influxSeconds(latency.min)},
                   {QStringLiteral("duration_seconds_p50"), influxSeconds(latency.p50)},
                   {QStringLiteral("duration_seconds_p90"), influxSeconds(latency.p90)},
                   {QStringLiteral("duration_seconds_p95"), influxSeconds(latency.p95)},
                   {QStringLiteral("duration_seconds_p99"), influxSeconds(latency.p99)},
                   {QStringLiteral("duration_seconds_max"), influxSeconds(latency.max)}};
    }
    write("requests", tags, fields);
    for (const auto &[which, count] : RunMetrics::statusClasses(endpoint.statuses))
        write("responses", tags + Tags{{QStringLiteral("status"), which}},
              {{QStringLiteral("count"), count}});
}

// What is new of them; their groups only know how many there were since the run began.
void InfluxLines::writeErrors(const QList<ErrorGroup> &groups)
{
    QMap<QString, qint64> kinds;
    for (const auto &group : groups)
        kinds[Codes::of(group.error.kind)] += group.count;
    for (auto it = kinds.cbegin(); it != kinds.cend(); ++it) {
        auto &told = m_toldErrors[it.key()];
        if (it.value() > told)
            write("errors", {{QStringLiteral("kind"), it.key()}},
                  {{QStringLiteral("count"), it.value() - told}});
        told = it.value();
    }
}

} // namespace Molotov
