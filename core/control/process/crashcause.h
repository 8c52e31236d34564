// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// What ended a process that crashed, of its QProcess::exitCode(): "signal 11", "exception 0xC0000005". One
/// file for each family of systems.
QString crashCause(int exitCode);

} // namespace Molotov
