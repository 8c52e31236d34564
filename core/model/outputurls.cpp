// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/outputurls.h"

#include <QCoreApplication>
#include <QHash>
#include <QUrlQuery>

#include <optional>

namespace Molotov::OutputUrls {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OutputUrls)
};

bool isHttp(const QUrl &url)
{
    return url.isValid() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
           && !url.host().isEmpty() && url.port() != 0;
}

bool hasValue(const QUrlQuery &query, const char *name)
{
    return !query.queryItemValue(QLatin1String(name)).isEmpty();
}

// The names of all versions of InfluxDB. Minutes and hours are left out on purpose: the seconds of one minute
// would have the same time stamp, and each would replace the one before.
std::optional<std::chrono::nanoseconds> precisionOf(const QString &name)
{
    using namespace std::chrono_literals;
    static const QHash<QString, std::chrono::nanoseconds> names{
        {QString(), 1ns},
        {QStringLiteral("ns"), 1ns},
        {QStringLiteral("n"), 1ns},
        {QStringLiteral("nanosecond"), 1ns},
        {QStringLiteral("us"), 1us},
        {QStringLiteral("u"), 1us},
        {QStringLiteral("microsecond"), 1us},
        {QStringLiteral("ms"), 1ms},
        {QStringLiteral("millisecond"), 1ms},
        {QStringLiteral("s"), 1s},
        {QStringLiteral("second"), 1s},
    };
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(*found);
}

QString precisionName(const QUrl &url)
{
    return QUrlQuery(url).queryItemValue(QStringLiteral("precision"));
}

} // namespace

QString influxProblem(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const QUrlQuery query(url);
    const auto path = url.path();
    if (!isHttp(url) || url.hasFragment() || path.isEmpty() || path == QLatin1String("/")) {
        return Texts::tr("The URL of InfluxDB must look like http://host:8086/write?db=NAME or "
                         "http://host:8086/api/v2/write?org=NAME&bucket=NAME.");
    }
    if (path.endsWith(QLatin1String("/api/v2/write"))) {
        if (!hasValue(query, "bucket") || !(hasValue(query, "org") || hasValue(query, "orgID"))) {
            return Texts::tr("The URL of InfluxDB names no organization or no bucket: add "
                             "?org=NAME&bucket=NAME to it.");
        }
    } else if (path.endsWith(QLatin1String("/write")) && !hasValue(query, "db")) {
        return Texts::tr("The URL of InfluxDB names no database: add ?db=NAME to it.");
    }
    if (!precisionOf(precisionName(url))) {
        return Texts::tr("The precision in the URL of InfluxDB must be ns, us, ms or s, so that each second "
                         "of the run has a time stamp of its own.");
    }
    return {};
}

std::chrono::nanoseconds influxPrecision(const QUrl &url)
{
    return precisionOf(precisionName(url)).value_or(std::chrono::nanoseconds(1));
}

QString otlpProblem(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (isHttp(url) && !url.hasFragment())
        return {};
    return Texts::tr("The URL of the OpenTelemetry receiver must look like http://host:4318 or "
                     "https://host/v1/metrics.");
}

QUrl otlpMetricsUrl(const QUrl &url)
{
    auto result = url;
    auto path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    if (!path.endsWith(QLatin1String("/v1/metrics")))
        path += QLatin1String("/v1/metrics");
    result.setPath(path, QUrl::TolerantMode);
    return result;
}

} // namespace Molotov::OutputUrls
