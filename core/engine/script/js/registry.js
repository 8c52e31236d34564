// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What scenario files and extensions register.
import { show } from "./errors.js";
import { addListener } from "./events.js";

export const scenarios = []; // {name, label, registered, run, kind, options, info}, those with a weight above 0
export const fixtures = {}; // name → {run, label, registered}, or null
export const factories = new Map(); // kind → as of a fixture; null for the one that is built in
factories.set("http", null);
const names = new Set();
const MaxNameLength = 500; // as in core/engine/boundedtext.h
let loading = true;

export function scenario(...parts) {
    requireLoading("scenario");
    const run = parts.pop();
    if (typeof run !== "function")
        throw new TypeError("scenario needs a function, got " + show(run));
    const name = typeof parts[0] === "string" ? parts.shift() : run.name;
    const options = parts.length > 0 && parts[0] !== undefined ? parts.shift() : {};
    if (parts.length > 0 || options === null || typeof options !== "object")
        throw new TypeError("scenario takes a name, options and a function, in this order");
    if (name === "")
        throw new Error("A scenario needs a name: scenario(\"name\", async (session) => …)");
    if (name.length > MaxNameLength)
        throw new Error("The name of a scenario has at most " + MaxNameLength + " characters");
    if (names.has(name))
        throw new Error("There are two scenarios with the name “" + name + "”");
    names.add(name);
    const { weight, delay, kind, factoryOptions } = readOptions(name, options);
    if (weight > 0) {
        scenarios.push(Object.assign(entry("scenario “" + name + "”", run), {
            name, kind, options: factoryOptions, info: Object.freeze({ name, weight, delay }),
        }));
    }
}

function readOptions(name, options) {
    const { weight = 1, delay = 0, session: kind, ...factoryOptions } = options;
    const others = Object.keys(factoryOptions);
    if (kind === undefined && others.length > 0)
        throw new TypeError("A scenario has no option “" + others[0] + "”; it has weight, delay and session");
    if (kind !== undefined && typeof kind !== "string")
        throw new TypeError("The session of “" + name + "” is not the name of a kind: " + show(kind));
    if ((kind === undefined || kind === "http") && others.length > 0)
        throw new TypeError("A session of the kind “http” takes no option “" + others[0] + "”; setup shapes it");
    if (typeof weight !== "number" || !isFinite(weight))
        throw new TypeError("The weight of “" + name + "” is not a number: " + show(weight));
    if (typeof delay !== "number" || !(delay >= 0) || !isFinite(delay))
        throw new TypeError("The delay of “" + name + "” is not a number of seconds: " + show(delay));
    return { weight, delay, kind: kind === undefined ? "http" : kind, factoryOptions };
}

// `registered` tells where the script stands.
function entry(label, run) {
    return { label, run, registered: new Error() };
}

/// The functions that register a fixture each, by its name.
export const registrars = {};
for (const name of ["globalSetup", "globalTeardown", "setup", "setupSession", "teardownSession", "teardown",
                    "scenarioPicker"]) {
    fixtures[name] = null;
    registrars[name] = (run) => {
        requireFunction(name, run);
        if (fixtures[name] !== null)
            throw new Error(name + " is given twice; there is one for the scenario file and its extensions");
        fixtures[name] = entry(name, run);
    };
}

registrars.events = (run) => {
    requireFunction("events", run);
    addListener(run, entry("a listener of events", run));
};

registrars.sessionFactory = (kind, run) => {
    if (typeof kind !== "string" || kind === "")
        throw new TypeError("sessionFactory needs a kind and a function, got " + show(kind));
    requireFunction("sessionFactory", run);
    if (factories.has(kind)) {
        throw new Error(kind === "http" ? "Sessions of the kind “http” are built in; setup shapes them"
                                        : "sessionFactory is given twice for the kind “" + kind + "”");
    }
    factories.set(kind, entry("the sessionFactory of “" + kind + "”", run));
};

function requireFunction(name, run) {
    requireLoading(name);
    if (typeof run !== "function")
        throw new TypeError(name + " needs a function, got " + show(run));
}

function requireLoading(name) {
    if (!loading)
        throw new Error(name + " can only be called while the scenario file is loaded, not by a running scenario");
}

export function isLoading() {
    return loading;
}

/// Ends the registering. With `singleMode`, only the scenario of that name stays.
export function finishLoading(singleMode) {
    loading = false;
    for (const { name, kind, registered } of scenarios) {
        if (factories.has(kind))
            continue;
        const error = new Error("“" + name + "” asks for a session of the kind “" + kind + "”; there are "
                                + Array.from(factories.keys(), (known) => "“" + known + "”").join(", "));
        error.callSite = registered;
        throw error;
    }
    if (singleMode !== "" && scenarios.length > 0)
        keepOnly(singleMode);
}

function keepOnly(name) {
    const found = scenarios.find((one) => one.name === name);
    if (found === undefined) {
        throw new Error("There is no scenario “" + name + "” to run alone; there are "
                        + scenarios.map((one) => "“" + one.name + "”").join(", "));
    }
    scenarios.length = 0;
    scenarios.push(found);
}
