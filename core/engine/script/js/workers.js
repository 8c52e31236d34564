// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workers: who runs a scenario, and what becomes of it.
import { bridge } from "./bridge.js";
import { context } from "./context.js";
import { describeError } from "./errors.js";
import { fixtures, scenarios } from "./registry.js";
import { Session } from "./session.js";
import { shapeSession } from "./sessionoptions.js";

const workers = []; // by position in this helper

class Worker {
    constructor(index, id, args) {
        this.index = index;
        this.id = id;
        this.unheard = []; // promises that were rejected while nobody waited for them
        this.turn = 0; // counts setups and iterations: one that was given up is not listened to any more
        this.session = new Session(this, args);
    }
}

/// Called by C++: runs setup for a new worker, then tells bridge.setupDone or bridge.setupFailed.
export function startSetup(index, id, args) {
    const worker = new Worker(index, id, args);
    workers[index] = worker;
    begin(worker, () => (fixtures.setup === null ? undefined : fixtures.setup(id, args)), (options) => {
        shapeSession(worker.session, options);
        bridge.setupDone(index);
    }, (told) => bridge.setupFailed(index, told.kind, told.message, told.stack));
}

/// Called by C++: runs one iteration, then tells bridge.iterationDone or bridge.iterationFailed.
export function startIteration(index, scenario) {
    const worker = workers[index];
    ++worker.session.context.step;
    begin(worker, () => scenarios[scenario].run(worker.session), () => bridge.iterationDone(index),
          (told) => bridge.iterationFailed(index, told.kind, told.message, told.stack));
}

// Runs `run` for the worker and passes its outcome on, unless it is given up before.
function begin(worker, run, done, failed) {
    const turn = ++worker.turn;
    context.worker = worker;
    const fail = (error) => {
        if (worker.turn !== turn)
            return;
        ++worker.turn;
        reportUnheard(worker);
        failed(describeError(error));
    };
    const succeed = (value) => {
        if (worker.turn !== turn)
            return;
        try {
            done(value);
        } catch (error) {
            fail(error);
            return;
        }
        ++worker.turn;
        reportUnheard(worker);
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

function reportUnheard(worker) {
    if (worker.unheard.length === 0)
        return;
    const unheard = worker.unheard;
    worker.unheard = [];
    for (const promise of unheard) {
        if (!promise.heard)
            reportStray("A promise that nobody awaited was rejected: ", promise.value);
    }
}

export function reportStray(prefix, error) {
    const told = describeError(error);
    bridge.strayError(told.kind, prefix + told.message, told.stack);
}

/// Called by C++ after the engine was interrupted: gives up what the worker that hogged it was doing.
/// Returns its index, or -1.
export function giveUp() {
    const worker = context.worker;
    context.worker = null;
    if (worker === null)
        return -1;
    ++worker.turn;
    worker.unheard = [];
    return worker.index;
}
