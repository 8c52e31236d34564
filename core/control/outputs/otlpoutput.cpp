// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/otlpoutput.h"

#include "core/control/outputs/httptarget.h"
#include "core/control/outputs/otlpjson.h"
#include "core/model/outputurls.h"

#include <QLocale>

#include <algorithm>

namespace Molotov {

Result<std::unique_ptr<Output>> OtlpOutput::open(const QString &url, const BatchTiming &timing)
{
    if (const auto problem = OutputUrls::otlpProblem(url); !problem.isEmpty())
        return Error{problem};
    // That of metrics alone comes first.
    const char *const variable = qEnvironmentVariableIsEmpty("OTEL_EXPORTER_OTLP_METRICS_HEADERS")
                                     ? "OTEL_EXPORTER_OTLP_HEADERS"
                                     : "OTEL_EXPORTER_OTLP_METRICS_HEADERS";
    const Error malformed{tr("The variable %1 must look like name=value,name=value, with percent encoding in "
                             "values.")
                              .arg(QLatin1String(variable))};
    const auto headers = OtlpJson::headers(qgetenv(variable));
    if (!headers)
        return malformed;
    HttpTarget target{OutputUrls::otlpMetricsUrl(QUrl(url))};
    if (target.hasUserInfo())
        target.useBasicAuthorization();
    for (const auto &[name, value] : *headers) {
        if (!target.addSecretHeader(name, {}, value))
            return malformed;
    }
    auto batches = target.take("application/json");
    batches.backlog = BatchTarget::Backlog::Newest;
    // No others, says the protocol.
    batches.mayRetry = [](int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    };
    batches.rejection = &OtlpJson::rejection;
    return std::unique_ptr<Output>(new OtlpOutput(url, std::move(batches), timing));
}

Status OtlpOutput::write(const OutputNews &news)
{
    m_metrics.add(news);
    if (m_metrics.hasBegun() && (!news.seconds.isEmpty() || news.outcome)) {
        // A point must be later than the one before, also when the last second has been told of already.
        m_lastTime = std::max<std::chrono::nanoseconds>(m_metrics.covered(),
                                                        m_lastTime + std::chrono::milliseconds(1));
        sender().add(OtlpJson::request(m_metrics, m_instance, m_lastTime));
    }
    if (sender().problem().isEmpty())
        return {};
    return Error{tr("The OpenTelemetry receiver at %1 does not take what is measured: %2.")
                     .arg(shownUrl(), sender().problem())};
}

QString OtlpOutput::losses() const
{
    if (sender().dropped() == 0)
        return {};
    const auto end = sender().isNewestDelivered()
                         ? tr("The last one was taken, so the totals of the run are complete.")
                         : tr("The last one is among them, so the totals of the run are not complete.");
    return tr("The OpenTelemetry receiver at %1 did not take %2 of %3 reports: %4. %5")
        .arg(shownUrl(), QLocale().toString(sender().dropped()), QLocale().toString(sender().added()),
             sender().lastFailure(), end);
}

} // namespace Molotov
