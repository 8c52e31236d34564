// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/runmarker.h"

#include <QJsonObject>

namespace Molotov {

/// A marker as summaries and JSON lines have it.
QJsonObject markerJson(const RunMarker &marker);

} // namespace Molotov
