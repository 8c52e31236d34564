// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What runs now, and whether it may still do something.

/// Promises that were rejected by no task, or by one that was over.
export const late = [];

/// The numbers of RequestPurpose in core/engine/http/httpmessages.h. Step is Load, too, which C++ is told: it keeps
/// requests of steps off the way that those of all others take.
export const Purpose = { Load: 0, Setup: 1, Teardown: 2, Step: 3 };

/// A piece of work with an end: a setup, an iteration, a teardown, a call of a listener. Whatever a script begins
/// belongs to the task that it is in; jobs of promises and timers carry it along.
export class Task {
    constructor(worker, origin, work) {
        this.worker = worker; // null: of none
        this.origin = origin; // {label, registered}, for messages
        this.work = work; // {run, done, failed}, as begin() calls them
        this.isOver = false; // its outcome is known
        this.pending = 0; // requests and sleeps under way
        this.purpose = Purpose.Load; // of its requests; every task has it, for the engine is faster with one shape
    }

    // What a StepTask (steps.js) has, too.

    /// The task itself; a part of one leads to all of it.
    get root() {
        return this;
    }

    /// The error ends what is done in the task.
    mark() {}

    noteRejected(promise) {
        if (this.isOver)
            late.push(promise);
        else if (this.unheard === null)
            this.unheard = [promise];
        else if (this.unheard.push(promise) >= this.unheardLimit)
            this.dropHeard();
    }

    // Nearly all are heard a moment after they were rejected, as in try { await response.json() } catch {}.
    dropHeard() {
        const { unheard } = this;
        let kept = 0;
        for (let i = 0; i < unheard.length; ++i) {
            if (!unheard[i].heard)
                unheard[kept++] = unheard[i];
        }
        unheard.length = kept;
        this.unheardLimit = Math.max(2 * kept, 64);
    }
}

// What few tasks have of their own: each field that a constructor sets costs every iteration.
Object.assign(Task.prototype, {
    isGivenUp: false, // nobody waits for it any more: it may neither send nor sleep
    survives: 0, // goes on until context.stopped is above
    isListener: false,
    returned: null, // {isOk, value} of its function, as long as requests or sleeps of it are under way
    timers: null, // those of setTimeout and setInterval that wait
    callSite: null, // an Error made where it last sent a request
    refusals: 0,
    bodies: null, // numbers of large bodies that go with it
    unheard: null, // promises that were rejected while nobody waited for them
    stepName: "", // of the step that it stands for
    unheardLimit: 64, // how many of them there may be before those go that were heard since
});

export const outside = new Task(null, null, null); // of what belongs to none, as while a scenario file is loaded
outside.isOver = true;

/// A plain object that everybody shares; its fields are the only mutable globals of the runtime.
export const context = {
    task: outside,
    last: outside, // the task that ran last when the engine was left
    failing: null, // the task whose failure is told just now
    emitter: null, // the task that raised the event that listeners hear of just now
    stopped: 0, // 1: all but teardowns; 2: all but globalTeardown; 3: all (ScriptRuntime::Stop)
};

export function isGivenUp(task) {
    return task.isGivenUp || (context.stopped > 0 && context.stopped > task.survives);
}

/// Why a task that is given up may not do something; "" when it asks again and again: then it gets no answer,
/// for a script that tries for ever must not keep the engine busy.
export function refuse(task) {
    if (++task.refusals > 1000)
        return "";
    return context.stopped > 0 ? "the run was stopped" : "its iteration was given up";
}

/// Tasks whose function has returned, and whose last request or sleep has ended since.
export const settled = [];
