// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

class SourceMap;

/// The code with a stand-in where packages call BigInt(), which helpers do not have.
///
/// Some packages make constants with it while they are loaded, although most of their users never need these:
/// zod does. What the stand-in gives can be kept and shown; computing with it throws. Calls in the user's own
/// files stay as they are, and so does `typeof BigInt`, by which a package finds out what it can do. No place
/// in the code moves.
QString withBigIntStandIn(const QString &code, const SourceMap &map);

} // namespace Molotov
