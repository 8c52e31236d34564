// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sessions of a worker: one of each kind that its scenarios ask for, made when the first does.
import { show } from "./errors.js";
import { factories, fixtures } from "./registry.js";
import { reportStray } from "./tasks.js";

/// What setupSession was rejected with: it ends the run, where another error fails an iteration.
export class SetupSessionError {
    constructor(reason) {
        this.reason = reason;
    }
}

/// The session of the kind, if it is set up.
export function openedSession(worker, kind) {
    if (worker.kind === kind)
        return worker.opened;
    for (const [known, session] of worker.sessions) {
        if (known === kind) {
            worker.kind = kind;
            worker.opened = session;
            return session;
        }
    }
    return null;
}

/// The session that the scenario asks for, made and set up.
export async function openSession(worker, scenario) {
    const factory = factories.get(scenario.kind);
    const session = factory === null ? worker.session : await make(worker, scenario, factory);
    if (fixtures.setupSession !== null)
        await setUp(worker, session);
    worker.sessions.push([scenario.kind, session]);
    return session;
}

async function setUp(worker, session) {
    const { task } = worker;
    const { origin } = task;
    task.origin = fixtures.setupSession; // for messages about what ends it
    try {
        await fixtures.setupSession.run(worker.id, session);
    } catch (error) {
        throw new SetupSessionError(error);
    }
    task.origin = origin;
}

async function make(worker, scenario, factory) {
    const session = await factory.run(Object.assign({}, scenario.options));
    if (session === null || (typeof session !== "object" && typeof session !== "function"))
        throw new TypeError("The sessionFactory of “" + scenario.kind + "” returned " + show(session)
                            + ", which is no session");
    if (session.context === undefined && Object.isExtensible(session))
        session.context = worker.session.context;
    return session;
}

/// Closes the sessions and runs the fixtures of the end. What one of them is rejected with keeps none of the
/// others from its turn.
export async function tearDown(worker) {
    const { teardownSession, teardown } = fixtures;
    for (const [, session] of worker.sessions) {
        if (teardownSession !== null)
            await attempt("teardownSession failed: ", () => teardownSession.run(worker.id, session));
        if (typeof session.close === "function")
            await attempt("The session could not be closed: ", () => session.close());
    }
    worker.sessions = [];
    if (teardown !== null)
        await attempt("teardown failed: ", () => teardown.run(worker.id));
}

async function attempt(prefix, run) {
    try {
        await run();
    } catch (error) {
        reportStray(prefix, error);
    }
}
