// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/heldports.h"
#include "core/control/run/runsink.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <vector>

namespace Molotov {

class Output;
class OutputQueue;
class OutputThread;

/// Tells others of runs while they go on: makes the outputs that the profile of each run asks for.
///
/// All outputs share one thread, so that none of them can slow or stop a run. What they cannot deliver in
/// time is dropped and counted.
class LiveOutputs
    : public QObject
    , public RunSink
{
    Q_OBJECT

public:
    explicit LiveOutputs(QObject *parent = nullptr);
    /// Waits for what is being written, up to some seconds.
    ~LiveOutputs() override;

    /// Whether the run that is under way has outputs; on the controller's thread. ended() follows then.
    bool isOpen() const { return m_queue != nullptr; }

    /// Opens the outputs; what cannot be opened is an error. What the last run holds until it is delivered,
    /// such as a port, is none: it is taken over.
    Status prepareRun(const Profile &profile) override;
    void runBegan(const RunInfo &info) override;
    void secondsClosed(const QList<RunSecond> &seconds) override;
    void marked(const RunMarker &marker) override;
    void snapshotTaken(const Snapshot &snapshot) override;
    void runEnded(const RunOutcome &outcome) override;

Q_SIGNALS:
    /// What went wrong with an output, once, and at the end what was lost.
    void complained(const QString &text);
    /// All that could be delivered of a run has been; after runEnded() of the run.
    void ended();

private:
    Result<std::shared_ptr<std::vector<std::unique_ptr<Output>>>> open(const Profile &profile);

    QThread m_thread;
    OutputThread *m_worker; // on m_thread, which ends with it
    std::shared_ptr<OutputQueue> m_queue; // of the run that is under way; none if it has no outputs
    HeldPorts m_heldPorts;
};

} // namespace Molotov
