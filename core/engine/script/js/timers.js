// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// setTimeout and its kin, and sleep.
import { bridge } from "./bridge.js";
import { callSiteHere } from "./callsite.js";
import { context, isGivenUp, refuse, settled } from "./context.js";
import { addFinder } from "./leftovers.js";
import { pendingPromise, rejectPromise, resolvePromise } from "./promise.js";

// The engine looks at each of them whenever it collects garbage.
const MaxTimers = 100000;
const MaxSlots = 2 ** 20; // timers and sleeps
const MaxSerial = 2 ** 32;

// By slot, which C++ knows, too: {id, slot, task, fire, period, sleep, callSite, position}, or undefined. Not a Map: V4
// looks through all of its keys for one, and thousands of workers sleep at once. `position`: in the timers of the task;
// sleeps are not among them.
const timers = [];
const freeSlots = [];
let lastSerial = 0;

// A script may keep an id, whose slot is another's by now.
function newId(slot) {
    lastSerial = lastSerial % MaxSerial + 1;
    return lastSerial * MaxSlots + slot;
}

function add(task, fire, period, most) {
    if (timers.length - freeSlots.length >= most)
        throw new RangeError("More than " + most + " timers are waiting in this helper");
    const slot = freeSlots.length > 0 ? freeSlots.pop() : timers.length;
    const timer = { id: newId(slot), slot, task, fire, period, sleep: null, callSite: null, position: 0 };
    timers[slot] = timer;
    return timer;
}

function remove(timer) {
    timers[timer.slot] = undefined;
    freeSlots.push(timer.slot);
    if (timer.sleep === null)
        forget(timer);
    else if (--timer.task.pending === 0 && timer.task.returned !== null)
        settled.push(timer.task.root);
}

// Takes a timer from those of its task.
function forget(timer) {
    const { timers: own } = timer.task;
    const last = own.pop();
    if (last !== timer) {
        own[timer.position] = last;
        last.position = timer.position;
    }
    if (own.length === 0)
        timer.task.timers = null;
}

/// Calls back once, from the task that asks; the id is for clearTimeout().
export function startTimer(milliseconds, fire) {
    return start(milliseconds, fire, 0);
}

function start(milliseconds, fire, period) {
    if (isGivenUp(context.task))
        return newId(0);
    const { task } = context;
    const timer = add(task, fire, period, MaxTimers);
    task.timers = task.timers || [];
    timer.position = task.timers.push(timer) - 1;
    bridge.startTimer(timer.slot, milliseconds);
    return timer.id;
}

export function setTimeout(callback, milliseconds, ...args) {
    requireFunction("setTimeout", callback);
    return start(Number(milliseconds) || 0, () => callback(...args), 0);
}

export function setInterval(callback, milliseconds, ...args) {
    requireFunction("setInterval", callback);
    const period = Math.max(1, Number(milliseconds) || 0);
    return start(period, () => callback(...args), period);
}

export function clearTimeout(id) {
    const timer = timers[id % MaxSlots];
    if (timer === undefined || timer.id !== id)
        return;
    remove(timer);
    bridge.stopTimer(timer.slot);
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
    const timer = add(task, wakeUp, 0, MaxSlots);
    timer.sleep = promise;
    timer.callSite = callSiteHere();
    ++task.pending;
    bridge.startSleep(timer.slot, task.worker === null ? -1 : task.worker.index, milliseconds);
    return promise;
}

function wakeUp({ sleep }) {
    resolvePromise(sleep, undefined);
}

function wake(promise, task) {
    const reason = refuse(task);
    if (reason !== "")
        rejectPromise(promise, new Error("The sleep was ended: " + reason));
}

/// Called by C++.
export function timerFired(slot) {
    const timer = timers[slot];
    if (timer.period > 0)
        bridge.startTimer(slot, timer.period);
    else
        remove(timer);
    context.task = timer.task;
    timer.fire(timer);
}

addFinder("A sleep",
          (task) => timers.filter((timer) => timer !== undefined && timer.task.root === task && timer.sleep !== null)
                          .map((timer) => timer.callSite));

/// No callback of a task whose function has returned is called any more.
export function endTimersOf(task) {
    for (const timer of task.timers === null ? [] : task.timers.slice()) {
        remove(timer);
        bridge.stopTimer(timer.slot);
    }
}

/// No timer of a task that was given up fires any more; those who sleep are woken by an exception.
export function endTimers() {
    for (const timer of timers.slice()) {
        if (timer === undefined || !isGivenUp(timer.task))
            continue;
        remove(timer);
        bridge.stopTimer(timer.slot);
        if (timer.sleep !== null) {
            context.task = timer.task;
            wake(timer.sleep, timer.task);
        }
    }
}
