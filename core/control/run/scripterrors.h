// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/errorgroup.h"

#include <QString>

namespace Molotov {

struct CompiledScenario;

/// The error as a helper saw it, with the places of the user's own files instead of the compiled module's.
/// Calls that come from no file of the user are left out.
ScriptError toUserPlaces(const ScriptError &error, const CompiledScenario &scenario);

/// "shop.ts:3:5: message", without a place if none is known.
QString toSentence(const ScriptError &error);

} // namespace Molotov
