// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runcomparison.h"
#include "core/model/exitcodes.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>
#include <variant>

namespace Molotov::Cli {

class ConsoleView;

/// `molotov-cli compare BEFORE AFTER`: tells what has changed between two runs.
class CompareCommand
{
    Q_DECLARE_TR_FUNCTIONS(CompareCommand)

public:
    /// What to compare.
    struct Request
    {
        QString before; ///< result files
        QString after;
        ComparisonOptions options;

        bool operator==(const Request &) const = default;
    };

    /// Whether the arguments, which begin with the name of the program, ask for it.
    static bool isMeant(const QStringList &arguments);
    /// A text is the help that was asked for.
    static std::variant<Request, QString, Error> parse(const QStringList &arguments);
    static ExitCode run(const QStringList &arguments, ConsoleView &view);
};

} // namespace Molotov::Cli
