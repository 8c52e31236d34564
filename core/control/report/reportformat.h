// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace Molotov {

/// What reports of a run can be made without a window.
enum class ReportFormat { Html, Json, JUnit, Csv };

/// The format that a file's name ends with: .html, .json, .xml (JUnit) or .csv.
std::optional<ReportFormat> reportFormatOf(const QString &name);

/// The files of a report with this name: it alone, but for CSV, which has NAME-endpoints.csv and
/// NAME-errors.csv beside it.
QStringList reportFiles(ReportFormat format, const QString &name);

/// What is in these files, in their order.
QList<QByteArray> reportContents(ReportFormat format, const RunRecord &record);

} // namespace Molotov
