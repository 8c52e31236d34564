// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Regular expressions that V4 refuses or gets wrong (lookbehind, Unicode properties, \k<name>, the flag d), as
// objects of the same interface over PCRE2. What the standard builds upon exec() (replace, split, …) is inherited.
import { patterns } from "./bridge.js";

const Plain = globalThis.RegExp;
const flagNames = {
    d: "hasIndices", g: "global", i: "ignoreCase", m: "multiline", s: "dotAll", u: "unicode", y: "sticky",
};
// What V4 takes for something else.
const misread = /\\k</;

function flagsOf(value) {
    const flags = value === undefined ? "" : String(value);
    for (let i = 0; i < flags.length; ++i) {
        if (flagNames[flags[i]] === undefined || flags.indexOf(flags[i]) !== i)
            throw new SyntaxError("Invalid flags supplied to RegExp constructor: " + flags);
    }
    return flags.split("").sort().join("");
}

function isPattern(value) {
    return typeof value === "object" && value !== null && value._source !== undefined;
}

function makePattern(source, flags) {
    const problem = patterns.problem(source, flags);
    if (problem !== "")
        throw new SyntaxError(problem);
    return Object.defineProperties(Object.create(prototype), {
        _source: { value: source },
        _flags: { value: flags },
        _groups: { value: Array.from(patterns.groups(source, flags)) },
        lastIndex: { value: 0, writable: true },
    });
}

function groupsOf(names, values) {
    if (!names.some((name) => name !== ""))
        return undefined;
    const groups = Object.create(null);
    names.forEach((name, i) => {
        if (name !== "")
            groups[name] = values[i + 1];
    });
    return groups;
}

function resultOf(pattern, text, places) {
    const result = [];
    const indices = [];
    for (let i = 0; i < places.length; i += 2) {
        const isThere = places[i] >= 0;
        result.push(isThere ? text.slice(places[i], places[i + 1]) : undefined);
        indices.push(isThere ? [places[i], places[i + 1]] : undefined);
    }
    result.index = places[0];
    result.input = text;
    result.groups = groupsOf(pattern._groups, result);
    if (pattern.hasIndices) {
        indices.groups = groupsOf(pattern._groups, indices);
        result.indices = indices;
    }
    return result;
}

// https://tc39.es/ecma262/#sec-regexp.prototype-@@split: no part is cut off by a match that is empty where it starts.
function split(pattern, text, limit) {
    const most = limit === undefined ? Infinity : limit >>> 0;
    const source = pattern._source;
    const flags = pattern._flags.replace("y", "");
    const parts = [];
    let start = 0;
    let from = 0;
    let places = patterns.match(source, flags, text, from);
    while (places.length > 0 && places[0] < Math.max(text.length, 1) && parts.length < most) {
        const [begin, end] = places;
        if (text === "")
            return []; // it is all separator
        if (end === start) {
            from = begin + 1;
        } else {
            parts.push(text.slice(start, begin), ...resultOf(pattern, text, Array.from(places)).slice(1));
            start = from = end;
        }
        places = from < text.length ? patterns.match(source, flags, text, from) : [];
    }
    parts.push(text.slice(start));
    return parts.slice(0, most);
}

const prototype = Object.create(Plain.prototype, {
    exec: {
        value: function exec(value) {
            const text = String(value);
            const movesOn = this.global || this.sticky;
            const start = movesOn ? Math.max(0, Math.trunc(this.lastIndex) || 0) : 0;
            const places = start > text.length ? [] : Array.from(patterns.match(this._source, this._flags, text, start));
            if (movesOn)
                this.lastIndex = places.length === 0 ? 0 : places[1];
            return places.length === 0 ? null : resultOf(this, text, places);
        },
        writable: true, configurable: true,
    },
    toString: {
        value: function toString() {
            return "/" + this.source + "/" + this.flags;
        },
        writable: true, configurable: true,
    },
    flags: { get() { return this._flags; }, configurable: true },
    source: { get() { return this._source; }, configurable: true },
});
for (const flag of Object.keys(flagNames))
    Object.defineProperty(prototype, flagNames[flag], { get() { return this._flags.indexOf(flag) >= 0; }, configurable: true });

function RegExp(pattern, flags) {
    if (isPattern(pattern)) {
        if (new.target === undefined && flags === undefined)
            return pattern;
        return RegExp(pattern.source, flags === undefined ? pattern.flags : flags);
    }
    if (typeof pattern === "string" && misread.test(pattern))
        return makePattern(pattern, flagsOf(flags));
    try {
        if (new.target === undefined)
            return Plain(pattern, flags);
        return Reflect.construct(Plain, [pattern, flags], new.target === RegExp ? Plain : new.target);
    } catch (error) {
        if (!(error instanceof SyntaxError) || typeof pattern !== "string")
            throw error;
        return makePattern(pattern, flagsOf(flags));
    }
}

// V4's split() and search() do not ask their argument how it is done.
const { split: plainSplit, search: plainSearch } = String.prototype;
Object.defineProperties(String.prototype, {
    split: {
        value: function (separator, limit) {
            return isPattern(separator) ? split(separator, String(this), limit)
                                        : plainSplit.call(this, separator, limit);
        },
    },
    search: {
        value: function (pattern) {
            if (!isPattern(pattern))
                return plainSearch.call(this, pattern);
            const places = patterns.match(pattern._source, pattern._flags, String(this), 0);
            return places.length === 0 ? -1 : places[0];
        },
    },
});

RegExp.prototype = Plain.prototype;
Object.defineProperty(RegExp.prototype, "constructor", { value: RegExp, writable: true, configurable: true });
Object.defineProperty(RegExp, Symbol.species, { get() { return this; }, configurable: true });
Object.defineProperty(globalThis, "RegExp", { value: RegExp, writable: true, configurable: true });
