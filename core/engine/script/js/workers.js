// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workers: who runs a scenario, and what becomes of it.
import { bridge, iterationDone } from "./bridge.js";
import { isGivenUp, Purpose, Task } from "./context.js";
import { describeError, LocalError, show } from "./errors.js";
import { emit, listening } from "./events.js";
import { RowsUsedUp } from "./feeder.js";
import { fixtures, scenarios } from "./registry.js";
import { Session } from "./session.js";
import { shapeSession } from "./sessionoptions.js";
import { abortStepsOf } from "./steps.js";
import { begin, giveUp, reportStray } from "./tasks.js";
import { openedSession, openSession, SetupSessionError, tearDown } from "./workersessions.js";

const workers = []; // by position in this helper
// Of a worker without these fixtures.
const bareSetup = { label: "setup", registered: null };
const bareTeardown = { label: "teardown", registered: null };

class Worker {
    constructor(index, id, args) {
        this.index = index;
        this.id = id;
        this.session = new Session(this, args); // the one of the kind "http"
        this.sessions = []; // [kind, session] of those that are set up
        this.kind = null; // of `opened`
        this.opened = null; // the session that was used last
        this.task = null; // the last that began
        this.scenario = null; // of the last iteration
    }

    begin(origin, work) {
        this.task = new Task(this, origin, work);
        begin(this.task);
    }

    beginFixture(purpose, origin, work, survives = 0) {
        const task = this.task = new Task(this, origin, work);
        task.purpose = purpose;
        if (survives > 0)
            task.survives = survives;
        begin(task);
    }
}

/// Called by C++: runs setup for a new worker, then tells bridge.setupDone or bridge.setupFailed.
export function startSetup(index, id, args) {
    const worker = new Worker(index, id, args);
    workers[index] = worker;
    const { setup } = fixtures;
    worker.beginFixture(Purpose.Setup, setup || bareSetup, {
        run: () => (setup === null ? undefined : setup.run(id, args)),
        done(task, options) {
            shapeSession(worker.session, options);
            bridge.setupDone(index);
        },
        failed: (task, error) => failSetup(worker, error),
    });
}

function failSetup(worker, error) {
    bridge.setupFailed(worker.index, describeError(error));
}

/// Called by C++: runs one iteration, then tells bridge.iterationDone or bridge.iterationFailed; or, when the
/// session could not be set up, bridge.setupFailed. The scenarioPicker picks if `scenario` is below 0.
export function startIteration(index, scenario) {
    const worker = workers[index];
    ++worker.session.context.step;
    const picked = scenario < 0 ? pick(worker) : scenarios[scenario];
    if (picked === null)
        return;
    worker.scenario = picked;
    worker.begin(picked, iteration);
}

// null: there was none to pick, and C++ knows.
function pick(worker) {
    const { scenarioPicker } = fixtures;
    let picked = null;
    worker.begin(scenarioPicker, {
        run() {
            const name = scenarioPicker.run(worker.id, worker.session.context.step);
            const number = scenarios.findIndex((one) => one.name === name);
            if (number < 0)
                throw new Error("scenarioPicker returned " + show(name) + ", which is no scenario");
            bridge.scenarioPicked(worker.index, number);
            picked = scenarios[number];
        },
        done() {},
        failed(task, error) {
            bridge.iterationFailed(worker.index, describeError(error, "Could not pick a scenario: "));
        },
    });
    return picked;
}

// The work of all iterations.
const iteration = {
    isIteration: true,
    run({ worker }) {
        const session = openedSession(worker, worker.scenario.kind);
        if (session !== null)
            return play(worker, session);
        return openAndPlay(worker);
    },
    done({ worker }) {
        if (listening)
            emit("scenario_success", { scenario: worker.scenario.info, wid: worker.id });
        iterationDone(worker.index);
    },
    failed(task, error) {
        const { worker } = task;
        if (error instanceof SetupSessionError) {
            failSetup(worker, error.reason);
            return;
        }
        if (error instanceof RowsUsedUp) {
            bridge.workerRetired(worker.index);
            return;
        }
        if (listening)
            emit("scenario_failure", { scenario: worker.scenario.info, exception: error, wid: worker.id });
        bridge.iterationFailed(worker.index, describeError(error, "", task));
    },
};

function openAndPlay(worker) {
    const { task } = worker;
    task.purpose = Purpose.Setup;
    return openSession(worker, worker.scenario).then((opened) => {
        task.purpose = Purpose.Load;
        return play(worker, opened);
    });
}

function play(worker, session) {
    const { scenario } = worker;
    if (listening)
        emit("scenario_start", { scenario: scenario.info, wid: worker.id });
    return scenario.run(session);
}

/// Called by C++: runs the fixtures that end a worker, then tells bridge.teardownDone.
export function startTeardown(index) {
    const worker = workers[index];
    worker.beginFixture(Purpose.Teardown, fixtures.teardown || bareTeardown, {
        run: () => tearDown(worker),
        done: () => bridge.teardownDone(index),
        failed(self, error) {
            reportStray("teardown failed: ", error);
            bridge.teardownDone(index);
        },
    }, 1);
}

/// Ends the steps of iterations that are given up, as aborted.
export function abortSteps() {
    workers.forEach(({ task }) => {
        if (task !== null && isGivenUp(task))
            abortStepsOf(task);
    });
}

/// Called by C++: gives up what the worker does, as failed.
export function timeOut(index, message) {
    giveUp(workers[index].task, new LocalError(message));
}
