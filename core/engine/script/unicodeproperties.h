// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace Molotov {

/// A property of Unicode in the words of PCRE2: `\p{…}`, or `\P{…}` for all that does not have it.
/// `name`: what stands between the braces in JavaScript, such as `L`, `Letter` or `Script=Greek`. Nothing for
/// a kind of property that JavaScript does not know; whether the value is one, PCRE2 tells.
std::optional<QString> unicodeProperty(const QString &name, bool isNegated);

} // namespace Molotov
