// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QString>

namespace Molotov::Cli {

/// Whether a result can be written to the file of this name before anything is sent: its folder is there, and
/// what stands in its place is a result, too. An empty name is always right.
Status checkResultFile(const QString &name);

/// Makes room for a new result: what is there is removed.
void removeResult(const QString &name);

} // namespace Molotov::Cli
