// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Molotov {

/// Lets this process have as many open connections as the system permits without asking an administrator. One
/// file for each family of systems.
void raiseDescriptorLimit();

} // namespace Molotov
