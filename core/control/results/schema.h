// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov::ResultSchema {

/// What PRAGMA user_version of a result file says. A file of an older version is read with what it has; one
/// of a newer version is refused.
constexpr int Version = 1;

/// Makes the tables that README.md of this folder describes.
QString tables();

} // namespace Molotov::ResultSchema
