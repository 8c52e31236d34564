// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// setVar and getVar: values that globalSetup hands to all helpers.
import { show } from "./errors.js";

const vars = new Map();

function requireName(caller, name) {
    if (typeof name !== "string" || name === "")
        throw new TypeError(caller + " needs a name, got " + show(name));
}

export function setVar(name, value) {
    requireName("setVar", name);
    const problem = problemOf(value, name, []);
    if (problem !== "")
        throw new TypeError("setVar takes values that JSON can hold: " + problem);
    vars.set(name, JSON.parse(JSON.stringify(value)));
}

export function getVar(name, fallback) {
    requireName("getVar", name);
    return vars.has(name) ? vars.get(name) : fallback;
}

function problemOf(value, path, parents) {
    if (value === null || typeof value === "string" || typeof value === "boolean")
        return "";
    if (typeof value === "number")
        return isFinite(value) ? "" : path + " is " + value;
    if (typeof value !== "object")
        return path + " is " + show(value);
    if (parents.indexOf(value) >= 0)
        return path + " contains itself";
    const isList = Array.isArray(value);
    const prototype = Object.getPrototypeOf(value);
    if (!isList && prototype !== null && prototype !== Object.prototype)
        return path + " is a " + (value.constructor && value.constructor.name || "object of a class");
    const within = parents.concat([value]);
    for (const key of Object.keys(value)) {
        if (value[key] === undefined && !isList)
            continue;
        const problem = problemOf(value[key], isList ? path + "[" + key + "]" : path + "." + key, within);
        if (problem !== "")
            return problem;
    }
    return "";
}

/// All of them as one text.
export function packVars() {
    return JSON.stringify(Array.from(vars));
}

/// Called by C++ with what packVars() made in another helper.
export function unpackVars(text) {
    for (const [name, value] of JSON.parse(text))
        vars.set(name, value);
}
