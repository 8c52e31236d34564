// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/liveoutputs.h"
#include "core/control/programs.h"
#include "core/control/run/runservice.h"
#include "core/control/run/runsettings.h"
#include "core/control/run/sourcefeed.h"

#include <QThread>

namespace Molotov {

class RunController;
class ScenarioInspector;
class TargetCheck;

/// The RunService of the application: a RunController and a ScenarioInspector on a thread of their own, so
/// that neither starting helpers nor merging what they report makes a window wait.
class ThreadedRunService : public RunService
{
    Q_OBJECT

public:
    explicit ThreadedRunService(Programs programs, QObject *parent = nullptr);
    ThreadedRunService(const Programs &programs, const RunSettings &settings, QObject *parent = nullptr);
    /// Ends the helpers of a run that is under way.
    ~ThreadedRunService() override;

    /// Is told of all runs, on a thread of this. To be called before the first one; not owned, lives longer.
    void addSink(RunSink *sink);

    void startRun(const Profile &profile) override;
    void stopRun() override;
    void stopRunNow() override;
    void changeLoad(const LoadChange &change) override;
    void addMarker(const QString &note) override;
    void inspect(const Profile &profile) override;
    void checkTarget(const Profile &profile) override;

private:
    SourceFeed m_feed{this};
    LiveOutputs m_outputs;
    QThread m_thread;
    RunController *m_controller; // on m_thread, which ends with it
    ScenarioInspector *m_inspector; // the same
    TargetCheck *m_targetCheck; // the same
    quint64 m_lastTicket = 0; // of inspect()
    quint64 m_lastTargetTicket = 0; // of checkTarget()
};

} // namespace Molotov
