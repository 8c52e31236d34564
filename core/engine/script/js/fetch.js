// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// fetch() of the web, over the session of the worker that calls it: what a browser copies "as fetch" runs.
import { context } from "./context.js";
import { show } from "./errors.js";
import { MolotovPromise } from "./promise.js";

// What of `init` goes to the session. Of the rest nothing has a meaning here (mode, credentials, cache, referrer, …).
function optionsOf(init) {
    if (init === null || typeof init !== "object")
        throw new TypeError("The second argument of fetch is an object, got " + show(init));
    const options = {};
    for (const name of ["headers", "redirect", "signal"]) {
        if (init[name] !== undefined && init[name] !== null)
            options[name] = init[name];
    }
    const { body } = init;
    if (body instanceof URLSearchParams)
        options.form = body;
    else if (body !== undefined && body !== null)
        options.body = body;
    return options;
}

function sessionHere() {
    const { worker, work } = context.task;
    if (worker === null || work === null || !work.isIteration)
        throw new TypeError("fetch sends through a worker's session, so it works in a scenario only; elsewhere call request() of "
                            + "“molotov”");
    return worker.session;
}

/// Rejects where the web's rejects, with an HttpError, which says more than "Failed to fetch".
export function fetch(input, init = {}) {
    try {
        if (typeof input !== "string" && !(input instanceof URL))
            throw new TypeError("fetch needs a URL, got " + show(input));
        const method = init === null || init.method === undefined ? "GET" : init.method;
        return sessionHere().request(method, input, optionsOf(init)).then(makeResponse);
    } catch (error) {
        return MolotovPromise.reject(error);
    }
}

function makeResponse(response) {
    return Object.defineProperties(Object.create(FetchResponse), {
        _response: { value: response },
        _isUsed: { value: false, writable: true },
    });
}

function bodyOf(fetched) {
    if (fetched._isUsed)
        return MolotovPromise.reject(new TypeError("The body of this response has been read already; clone() it before"));
    fetched._isUsed = true;
    return MolotovPromise.resolve(fetched._response);
}

const FetchResponse = {
    get status() { return this._response.status; },
    get statusText() { return this._response.statusText; },
    get ok() { return this._response.ok; },
    get url() { return this._response.url; },
    get redirected() { return this._response.redirected; },
    get headers() { return this._response.headers; },
    get type() { return "basic"; },
    get bodyUsed() { return this._isUsed; },
    text() { return bodyOf(this).then((response) => response.text()); },
    json() { return bodyOf(this).then((response) => response.json()); },
    bytes() { return bodyOf(this).then((response) => response.bytes()); },
    arrayBuffer() { return this.bytes().then((bytes) => bytes.buffer); },
    clone() {
        if (this._isUsed)
            throw new TypeError("A response whose body has been read cannot be cloned");
        return makeResponse(this._response);
    },
    /// What console.log shows.
    toJSON() { return this._response.toJSON(); },
};
