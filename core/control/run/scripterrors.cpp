// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/scripterrors.h"

#include "core/control/compiler/scenariocompiler.h"
#include "core/model/errorgrouping.h"

#include <algorithm>

namespace Molotov {

namespace {

// None when the place is of no compiled module.
const CompiledModule *moduleOf(const SourcePlace &place, const CompiledScenario &scenario)
{
    if (place.file == scenario.sourceName)
        return &scenario;
    const auto &extensions = scenario.extensions;
    const auto found =
        std::find_if(extensions.begin(), extensions.end(),
                     [&place](const CompiledModule &module) { return module.sourceName == place.file; });
    return found == extensions.end() ? nullptr : &*found;
}

} // namespace

ScriptError toUserPlaces(const ScriptError &error, const CompiledScenario &scenario)
{
    ScriptError mapped{.kind = error.kind,
                       .message = error.message,
                       .stack = {},
                       .endpoint = error.endpoint,
                       .step = error.step};
    for (const auto &frame : error.stack) {
        const auto *module = moduleOf(frame.place, scenario);
        const auto place = module ? module->map.original(frame.place) : frame.place;
        if (place.isValid())
            mapped.stack.append({frame.function, place});
    }
    // Of a script that was interrupted the engine does not know where: what is known is a part of the
    // message.
    if (error.message.startsWith(QLatin1String("Interrupted: ")) && !mapped.stack.isEmpty()) {
        mapped.message += QStringLiteral(" (%1)").arg(mapped.stack.first().place.toShortString());
    }
    return mapped;
}

QString toSentence(const ScriptError &error)
{
    const auto place = placeOf(error);
    return place.isValid() ? place.toString() + QLatin1String(": ") + error.message : error.message;
}

} // namespace Molotov
