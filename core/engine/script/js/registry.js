// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a scenario file registers.
import { show } from "./errors.js";

export const scenarios = []; // {name, weight, delay, run}, those with a weight above 0
export const fixtures = { setup: null };
const names = new Set();
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
    if (names.has(name))
        throw new Error("There are two scenarios with the name “" + name + "”");
    names.add(name);
    const { weight, delay } = readOptions(name, options);
    if (weight > 0)
        scenarios.push({ name, weight, delay, run });
}

function readOptions(name, options) {
    for (const key of Object.keys(options)) {
        if (key !== "weight" && key !== "delay")
            throw new TypeError("A scenario has no option “" + key + "”; it has weight and delay");
    }
    const weight = options.weight === undefined ? 1 : options.weight;
    const delay = options.delay === undefined ? 0 : options.delay;
    if (typeof weight !== "number" || !isFinite(weight))
        throw new TypeError("The weight of “" + name + "” is not a number: " + show(weight));
    if (typeof delay !== "number" || !(delay >= 0) || !isFinite(delay))
        throw new TypeError("The delay of “" + name + "” is not a number of seconds: " + show(delay));
    return { weight, delay };
}

export function setup(run) {
    requireLoading("setup");
    if (typeof run !== "function")
        throw new TypeError("setup needs a function, got " + show(run));
    if (fixtures.setup !== null)
        throw new Error("setup is given twice; a scenario file has one");
    fixtures.setup = run;
}

function requireLoading(name) {
    if (!loading)
        throw new Error(name + " can only be called while the scenario file is loaded, not by a running scenario");
}

/// Called by C++ when the scenario file has run.
export function finishLoading() {
    loading = false;
    return scenarios.map(({ name, weight, delay }) => ({ name, weight, delay }));
}
