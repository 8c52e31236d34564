// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/exitcodes.h"
#include "core/model/result.h"

#include <QCoreApplication>
#include <QStringList>

#include <span>
#include <utility>

QT_FORWARD_DECLARE_CLASS(QCommandLineParser)

namespace Molotov::Cli {

/// One option, as --help, the manual page and the completions of shells show it.
struct OptionText
{
    const char *names; ///< "letter name", or the name alone
    const char *value; ///< what a value is called; none for a flag
    const char *meaning; ///< sentences, to be translated in the context "CommandLine"

    QStringList nameList() const { return QString::fromLatin1(names).split(QLatin1Char(' ')); }
};

/// What the command line knows: Molotov's options with their letters and meanings, and a few of ours.
class OptionList
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    static void describe(QCommandLineParser &parser);
    static void addOptions(QCommandLineParser &parser, std::span<const OptionText> options);
    /// Those of a run.
    static std::span<const OptionText> options();
    static QList<std::pair<ExitCode, QString>> exitCodes();
    /// Which exit code a run has that could have several: a sentence.
    static QString exitCodeOrder();
    /// What the parser cannot say of itself: how several extensions are named, exit codes, Ctrl-C.
    static QString moreHelp();
    /// What the parser could not read, as a sentence.
    static Error problemOf(const QCommandLineParser &parser);
};

} // namespace Molotov::Cli
