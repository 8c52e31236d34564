// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>

namespace Molotov::Test {

/// What a receiver of OTLP/JSON reads from a request.
struct OtlpRequest
{
    QMap<QString, QString> resource; ///< attributes
    QMap<QString, QMap<QString, double>> points; ///< metric → attributes as a text → value or count
    QMap<QString, double> sums; ///< of histograms, all their points
    qint64 startTime = 0;
    qint64 time = 0;

    double sum(const char *metric, const QString &attribute = {}) const
    {
        double sum = 0;
        const auto &values = points[QLatin1String(metric)];
        for (auto it = values.begin(); it != values.end(); ++it)
            sum += it.key().contains(attribute) ? it.value() : 0;
        return sum;
    }
};

/// Reads a request, and is stricter than receivers: integers of 64 bits are texts, enumerators are numbers,
/// no point is there twice, all are of the same time, and buckets add up.
class OtlpReader
{
public:
    OtlpRequest read(const QByteArray &text)
    {
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(text, &error);
        check(error.error == QJsonParseError::NoError, error.errorString());
        const auto all = document.object()[QStringLiteral("resourceMetrics")].toArray();
        check(all.size() == 1, QStringLiteral("not one resource"));
        const auto resource = all[0][QStringLiteral("resource")][QStringLiteral("attributes")].toArray();
        for (const auto &attribute : resource) {
            m_request.resource.insert(
                attribute[QStringLiteral("key")].toString(),
                attribute[QStringLiteral("value")][QStringLiteral("stringValue")].toString());
        }
        const auto metrics = all[0][QStringLiteral("scopeMetrics")][0][QStringLiteral("metrics")].toArray();
        check(!metrics.isEmpty(), QStringLiteral("no metrics"));
        for (const auto &metric : metrics)
            readMetric(metric.toObject());
        return m_request;
    }

    const QString &problem() const { return m_problem; }

private:
    void check(bool isRight, const QString &problem)
    {
        if (!isRight && m_problem.isEmpty())
            m_problem = problem + QStringLiteral(" in ") + m_metric;
    }

    qint64 integer(const QJsonValue &value)
    {
        bool isNumber = false;
        const auto number = value.toString().toLongLong(&isNumber);
        check(isNumber, QStringLiteral("no integer as a text"));
        return number;
    }

    void readMetric(const QJsonObject &metric)
    {
        m_metric = metric[QStringLiteral("name")].toString();
        check(!m_metric.isEmpty() && !m_request.points.contains(m_metric), QStringLiteral("a name twice"));
        static const QStringList kinds{QStringLiteral("sum"), QStringLiteral("gauge"),
                                       QStringLiteral("histogram")};
        QString kind;
        for (const auto &name : kinds)
            kind += metric.contains(name) ? name : QString();
        check(kinds.contains(kind), QStringLiteral("not one kind"));
        const auto data = metric[kind].toObject();
        if (kind != kinds.at(1))
            check(data[QStringLiteral("aggregationTemporality")] == 2, QStringLiteral("not cumulative"));
        if (kind == kinds.at(0))
            check(data[QStringLiteral("isMonotonic")].toBool(), QStringLiteral("not monotonic"));
        const auto points = data[QStringLiteral("dataPoints")].toArray();
        check(!points.isEmpty(), QStringLiteral("no points"));
        for (const auto &point : points)
            readPoint(point.toObject(), kind == kinds.at(2));
    }

    void readPoint(const QJsonObject &point, bool isHistogram)
    {
        QStringList attributes;
        const auto list = point[QStringLiteral("attributes")].toArray();
        for (const auto &attribute : list) {
            attributes += attribute[QStringLiteral("key")].toString() + QLatin1Char('=')
                          + attribute[QStringLiteral("value")][QStringLiteral("stringValue")].toString();
        }
        const auto time = integer(point[QStringLiteral("timeUnixNano")]);
        const auto start = integer(point[QStringLiteral("startTimeUnixNano")]);
        check(m_request.time == 0 || m_request.time == time, QStringLiteral("another time"));
        check(start < time, QStringLiteral("a start behind its end"));
        m_request.time = time;
        m_request.startTime = start;
        auto &values = m_request.points[m_metric];
        const auto key = attributes.join(QLatin1Char('\n'));
        check(!values.contains(key), QStringLiteral("a point twice"));
        values.insert(key, isHistogram ? histogram(point) : number(point));
    }

    double number(const QJsonObject &point)
    {
        const bool isInteger = point.contains(QStringLiteral("asInt"));
        check(isInteger != point[QStringLiteral("asDouble")].isDouble(), QStringLiteral("not one value"));
        return isInteger ? double(integer(point[QStringLiteral("asInt")]))
                         : point[QStringLiteral("asDouble")].toDouble();
    }

    double histogram(const QJsonObject &point)
    {
        const auto count = integer(point[QStringLiteral("count")]);
        const auto buckets = point[QStringLiteral("bucketCounts")].toArray();
        qint64 sum = 0;
        for (const auto &bucket : buckets)
            sum += integer(bucket);
        check(sum == count, QStringLiteral("buckets that do not add up"));
        const auto bounds = point[QStringLiteral("explicitBounds")].toArray();
        check(buckets.size() == bounds.size() + 1, QStringLiteral("not as many buckets as there must be"));
        for (qsizetype i = 1; i < bounds.size(); ++i)
            check(bounds[i - 1].toDouble() < bounds[i].toDouble(), QStringLiteral("bounds that do not rise"));
        check(point[QStringLiteral("sum")].isDouble(), QStringLiteral("no sum"));
        m_request.sums[m_metric] += point[QStringLiteral("sum")].toDouble();
        return double(count);
    }

    OtlpRequest m_request;
    QString m_problem;
    QString m_metric;
};

inline OtlpRequest readOtlp(const QByteArray &text, QString &problem)
{
    OtlpReader reader;
    const auto request = reader.read(text);
    if (problem.isEmpty())
        problem = reader.problem();
    return request;
}

} // namespace Molotov::Test
