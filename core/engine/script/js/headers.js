// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Header fields: those of a response, and those that a session sends with every request.
import { show } from "./errors.js";
import { introduce } from "./hints.js";

/// The header fields of a message, as the web has them; names in any case.
export class Headers {
    // _fields: [name in small letters, value] in the order of the message. _changed: whether a script changed them.
    constructor(init) {
        Object.defineProperty(this, "_fields", { value: [], writable: true });
        Object.defineProperty(this, "_changed", { value: false, writable: true });
        if (init !== undefined)
            addAll(this, init);
    }

    /// All values of the name, joined by ", "; null when there is none.
    get(name) {
        const values = this.getAll(name);
        return values.length === 0 ? null : values.join(", ");
    }

    getAll(name) {
        const wanted = String(name).toLowerCase();
        return this._fields.filter((field) => field[0] === wanted).map((field) => field[1]);
    }

    getSetCookie() {
        return this.getAll("set-cookie");
    }

    has(name) {
        return this.getAll(name).length > 0;
    }

    entries() {
        return this._fields.map((field) => [field[0], field[1]])[Symbol.iterator]();
    }

    keys() {
        return this._fields.map((field) => field[0])[Symbol.iterator]();
    }

    values() {
        return this._fields.map((field) => field[1])[Symbol.iterator]();
    }

    forEach(callback) {
        for (const [name, value] of this)
            callback(value, name, this);
    }

    set(name, value) {
        this.delete(name);
        this.append(name, value);
    }

    append(name, value) {
        const [checkedName, checkedValue] = flatHeaders({ [String(name)]: value });
        if (checkedName === undefined)
            throw new TypeError("The header " + name + " needs a value, got " + show(value));
        this._fields.push([checkedName.toLowerCase(), checkedValue]);
        this._changed = true;
    }

    delete(name) {
        const wanted = String(name).toLowerCase();
        const before = this._fields.length;
        this._fields = this._fields.filter((field) => field[0] !== wanted);
        this._changed = this._changed || this._fields.length < before;
        return this._fields.length < before;
    }

    [Symbol.iterator]() {
        return this.entries();
    }

    toJSON() {
        const object = {};
        for (const name of this.keys())
            object[name] = this.get(name);
        return object;
    }
}

function addAll(headers, init) {
    const flat = flatHeaders(init);
    for (let i = 0; i < flat.length; i += 2)
        headers._fields.push([flat[i].toLowerCase(), flat[i + 1]]);
}

/// Those of a message that came, as they are: [name in small letters, value].
export function receivedHeaders(fields) {
    const headers = new Headers();
    headers._fields = fields;
    return headers;
}

/// The default headers of a session; `_changed` tells when C++ has not heard of them yet.
export class SessionHeaders extends Headers {
    constructor() {
        super();
        Object.seal(this); // session.headers.accept = … would be lost: it shall throw
    }

    clear() {
        this._fields = [];
        this._changed = true;
    }
}

introduce("Headers", "headers", Headers.prototype);
introduce("SessionHeaders", "session.headers", SessionHeaders.prototype);

/// [name, value, name, value, …] of an object, of a list of pairs, or of Headers.
export function flatHeaders(headers) {
    if (headers === null || typeof headers !== "object")
        throw new TypeError("headers is an object of names and values, got " + show(headers));
    const flat = [];
    for (const [name, value] of pairsOf("headers", headers))
        flat.push(checkHeader(name, value), value);
    return flat;
}

/// Whether it is a token of RFC 9110, 5.6.2, as names and methods are.
export function isToken(text) {
    return typeof text === "string" && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

function checkHeader(name, value) {
    if (!isToken(name))
        throw new TypeError(show(name) + " is not a name that a header can have");
    const control = /[\x00-\x08\x0a-\x1f\x7f]/.exec(value);
    if (control !== null)
        throw new TypeError("The header " + name + " has the control character " + show(control[0]) + " in its value");
    return name;
}

/// [name, value] pairs of texts of an object (a list is several values of one name) or of what gives pairs; what is
/// null or undefined is left out. `what` names the option that holds it.
export function pairsOf(what, source) {
    const pairs = [];
    const add = (name, value) => {
        if (value === undefined || value === null)
            return;
        if (typeof value === "object" || typeof value === "function" || typeof value === "symbol")
            throw new TypeError("In " + what + ", the value of “" + name + "” is a text, a number or a boolean, got "
                                + show(value));
        pairs.push([name, String(value)]);
    };
    if (typeof source[Symbol.iterator] === "function") {
        for (const pair of source) {
            if (!Array.isArray(pair) || pair.length !== 2)
                throw new TypeError(what + " is an object of names and values, or a list of pairs of them, got "
                                    + show(pair) + " in the list");
            add(String(pair[0]), pair[1]);
        }
        return pairs;
    }
    for (const name of Object.keys(source)) {
        const value = source[name];
        if (Array.isArray(value))
            value.forEach((one) => add(name, one));
        else
            add(name, value);
    }
    return pairs;
}
