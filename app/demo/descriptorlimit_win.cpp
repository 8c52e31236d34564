// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/descriptorlimit.h"

namespace Molotov::Demo {

// Sockets are handles here, of which a process may have millions.
void raiseDescriptorLimit() {}

} // namespace Molotov::Demo
