// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// feeder(): hands rows of test data to many users. Each helper knows its share of the rows, so that nobody has to be
// asked during a run.
import { bridge } from "./bridge.js";
import { show } from "./errors.js";
import * as checks from "./options.js";

const Warning = 2; // Protocol::LogLevel
const orders = ["sequential", "random", "unique"];
const ends = ["repeat", "stop"];

/// What next() throws when the rows are used up: it stops the worker, and its iteration counts as nothing.
export class RowsUsedUp extends Error {}

/// `share`: {index, count} of this helper. With n helpers, number i has the rows i, i + n, i + 2n, …
export function makeFeeder(share, rows, options = {}) {
    if (!Array.isArray(rows) || rows.length === 0)
        throw new TypeError("feeder needs a list of rows, got " + show(rows));
    checks.object("The second argument of feeder", options, "an object");
    checks.checkNames("A feeder has", options, ["order", "onEnd"]);
    const { order = "sequential" } = options;
    if (orders.indexOf(order) < 0)
        checks.refuse("order", "\"sequential\", \"random\" or \"unique\"", order);
    const { onEnd = order === "unique" ? "stop" : "repeat" } = options;
    if (ends.indexOf(onEnd) < 0)
        checks.refuse("onEnd", "\"repeat\" or \"stop\"", onEnd);
    if (order === "unique" && onEnd === "repeat")
        throw new TypeError("A feeder whose rows are unique cannot repeat them");
    const feeder = { next: order === "random" ? inRandomOrder(share, rows, onEnd) : inOrder(share, rows, onEnd) };
    return Object.freeze(feeder);
}

// With onEnd "repeat", a helper goes round all rows in its own steps: fewer rows than helpers are no problem.
function inOrder({ index, count }, rows, onEnd) {
    let at = index;
    const end = useUp(rows.length);
    return function next() {
        if (at >= rows.length) {
            if (onEnd === "stop")
                end();
            at %= rows.length;
        }
        const row = rows[at];
        at += count;
        return row;
    };
}

// Each row of the share once, in an order drawn anew each time round (Fisher and Yates).
function inRandomOrder({ index, count }, rows, onEnd) {
    const own = [];
    for (let i = index % rows.length; i < rows.length; i += count)
        own.push(i);
    const isLate = onEnd === "stop" && index >= rows.length; // there is no row for this helper
    let left = isLate ? 0 : own.length;
    const end = useUp(rows.length);
    return function next() {
        if (left === 0) {
            if (onEnd === "stop")
                end();
            left = own.length;
        }
        const drawn = Math.floor(Math.random() * left--);
        [own[drawn], own[left]] = [own[left], own[drawn]];
        return rows[own[left]];
    };
}

function useUp(length) {
    let isTold = false;
    return function end() {
        if (!isTold) {
            isTold = true;
            bridge.log(Warning, -1, "All " + length + " rows of a feeder are used: workers that ask for another stop");
        }
        throw new RowsUsedUp("All " + length + " rows of the feeder are used");
    };
}
