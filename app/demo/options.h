// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <optional>

namespace Molotov::Demo {

/// What the command line asks for.
struct Options
{
    static constexpr quint16 UsualPort = 8089;

    quint16 port = UsualPort; ///< 0 = any that is free
    bool untilStdinCloses = false;
    std::optional<quint32> seed; ///< of the failures of /flaky; none = others in each run
};

/// Reads the command line of the running application. For --help, --version and a wrong command line it
/// prints and ends the program.
Options readOptions();

} // namespace Molotov::Demo
