// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"
#include "core/model/result.h"

#include <QStringList>

namespace Molotov::Cli {

class OptionValues;

/// Puts the options of the command line over a profile, which they win over. The error is about a value that
/// is none, or about options that cannot go together.
Status applyOptions(OptionValues &values, Profile &profile);

/// What a person should know of the options before the run.
QStringList noticesOf(const Profile &profile, const OptionValues &values);

} // namespace Molotov::Cli
