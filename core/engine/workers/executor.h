// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Molotov {

class Clock;
class LoadCourse;
class MetricsRecorder;
class ReadyQueue;
class Scheduler;
class Workers;

/// Decides which worker of a helper begins an iteration, and when. One for each kind of load.
///
/// What it decides is done by Workers. It hears of each worker by its position in the helper.
class Executor
{
public:
    /// What it needs; all of it must outlive the executor.
    struct Tools
    {
        const Clock &clock;
        Scheduler &scheduler;
        MetricsRecorder &metrics;
        Workers &workers;
        ReadyQueue &ready;
    };

    Executor() = default;
    virtual ~Executor() = default;
    Executor(const Executor &) = delete;
    Executor &operator=(const Executor &) = delete;

    /// The run begins now. Once.
    virtual void start() = 0;
    /// Another load is meant from now on: the course has changed. Not from within a script.
    virtual void change(const LoadCourse &course) = 0;
    /// None of its users is needed any more, unless the load changes.
    virtual bool isIdle() const { return false; }
    /// The load is about to end: what was meant to begin by now begins. Not from within a script.
    virtual void startDue() {}
    /// No iteration is to begin any more. May come from within a script.
    virtual void stop() = 0;
    /// A worker has been set up, and may begin its first iteration. May come from within a script.
    virtual void onSetUp(int position) = 0;
    /// An iteration has ended. May come from within a script.
    virtual void onIterationEnded(int position) = 0;
    /// A worker that was told to leave has been torn down. May come from within a script.
    virtual void onLeft(int position) = 0;
    /// It is the turn of a worker that was put into the ReadyQueue. Not from within a script.
    virtual void proceed(int position) = 0;
};

} // namespace Molotov
