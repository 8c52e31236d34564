// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/runrecord.h"

#include <QByteArray>

namespace Molotov {

/// A run as one file of HTML for people: needs no script, loads nothing, and prints. Texts and numbers are in
/// the default locale.
QByteArray htmlReport(const RunRecord &record);

} // namespace Molotov
