// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace Molotov {

/// Gives the stack of scripts room for 32 million values; before the first engine is made. The engine puts
/// each element of an array that JSON.parse() reads on it, and each argument of f(...list), and does not look
/// whether there is room (V4 6.4): its own 4 MB end at half a million. These are addresses: memory is taken
/// when they are used. How deep calls go does not depend on it.
inline void raiseScriptStack()
{
    constexpr auto Variable = "QV4_JS_MAX_STACK_SIZE";
    if (!qEnvironmentVariableIsSet(Variable))
        qputenv(Variable, QByteArray::number(256 << 20));
}

} // namespace Molotov
