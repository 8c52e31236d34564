// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "core/model/profile.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>
#include <variant>

namespace Molotov::Cli {

/// What to run, and how to tell about it.
struct Options
{
    Profile profile;
    QString summaryFile; ///< empty: none; "-": standard output
    QString resultFile; ///< empty: none
    QStringList reportFiles;
    QStringList notices; ///< sentences to begin with

    bool operator==(const Options &) const = default;
};

/// Asked for a text (--help, --version) instead of a run.
struct Text
{
    QString text;
};

/// The test is in a repository, which must be fetched first.
struct Remote
{
    Repository repository;
    Options output; ///< how to tell about that
};

/// Reads the command line, and the profile file that it names.
class CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    using Answer = std::variant<Options, Text, Error, Remote>;

    /// `arguments` begin with the name of the program. The profile of the answer is valid. When they name a
    /// repository, that is the answer as long as there is no checkout of it.
    static Answer parse(const QStringList &arguments, const std::optional<Checkout> &checkout = {});

    /// As in Options; empty when the answer leads to no run.
    static QString summaryFile(const Answer &answer);
    static QStringList reportFiles(const Answer &answer);
};

} // namespace Molotov::Cli
