// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether values are alike, however deep, and where they are not.

/// null when the values are alike; otherwise {path, actual, expected} of the first place where they differ. As node's
/// assert.deepStrictEqual: numbers by Object.is, objects by prototype and own enumerable properties, sets and maps
/// whatever their order.
export function differenceOf(actual, expected) {
    return compare(actual, expected, "", []);
}

export function isDeepEqual(actual, expected) {
    return differenceOf(actual, expected) === null;
}

function compare(actual, expected, path, seen) {
    if (Object.is(actual, expected))
        return null;
    const difference = { path, actual, expected };
    if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null
        || Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected))
        return difference;
    if (seen.some((pair) => pair[0] === actual && pair[1] === expected))
        return null; // a circle: compared further up
    const pairs = seen.concat([[actual, expected]]);
    if (!isSameInside(actual, expected, pairs))
        return difference;
    return compareProperties(difference, pairs);
}

// What is not among the properties.
function isSameInside(a, b, seen) {
    if (a instanceof Date)
        return Object.is(a.getTime(), b.getTime());
    if (a instanceof RegExp)
        return String(a) === String(b);
    if (a instanceof Error)
        return a.name === b.name && a.message === b.message;
    if (a instanceof Number || a instanceof String || a instanceof Boolean)
        return Object.is(a.valueOf(), b.valueOf());
    if (a instanceof ArrayBuffer)
        return compare(new Uint8Array(a), new Uint8Array(b), "", seen) === null;
    if (a instanceof Set)
        return a.size === b.size && areMatched(Array.from(a), Array.from(b), seen);
    if (a instanceof Map)
        return a.size === b.size && areMatched(Array.from(a), Array.from(b), seen);
    return !Array.isArray(a) || a.length === b.length;
}

// Whether each of one list has its like in the other.
function areMatched(ones, others, seen) {
    const left = others.slice();
    return ones.every((one) => {
        const i = left.findIndex((other) => compare(one, other, "", seen) === null);
        if (i >= 0)
            left.splice(i, 1);
        return i >= 0;
    });
}

function compareProperties(difference, seen) {
    const { path, actual, expected } = difference;
    const keys = Object.keys(expected);
    const inPath = (key) => path + (/^[A-Za-z_$][\w$]*$/.test(key) ? "." + key
        : "[" + (/^\d+$/.test(key) ? key : JSON.stringify(key)) + "]");
    for (const key of keys) {
        if (!Object.prototype.hasOwnProperty.call(actual, key))
            return { path: inPath(key), actual: undefined, expected: expected[key] };
        const inner = compare(actual[key], expected[key], inPath(key), seen);
        if (inner !== null)
            return inner;
    }
    const more = Object.keys(actual).find((key) => keys.indexOf(key) < 0);
    return more === undefined ? null : { path: inPath(more), actual: actual[more], expected: undefined };
}
