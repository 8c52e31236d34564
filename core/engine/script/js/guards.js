// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// V4 (6.4) counts calls of functions that are written in JavaScript, and throws when they are nested too deeply. It
// does not count its own functions: those that can call themselves through a script without end get a wrapper.
// Async functions go on without it (promise.js).
import { generatorPrototype } from "./promise.js";

const { join, toLocaleString } = Array.prototype;
const { toString } = Error.prototype;
const { next, return: finish, throw: fail } = generatorPrototype;

function replace(owner, methods) {
    for (const name of Object.keys(methods))
        Object.defineProperty(owner, name, { value: methods[name], writable: true, configurable: true });
}

// function* f() { yield* f(); }
replace(generatorPrototype, {
    next(value) {
        return next.call(this, value);
    },
    return(value) {
        return finish.call(this, value);
    },
    throw(error) {
        return fail.call(this, error);
    },
});

// [[[…]]].toString()
replace(Array.prototype, {
    join(separator) {
        return join.call(this, separator);
    },
    toLocaleString() {
        return toLocaleString.call(this);
    },
});

// error.message = error
replace(Error.prototype, {
    toString() {
        return toString.call(this);
    },
});
