// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdio>

namespace Molotov::Cli {

/// True when a person looks at what is written there.
bool isTerminal(std::FILE *stream);
/// Columns of the terminal; 80 when it does not say.
int terminalWidth(std::FILE *stream);
/// Makes UTF-8 and escape sequences work.
void prepareTerminal();

} // namespace Molotov::Cli
