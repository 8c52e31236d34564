// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// assert and check.
import { AssertionError, show } from "./errors.js";

function fail(message, fallback) {
    if (message instanceof Error)
        throw message;
    throw new AssertionError(message === undefined ? fallback : String(message));
}

export function assert(ok, message) {
    if (!ok)
        fail(message, "Expected something true, got " + show(ok));
}

assert.ok = (ok, message) => {
    if (!ok)
        fail(message, "Expected something true, got " + show(ok));
};

assert.fail = (message) => fail(message, "Failed");

assert.equal = (actual, expected, message) => {
    if (!Object.is(actual, expected))
        fail(message, "Expected " + show(expected) + ", got " + show(actual));
};

assert.notEqual = (actual, expected, message) => {
    if (Object.is(actual, expected))
        fail(message, "Expected anything but " + show(expected));
};

assert.deepEqual = (actual, expected, message) => {
    if (!isDeepEqual(actual, expected, []))
        fail(message, "Expected " + show(expected) + ", got " + show(actual));
};

assert.match = (text, pattern, message) => {
    if (typeof text !== "string" || text.search(pattern) < 0)
        fail(message, "Expected a text that matches " + show(pattern) + ", got " + show(text));
};

assert.throws = (callback, expected, message) => {
    try {
        callback();
    } catch (error) {
        return checkThrown(error, expected, message);
    }
    return fail(typeof expected === "string" ? expected : message, "Expected an exception, but none was thrown");
};

assert.rejects = async (promise, expected, message) => {
    try {
        await (typeof promise === "function" ? promise() : promise);
    } catch (error) {
        return checkThrown(error, expected, message);
    }
    return fail(typeof expected === "string" ? expected : message, "Expected a rejection, but the promise was fulfilled");
};

// `expected`: an error class, a pattern for the message, or nothing.
function checkThrown(error, expected, message) {
    if (expected instanceof RegExp && String(error && error.message).search(expected) < 0)
        fail(message, "Expected an error that matches " + show(expected) + ", got " + show(error));
    if (typeof expected === "function" && !(error instanceof expected))
        fail(message, "Expected " + expected.name + ", got " + show(error));
    return error;
}

function isDeepEqual(a, b, seen) {
    if (Object.is(a, b))
        return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
        return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b))
        return false;
    if (seen.some((pair) => pair[0] === a && pair[1] === b))
        return true; // a circle: compared further up
    const pairs = seen.concat([[a, b]]);
    if (a instanceof Date)
        return a.getTime() === b.getTime();
    if (a instanceof RegExp || a instanceof Error)
        return String(a) === String(b);
    if (a instanceof Map || a instanceof Set)
        return a.size === b.size && isDeepEqual(Array.from(a), Array.from(b), pairs);
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length
        && keys.every((key) => Object.prototype.hasOwnProperty.call(b, key) && isDeepEqual(a[key], b[key], pairs));
}
