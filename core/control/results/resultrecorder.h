// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/results/resultqueue.h"
#include "core/control/run/runsink.h"
#include "core/model/result.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace Molotov {

class ResultThread;

/// Keeps what a controller tells of its runs: a result file for each run that gets to Running.
///
/// A thread of its own writes once a second what is new, so that a slow disk never slows a run.
class ResultRecorder
    : public QObject
    , public RunSink
{
    Q_OBJECT

public:
    /// Where the file of a run goes; is asked on the thread that writes.
    using Place = std::function<QString(const RunInfo &)>;

    explicit ResultRecorder(Place place, QObject *parent = nullptr);
    /// Waits for what is being written.
    ~ResultRecorder() override;

    void runBegan(const RunInfo &info) override;
    void secondsClosed(const QList<RunSecond> &seconds) override;
    void snapshotTaken(const Snapshot &snapshot) override;
    void workersChanged(int helper, const QList<Protocol::WorkerStatus> &changed) override;
    void sampled(const RunSample &sample) override;
    void marked(const RunMarker &marker) override;
    void logged(const LogLine &line) override;
    void runEnded(const RunOutcome &outcome) override;

Q_SIGNALS:
    /// The file of a run is there.
    void began(const QString &path);
    /// It could not be written, and it will be tried again; once for each run.
    void failed(const Molotov::Error &error);
    /// Of each run that began, once: it is all in the file, or it is not.
    void ended(const QString &path, const Molotov::Status &status);

private:
    const Place m_place;
    QThread m_thread;
    ResultThread *m_worker; // on m_thread, which ends with it
    std::shared_ptr<ResultQueue> m_queue; // of the run that goes on, or that comes next
    bool m_isRunning = false;
};

} // namespace Molotov
