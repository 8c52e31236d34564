// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace Molotov {
struct RunComparison;
}

namespace Molotov::Cli {

/// What is printed of a comparison of two runs.
class ComparisonTables
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonTables)

public:
    /// The verdict first, then what must be known of it, what was found, all figures, and how to read them.
    static QStringList lines(const RunComparison &comparison);
};

} // namespace Molotov::Cli
