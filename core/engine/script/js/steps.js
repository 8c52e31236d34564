// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps: named, measured parts of an iteration.
import { bridge, endStep, now } from "./bridge.js";
import { context, isGivenUp, Purpose } from "./context.js";
import { markError, show } from "./errors.js";
import { RowsUsedUp } from "./feeder.js";
import { list } from "./metrics.js";
import { fulfill, isFulfilled, listen, MolotovPromise, pendingPromise, rejectPromise } from "./promise.js";
import { isLoading } from "./registry.js";

const MaxNames = 300; // more are counted together, as "(other)"
const MaxNameLength = 200;
const Example = "await step(\"checkout\", async () => { … })";

// The numbers of StepOutcome in core/engine/metricsrecorder.h.
const Outcome = { Ok: 0, Failed: 1, Aborted: 2, Uncounted: 3 };

// What steps are counted under. The names of nested steps make a tree, so that no step has to put a name together.
class StepName {
    constructor(text) {
        this.text = text; // with those of the steps around it
        this.number = bridge.addStep(text);
        this.inner = new Map(); // name → StepName
        this._requests = 0; // since the last report
        this._isListed = false;
    }

    addRequest() {
        ++this._requests;
        if (!this._isListed)
            list(this);
    }

    /// As the metrics of scripts have it.
    _report() {
        bridge.addStepRequests(this.number, this._requests);
        this._requests = 0;
    }
}

const outermost = new Map(); // name → StepName, of steps that are in no other
let nameCount = 0;
let others = null; // the StepName of those beyond MaxNames

function findName(outer, name) {
    if (outer !== null && outer.name === others)
        return others;
    const known = outer === null ? outermost : outer.name.inner;
    return known.get(name) || newName(known, outer === null ? name : outer.name.text + " / " + name, name);
}

function newName(known, text, name) {
    if (nameCount === MaxNames) {
        others = others || new StepName("(other)");
        return others;
    }
    ++nameCount;
    const made = new StepName(text);
    known.set(name, made);
    return made;
}

// What runs in a step has one of these for its task. All that is to be known of the iteration is kept in its own task,
// the root: requests and timers are counted there, whatever step they are of.
// The constructor does nothing, as those in promise.js.
function StepTask() {}

for (const field of ["worker", "origin", "work", "isOver", "survives", "isListener", "timers", "refusals", "bodies",
                     "unheard"]) {
    Object.defineProperty(StepTask.prototype, field, {
        get() {
            return this.root[field];
        },
        set(value) {
            this.root[field] = value;
        },
    });
}

// What each request asks for is found faster by its own name.
Object.defineProperties(StepTask.prototype, Object.getOwnPropertyDescriptors({
    get pending() { return this.root.pending; },
    set pending(count) { this.root.pending = count; },
    get callSite() { return this.root.callSite; },
    set callSite(error) { this.root.callSite = error; },
    get returned() { return this.root.returned; },
    set returned(outcome) { this.root.returned = outcome; },
    get isGivenUp() { return this.root.isGivenUp; },
    set isGivenUp(is) { this.root.isGivenUp = is; },
    get stepName() { return this.name.text; },
}));

Object.assign(StepTask.prototype, {
    purpose: Purpose.Step,

    noteRejected(promise) {
        this.root.noteRejected(promise);
    },

    // Steps around this one last as long, so they have its requests, too.
    noteRequest() {
        for (let step = this; step !== null; step = step.outer) {
            if (step.outer === null || step.outer.name !== step.name) // both may be "(other)"
                step.name.addRequest();
        }
    },

    mark(error) {
        markError(error, this);
    },
});

// The work of an iteration that has a step, in place of what it was: other iterations need not ask for steps when they
// end.
function SteppedWork() {}

Object.assign(SteppedWork.prototype, {
    isIteration: true,

    done(task, value) {
        abortStepsOf(task);
        this.iteration.done(task, value);
    },

    failed(task, error) {
        if (isGivenUp(task) && this.open.length > 0)
            this.open[this.open.length - 1].mark(error);
        abortStepsOf(task);
        this.iteration.failed(task, error);
    },
});

// The steps of the iteration that are under way, in the order of their beginning.
function openStepsOf(root) {
    if (!(root.work instanceof SteppedWork)) {
        const work = new SteppedWork();
        work.iteration = root.work;
        work.open = [];
        root.work = work;
    }
    return root.work.open;
}

/// Counts what is still under way of the task as aborted.
export function abortStepsOf(task) {
    if (!(task.work instanceof SteppedWork))
        return;
    const { open } = task.work;
    for (let i = 0; i < open.length; ++i)
        end(open[i], Outcome.Aborted);
    open.length = 0;
}

function begin(task, name) {
    const step = new StepTask();
    const outer = task instanceof StepTask ? task : null;
    step.root = task.root;
    step.outer = outer;
    step.name = findName(outer, name);
    step.isOpen = true;
    openStepsOf(task.root).push(step);
    step.startedAt = now();
    return step;
}

function end(step, outcome) {
    step.isOpen = false;
    endStep(step.name.number, outcome, step.startedAt);
}

// Not when the end of its iteration has cut it off.
function endIfOpen(step, outcome) {
    if (!step.isOpen)
        return;
    const { open } = step.root.work;
    if (open[open.length - 1] === step)
        open.pop();
    else
        open.splice(open.indexOf(step), 1);
    end(step, outcome);
}

// A worker that has no row of test data left ends without an outcome.
function fail(step, error) {
    markError(error, step);
    endIfOpen(step, error instanceof RowsUsedUp ? Outcome.Uncounted : Outcome.Failed);
}

/// Runs the function as a measured part of the iteration. Returns a promise of what it returns.
export function step(name, run) {
    checkArguments(name, run);
    const { task } = context;
    if (!isMeasured(task))
        return runFree(run);
    const part = begin(task, name);
    context.task = part;
    let result;
    try {
        result = MolotovPromise.resolve(run());
    } catch (error) {
        context.task = task;
        fail(part, error);
        return MolotovPromise.reject(error);
    }
    context.task = task;
    const promise = pendingPromise();
    listen(result, { run: conclude, task, subject: part, promise });
    return promise;
}

function conclude({ task, subject, promise }, settled) {
    context.task = task;
    if (isFulfilled(settled)) {
        endIfOpen(subject, Outcome.Ok);
        fulfill(promise, settled.value);
    } else {
        fail(subject, settled.value);
        rejectPromise(promise, settled.value);
    }
}

// Fixtures and listeners of events are no load: what they share with scenarios runs there, too.
function isMeasured({ work, purpose, isOver, root }) {
    return !isOver && work !== null && work.isIteration && (purpose === Purpose.Load || purpose === Purpose.Step)
        && !isGivenUp(root);
}

function runFree(run) {
    try {
        return MolotovPromise.resolve(run());
    } catch (error) {
        return MolotovPromise.reject(error);
    }
}

function checkArguments(name, run) {
    if (isLoading())
        throw new Error("step measures a part of an iteration: call it in a scenario, not while the scenario file is "
                        + "loaded");
    if (typeof name !== "string" || name === "" || name.length > MaxNameLength)
        throw new TypeError("A step needs a name of 1 to " + MaxNameLength + " characters, as in " + Example + "; got "
                            + show(name));
    if (typeof run === "function")
        return;
    if (run !== null && typeof run === "object" && typeof run.then === "function")
        throw new TypeError("step(" + show(name) + ") got a promise, which began before the step: hand over the "
                            + "function, as in " + Example);
    throw new TypeError("step(" + show(name) + ") needs a function, as in " + Example + "; got " + show(run));
}
