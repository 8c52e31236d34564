// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportformat.h"

#include "core/control/report/csvreport.h"
#include "core/control/report/htmlreport.h"
#include "core/control/report/junitreport.h"
#include "core/control/report/summaryreport.h"

#include <QFileInfo>

namespace Molotov {

std::optional<ReportFormat> reportFormatOf(const QString &name)
{
    const auto suffix = QFileInfo(name).suffix().toLower();
    if (suffix == QLatin1String("html") || suffix == QLatin1String("htm"))
        return ReportFormat::Html;
    if (suffix == QLatin1String("json"))
        return ReportFormat::Json;
    if (suffix == QLatin1String("xml"))
        return ReportFormat::JUnit;
    if (suffix == QLatin1String("csv"))
        return ReportFormat::Csv;
    return {};
}

QStringList reportFiles(ReportFormat format, const QString &name)
{
    if (format != ReportFormat::Csv)
        return {name};
    const auto begin = name.chopped(4);
    const auto end = name.right(4);
    return {name, begin + QStringLiteral("-endpoints") + end, begin + QStringLiteral("-errors") + end};
}

QList<QByteArray> reportContents(ReportFormat format, const RunRecord &record)
{
    switch (format) {
    case ReportFormat::Html:
        return {htmlReport(record)};
    case ReportFormat::Json:
        return {summaryJson(record.outcome)};
    case ReportFormat::JUnit:
        return {junitReport(record)};
    case ReportFormat::Csv: {
        const CsvReport tables(record.outcome);
        return {tables.series, tables.endpoints, tables.errors};
    }
    }
    Q_UNREACHABLE();
}

} // namespace Molotov
