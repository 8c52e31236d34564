// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tasks: how they begin, and what becomes of them.
import { bridge } from "./bridge.js";
import { context, isGivenUp, outside, takeLate, Task } from "./context.js";
import { describeError } from "./errors.js";

/// Runs `run` as the task, and passes its outcome on to one of `done` and `failed`, unless it is given up before.
/// What `done` throws fails the task.
export function begin(task, run, done, failed) {
    context.task = task;
    const fail = task.fail = (error) => {
        if (task.isOver)
            return;
        end(task);
        failed(error);
    };
    const succeed = (value) => {
        if (task.isOver)
            return;
        try {
            done(value);
        } catch (error) {
            fail(error);
            return;
        }
        end(task);
    };
    let result;
    try {
        result = run();
    } catch (error) {
        fail(error);
        return;
    }
    if (result !== null && typeof result === "object" && typeof result.then === "function")
        result.then(succeed, fail);
    else
        succeed(result);
}

function end(task) {
    task.isOver = true;
    if (task.unheard !== null)
        reportUnheard(task.unheard);
    task.unheard = null;
}

function reportUnheard(promises) {
    for (const promise of promises) {
        if (!promise.heard)
            reportStray("A promise that nobody awaited was rejected: ", promise.value);
    }
}

/// Tells of promises that were rejected when nobody could be told of it any more.
export function reportLate() {
    reportUnheard(takeLate());
}

/// An error that fails nothing.
export function reportStray(prefix, error) {
    if (isGivenUp(context.task))
        return;
    const told = describeError(error);
    bridge.strayError(told.kind, prefix + told.message, told.stack);
}

/// Fails a task that something other than its script ends. Of its place is known what is near: the last request that
/// it sent, or where its function was registered.
export function giveUp(task, message) {
    const error = new Error(message);
    error.callSite = task.callSite || task.origin.registered;
    task.isGivenUp = true;
    // What is told of it is not told by it: it is not listened to any more.
    context.task = new Task(task.worker, task.origin);
    context.task.isOver = true;
    task.fail(error);
}

/// Called by C++ after the engine was interrupted: fails what hogged it.
export function interrupted(limit) {
    const task = context.task;
    if (task.isOver) {
        context.task = outside;
        reportStray("", new Error(limit + " in a callback"));
        return;
    }
    const near = task.callSite === null ? "" : ", after the request of this place";
    giveUp(task, limit + " in " + task.origin.label + near);
}
