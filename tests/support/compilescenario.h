// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov::Test {

/// The text of a scenario file (TypeScript) as a helper gets it: one ES2016 module. Runs esbuild and waits
/// for it; what does not compile ends the test program.
QString compileScenario(const QString &source);

} // namespace Molotov::Test
