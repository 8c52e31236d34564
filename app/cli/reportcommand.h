// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/exitcodes.h"

#include <QCoreApplication>
#include <QStringList>

namespace Molotov::Cli {

class ConsoleView;

/// `molotov-cli report RESULT FILE…`: makes reports of a run whose result was kept.
class ReportCommand
{
    Q_DECLARE_TR_FUNCTIONS(ReportCommand)

public:
    /// Whether the arguments, which begin with the name of the program, ask for it.
    static bool isMeant(const QStringList &arguments);
    static ExitCode run(const QStringList &arguments, ConsoleView &view);
};

} // namespace Molotov::Cli
