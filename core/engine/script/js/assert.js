// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// assert.
import { differenceOf, isDeepEqual } from "./deepequal.js";
import { AssertionError, requireCondition, show } from "./errors.js";

function fail(message, fallback) {
    if (message instanceof Error)
        throw message;
    throw new AssertionError(message === undefined ? fallback : String(message));
}

function requireTrue(ok, message) {
    requireCondition("assert", ok);
    if (!ok)
        fail(message, "Expected something true, got " + show(ok));
}

export function assert(ok, message) {
    requireTrue(ok, message);
}

assert.ok = requireTrue;

assert.fail = (message) => fail(message, "Failed");

assert.equal = (actual, expected, message) => {
    if (!Object.is(actual, expected))
        fail(message, "Expected " + show(expected) + ", got " + show(actual) + hintOf(actual, expected));
};

assert.notEqual = (actual, expected, message) => {
    if (Object.is(actual, expected))
        fail(message, "Expected anything but " + show(expected));
};

assert.deepEqual = (actual, expected, message) => {
    const difference = differenceOf(actual, expected);
    if (difference !== null)
        fail(message, "Expected " + show(expected) + ", got " + show(actual) + placeOf(difference));
};

assert.match = (text, pattern, message) => {
    if (!(pattern instanceof RegExp))
        throw new TypeError("assert.match needs a pattern such as /a+/, got " + show(pattern));
    if (typeof text !== "string" || text.search(pattern) < 0)
        fail(message, "Expected a text that matches " + show(pattern) + ", got " + show(text));
};

assert.throws = (callback, expected, message) => {
    if (typeof callback !== "function")
        throw new TypeError("assert.throws needs a function, got " + show(callback));
    let result;
    try {
        result = callback();
    } catch (error) {
        return checkThrown(error, expected, message);
    }
    const isLate = result !== null && typeof result === "object" && typeof result.then === "function";
    return fail(typeof expected === "string" ? expected : message, "Expected an exception, but none was thrown"
        + (isLate ? ": for a promise, await assert.rejects" : ""));
};

assert.rejects = async (promise, expected, message) => {
    let value;
    try {
        value = await (typeof promise === "function" ? promise() : promise);
    } catch (error) {
        return checkThrown(error, expected, message);
    }
    return fail(typeof expected === "string" ? expected : message,
                "Expected a rejection, but the promise was fulfilled with " + show(value));
};

// `expected`: an error class, a pattern for the message, an object with some of the error's properties, or a function
// that says whether it is the right one; or nothing.
function checkThrown(error, expected, message) {
    if (expected instanceof RegExp) {
        if (String(error instanceof Error ? error.message : error).search(expected) < 0)
            fail(message, "Expected an error that matches " + show(expected) + ", got " + show(error));
    } else if (typeof expected === "function") {
        checkKind(error, expected, message);
    } else if (expected !== null && typeof expected === "object") {
        for (const name of Object.keys(expected)) {
            const actual = error === null || error === undefined ? undefined : error[name];
            const isRight = expected[name] instanceof RegExp && typeof actual === "string"
                ? actual.search(expected[name]) >= 0
                : isDeepEqual(actual, expected[name]);
            if (!isRight)
                fail(message, "Expected an error with the " + name + " " + show(expected[name]) + ", got " + show(actual)
                     + " (" + show(error) + ")");
        }
    }
    return error;
}

function checkKind(error, expected, message) {
    const isClass = expected === Error || expected.prototype instanceof Error;
    if (isClass && !(error instanceof expected))
        fail(message, "Expected " + expected.name + ", got " + show(error));
    if (!isClass && !expected(error))
        fail(message, "Expected another error than " + show(error));
}

// Why two values that look the same are not.
function hintOf(actual, expected) {
    const areObjects = actual !== null && expected !== null && typeof actual === "object" && typeof expected === "object";
    return areObjects && isDeepEqual(actual, expected) ? ": two objects that are alike; compare with assert.deepEqual" : "";
}

function placeOf({ path, actual, expected }) {
    return path === "" ? "" : "; at " + path + ": expected " + show(expected) + ", got " + show(actual);
}
