// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session that a scenario is given: a worker's HTTP client.
import { bridge } from "./bridge.js";
import { HttpError, show } from "./errors.js";
import { pendingPromise, rejectPromise, resolvePromise } from "./promise.js";
import { Response } from "./response.js";

const pending = []; // slot → {promise, callSite}; the slot's number goes to C++ and comes back
const freeSlots = [];
let stopped = false;

export class Session {
    constructor(worker, args) {
        // C++ takes it as it is.
        Object.defineProperty(this, "_index", { value: worker.index });
        this.context = { workerId: worker.id, step: 0, args };
    }

    get(url, options) {
        return send(this, "GET", url, options);
    }

    head(url, options) {
        return send(this, "HEAD", url, options);
    }

    options(url, options) {
        return send(this, "OPTIONS", url, options);
    }

    delete(url, options) {
        return send(this, "DELETE", url, options);
    }

    post(url, options) {
        return send(this, "POST", url, options);
    }

    put(url, options) {
        return send(this, "PUT", url, options);
    }

    patch(url, options) {
        return send(this, "PATCH", url, options);
    }

    request(method, url, options) {
        if (typeof method !== "string" || !/^[A-Za-z]+$/.test(method))
            throw new TypeError("session.request needs a method such as \"GET\", got " + show(method));
        return send(this, method.toUpperCase(), url, options);
    }

    print(text) {
        bridge.log(1, this.context.workerId, typeof text === "string" ? text : show(text, 1000));
    }
}

function send(session, method, url, options) {
    const promise = pendingPromise();
    // Where the script stands: when the answer fails to come, nothing else could tell.
    const callSite = new Error();
    const target = addressOf(url);
    if (stopped) {
        rejectPromise(promise, httpError("aborted", method + " " + target + " was not sent: the run was stopped",
                                         target, callSite));
        return promise;
    }
    let request;
    let address = target;
    if (options !== undefined && options !== null) {
        request = readOptions(options);
        if (options.query !== undefined)
            address = withQuery(target, options.query);
    }
    const slot = freeSlots.length > 0 ? freeSlots.pop() : pending.length;
    pending[slot] = { promise, callSite };
    const refusal = bridge.send(slot, session._index, method, address, request);
    if (refusal !== "") {
        release(slot);
        rejectPromise(promise, new TypeError(refusal));
        promise.value.callSite = callSite;
    }
    return promise;
}

function addressOf(url) {
    if (typeof url === "string")
        return url;
    if (url instanceof URL)
        return url.href;
    throw new TypeError("A request needs a URL, got " + show(url));
}

const optionNames = ["headers", "query", "body", "json", "form", "timeout", "name"];
const bodyNames = ["body", "json", "form"];

function readOptions(options) {
    if (typeof options !== "object")
        throw new TypeError("The options of a request are an object, got " + show(options));
    for (const name in options) {
        if (optionNames.indexOf(name) < 0)
            throw new TypeError("A request has no option “" + name + "”; it has " + optionNames.join(", "));
    }
    const request = { headers: [], body: undefined, name: options.name, timeout: undefined };
    if (options.timeout !== undefined) {
        if (!(Number(options.timeout) > 0))
            throw new TypeError("timeout is a number of seconds above 0, got " + show(options.timeout));
        request.timeout = Number(options.timeout) * 1000;
    }
    const type = readBody(options, request);
    if (options.headers !== undefined)
        request.headers = flatHeaders(options.headers);
    if (type !== "" && !request.headers.some((text, i) => i % 2 === 0 && text.toLowerCase() === "content-type"))
        request.headers.push("content-type", type);
    return request;
}

// Sets the body and returns the type that goes with it.
function readBody(options, request) {
    const given = bodyNames.filter((name) => options[name] !== undefined);
    if (given.length > 1)
        throw new TypeError("A request has one body: give only one of " + given.join(" and "));
    switch (given[0]) {
    case "json":
        request.body = JSON.stringify(options.json);
        if (request.body === undefined)
            throw new TypeError("json needs a value that JSON can hold, got " + show(options.json));
        return "application/json";
    case "form":
        request.body = encodePairs(options.form);
        return "application/x-www-form-urlencoded";
    case "body":
        request.body = rawBody(options.body);
        return typeof request.body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
    default:
        return "";
    }
}

function rawBody(body) {
    if (typeof body === "string" || body instanceof ArrayBuffer)
        return body;
    if (body !== null && typeof body === "object" && body.buffer instanceof ArrayBuffer)
        return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength);
    throw new TypeError("body is a string, an ArrayBuffer or a Uint8Array, got " + show(body)
                        + (typeof body === "object" ? " (did you mean json?)" : ""));
}

/// [name, value, name, value, …] of an object, or of a list of pairs.
export function flatHeaders(headers) {
    if (headers === null || typeof headers !== "object")
        throw new TypeError("headers is an object of names and values, got " + show(headers));
    const flat = [];
    for (const [name, value] of pairsOf(headers)) {
        if (value !== undefined && value !== null)
            flat.push(checkHeader(String(name), String(value)), String(value));
    }
    return flat;
}

function checkHeader(name, value) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
        throw new TypeError("“" + name + "” is not a name that a header can have");
    if (/[\r\n\0]/.test(value))
        throw new TypeError("The header " + name + " has a line break in its value");
    return name;
}

function pairsOf(source) {
    if (typeof source[Symbol.iterator] === "function")
        return Array.from(source);
    const pairs = [];
    for (const name of Object.keys(source)) {
        const value = source[name];
        if (Array.isArray(value))
            value.forEach((one) => pairs.push([name, one]));
        else
            pairs.push([name, value]);
    }
    return pairs;
}

// application/x-www-form-urlencoded, as URLSearchParams writes it.
function encodePairs(source) {
    if (source === null || typeof source !== "object")
        throw new TypeError("Expected an object of names and values, got " + show(source));
    if (source instanceof URLSearchParams)
        return source.toString();
    const encode = (value) => encodeURIComponent(String(value))
        .replace(/%20/g, "+")
        .replace(/[!'()~]/g, (letter) => "%" + letter.charCodeAt(0).toString(16).toUpperCase());
    return pairsOf(source)
        .filter((pair) => pair[1] !== undefined && pair[1] !== null)
        .map((pair) => encode(pair[0]) + "=" + encode(pair[1])).join("&");
}

function withQuery(url, query) {
    const text = typeof query === "string" ? query.replace(/^\?/, "") : encodePairs(query);
    if (text === "")
        return url;
    const hash = url.indexOf("#");
    const base = hash < 0 ? url : url.slice(0, hash);
    return base + (base.indexOf("?") < 0 ? "?" : "&") + text;
}

function httpError(kind, message, url, callSite) {
    const error = new HttpError(kind, message, url);
    // Not part of what a script sees when it lists the error's fields.
    Object.defineProperty(error, "callSite", { value: callSite });
    return error;
}

function release(slot) {
    const exchange = pending[slot];
    pending[slot] = undefined;
    freeSlots.push(slot);
    return exchange;
}

/// Called by C++: the whole response is here.
export function exchangeDone(slot, status, statusText, url, headers, body, total) {
    resolvePromise(release(slot).promise, new Response(status, statusText, url, headers, body, total));
}

/// Called by C++: no whole response will come.
export function exchangeFailed(slot, kind, message, url) {
    const exchange = release(slot);
    rejectPromise(exchange.promise, httpError(kind, message, url, exchange.callSite));
}

/// From now on nothing is sent any more.
export function stopSending() {
    stopped = true;
}
