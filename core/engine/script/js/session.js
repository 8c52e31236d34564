// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session that a scenario is given: a worker's HTTP client.
import { bridge, isTracing, send as sendBare } from "./bridge.js";
import { callSiteHere } from "./callsite.js";
import { context, isGivenUp, Purpose, refuse, settled } from "./context.js";
import { Cookies } from "./cookies.js";
import { HttpError, show, UnansweredError } from "./errors.js";
import { emit, listening } from "./events.js";
import { isToken, receivedHeaders, SessionHeaders } from "./headers.js";
import { introduce } from "./hints.js";
import { addFinder } from "./leftovers.js";
import { fulfill, isPending, pendingPromise, rejectPromise } from "./promise.js";
import { readOptions, withQuery } from "./requestoptions.js";
import { Response } from "./response.js";
import { SessionContext } from "./sessioncontext.js";
import { giveUp, keepBody } from "./tasks.js";

// slot → {promise, callSite, task, told}; the slot's number goes to C++ and comes back. `told`: the info of the event
// sending_request, undefined when nobody listens.
const pending = [];
const freeSlots = [];

export class Session {
    constructor(worker, args) {
        // Hidden: what a script sees when it lists a session's fields is for scripts.
        Object.defineProperty(this, "_index", { value: worker.index });
        Object.defineProperty(this, "_headers", { value: null, writable: true });
        this.context = new SessionContext(worker.id, args);
    }

    /// Go with every request that does not give the same itself.
    get headers() {
        if (this._headers === null)
            this._headers = new SessionHeaders();
        return this._headers;
    }

    get cookies() {
        return new Cookies(this._index);
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
        if (!isToken(method))
            throw new TypeError("session.request needs a method such as \"GET\", got " + show(method));
        return send(this, method.toUpperCase(), url, options);
    }

    print(text) {
        bridge.log(1, this.context.workerId, typeof text === "string" ? text : show(text, 1000));
    }
}

introduce("Session", "session", Session.prototype, ["context"]);

function send(session, method, url, options) {
    const promise = pendingPromise();
    // Where the script stands: when the answer fails to come, nothing else could tell.
    const callSite = callSiteHere();
    const target = addressOf(url);
    const { task } = context;
    if (isGivenUp(task)) {
        const reason = refuse(task);
        if (reason !== "")
            rejectPromise(promise, httpError({ kind: "aborted", url: target,
                                               message: method + " " + target + " was not sent: " + reason }, callSite));
        return promise;
    }
    task.callSite = callSite;
    let request;
    let signal;
    let address = target;
    if (options !== undefined && options !== null) {
        request = readOptions(options);
        ({ signal } = options);
        if (signal && signal.aborted) {
            rejectPromise(promise, signal.reason);
            return promise;
        }
        if (options.query !== undefined)
            address = withQuery(target, options.query);
    }
    if (session._headers !== null && session._headers._changed)
        passHeaders(session);
    const slot = freeSlots.length > 0 ? freeSlots.pop() : pending.length;
    pending[slot] = { promise, callSite, task, told: undefined };
    ++task.pending;
    if (isTracing)
        describe(task, callSite);
    const isSent = request === undefined && task.purpose === Purpose.Load && session._index >= 0
        ? sendBare(slot, session._index, method, address)
        : sendWithMore(slot, task, session._index, method, address, request);
    if (!isSent) {
        release(slot);
        rejectPromise(promise, new TypeError(bridge.urlProblem(session._index, address)));
        promise.value.callSite = callSite;
        return promise;
    }
    if (listening)
        pending[slot].told = tellOfRequest(session, { method, url: address }, request);
    if (signal)
        cancelWith(signal, slot, promise);
    return promise;
}

// Tells whose the next request is.
function describe(task, callSite) {
    const { origin } = task.root;
    bridge.requestDescribed(origin === null ? "" : origin.name || origin.label, task.stepName, callSite.stack);
}

// A function of its own, for one that has a closure in it makes an object for its variables whenever it is called.
function cancelWith(signal, slot, promise) {
    signal.addEventListener("abort", () => cancel(slot, promise, signal.reason));
}

// Hands a request to C++ that has options, or is of a fixture or a step.
function sendWithMore(slot, task, index, method, url, request) {
    if (task.purpose === Purpose.Load && index >= 0)
        return bridge.sendWith(slot, index, method, url, request);
    if (task.purpose === Purpose.Step)
        return sendInStep(slot, task, index, method, url, request);
    const owner = task.worker === null ? -1 : task.worker.index;
    return bridge.sendFor(slot, owner, task.purpose, index, method, url, request);
}

function sendInStep(slot, task, index, method, url, request) {
    let isSent;
    if (index < 0)
        isSent = bridge.sendFor(slot, task.worker.index, Purpose.Load, index, method, url, request);
    else if (request === undefined)
        isSent = sendBare(slot, index, method, url);
    else
        isSent = bridge.sendWith(slot, index, method, url, request);
    if (isSent)
        task.noteRequest();
    return isSent;
}

// Ends an exchange that is still under way. C++ tells of its end later, when nobody waits for it any more.
function cancel(slot, promise, reason) {
    if (pending[slot] === undefined || pending[slot].promise !== promise)
        return;
    bridge.cancel(slot);
    rejectPromise(promise, reason);
}

function tellOfRequest(session, { method, url }, options = { headers: [], body: undefined }) {
    const sent = new SessionHeaders();
    for (let i = 0; i < options.headers.length; i += 2)
        sent.append(options.headers[i], options.headers[i + 1]);
    const own = Array.from(session.headers).filter(([name]) => !sent.has(name));
    const request = {
        method,
        url: bridge.resolve(session._index, url),
        headers: receivedHeaders(Array.from(sent).concat(own)),
        body: options.body === undefined ? null : options.body,
    };
    const info = { session, request };
    emit("sending_request", info);
    return info;
}

function passHeaders(session) {
    const flat = [];
    for (const [name, value] of session._headers)
        flat.push(name, value);
    bridge.setHeaders(session._index, flat);
    session._headers._changed = false;
}

function addressOf(url) {
    if (typeof url === "string")
        return url;
    if (url instanceof URL)
        return url.href;
    throw new TypeError("A request needs a URL, got " + show(url));
}

// `endpoint`: what the exchange was counted under; undefined when there was none.
function httpError({ kind, message, url, endpoint }, callSite) {
    const error = new HttpError(kind, message, url);
    // Not part of what a script sees when it lists the error's fields.
    Object.defineProperty(error, "callSite", { value: callSite });
    Object.defineProperty(error, "endpoint", { value: endpoint });
    return error;
}

function release(slot) {
    const exchange = pending[slot];
    pending[slot] = undefined;
    freeSlots.push(slot);
    const { task } = exchange;
    if (--task.pending === 0 && task.returned !== null)
        settled.push(task.root);
    return exchange;
}

// Those that a script has cancelled are not waited for by mistake.
addFinder("A request",
          (task) => pending.filter((one) => one !== undefined && one.task.root === task && isPending(one.promise))
                           .map((one) => one.callSite));

/// Called by C++: fails what waits for an answer, but teardowns.
export function failUnanswered() {
    for (let slot = 0; slot < pending.length; ++slot) {
        if (pending[slot] === undefined)
            continue;
        const { task, callSite } = pending[slot];
        if (task.isOver || task.survives > 0)
            continue;
        giveUp(task, new UnansweredError(bridge.endpointOf(slot) || "A request", callSite));
    }
}

/// Called by C++: the whole response is here. `body`: the number of a large body, which C++ keeps.
export function exchangeDone(slot, status, packed, body) {
    const response = new Response(status, packed);
    const exchange = release(slot);
    if (body !== undefined)
        keepBody(exchange.task, body);
    if (exchange.told !== undefined) {
        context.task = exchange.task;
        emit("response_received", { session: exchange.told.session, response, request: exchange.told.request });
    }
    fulfill(exchange.promise, response);
}

/// Called by C++: no whole response will come.
export function exchangeFailed(slot, kind, message, url, endpoint) {
    const exchange = release(slot);
    context.task = exchange.task;
    rejectPromise(exchange.promise, httpError({ kind, message, url, endpoint }, exchange.callSite));
}
