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

    bool operator==(const Programs &) const = default;
};

/// Looks beside the running program, then in ../libexec/molotov from there, and for esbuild then in PATH.
/// MOLOTOV_HELPER, MOLOTOV_DEMO and MOLOTOV_ESBUILD win over all; an empty value means "not found".
Programs findPrograms();
/// The same for a program of `folder` with this environment.
Programs findPrograms(const QString &folder, const QProcessEnvironment &environment);

} // namespace Molotov
