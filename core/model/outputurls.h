// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

#include <chrono>

/// The URLs of servers to which a run is sent while it goes on.
namespace Molotov::OutputUrls {

/// Why metrics cannot be written to InfluxDB at this URL, as a sentence for people; empty if they can. It
/// never quotes the URL, which may hold a token.
QString influxProblem(const QString &text);
/// The unit of time stamps that such a URL asks for; nanoseconds if it says nothing.
std::chrono::nanoseconds influxPrecision(const QUrl &url);

/// The same for a receiver of OpenTelemetry metrics.
QString otlpProblem(const QString &text);
/// Where metrics go: “/v1/metrics” follows a base URL, and stays as it is where it is already there.
QUrl otlpMetricsUrl(const QUrl &url);

} // namespace Molotov::OutputUrls
