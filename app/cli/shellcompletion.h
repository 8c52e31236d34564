// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>

namespace Molotov::Cli {

/// What completes the command line of molotov-cli in shells, made from the tables of its options and
/// commands.
class ShellCompletion
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    /// Each is the content of the file that the shell loads.
    static QString bash();
    static QString zsh();
    static QString fish();
};

} // namespace Molotov::Cli
