// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/git/repository.h"
#include "core/model/exitcodes.h"

#include <variant>

namespace Molotov::Cli {

class ConsoleView;

/// Fetches the repository that --repo names, and says how far it is; waits for it in an event loop. What went
/// wrong has been said when there is an exit code instead of a checkout.
std::variant<Checkout, ExitCode> fetchRepository(const Repository &repository, ConsoleView &view);

} // namespace Molotov::Cli
