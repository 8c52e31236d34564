// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/scripterrors.h"

#include "core/control/compiler/scenariocompiler.h"

namespace Molotov {

ScriptError toUserPlaces(const ScriptError &error, const CompiledScenario &scenario)
{
    ScriptError mapped{.kind = error.kind, .message = error.message, .stack = {}};
    for (const auto &frame : error.stack) {
        const auto place =
            frame.place.file == scenario.sourceName ? scenario.map.original(frame.place) : frame.place;
        if (place.isValid())
            mapped.stack.append({frame.function, place});
    }
    return mapped;
}

QString toSentence(const ScriptError &error)
{
    if (error.stack.isEmpty())
        return error.message;
    return error.stack.first().place.toString() + QLatin1String(": ") + error.message;
}

} // namespace Molotov
