// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/framereader.h"
#include "core/model/protocol/messages.h"

#include <QObject>
#include <QProcess>

#include <optional>

namespace Molotov::Test {

/// The real molotov-helper, with a test in the place of its controller.
class HelperDriver : public QObject
{
    Q_OBJECT

public:
    explicit HelperDriver(const QString &program, QObject *parent = nullptr);
    ~HelperDriver() override;

    /// Says hello and loads the scenario.
    void load(const Protocol::LoadScenario &scenario);
    /// The same, and waits; false when it cannot be loaded.
    bool loadWhole(const Protocol::LoadScenario &scenario);
    void send(const Protocol::ToHelper &message);
    void sendBytes(const QByteArray &bytes);
    void closeInput();

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    QProcess &process() { return m_process; }

    // ---- what it has said so far ----

    bool isLoaded() const { return loaded.has_value() || loadFailed.has_value(); }
    qint64 requests() const { return sum(&Protocol::EndpointDelta::count); }
    qint64 fixtureRequests() const;
    qint64 requestsFailed() const { return sum(&Protocol::EndpointDelta::failed); }
    qint64 requestsAborted() const { return sum(&Protocol::EndpointDelta::aborted); }
    qint64 iterations(bool ok) const
    {
        return sum(ok ? &Protocol::ScenarioDelta::ok : &Protocol::ScenarioDelta::failed);
    }
    qint64 iterationsAborted() const { return sum(&Protocol::ScenarioDelta::aborted); }

    std::optional<Protocol::Hello> hello;
    std::optional<Protocol::ScenarioLoaded> loaded;
    std::optional<Protocol::LoadFailed> loadFailed;
    QList<Protocol::MetricsDelta> deltas;
    QList<Protocol::WorkerStatus> states; ///< the last of each worker, by position
    QList<Protocol::ScriptLog> logs;
    QList<Protocol::ErrorSample> samples;
    QList<Protocol::TracedExchange> traced;
    QList<Protocol::TracedNote> notes;
    std::optional<Protocol::GlobalSetupDone> globalSetupDone;
    std::optional<Protocol::RunBroken> broken;
    bool workersDone = false;
    std::optional<Protocol::RunFinished> finished;
    QString problem; ///< with what it sent; empty while all is well

private:
    void read();
    void take(const Protocol::FromHelper &message);
    qint64 sum(qint64 Protocol::EndpointDelta::*count) const;
    qint64 sum(qint64 Protocol::ScenarioDelta::*count) const;

    QProcess m_process;
    Protocol::FrameReader m_reader;
};

} // namespace Molotov::Test
