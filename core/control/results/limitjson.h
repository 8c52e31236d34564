// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/limit.h"

#include <QJsonObject>

#include <optional>

namespace Molotov {

/// What a search for the limit came to, as summaries and result files hold it: `verdict`, `goal`, `load`
/// ("users" or "rate"), `tolerance_percent`, `most`, and `held`, `broken` (a step, or null) and `steps`.
QJsonObject limitJson(const LimitResult &result);
/// Reads the same; nothing from what limitJson() does not write.
std::optional<LimitResult> limitOf(const QJsonObject &object);

} // namespace Molotov
