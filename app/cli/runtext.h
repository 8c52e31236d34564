// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runstate.h"

#include <QCoreApplication>

namespace Molotov::Cli {

/// What people read of a run: pure functions of what was measured.
class RunText
{
    Q_DECLARE_TR_FUNCTIONS(RunText)

public:
    /// How it stands, in one line of at most `width` characters; with the newest error as far as there is
    /// room.
    static QString progress(const Snapshot &snapshot, int width, bool isPaused = false);
    /// What begins now.
    static QString start(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios);
};

} // namespace Molotov::Cli
