// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// session.context, and the metrics that a scenario sends to statsd.
import { bridge } from "./bridge.js";
import { show } from "./errors.js";
import { introduce } from "./hints.js";
import { refuse, text } from "./options.js";

// The numbers of StatsdKind in core/engine/script/bridge.cpp.
const Kind = { Counter: 0, Gauge: 1, Timing: 2, Set: 3 };

function send(kind, name, value) {
    text("The name of a metric", name);
    if (typeof value !== "number" || !isFinite(value))
        refuse("The value of " + name, "a number", value);
    bridge.statsd(kind, name, value);
}

/// Sends metrics to the run's statsd server; does nothing when the run has none.
export const statsd = Object.freeze({
    increment: (name, by = 1) => send(Kind.Counter, name, by),
    decrement: (name, by = 1) => send(Kind.Counter, name, -by),
    gauge: (name, value) => send(Kind.Gauge, name, value),
    /// In milliseconds.
    timing: (name, milliseconds) => send(Kind.Timing, name, milliseconds),
    set(name, value) {
        text("The name of a metric", name);
        if (typeof value !== "string" && typeof value !== "number")
            refuse("The value of " + name, "a text or a number", value);
        bridge.statsd(Kind.Set, name, String(value));
    },
});

/// What a session knows of who uses it.
export class SessionContext {
    constructor(workerId, args) {
        this.workerId = workerId;
        this.step = 0;
        this.args = args;
    }

    get statsd() {
        return statsd;
    }

    /// Keeps a value for the worker's later iterations, as context[name].
    attach(name, value) {
        if (typeof name !== "string" || name === "")
            throw new TypeError("attach needs a name, got " + show(name));
        if (name in SessionContext.prototype || name === "workerId" || name === "step" || name === "args")
            throw new TypeError("The context has a " + name + " of its own: attach it under another name");
        this[name] = value;
    }
}

introduce("SessionContext", "session.context", SessionContext.prototype, ["workerId", "step", "args"]);
