// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

namespace Molotov {

/// What the helpers that this process starts may have, once they have taken all that the system gives without
/// asking an administrator. One file for each family of systems.
SystemLimits systemLimits();

} // namespace Molotov
