// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace Molotov {
struct Snapshot;
}

namespace Molotov::Cli {

/// The tables that a run closes with.
class RunTables
{
    Q_DECLARE_TR_FUNCTIONS(RunTables)

public:
    /// All that was measured; `verbose`: with the stacks of errors.
    static QStringList lines(const Snapshot &measured, bool verbose);
};

} // namespace Molotov::Cli
