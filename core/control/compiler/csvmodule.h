// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace Molotov {

/// Turns a table of comma-separated values (RFC 4180), or of such with semicolons or tabs, into what `import
/// rows from "./table.csv"` gives.
class CsvModule
{
    Q_DECLARE_TR_FUNCTIONS(CsvModule)

public:
    /// A JavaScript module whose default export is a list of rows, each an object with the fields of the
    /// first line as keys and texts as values. A byte order mark, either kind of line end and empty lines are
    /// accepted. A comma in the first line makes it the separator, else a semicolon, else a tab; a line
    /// “sep=;” before it says another. The error names `shownName` and the line.
    static Result<QByteArray> fromCsv(const QString &csv, const QString &shownName);
};

} // namespace Molotov
