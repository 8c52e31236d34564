// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// setTimeout and its kin, and sleep.
import { bridge } from "./bridge.js";
import { context } from "./context.js";
import { pendingPromise, rejectPromise, resolvePromise } from "./promise.js";

const timers = new Map(); // id → {fire, worker}; C++ knows the id and the moment
const sleeps = new Map(); // id → the promise
let lastId = 0;
let stopped = false;

function start(milliseconds, fire) {
    const id = ++lastId;
    timers.set(id, { fire, worker: context.worker });
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
    if (stopped) {
        rejectPromise(promise, new Error("The run was stopped"));
        return promise;
    }
    const id = ++lastId;
    sleeps.set(id, promise);
    timers.set(id, {
        worker: context.worker,
        fire() {
            sleeps.delete(id);
            resolvePromise(promise, undefined);
        },
    });
    bridge.startSleep(id, context.worker === null ? -1 : context.worker.index, milliseconds);
    return promise;
}

/// Called by C++.
export function timerFired(id) {
    const timer = timers.get(id);
    if (timer === undefined)
        return;
    timers.delete(id);
    context.worker = timer.worker;
    timer.fire();
}

/// No timer fires any more; those who sleep are woken by an exception.
export function stopTimers() {
    stopped = true;
    timers.clear();
    for (const promise of sleeps.values())
        rejectPromise(promise, new Error("The run was stopped"));
    sleeps.clear();
}
