// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/runmetrics.h"

#include <QByteArray>

#include <optional>

/// OpenTelemetry's protocol for metrics, OTLP, in its JSON form. README.md has what is sent.
namespace Molotov::OtlpJson {

/// An ExportMetricsServiceRequest with all metrics of a run.
///
/// Sums and histograms are cumulative: they count from the beginning of the run. So nothing is counted twice
/// when a request is sent again, nothing is missing in the totals when one is lost, and Prometheus, which
/// takes nothing else, takes them too. Histograms have explicit buckets, the same as Prometheus gets here,
/// because every receiver knows them.
///
/// `instance`: an id of the run, unlike that of any other. `time`: since the beginning of the run.
QByteArray request(const RunMetrics &metrics, const QString &instance, std::chrono::nanoseconds time);

/// What a receiver did not take though it answered with success; empty if it took all.
QString rejection(const QByteArray &answer);

using Headers = QList<std::pair<QByteArray, QByteArray>>;
/// Reads “name=value,name=value” with percent encoding in values; nothing when it is written otherwise.
std::optional<Headers> headers(const QByteArray &text);

} // namespace Molotov::OtlpJson
