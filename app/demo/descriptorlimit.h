// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Molotov::Demo {

/// Lets this process have as many open connections as the system permits without asking an administrator.
void raiseDescriptorLimit();

} // namespace Molotov::Demo
