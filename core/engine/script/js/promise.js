// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Promise of scenarios. V4's own posts an event for each reaction; this one keeps a queue that is drained before
// an entry from C++ returns, and carries along which task a reaction belongs to. async functions use it too, for
// they come compiled to generators.
import { waiting } from "./callsite.js";
import { context } from "./context.js";

const Pending = 0;
const Fulfilled = 1;
const Rejected = 2;

// A script may change them.
const { isArray } = Array;
const { defineProperty, getPrototypeOf } = Object;
const NativeError = Error;

const MaxWaiting = 30; // of one error; an async function may call itself

// Of what is made for each await nothing has a constructor that does anything: the engine crashes when it is interrupted
// within one (6.4: the result that it hands on is what the register happens to hold).

// The queue: pairs of an object with run(itself, argument), and the argument. Each such object has the fields run, task,
// subject and promise, in this order, for the engine is faster with one shape. The array keeps its size, for
// the engine would make a new one whenever it grows again.
let jobs = [];
let first = 0;
let end = 0;

function push(job, argument) {
    jobs[end++] = job;
    jobs[end++] = argument;
}

export const generatorPrototype = Object.getPrototypeOf((function* () {}).prototype);
const { next: goOn, throw: throwInto } = generatorPrototype;

// What becomes of a promise that somebody waits for with then().
function reaction(onFulfilled, onRejected, derived) {
    return { run: react, task: context.task, subject: { onFulfilled, onRejected }, promise: derived };
}

function react({ task, subject, promise }, settled) {
    context.task = task;
    const isOk = settled.state === Fulfilled;
    const handler = isOk ? subject.onFulfilled : subject.onRejected;
    if (typeof handler === "function")
        resolveBy(promise, handler, settled.value);
    else if (isOk)
        fulfill(promise, settled.value);
    else
        rejectPromise(promise, settled.value);
}

function resolveBy(promise, handler, argument) {
    let value;
    try {
        value = handler(argument);
    } catch (error) {
        rejectPromise(promise, error);
        return;
    }
    resolvePromise(promise, value);
}

/// Says where an async function is, for runAsyncAt(). `frame`: as a line of a stack.
export function asyncSite(frame) {
    return Object.create(generatorPrototype, { frame: { value: frame } });
}

export function runAsync(self, parameters, body) {
    return runAsyncAt(generatorPrototype, self, parameters, body);
}

/// What an async function is compiled to (scenariomodule.cpp): runs `body`, a generator function in which each yield is
/// an await. Each promise that is awaited knows the function as its reaction, so that an await makes no closure.
export function runAsyncAt(site, self, parameters, body) {
    const promise = pendingPromise();
    // Each function* that is evaluated has a prototype of its own. The engine would make a hidden class for it, and keep
    // those of all generators in one list that it searches from end to end. And so a generator knows its site.
    body.prototype = site;
    let generator;
    try {
        generator = body.apply(self, parameters);
    } catch (error) {
        rejectPromise(promise, error);
        return promise;
    }
    resume({ run: resume, task: context.task, subject: generator, promise }, beginning);
    return promise;
}

function resume(coroutine, awaited) {
    context.task = coroutine.task;
    const { subject: generator, promise } = coroutine;
    let step;
    try {
        step = (awaited.state === Rejected ? throwInto : goOn).call(generator, awaited.value);
    } catch (error) {
        noteWhoWaits(promise, error);
        rejectPromise(promise, error);
        return;
    }
    const { value } = step;
    if (step.done) {
        resolvePromise(promise, value);
        return;
    }
    coroutine.task = context.task;
    listen(value instanceof MolotovPromise ? value : MolotovPromise.resolve(value), coroutine);
}

// The stack of an error ends where its function went on after an await. Who waits for the function is known as long as
// its promise is not rejected.
function noteWhoWaits(promise, error) {
    const text = whoWaits(promise);
    if (text === "")
        return;
    try {
        if (error instanceof NativeError && error[waiting] === undefined)
            defineProperty(error, waiting, { value: text });
    } catch (odd) {
        // A frozen error, or one that answers by an exception, goes without.
    }
}

function whoWaits(promise) {
    let text = "";
    for (let i = 0; i < MaxWaiting && promise instanceof MolotovPromise; ++i) {
        const { reactions } = promise;
        const reaction = isArray(reactions) ? reactions[0] : reactions;
        if (reaction === null || reaction === undefined)
            break;
        if (reaction.run === resume)
            text += "\n" + (getPrototypeOf(reaction.subject).frame || "");
        promise = reaction.promise;
    }
    return text;
}

export function enqueue(callback) {
    push({ run: callBack, task: context.task, subject: callback, promise: null }, undefined);
}

function callBack({ task, subject }) {
    context.task = task;
    subject();
}

/// Runs all jobs, and those that they bring. A job that throws ends nothing but itself: only callbacks of
/// queueMicrotask() can, and `onError` hears of it.
export function drain(onError) {
    while (first < end) {
        const job = jobs[first];
        const argument = jobs[first + 1];
        jobs[first++] = undefined;
        jobs[first++] = undefined;
        try {
            job.run(job, argument);
        } catch (error) {
            onError(error);
        }
        if (first > 10000) {
            jobs = jobs.slice(first, end); // a chain that goes on for ever must not grow the queue
            end -= first;
            first = 0;
        }
    }
    first = end = 0;
}

function settle(promise, state, value) {
    promise.state = state;
    promise.value = value;
    const reactions = promise.reactions;
    promise.reactions = null;
    if (reactions === null)
        return;
    if (!isArray(reactions)) {
        push(reactions, promise);
        return;
    }
    for (let i = 0; i < reactions.length; ++i)
        push(reactions[i], promise);
}

/// Settles the promise with a value that is no thenable.
export function fulfill(promise, value) {
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
        adopt(promise, value);
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
        followLater(promise, value, then);
    else
        settle(promise, Fulfilled, value);
}

// Functions of their own, for one that has a closure in it makes an object for its variables whenever it is called.

// One turn later, as the standard has it; but it is known now that somebody listens.
function adopt(promise, value) {
    value.heard = true;
    enqueue(() => listen(value, reaction(undefined, undefined, promise)));
}

function followLater(promise, value, then) {
    enqueue(() => follow(promise, value, then));
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

/// Lets `reaction.run(reaction, promise)` be called when the promise is settled, as a job.
export function listen(promise, reaction) {
    promise.heard = true;
    if (promise.state !== Pending)
        push(reaction, promise);
    else if (promise.reactions === null)
        promise.reactions = reaction;
    else if (isArray(promise.reactions))
        promise.reactions.push(reaction);
    else
        promise.reactions = [promise.reactions, reaction];
}

/// A promise that only its maker settles, with resolvePromise() or rejectPromise().
export function pendingPromise() {
    return makePromise(Pending, undefined);
}

/// One that is settled; the value is no thenable.
export function fulfilledPromise(value) {
    return makePromise(Fulfilled, value);
}

function makePromise(state, value) {
    const promise = new Bare();
    promise.state = state;
    promise.value = value;
    promise.reactions = null;
    promise.heard = false;
    return promise;
}

export const isFulfilled = (promise) => promise.state === Fulfilled;
export const isPending = (promise) => promise.state === Pending;

export class MolotovPromise {
    constructor(executor) {
        this.state = Pending;
        this.value = undefined;
        this.reactions = null;
        this.heard = false;
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
        const derived = pendingPromise();
        listen(this, reaction(onFulfilled, onRejected, derived));
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
        const promise = pendingPromise();
        resolvePromise(promise, value);
        return promise;
    }

    static reject(reason) {
        const promise = pendingPromise();
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
Object.defineProperty(MolotovPromise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });

// A MolotovPromise before anything is known of it.
function Bare() {}
Bare.prototype = MolotovPromise.prototype;

const beginning = fulfilledPromise(undefined); // what a coroutine begins with
