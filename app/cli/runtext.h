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
    static QString progress(const Snapshot &snapshot, int width);
    /// What begins now.
    static QString start(const Profile &profile, const QList<Protocol::ScenarioInfo> &scenarios);
    /// That the latencies are not the server's alone; only when isLateItself().
    static QString lateness(const Snapshot &measured);
    /// The same of what a script caused; only when isLateByScript().
    static QString longScript(const LongScript &script);
    /// The outcome in one sentence.
    static QString verdict(const RunOutcome &outcome);
    /// Why the test has failed; only when outcome.hasTooManyFailures().
    static QString tooManyFailures(const RunOutcome &outcome);
    /// Only when outcome.lostHelpers() > 0.
    static QString lostHelpers(const RunOutcome &outcome);
};

} // namespace Molotov::Cli
