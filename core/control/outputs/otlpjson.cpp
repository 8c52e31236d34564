// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/otlpjson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace Molotov::OtlpJson {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OtlpJson)
};

constexpr int Cumulative = 2; // AggregationTemporality

// JSON's numbers are not exact: integers of 64 bits are texts.
QString otlpInteger(qint64 value)
{
    return QString::number(value);
}

QJsonObject otlpAttribute(const QString &key, const QString &value)
{
    return {{QStringLiteral("key"), key},
            {QStringLiteral("value"), QJsonObject{{QStringLiteral("stringValue"), value}}}};
}

/// Makes the metrics of one request.
class OtlpWriter
{
public:
    OtlpWriter(qint64 begin, qint64 end)
        : m_begin(begin)
        , m_end(end)
    {
    }

    QJsonObject metric(const MetricFamily &family) const
    {
        static constexpr std::array Units{"", "s", "By"};
        QJsonArray points;
        for (const auto &sample : family.samples)
            points.append(
                std::visit([&](const auto &value) { return point(sample.labels, value); }, sample.value));
        QJsonObject data{{QStringLiteral("dataPoints"), points}};
        if (family.kind != MetricFamily::Kind::Gauge)
            data.insert(QStringLiteral("aggregationTemporality"), Cumulative);
        if (family.kind == MetricFamily::Kind::Counter)
            data.insert(QStringLiteral("isMonotonic"), true);
        static constexpr std::array Kinds{"sum", "gauge", "histogram"};
        return {{QStringLiteral("name"), QLatin1String("molotov.") + QLatin1String(family.name)},
                {QStringLiteral("unit"), QLatin1String(Units.at(size_t(family.unit)))},
                {QStringLiteral("description"), QLatin1String(family.help)},
                {QLatin1String(Kinds.at(size_t(family.kind))), data}};
    }

private:
    QJsonObject point(const MetricLabels &labels) const
    {
        QJsonArray attributes;
        for (const auto &[key, value] : labels)
            attributes.append(otlpAttribute(QLatin1String(key), value));
        return {{QStringLiteral("attributes"), attributes},
                {QStringLiteral("startTimeUnixNano"), otlpInteger(m_begin)},
                {QStringLiteral("timeUnixNano"), otlpInteger(m_end)}};
    }

    QJsonObject point(const MetricLabels &labels, qint64 value) const
    {
        auto object = point(labels);
        object.insert(QStringLiteral("asInt"), otlpInteger(value));
        return object;
    }

    QJsonObject point(const MetricLabels &labels, double value) const
    {
        auto object = point(labels);
        object.insert(QStringLiteral("asDouble"), value);
        return object;
    }

    QJsonObject point(const MetricLabels &labels, const SparseHistogram &values) const
    {
        const auto seconds = [](std::chrono::microseconds time) {
            return std::chrono::duration<double>(time).count();
        };
        QJsonArray counts;
        qint64 count = 0;
        for (const auto bucket : RunMetrics::bucketsOf(values)) {
            counts.append(otlpInteger(bucket));
            count += bucket;
        }
        QJsonArray bounds;
        for (const double bound : RunMetrics::Bounds)
            bounds.append(bound);
        auto object = point(labels);
        object.insert(QStringLiteral("count"), otlpInteger(count));
        object.insert(QStringLiteral("sum"), seconds(values.sum));
        object.insert(QStringLiteral("bucketCounts"), counts);
        object.insert(QStringLiteral("explicitBounds"), bounds);
        if (count > 0) {
            object.insert(QStringLiteral("min"), seconds(values.min));
            object.insert(QStringLiteral("max"), seconds(values.max));
        }
        return object;
    }

    qint64 m_begin;
    qint64 m_end;
};

} // namespace

QByteArray request(const RunMetrics &metrics, const QString &instance, std::chrono::nanoseconds time)
{
    const std::chrono::nanoseconds begin = std::chrono::milliseconds(metrics.startedAt().toMSecsSinceEpoch());
    const OtlpWriter writer(begin.count(), (begin + time).count());
    QJsonArray list;
    const auto families = metrics.families();
    for (const auto &family : families) {
        if (!family.samples.isEmpty())
            list.append(writer.metric(family));
    }
    const auto version = QStringLiteral(MOLOTOV_VERSION);
    QJsonArray attributes{otlpAttribute(QStringLiteral("service.name"), QStringLiteral("molotov")),
                          otlpAttribute(QStringLiteral("service.version"), version),
                          otlpAttribute(QStringLiteral("service.instance.id"), instance)};
    if (!metrics.test().isEmpty())
        attributes.append(otlpAttribute(QStringLiteral("molotov.test"), metrics.test()));
    const QJsonObject scope{{QStringLiteral("name"), QStringLiteral("molotov")},
                            {QStringLiteral("version"), version}};
    const QJsonObject scopeMetrics{{QStringLiteral("scope"), scope}, {QStringLiteral("metrics"), list}};
    const QJsonObject resource{{QStringLiteral("attributes"), attributes}};
    const QJsonObject resourceMetrics{{QStringLiteral("resource"), resource},
                                      {QStringLiteral("scopeMetrics"), QJsonArray{scopeMetrics}}};
    return QJsonDocument(QJsonObject{{QStringLiteral("resourceMetrics"), QJsonArray{resourceMetrics}}})
        .toJson(QJsonDocument::Compact);
}

QString rejection(const QByteArray &answer)
{
    const auto partial =
        QJsonDocument::fromJson(answer).object()[QStringLiteral("partialSuccess")].toObject();
    const auto count = partial[QStringLiteral("rejectedDataPoints")];
    // As a text by the rules; some write a number.
    const qint64 points = count.isString() ? count.toString().toLongLong() : count.toInteger();
    if (points <= 0)
        return {};
    constexpr qsizetype MaxMessage = 200;
    return Texts::tr("it rejected %1 data points (%2)")
        .arg(QString::number(points),
             partial[QStringLiteral("errorMessage")].toString().simplified().left(MaxMessage));
}

std::optional<Headers> headers(const QByteArray &text)
{
    static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")); // RFC 9110, 5.6.2
    Headers headers;
    const auto parts = text.split(',');
    for (const auto &part : parts) {
        if (part.trimmed().isEmpty())
            continue;
        const auto equals = part.indexOf('=');
        const auto name = part.left(equals).trimmed();
        const auto value = QByteArray::fromPercentEncoding(part.mid(equals + 1).trimmed());
        if (equals < 0 || !token.match(QString::fromLatin1(name)).hasMatch())
            return std::nullopt;
        headers.append({name, value});
    }
    return headers;
}

} // namespace Molotov::OtlpJson
