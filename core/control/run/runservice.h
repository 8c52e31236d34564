// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsource.h"
#include "core/control/target/targetreport.h"

namespace Molotov {

/// Runs tests for a window: lives on the window's thread and never makes it wait.
///
/// What happens is told by signals alone.
class RunService : public RunSource
{
    Q_OBJECT

public:
    using RunSource::RunSource;

    /// Begins a run; only while none is under way. What is wrong with the profile comes as runEnded().
    virtual void startRun(const Profile &profile) = 0;
    /// Lets iterations under way finish (up to 10 s) and runs the teardowns. Without effect when no run is
    /// under way.
    virtual void stopRun() = 0;
    /// Aborts what is under way.
    virtual void stopRunNow() = 0;
    /// Changes the load of the run that is under way. Without effect when RunControls say that it may not be.
    virtual void changeLoad(const LoadChange &change) = 0;
    /// Marks this moment of the run that is under way.
    virtual void addMarker(const QString &note) = 0;
    /// Finds out what is in the profile's scenario file; a newer call replaces one that is under way.
    virtual void inspect(const Profile &profile) = 0;
    /// Looks at the target of a profile that has one (TargetCheck); a newer call replaces one that is under
    /// way.
    virtual void checkTarget(const Profile &profile) = 0;

Q_SIGNALS:
    void inspected(const Molotov::Inspection &inspection);
    void targetChecked(const Molotov::TargetReport &report);
};

} // namespace Molotov
