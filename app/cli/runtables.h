// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace Molotov {
struct RunOutcome;
}

namespace Molotov::Cli {

/// The tables that a run closes with.
class RunTables
{
    Q_DECLARE_TR_FUNCTIONS(RunTables)

public:
    /// All that was measured, and beside it what was measured in the load of a run that has a ramp-up;
    /// `verbose`: with the stacks of errors.
    static QStringList lines(const RunOutcome &outcome, bool verbose);
};

} // namespace Molotov::Cli
