// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What V4's JSON leaves out: the reviver of parse(), the list of names of stringify(), and half pairs of surrogates,
// which must not get into a text. Loaded before core-js, whose regular expressions take longer.
const { parse, stringify } = JSON;
/// Without a reviver.
export const parseJson = parse;

const nativeTest = RegExp.prototype.test;
const surrogates = /[\ud800-\udfff]/;
const pairOrHalf = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

// https://tc39.es/ecma262/#sec-internalizejsonproperty
function revive(holder, key, reviver) {
    const value = holder[key];
    if (typeof value === "object" && value !== null) {
        for (const name of Object.keys(value)) {
            const revived = revive(value, name, reviver);
            if (revived === undefined)
                delete value[name];
            else
                value[name] = revived;
        }
    }
    return reviver.call(holder, key, value);
}

// A replacer that keeps the named members, in the order of the list.
function keeping(list) {
    const isName = (item) => typeof item === "string" || typeof item === "number" || item instanceof String
                             || item instanceof Number;
    const names = list.filter(isName).map(String).filter((name, i, all) => all.indexOf(name) === i);
    return function (key, value) {
        const isObject = typeof value === "object" && value !== null && !Array.isArray(value)
                         && !(value instanceof Number || value instanceof String || value instanceof Boolean);
        if (!isObject)
            return value;
        const kept = {};
        for (const name of names) {
            if (value[name] !== undefined)
                kept[name] = value[name];
        }
        return kept;
    };
}

JSON.parse = function (text, reviver) {
    const value = parse(text);
    return typeof reviver === "function" ? revive({ "": value }, "", reviver) : value;
};

JSON.stringify = function (value, replacer, space) {
    const text = stringify(value, Array.isArray(replacer) ? keeping(replacer) : replacer, space);
    if (text === undefined || !nativeTest.call(surrogates, text))
        return text;
    return text.replace(pairOrHalf, (found) => (found.length === 2 ? found : "\\u" + found.charCodeAt(0).toString(16)));
};

for (const name of ["parse", "stringify"])
    Object.defineProperty(JSON, name, { enumerable: false });
