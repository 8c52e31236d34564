// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The cookies of a session.
import { bridge } from "./bridge.js";
import { show } from "./errors.js";
import { introduce } from "./hints.js";
import { isToken } from "./headers.js";
import * as options from "./options.js";

const optionNames = ["url", "domain", "path", "secure", "httpOnly", "expires", "maxAge"];

/// What the worker's browser would hold. Where a URL may be given, it is one as those of requests, and without it the
/// base URL is meant.
export class Cookies {
    constructor(index) {
        Object.defineProperty(this, "_index", { value: index });
    }

    /// The value that a request to the URL would carry; undefined when there is none.
    get(name, url) {
        return this.getAll(url)[name];
    }

    has(name, url) {
        return this.get(name, url) !== undefined;
    }

    /// All that a request to the URL would carry, as an object of names and values.
    getAll(url) {
        return bridge.cookies(this._index, addressOf(this._index, url));
    }

    set(name, value, given = {}) {
        if (!isToken(name))
            throw new TypeError("A cookie needs a name of letters, figures and signs, got " + show(name));
        if (typeof value === "object" || value === undefined || /[\x00-\x1f\x7f;]/.test(String(value)))
            throw new TypeError("The cookie " + name + " needs a value without semicolons and line breaks, got "
                                + show(value));
        options.checkNames("A cookie has", options.object("The third argument", given, "an object"), optionNames);
        const chosen = { url: addressOf(this._index, given.url), path: "/" };
        for (const key of ["domain", "path"]) {
            if (given[key] !== undefined)
                chosen[key] = options.text(key, given[key]);
        }
        for (const key of ["secure", "httpOnly"]) {
            if (given[key] !== undefined)
                chosen[key] = options.boolean(key, given[key]);
        }
        const expires = expiryOf(given);
        if (expires !== undefined)
            chosen.expires = expires;
        if (!bridge.setCookie(this._index, name, String(value), chosen))
            throw new TypeError("The cookie " + name + " cannot be set by " + bridge.resolve(this._index, chosen.url));
    }

    /// Takes away all that a request to the URL would carry under this name.
    delete(name, url) {
        bridge.removeCookies(this._index, String(name), addressOf(this._index, url));
    }

    clear() {
        bridge.clearCookies(this._index);
    }
}

introduce("Cookies", "session.cookies", Cookies.prototype);

// Milliseconds since 1970; undefined: at the end of the session.
function expiryOf({ expires, maxAge }) {
    if (maxAge !== undefined) {
        if (typeof maxAge !== "number" || !isFinite(maxAge))
            options.refuse("maxAge", "a number of seconds", maxAge);
        return Date.now() + maxAge * 1000;
    }
    if (expires === undefined)
        return undefined;
    const moment = expires instanceof Date ? expires.getTime() : NaN;
    return isNaN(moment) ? options.refuse("expires", "a Date", expires) : moment;
}

function addressOf(index, url) {
    const address = url === undefined ? "" : url instanceof URL ? url.href : options.text("url", url);
    const problem = bridge.urlProblem(index, address);
    if (problem !== "")
        throw new TypeError(problem);
    return address;
}
