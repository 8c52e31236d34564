// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/hostcache.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/workers/workerpool.h"
#include "tests/support/manualclock.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace Molotov::Test {

/// A pool of workers whose time a test moves.
class PoolBench
{
public:
    using Change = std::function<void(Protocol::LoadScenario &)>;

    /// `body`: of a scenario file, behind an import of all that there is. One worker, for an hour, unless
    /// `change` says otherwise. A file that does not load ends the program.
    explicit PoolBench(const QString &body, const Change &change = {});

    /// Moves the time in small steps, and lets everything happen that is due.
    void pass(std::chrono::milliseconds time);
    /// Lets everything happen that is due.
    void settle();

    /// Iterations of the first two scenarios that ended: "ok+failed ok+failed".
    QString iterations();
    /// All that was printed, and "error: …" for each error that was counted.
    QString told();

    ManualClock clock;
    Scheduler scheduler;
    MetricsRecorder metrics;
    QStringList printed; ///< "id text" of a worker, else the text
    LogLimiter log;

private:
    HostCache m_hosts;

public:
    HttpClient http;
    ScriptRuntime runtime;
    Protocol::LoadScenario plan;
    std::optional<WorkerPool> pool;
    QMap<int, qint64> ok; ///< by scenario; up to the last iterations()
    QMap<int, qint64> failed;
    int finishes = 0;
    QList<Protocol::RunBroken> broken;
};

} // namespace Molotov::Test
