// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>

namespace Molotov::Cli {

/// The manual page of molotov-cli, made from the tables of its options and commands.
class ManualPage
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    /// In the language of man(7).
    static QString text();
};

} // namespace Molotov::Cli
