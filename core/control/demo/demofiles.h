// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace Molotov {

/// The profile file of the demo: in the folder that MOLOTOV_SCENARIOS names, else where examples are
/// installed
/// (../share/molotov/scenarios from the running program, if CMake was told nothing else). It need not exist.
QString findDemoProfile();
/// The same for a program of `folder` with this environment.
QString findDemoProfile(const QString &folder, const QProcessEnvironment &environment);

} // namespace Molotov
