// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The runtime: makes the globals and the module "molotov", and gives C++ the functions that it calls.
import "./polyfills.js";
import { assert } from "./assert.js";
import { bridge } from "./bridge.js";
import { console } from "./console.js";
import { context } from "./context.js";
import { counter, gauge, trend } from "./metrics.js";
import { drain, enqueue, MolotovPromise } from "./promise.js";
import { finishLoading, scenario, setup } from "./registry.js";
import * as sessions from "./session.js";
import * as timers from "./timers.js";
import * as workers from "./workers.js";

Object.assign(globalThis, {
    Promise: MolotovPromise,
    console,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    clearTimeout: timers.clearTimeout,
    clearInterval: timers.clearTimeout,
    queueMicrotask(callback) {
        if (typeof callback !== "function")
            throw new TypeError("queueMicrotask needs a function");
        enqueue(callback);
    },
});

function check(name, ok) {
    const passed = Boolean(ok);
    bridge.check(String(name), passed);
    return passed;
}

function reportThrown(error) {
    workers.reportStray("A callback threw: ", error);
}

function leave() {
    drain(reportThrown);
    context.worker = null;
}

function guarded(callback, a, b, c) {
    try {
        callback(a, b, c);
    } catch (error) {
        reportThrown(error);
    }
    leave();
}

/// The module that scenario files import; `env` and `args` are values of the run.
export function molotov(env, args) {
    return { scenario, setup, assert, check, counter, gauge, trend, sleep: timers.sleep,
             env: Object.freeze(env), args: Object.freeze(args) };
}

// ---- what C++ calls: each runs all that has become ready before it returns ----

export function loaded() {
    leave();
    return finishLoading();
}

export function startSetup(index, id, args) {
    guarded(workers.startSetup, index, id, args);
}

export function startIteration(index, scenarioIndex) {
    guarded(workers.startIteration, index, scenarioIndex);
}

export function exchangeDone() {
    sessions.exchangeDone.apply(null, arguments);
    leave();
}

export function exchangeFailed(slot, kind, message, url) {
    sessions.exchangeFailed(slot, kind, message, url);
    leave();
}

export function timerFired(id) {
    guarded(timers.timerFired, id);
}

/// Nothing is sent and nobody sleeps any more; who waits is woken by an exception.
export function stop() {
    sessions.stopSending();
    timers.stopTimers();
    leave();
}

export { reportMetrics } from "./metrics.js";

export function giveUp() {
    const index = workers.giveUp();
    leave();
    return index;
}
