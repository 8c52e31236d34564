// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/exitcodes.h"

#include <QStringList>

#include <optional>

namespace Molotov::Cli {

/// Does what the arguments, which begin with the name of the program, ask for in place of a run; nothing if
/// they ask for a run.
std::optional<ExitCode> runCommand(const QStringList &arguments);

} // namespace Molotov::Cli
