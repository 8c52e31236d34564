// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Promise of scenarios. V4's own posts an event for each reaction; this one keeps a queue that is drained before
// an entry from C++ returns, and carries along which task a reaction belongs to. async functions use it too, for
// they come compiled to generators.
import { context } from "./context.js";

const Pending = 0;
const Fulfilled = 1;
const Rejected = 2;

let jobs = []; // pairs: a function, or a Reaction; and its argument, or the settled promise
let next = 0;

class Reaction {
    constructor(onFulfilled, onRejected, derived) {
        this.onFulfilled = onFulfilled;
        this.onRejected = onRejected;
        this.derived = derived;
        this.task = context.task;
    }
}

export function enqueue(callback, argument) {
    const task = context.task;
    jobs.push(() => {
        context.task = task;
        callback(argument);
    }, undefined);
}

/// Runs all jobs, and those that they bring. A job that throws ends nothing but itself: only callbacks of
/// queueMicrotask() can, and `onError` hears of it.
export function drain(onError) {
    while (next < jobs.length) {
        const job = jobs[next++];
        const argument = jobs[next++];
        try {
            if (job instanceof Reaction)
                react(job, argument);
            else
                job();
        } catch (error) {
            onError(error);
        }
        if (next > 10000) {
            jobs = jobs.slice(next); // a chain that goes on for ever must not grow the queue
            next = 0;
        }
    }
    jobs.length = 0;
    next = 0;
}

function react(reaction, promise) {
    context.task = reaction.task;
    const handler = promise.state === Fulfilled ? reaction.onFulfilled : reaction.onRejected;
    const derived = reaction.derived;
    if (typeof handler !== "function") {
        if (promise.state === Fulfilled)
            fulfill(derived, promise.value);
        else
            rejectPromise(derived, promise.value);
        return;
    }
    let value;
    try {
        value = handler(promise.value);
    } catch (error) {
        rejectPromise(derived, error);
        return;
    }
    resolvePromise(derived, value);
}

function settle(promise, state, value) {
    promise.state = state;
    promise.value = value;
    const reactions = promise.reactions;
    promise.reactions = null;
    if (reactions === null)
        return;
    if (reactions instanceof Reaction) {
        jobs.push(reactions, promise);
        return;
    }
    for (let i = 0; i < reactions.length; ++i)
        jobs.push(reactions[i], promise);
}

function fulfill(promise, value) {
    if (promise.state === Pending)
        settle(promise, Fulfilled, value);
}

export function rejectPromise(promise, reason) {
    if (promise.state !== Pending)
        return;
    // Whether somebody will still ask for it shows when the task is over.
    if (!promise.heard)
        context.task.noteRejected(promise);
    settle(promise, Rejected, reason);
}

/// Settles the promise with a value, which may itself be a promise or another thenable.
export function resolvePromise(promise, value) {
    if (promise.state !== Pending)
        return;
    if (value === null || (typeof value !== "object" && typeof value !== "function")) {
        settle(promise, Fulfilled, value);
        return;
    }
    if (value === promise) {
        rejectPromise(promise, new TypeError("A promise cannot wait for itself"));
        return;
    }
    if (value instanceof MolotovPromise) {
        // One turn later, as the standard has it; but it is known now that somebody listens.
        value.heard = true;
        enqueue(() => listen(value, new Reaction(undefined, undefined, promise)));
        return;
    }
    let then;
    try {
        then = value.then;
    } catch (error) {
        rejectPromise(promise, error);
        return;
    }
    if (typeof then === "function")
        enqueue(() => follow(promise, value, then));
    else
        settle(promise, Fulfilled, value);
}

function follow(promise, thenable, then) {
    let called = false;
    const once = (settler) => (value) => {
        if (called)
            return;
        called = true;
        settler(promise, value);
    };
    try {
        then.call(thenable, once(resolvePromise), once(rejectPromise));
    } catch (error) {
        once(rejectPromise)(error);
    }
}

function listen(promise, reaction) {
    promise.heard = true;
    if (promise.state !== Pending)
        jobs.push(reaction, promise);
    else if (promise.reactions === null)
        promise.reactions = reaction;
    else if (promise.reactions instanceof Reaction)
        promise.reactions = [promise.reactions, reaction];
    else
        promise.reactions.push(reaction);
}

/// A promise that only its maker settles, with resolvePromise() or rejectPromise().
export function pendingPromise() {
    return new MolotovPromise(nothing);
}

function nothing() {}

export class MolotovPromise {
    constructor(executor) {
        this.state = Pending;
        this.value = undefined;
        this.reactions = null;
        this.heard = false;
        if (executor === nothing)
            return;
        if (typeof executor !== "function")
            throw new TypeError("Promise needs a function (resolve, reject)");
        let called = false;
        try {
            executor(
                (value) => {
                    if (!called) {
                        called = true;
                        resolvePromise(this, value);
                    }
                },
                (reason) => {
                    if (!called) {
                        called = true;
                        rejectPromise(this, reason);
                    }
                });
        } catch (error) {
            if (!called)
                rejectPromise(this, error);
        }
    }

    then(onFulfilled, onRejected) {
        const derived = new MolotovPromise(nothing);
        listen(this, new Reaction(onFulfilled, onRejected, derived));
        return derived;
    }

    catch(onRejected) {
        return this.then(undefined, onRejected);
    }

    finally(callback) {
        if (typeof callback !== "function")
            return this.then(callback, callback);
        return this.then(
            (value) => MolotovPromise.resolve(callback()).then(() => value),
            (reason) => MolotovPromise.resolve(callback()).then(() => {
                throw reason;
            }));
    }

    static resolve(value) {
        if (value instanceof MolotovPromise)
            return value;
        const promise = new MolotovPromise(nothing);
        resolvePromise(promise, value);
        return promise;
    }

    static reject(reason) {
        const promise = new MolotovPromise(nothing);
        rejectPromise(promise, reason);
        return promise;
    }

    static all(values) {
        return collect(values, (promise, results, i, done) => promise.then(
            (value) => {
                results[i] = value;
                done();
            }, done.reject));
    }

    static allSettled(values) {
        return collect(values, (promise, results, i, done) => promise.then(
            (value) => {
                results[i] = { status: "fulfilled", value };
                done();
            },
            (reason) => {
                results[i] = { status: "rejected", reason };
                done();
            }));
    }

    static any(values) {
        return collect(values, (promise, errors, i, done) => promise.then(done.resolve, (reason) => {
            errors[i] = reason;
            done();
        }), (errors, done) => done.reject(new AggregateError(errors, "All promises were rejected")));
    }

    static race(values) {
        return new MolotovPromise((resolve, reject) => {
            for (const value of values)
                MolotovPromise.resolve(value).then(resolve, reject);
        });
    }
}

// Waits for all values; `watch` tells what to do with each: store something at its index and call done(), or end
// the whole early with done.resolve() or done.reject(). `finish` ends it when all are done.
function collect(values, watch, finish = (results, done) => done.resolve(results)) {
    return new MolotovPromise((resolve, reject) => {
        const results = [];
        let missing = 1;
        const done = () => {
            if (--missing === 0)
                finish(results, done);
        };
        done.resolve = resolve;
        done.reject = reject;
        let i = 0;
        for (const value of values) {
            ++missing;
            results.push(undefined);
            watch(MolotovPromise.resolve(value), results, i++, done);
        }
        done();
    });
}

Object.defineProperty(MolotovPromise, "name", { value: "Promise" });
