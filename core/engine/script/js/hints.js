// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A name that an object of ours does not have: the engine says "Property 'gett' of object [object Session] is not a
// function", and this what the script should have written.

const { toStringTag } = Symbol;
const known = Object.create(null); // tag → {label, owner, fields}

/// Lets the engine's messages name the objects that have or inherit `owner`. `label`: what scripts call such an object;
/// `fields`: what each of them has besides what is found in `owner`.
export function introduce(tag, label, owner, fields = []) {
    if (typeof owner !== "function")
        Object.defineProperty(owner, toStringTag, { value: tag, configurable: true });
    known[tag] = { label, owner, fields };
}

function membersOf(owner) {
    const members = [];
    for (let one = owner; one !== null && one !== Object.prototype && one !== Function.prototype;
         one = Object.getPrototypeOf(one)) {
        const names = Object.getOwnPropertyNames(one);
        for (let i = 0; i < names.length; ++i) {
            const { value, get } = Object.getOwnPropertyDescriptor(one, names[i]);
            if (names[i] !== "constructor" && names[i][0] !== "_")
                members.push({ name: names[i], isFunction: get === undefined && typeof value === "function" });
        }
    }
    return members;
}

// How many characters must be added, dropped, changed or swapped with the next, without regard to case.
function distance(given, right) {
    const from = given.toLowerCase();
    const to = right.toLowerCase();
    let before = [];
    let row = Array.from({ length: to.length + 1 }, (_, i) => i);
    for (let i = 0; i < from.length; ++i) {
        const next = [i + 1];
        for (let j = 0; j < to.length; ++j) {
            const replaced = row[j] + (from[i] === to[j] ? 0 : 1);
            const isSwapped = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j];
            const swapped = isSwapped ? before[j - 1] + 1 : Infinity;
            next.push(Math.min(replaced, swapped, row[j + 1] + 1, next[j] + 1));
        }
        before = row;
        row = next;
    }
    return row[to.length];
}

function nearest(wanted, names) {
    const most = Math.max(1, Math.floor(wanted.length / 3));
    let best = "";
    let least = most + 1;
    for (let i = 0; i < names.length; ++i) {
        const there = distance(wanted, names[i]);
        if (there < least) {
            least = there;
            best = names[i];
        }
    }
    return best;
}

function hint(name, { label, owner, fields }) {
    const members = membersOf(owner);
    if (fields.indexOf(name) >= 0 || members.some((one) => one.name === name && !one.isFunction))
        return label + "." + name + " is not a function: write it without ()";
    const functions = members.filter((one) => one.isFunction).map((one) => one.name);
    const meant = nearest(name, functions.concat(fields));
    return label + "." + name + " is not a function; "
        + (meant === "" ? "it has " + functions.join(", ") : "did you mean " + meant + "?");
}

const pattern = /^Property '([\w$]{1,60})' of object (?:\[object (\w+)\]|function (\w+)\(\) \{ \[native code\] \}|\[null\]) is not a function$/;

/// The engine's message, or what leads on if it is about something of ours.
export function explained(message) {
    const found = pattern.exec(message);
    if (found === null)
        return message;
    const [, name, tag, owner] = found;
    if (tag === undefined && owner === undefined)
        return name + " is not a function";
    if (tag === "Promise")
        return "a promise has no " + name + ": write await before it";
    const one = known[tag || owner];
    return one === undefined ? message : hint(name, one);
}
