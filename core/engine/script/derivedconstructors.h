// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// Compiled code in which arrow functions of derived constructors know their `this`.
///
/// V4 (6.4) keeps `this` for arrow functions when a function begins. In the constructor of a derived class it
/// is not known before super() returns, so that each arrow function in it, as in `handler = () => this.x` of
/// a class that extends another, ends with “this is not defined”. What follows super() becomes the body of a
/// function that is called at once. Lines keep their numbers.
///
/// Constructors are found by how the compiler writes them. Left as they are: those in which super() is no
/// statement of its own, or is followed by `super.x` or `new.target`.
QString withThisInDerivedConstructors(const QString &code);

} // namespace Molotov
