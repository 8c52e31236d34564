// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request brings back.
import { responses, textOfResponse, utf8TextOfResponse } from "./bridge.js";
import { HttpError, show } from "./errors.js";
import { receivedHeaders } from "./headers.js";
import { introduce } from "./hints.js";
import { parseJson } from "./json.js";
import { MolotovPromise, fulfilledPromise } from "./promise.js";

// "name:value" lines, as C++ makes them.
function readHeaders(text) {
    return receivedHeaders(text.split("\n").slice(0, -1).map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1)];
    }));
}

/// All but the status stays as C++ packed it (script/responsepack.h) until the script asks for it.
export class Response {
    constructor(status, packed) {
        this.status = status;
        this._packed = packed; // an ArrayBuffer
    }

    get statusText() {
        return responses.reason(this._packed);
    }

    get url() {
        return responses.url(this._packed);
    }

    get redirected() {
        return responses.isRedirected(this._packed);
    }

    get ok() {
        return this.status >= 200 && this.status < 300;
    }

    get headers() {
        if (this._headers === undefined)
            this._headers = readHeaders(responses.fields(this._packed));
        return this._headers;
    }

    /// Milliseconds: of all of it, and of the parts of the last hop, which are 0 where they cannot be told.
    get timings() {
        const [dns, connect, tls, send, wait, receive, total, queued] = new Float64Array(this._packed, 0, 8);
        return { queued, dns, connect, tls, send, wait, receive, total };
    }

    /// What console.log shows.
    toJSON() {
        const { status, statusText, url, redirected, headers, timings } = this;
        return { status, statusText, url, redirected, headers, timings };
    }

    text() {
        let text = this._text;
        if (text === undefined)
            text = this._text = read(this, textOfResponse);
        return text === null ? MolotovPromise.reject(unreadable(this)) : fulfilledPromise(text);
    }

    /// JSON is UTF-8, whatever its Content-Type says.
    json() {
        let text = this._utf8Text;
        if (text === undefined)
            text = this._utf8Text = read(this, utf8TextOfResponse);
        if (text === null)
            return MolotovPromise.reject(unreadable(this));
        try {
            return fulfilledPromise(parseJson(text));
        } catch (error) {
            const reason = text === "" ? "its body is empty" : "its body begins with " + show(text, 80);
            return MolotovPromise.reject(new SyntaxError(
                "The response of " + this.url + " (status " + this.status + ") is not JSON: " + reason));
        }
    }

    bytes() {
        const bytes = responses.bytes(this._packed);
        if (bytes.byteLength === 0) {
            this._problem = responses.problem();
            if (this._problem !== "")
                return MolotovPromise.reject(unreadable(this));
        }
        return fulfilledPromise(new Uint8Array(bytes));
    }
}

// What few scripts ask for: each field that a constructor sets costs every exchange.
Object.assign(Response.prototype, {
    _headers: undefined,
    _text: undefined, // null: it cannot be read, and `_problem` says why
    _utf8Text: undefined, // the same, read as UTF-8
});

introduce("Response", "response", Response.prototype, ["status"]);

// Null: the body cannot be unpacked.
function read(response, textOf) {
    const text = textOf(response._packed);
    if (text === null)
        response._problem = responses.problem();
    return text;
}

function unreadable(response) {
    const by = responses.discardedBy(response._packed);
    if (by !== "")
        return new TypeError("The body of " + response.url + " was discarded as it came: " + by);
    if (responses.isGone(response._packed))
        return new TypeError("The body of " + response.url + " is gone: one of 64 KiB or more is kept until its "
                             + "iteration or fixture is over, and can be read until then");
    return new HttpError("protocol", "The response of " + response.url + " has a body " + response._problem,
                         response.url);
}
