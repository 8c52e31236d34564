// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The runtime: makes the globals and the module "molotov", and gives C++ the functions that it calls.
import "./polyfills.js";
import "./guards.js";
import "./es2024.js";
import { AbortController, AbortSignal } from "./abort.js";
import { assert } from "./assert.js";
import { bridge } from "./bridge.js";
import { console } from "./console.js";
import { context, late, outside, settled } from "./context.js";
import { crypto } from "./crypto.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { describeError } from "./errors.js";
import * as events from "./events.js";
import { makeFeeder } from "./feeder.js";
import { fetch } from "./fetch.js";
import { fixtureRequests } from "./fixturerequests.js";
import { Headers } from "./headers.js";
import { introduce } from "./hints.js";
import { check, counter, gauge, trend } from "./metrics.js";
import { asyncSite, drain, enqueue, MolotovPromise, runAsync, runAsyncAt } from "./promise.js";
import { finishLoading, fixtures, registrars, scenario, scenarios } from "./registry.js";
import * as run from "./run.js";
import * as sessions from "./session.js";
import { step } from "./steps.js";
import * as tasks from "./tasks.js";
import * as timers from "./timers.js";
import * as vars from "./vars.js";
import { FinalizationRegistry, WeakRef } from "./weakrefs.js";
import * as workers from "./workers.js";

Object.assign(globalThis, {
    Promise: MolotovPromise,
    console,
    crypto,
    TextDecoder,
    TextEncoder,
    AbortController,
    AbortSignal,
    FinalizationRegistry,
    Headers,
    WeakRef,
    fetch,
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

function reportThrown(error) {
    tasks.reportStray("A callback threw: ", error);
}

function leave() {
    drain(reportThrown);
    while (settled.length > 0) {
        tasks.finishSettled();
        drain(reportThrown);
    }
    if (late.length > 0)
        tasks.reportLate();
    context.last = context.task;
    context.task = outside;
}

function guarded(callback, a, b, c) {
    try {
        callback(a, b, c);
    } catch (error) {
        reportThrown(error);
    }
    leave();
}

/// The module that scenario files import; `env` and `args` are values of the run, `share` is this helper's.
export function molotov(env, args, share) {
    const module = Object.assign({
        scenario, assert, check, counter, gauge, trend, step, sleep: timers.sleep, setVar: vars.setVar,
        getVar: vars.getVar, env: Object.freeze(env), args: Object.freeze(args),
        feeder: (rows, options) => makeFeeder(share, rows, options),
    }, registrars, fixtureRequests(args));
    module.default = module;
    introduce("molotov", "molotov", module, ["env", "args"]);
    introduce("assert", "assert", assert);
    return Object.freeze(module);
}

let held = null;

/// Called by C++: keeps a value for ever.
export function hold(value) {
    held = value;
}

/// The module that compiled code imports.
export const compiled = { runAsync, runAsyncAt, asyncSite };

// ---- what C++ calls: each runs all that has become ready before it returns ----

/// The scenario file and its extensions have run. Returns what they registered, or {error}.
export function loaded(singleMode) {
    leave();
    try {
        finishLoading(singleMode);
    } catch (error) {
        return { error: describeError(error) };
    }
    return {
        scenarios: scenarios.map((one) => one.info),
        hasGlobalSetup: fixtures.globalSetup !== null,
        hasGlobalTeardown: fixtures.globalTeardown !== null,
        hasPicker: fixtures.scenarioPicker !== null,
        isListening: events.listening,
    };
}

export function startGlobalSetup(args) {
    guarded(run.startGlobalSetup, args);
}

export function startGlobalTeardown() {
    guarded(run.startGlobalTeardown);
}

export function setVars(text) {
    vars.unpackVars(text);
}

export function startSetup(index, id, args) {
    guarded(workers.startSetup, index, id, args);
}

export function startIteration(index, scenarioIndex) {
    guarded(workers.startIteration, index, scenarioIndex);
}

export function startTeardown(index) {
    guarded(workers.startTeardown, index);
}

export function exchangeDone(slot, status, packed, body) {
    sessions.exchangeDone(slot, status, packed, body);
    leave();
}

export function exchangeFailed(slot, kind, message, url, endpoint) {
    sessions.exchangeFailed(slot, kind, message, url, endpoint);
    leave();
}

export function timerFired(id) {
    guarded(timers.timerFired, id);
}

/// So many workers of all helpers are at work.
export function tellWorkers(workerCount) {
    events.emit("current_workers", { workers: workerCount });
    leave();
}

export { reportMetrics } from "./metrics.js";

/// Gives up what the worker does; C++ aborts its requests.
export function timeOut(index, message) {
    guarded(workers.timeOut, index, message);
    timers.endTimers();
    leave();
}

/// Gives up what waits for an answer; C++ aborts its requests.
export function failUnanswered() {
    guarded(sessions.failUnanswered);
    timers.endTimers();
    leave();
}

/// Gives up all tasks but some, as context.stopped says: they neither send nor sleep any more, and who waits is
/// woken by an exception.
export function stop(what) {
    context.stopped = Math.max(context.stopped, what);
    guarded(workers.abortSteps);
    timers.endTimers();
    leave();
}

/// What ran last, or was interrupted and still has the engine, as an error: its message names the function.
export function describeLast() {
    const { callSite, origin } = context.task === outside ? context.last : context.task;
    const error = new Error(origin === null ? "the top level of a file" : origin.label);
    error.callSite = callSite || (origin === null ? null : origin.registered);
    return describeError(error);
}

/// The index of the scenario whose script ran last, or was interrupted; -1: it was of none.
export function lastScenario() {
    const { worker } = context.task === outside ? context.last : context.task;
    return worker === null || worker.scenario === null ? -1 : scenarios.indexOf(worker.scenario);
}

/// The engine was interrupted.
export function interrupted(limit) {
    guarded(tasks.interrupted, limit);
    timers.endTimers();
    leave();
}
