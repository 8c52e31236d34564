// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QByteArray>

namespace Molotov {

/// A run as three tables in CSV (RFC 4180, UTF-8, a line of titles first), for spreadsheets and programs.
/// Numbers have a decimal point; what was not measured is an empty cell.
///
/// What a server or a script said could be taken for a formula: such a cell begins with a ' then.
struct CsvReport
{
    QByteArray series; ///< a row for each whole second, or for several that were joined
    QByteArray endpoints;
    QByteArray errors; ///< a row for each group

    explicit CsvReport(const RunOutcome &outcome);
};

} // namespace Molotov
