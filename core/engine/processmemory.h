// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

/// Memory as the system counts it, in bytes; 0 where it does not tell. Safe on any thread.
namespace Molotov::ProcessMemory {

/// What this process has in memory now.
qint64 resident();
/// What this computer has.
qint64 installed();

} // namespace Molotov::ProcessMemory
