// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/csvreport.h"

#include "core/control/results/codes.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"

#include <QLocale>

namespace Molotov {

namespace {

/// Writes the rows of one table.
class Table
{
public:
    explicit Table(std::initializer_list<const char *> titles)
    {
        for (const auto *title : titles)
            cell(title);
        end();
    }

    void number(qint64 number) { cell(QByteArray::number(number)); }
    // Without an exponent and with no more digits than it takes.
    void number(double number) { cell(QByteArray::number(number, 'f', QLocale::FloatingPointShortest)); }
    void milliseconds(std::chrono::microseconds time)
    {
        number(std::chrono::duration<double, std::milli>(time).count());
    }
    void seconds(std::chrono::microseconds time) { number(std::chrono::duration<double>(time).count()); }
    void nothing() { cell({}); }
    void word(const QString &ours) { cell(ours.toUtf8()); }

    void untrusted(const QString &text)
    {
        static const QString formulas = QStringLiteral("=+-@\t\r");
        const bool isFormula = !text.isEmpty() && formulas.contains(text.front());
        auto quoted = text;
        quoted.replace(QChar(QChar::Null), QChar(QChar::ReplacementCharacter));
        if (isFormula)
            quoted.prepend(QLatin1Char('\''));
        quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        cell('"' + quoted.toUtf8() + '"');
    }

    void end()
    {
        m_text += "\r\n";
        m_isFirst = true;
    }

    const QByteArray &text() const { return m_text; }

private:
    void cell(const QByteArray &content)
    {
        if (!m_isFirst)
            m_text += ',';
        m_isFirst = false;
        m_text += content;
    }

    QByteArray m_text;
    bool m_isFirst = true;
};

QByteArray seriesOf(const RunOutcome &outcome)
{
    const auto phases = phasesOf(outcome);
    const auto &series = outcome.series;
    Table table({"second", "workers", "iterations_ok_per_s", "iterations_failed_per_s", "requests_per_s",
                 "requests_failed_per_s", "status_2xx_per_s", "status_3xx_per_s", "status_4xx_per_s",
                 "status_5xx_per_s", "status_other_per_s", "p50_ms", "p95_ms", "p99_ms", "max_ms", "phase",
                 "response_p95_ms"});
    for (const auto &point : series) {
        table.number(qint64(point.second));
        table.number(qint64(point.activeWorkers));
        for (const double rate : {point.okRate, point.failedRate, point.requestRate, point.requestFailedRate})
            table.number(rate);
        for (const double rate : point.statusRates)
            table.number(rate);
        for (const auto time : {point.p50, point.p95, point.p99, point.max}) {
            if (point.max.count() > 0)
                table.milliseconds(time);
            else
                table.nothing();
        }
        const std::chrono::microseconds from = std::chrono::seconds(point.second);
        table.word(Codes::of(phaseAt(phases, from, from + std::chrono::seconds(1))));
        if (point.responseP95.count() > 0)
            table.milliseconds(point.responseP95);
        else
            table.nothing();
        table.end();
    }
    return table.text();
}

QByteArray endpointsOf(const QList<EndpointMetrics> &endpoints)
{
    Table table({"method",          "name",           "count",      "failed",     "aborted",
                 "retried",         "status_2xx",     "status_3xx", "status_4xx", "status_5xx",
                 "status_other",    "min_ms",         "mean_ms",    "p50_ms",     "p90_ms",
                 "p95_ms",          "p99_ms",         "p999_ms",    "max_ms",     "response_p50_ms",
                 "response_p95_ms", "response_p99_ms"});
    for (const auto &endpoint : endpoints) {
        table.untrusted(endpoint.method);
        table.untrusted(endpoint.name);
        for (const auto count : {endpoint.count, endpoint.failed, endpoint.aborted, endpoint.retried})
            table.number(count);
        for (int i = 0; i < StatusClassCount; ++i)
            table.number(responsesOf(endpoint, StatusClass(i)));
        const auto &latency = endpoint.latency;
        if (latency.count == 0) {
            for (int i = 0; i < 8; ++i)
                table.nothing();
        } else {
            table.milliseconds(latency.min);
            table.number(latency.mean / 1'000);
            for (const auto time :
                 {latency.p50, latency.p90, latency.p95, latency.p99, latency.p999, latency.max})
                table.milliseconds(time);
        }
        const auto &response = endpoint.responseTime;
        for (const auto time : {response.p50, response.p95, response.p99}) {
            if (response.count > 0)
                table.milliseconds(time);
            else
                table.nothing();
        }
        table.end();
    }
    return table.text();
}

QByteArray errorsOf(const QList<ErrorGroup> &errors)
{
    Table table({"kind", "message", "at", "endpoint", "step", "is_example", "count", "first_s", "last_s"});
    for (const auto &group : errors) {
        table.word(toString(group.error.kind));
        table.untrusted(RunWords::message(group));
        table.untrusted(placeOf(group.error).toString());
        table.untrusted(group.error.endpoint);
        table.untrusted(group.error.step);
        table.word(group.isExample ? QStringLiteral("true") : QStringLiteral("false"));
        table.number(group.count);
        table.seconds(group.first);
        table.seconds(group.last);
        table.end();
    }
    return table.text();
}

} // namespace

CsvReport::CsvReport(const RunOutcome &outcome)
    : series(seriesOf(outcome))
    , endpoints(endpointsOf(outcome.last.endpoints))
    , errors(errorsOf(outcome.last.errors))
{
}

} // namespace Molotov
