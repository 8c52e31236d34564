// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/clock.h"
#include "core/engine/http/hostcache.h"
#include "core/engine/http/httpclient.h"
#include "core/engine/loglimiter.h"
#include "core/engine/metricsrecorder.h"
#include "core/engine/scheduler.h"
#include "core/engine/script/scriptruntime.h"

#include <QStringList>

#include <optional>

namespace Molotov::Test {

/// A script runtime with all that it needs, for tests that read what a scenario prints.
class ScriptBench
{
public:
    explicit ScriptBench(std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// Compiles and loads a scenario file; its first line is to be the import.
    LoadOutcome load(const QString &source, const QString &baseUrl = {});

    /// The same of one that is compiled.
    LoadOutcome loadCode(const QString &code, const QString &baseUrl = {});

    /// One worker: its setup, and one iteration of the first scenario. True when both ended; "failed: …" is
    /// added to what was printed when one of them failed.
    bool runOnce(int scenario = 0);

    /// What the body of an async scenario prints with console.log(), line by line.
    QStringList linesOf(const QString &body, const QString &baseUrl = {});

    /// What may be loaded, and where it is.
    HostCache &hosts() { return m_hosts; }

    SteadyClock clock;
    Scheduler scheduler;
    MetricsRecorder metrics;
    QStringList printed;
    QStringList strayErrors;
    std::optional<ScriptError> failure; ///< of the setup or the iteration

private:
    LogLimiter m_log;
    HostCache m_hosts;

public:
    HttpClient http;
    ScriptRuntime runtime;
};

} // namespace Molotov::Test
