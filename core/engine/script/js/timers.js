// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// setTimeout and its kin, and sleep.
import { bridge } from "./bridge.js";
import { context, isGivenUp, refuse } from "./context.js";
import { pendingPromise, rejectPromise, resolvePromise } from "./promise.js";

// The engine looks at each of them whenever it collects garbage.
const MaxTimers = 100000;

const timers = new Map(); // id → {task, fire, sleep}; C++ knows the id and the moment
let lastId = 0;

function start(milliseconds, fire) {
    const id = ++lastId;
    if (isGivenUp(context.task))
        return id;
    if (timers.size >= MaxTimers)
        throw new RangeError("More than " + MaxTimers + " timers are waiting in this helper");
    timers.set(id, { task: context.task, fire, sleep: null });
    bridge.startTimer(id, Number(milliseconds) || 0);
    return id;
}

export function setTimeout(callback, milliseconds, ...args) {
    requireFunction("setTimeout", callback);
    return start(milliseconds, () => callback(...args));
}

export function setInterval(callback, milliseconds, ...args) {
    requireFunction("setInterval", callback);
    const period = Math.max(1, Number(milliseconds) || 0);
    const id = start(period, () => {
        timers.set(id, timer);
        bridge.startTimer(id, period);
        callback(...args);
    });
    const timer = timers.get(id);
    return id;
}

export function clearTimeout(id) {
    if (timers.delete(id))
        bridge.stopTimer(id);
}

function requireFunction(name, callback) {
    if (typeof callback !== "function")
        throw new TypeError(name + " needs a function");
}

export function sleep(seconds) {
    const milliseconds = Number(seconds) * 1000;
    if (!(milliseconds >= 0))
        throw new TypeError("sleep needs a number of seconds, 0 or more");
    const promise = pendingPromise();
    const task = context.task;
    if (isGivenUp(task)) {
        wake(promise, task);
        return promise;
    }
    const id = ++lastId;
    timers.set(id, { task, fire: () => resolvePromise(promise, undefined), sleep: promise });
    bridge.startSleep(id, task.worker === null ? -1 : task.worker.index, milliseconds);
    return promise;
}

function wake(promise, task) {
    const reason = refuse(task);
    if (reason !== "")
        rejectPromise(promise, new Error("The sleep was ended: " + reason));
}

/// Called by C++.
export function timerFired(id) {
    const timer = timers.get(id);
    if (timer === undefined)
        return;
    timers.delete(id);
    context.task = timer.task;
    timer.fire();
}

/// No timer of a task that was given up fires any more; those who sleep are woken by an exception.
export function endTimers() {
    for (const [id, { task, sleep }] of Array.from(timers)) {
        if (!isGivenUp(task))
            continue;
        timers.delete(id);
        bridge.stopTimer(id);
        if (sleep !== null) {
            context.task = task;
            wake(sleep, task);
        }
    }
}
