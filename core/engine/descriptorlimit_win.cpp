// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/descriptorlimit.h"

namespace Molotov {

// Sockets are handles here, of which a process may have millions.
void raiseDescriptorLimit() {}

} // namespace Molotov
