// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A name that an object of ours does not have: the engine says "Property 'gett' of object [object Session] is not a
// function", and this what the script should have written.
import { bridge } from "./bridge.js";

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

function hint(name, { label, owner, fields }) {
    const members = membersOf(owner);
    if (fields.indexOf(name) >= 0 || members.some((one) => one.name === name && !one.isFunction))
        return label + "." + name + " is not a function: write it without ()";
    const functions = members.filter((one) => one.isFunction).map((one) => one.name);
    const meant = bridge.nearestName(name, functions.concat(fields));
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
