// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace Molotov {

/// Where the other programs are: absolute paths, empty for what was not found.
struct Programs
{
    QString helper;
    QString demo;
    QString esbuild;
    QString git;

    bool operator==(const Programs &) const = default;
};

/// Looks beside the running program, then where its helpers are installed (../libexec/molotov from there, if
/// CMake was told nothing else), and for esbuild and git then in PATH. MOLOTOV_HELPER, MOLOTOV_DEMO,
/// MOLOTOV_ESBUILD and MOLOTOV_GIT win over all; an empty value means "not found".
Programs findPrograms();
/// The same for a program of `folder` with this environment.
Programs findPrograms(const QString &folder, const QProcessEnvironment &environment);

} // namespace Molotov
