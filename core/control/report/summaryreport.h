// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QByteArray>

namespace Molotov {

/// The outcome of a run as a JSON document of schema 1, for programs. What was not measured is an empty
/// object.
QByteArray summaryJson(const RunOutcome &outcome);

} // namespace Molotov
