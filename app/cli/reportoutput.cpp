// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/reportoutput.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace Molotov::Cli {

Result<ReportOutput> ReportOutput::open(const QStringList &names)
{
    ReportOutput output;
    QSet<QString> known;
    for (const auto &name : names) {
        const auto report = openReport(name);
        if (!report)
            return report.error();
        for (const auto &file : report->files) {
            const auto path = QDir::cleanPath(QFileInfo(file.name()).absoluteFilePath());
            if (known.contains(path))
                return Error{tr("Two reports go to the same file, %1.").arg(QDir::toNativeSeparators(path))};
            known.insert(path);
        }
        output.m_reports.append(*report);
    }
    return output;
}

Result<ReportOutput::Report> ReportOutput::openReport(const QString &name)
{
    const auto format = reportFormatOf(name);
    if (!format)
        return Error{tr("The name of a report says its format: it ends with .html, .json, .xml or .csv, "
                        "and “%1” does not.")
                         .arg(name)};
    Report report{.format = *format, .files = {}};
    const auto files = reportFiles(*format, name);
    for (const auto &file : files) {
        const auto opened = OutputFile::open(file, tr("The report"));
        if (!opened)
            return opened.error();
        report.files.append(*opened);
    }
    return report;
}

QStringList ReportOutput::names() const
{
    QStringList names;
    for (const auto &report : m_reports) {
        for (const auto &file : report.files)
            names += file.name();
    }
    return names;
}

QList<Error> ReportOutput::write(const RunRecord &record) const
{
    QList<Error> errors;
    for (const auto &report : m_reports) {
        const auto texts = reportContents(report.format, record);
        for (qsizetype i = 0; i < texts.size(); ++i) {
            if (const auto status = report.files.at(i).write(texts.at(i)); !status)
                errors += status.error();
        }
    }
    return errors;
}

} // namespace Molotov::Cli
