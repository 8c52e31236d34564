// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/outputfile.h"
#include "core/control/report/reportformat.h"

#include <QCoreApplication>
#include <QStringList>

namespace Molotov::Cli {

/// The files that reports of a run go to, each in the format that its name ends with. They are opened before
/// the run, as OutputFile says.
class ReportOutput
{
    Q_DECLARE_TR_FUNCTIONS(ReportOutput)

public:
    static Result<ReportOutput> open(const QStringList &names);

    bool isEmpty() const { return m_reports.isEmpty(); }
    /// All files that are written.
    QStringList names() const;
    /// Writes what can be written; the errors are of the others.
    QList<Error> write(const RunRecord &record) const;

private:
    struct Report
    {
        ReportFormat format = ReportFormat::Html;
        QList<OutputFile> files; // one, but for CSV
    };

    static Result<Report> openReport(const QString &name);

    QList<Report> m_reports;
};

} // namespace Molotov::Cli
