// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/batchoutput.h"
#include "core/control/outputs/runmetrics.h"

#include <QCoreApplication>
#include <QUuid>

namespace Molotov {

/// Sends the metrics of a run to a receiver of OpenTelemetry (OTLP/HTTP with JSON), once a second.
class OtlpOutput : public BatchOutput
{
    Q_DECLARE_TR_FUNCTIONS(OtlpOutput)

public:
    /// `url`: as in a profile. Headers are in the variable OTEL_EXPORTER_OTLP_METRICS_HEADERS, or else
    /// OTEL_EXPORTER_OTLP_HEADERS.
    static Result<std::unique_ptr<Output>> open(const QString &url, const BatchTiming &timing = {});

    Status write(const OutputNews &news) override;
    QString losses() const override;

private:
    using BatchOutput::BatchOutput;

    const QString m_instance = QUuid::createUuid().toString(QUuid::WithoutBraces);
    RunMetrics m_metrics;
    std::chrono::nanoseconds m_lastTime{0}; // of what was sent
};

} // namespace Molotov
