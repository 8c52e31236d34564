// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Requests and sleeps that a function did not wait for.
import { bridge } from "./bridge.js";
import { Kind } from "./errors.js";

const finders = []; // each returns the errors made where a task began what is still under way
const told = new Set(); // places
const MaxTold = 1000;

/// `what` begins a sentence; `find` returns such errors of a task.
export function addFinder(what, find) {
    finders.push({ what, find });
}

// The innermost line of a stack that is no line of ours.
function placeOf(stack) {
    const lines = stack.split("\n");
    return lines.find((line) => line.indexOf("/runtime.mjs") < 0) || lines[0];
}

/// Tells, once for each place, that the function of the task returned too early.
export function warnOfLeftovers(task) {
    for (const { what, find } of finders) {
        for (const { stack } of find(task)) {
            const place = placeOf(stack);
            if (told.has(place) || told.size >= MaxTold)
                continue;
            told.add(place);
            const message = what + " was still under way when " + task.origin.label
                + " returned, and had to be waited for: is an “await” missing?";
            bridge.strayError({ kind: Kind.Warning, message, stack, endpoint: "", step: "" });
        }
    }
}
