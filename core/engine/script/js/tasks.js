// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tasks: how they begin, and what becomes of them.
import { bridge, responses } from "./bridge.js";
import { context, isGivenUp, outside, late, settled, Task } from "./context.js";
import { describeError } from "./errors.js";
import { warnOfLeftovers } from "./leftovers.js";
import { isFulfilled, listen, MolotovPromise } from "./promise.js";
import { endTimersOf } from "./timers.js";

/// Begins the task: its work's run(task). When that has returned, and the requests and sleeps that it did not wait for
/// are over, the outcome goes on to done(task, value) or failed(task, error), unless the task is given up before. What
/// done() throws fails the task.
export function begin(task) {
    context.task = task;
    let result;
    try {
        result = task.work.run(task);
    } catch (error) {
        conclude(task, false, error);
        return;
    }
    if (result instanceof MolotovPromise)
        listen(result, { run: concludeBy, task, subject: null, promise: null });
    else if (result !== null && typeof result === "object" && typeof result.then === "function")
        followForeign(task, result);
    else
        conclude(task, true, result);
}

function followForeign(task, thenable) {
    thenable.then((value) => conclude(task, true, value), (error) => conclude(task, false, error));
}

// The promise of a task's work is settled.
function concludeBy({ task }, promise) {
    context.task = task;
    // Nearly every iteration ends so: it needs none of the calls of conclude().
    if (task.pending === 0 && task.timers === null && isFulfilled(promise))
        succeed(task, promise.value);
    else
        conclude(task, isFulfilled(promise), promise.value);
}

// The function of the task has returned, or thrown.
function conclude(task, isOk, value) {
    if (task.isOver || task.returned !== null)
        return;
    if (!task.isListener && (task.timers !== null || task.pending > 0)) {
        endTimersOf(task);
        if (task.pending > 0) {
            task.returned = { isOk, value };
            if (isOk)
                warnOfLeftovers(task);
            return;
        }
    }
    finish(task, isOk, value);
}

function finish(task, isOk, value) {
    if (isOk)
        succeed(task, value);
    else
        fail(task, value);
}

/// Goes on with tasks that had to wait for requests and sleeps of their own.
export function finishSettled() {
    for (const task of settled.splice(0)) {
        if (task.isOver || task.pending > 0)
            continue;
        context.task = task;
        finish(task, task.returned.isOk, task.returned.value);
    }
}

function succeed(task, value) {
    if (task.isOver)
        return;
    try {
        task.work.done(task, value);
    } catch (error) {
        fail(task, error);
        return;
    }
    end(task);
}

function fail(task, error) {
    if (task.isOver)
        return;
    context.failing = task;
    end(task);
    task.work.failed(task, error);
    context.failing = null;
}

function end(task) {
    task.isOver = true;
    const { unheard } = task;
    if (unheard !== null) {
        task.unheard = null;
        reportUnheard(unheard);
    }
    if (task.bodies !== null) {
        for (const body of task.bodies)
            responses.release(body);
        task.bodies = null;
    }
}

/// C++ keeps a large body for as long as the task.
export function keepBody(task, body) {
    if (task.isOver)
        responses.release(body);
    else if (task.bodies === null)
        task.bodies = [body];
    else
        task.bodies.push(body);
}

function reportUnheard(promises) {
    for (const promise of promises) {
        if (!promise.heard)
            reportStray("A promise that nobody awaited was rejected: ", promise.value);
    }
}

/// Tells of promises that were rejected when nobody could be told of it any more.
export function reportLate() {
    reportUnheard(late.splice(0));
}

/// An error that fails nothing.
export function reportStray(prefix, error) {
    if (isGivenUp(context.task))
        return;
    bridge.strayError(describeError(error, prefix));
}

/// Fails a task that something other than its script ends. Of its place is known what is near: the last request that
/// it sent, or where its function was registered. `part`: the task, or a step in it.
export function giveUp(part, error) {
    const task = part.root;
    part.mark(error);
    error.callSite = error.callSite || task.callSite || task.origin.registered;
    task.isGivenUp = true;
    // What is told of it is not told by it: it is not listened to any more.
    context.task = new Task(task.worker, task.origin, null);
    context.task.isOver = true;
    fail(task, error);
}

/// Called by C++ after the engine was interrupted: fails what hogged it.
export function interrupted(limit) {
    const { failing, emitter, task } = context;
    context.failing = context.emitter = null;
    if (failing !== null) {
        failAgain(failing, limit, task);
        return;
    }
    interruptTask(task, limit);
    // What it was about to do after the event will not be done.
    if (emitter !== null && !emitter.isOver)
        giveUp(emitter, new Error(limit + " in " + task.origin.label));
}

// Its failure is not told yet: the error that it threw, or a listener of the event, took too long.
function failAgain(task, limit, hog) {
    const where = hog.isListener ? hog.origin.label : "what " + task.origin.label + " threw";
    const error = new Error(limit + " in " + where);
    error.callSite = task.callSite || task.origin.registered;
    task.isGivenUp = true; // it raises no event again
    context.task = task;
    end(task);
    task.work.failed(task, error);
}

function interruptTask(task, limit) {
    if (task.isOver) {
        context.task = outside;
        reportStray("", new Error(limit + " in a callback"));
        return;
    }
    const near = task.callSite === null ? "" : ", after the request of this place";
    giveUp(task, new Error(limit + " in " + task.origin.label + near));
}
