// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QCoreApplication>

QT_FORWARD_DECLARE_CLASS(QCommandLineParser)

namespace Molotov::Cli {

/// What the command line knows: Molotov's options with their letters and meanings, and a few of ours.
class OptionList
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    static void describe(QCommandLineParser &parser);
    /// What the parser cannot say of itself: how several extensions are named, exit codes, Ctrl-C.
    static QString moreHelp();
    /// What the parser could not read, as a sentence.
    static Error problemOf(const QCommandLineParser &parser);
};

} // namespace Molotov::Cli
