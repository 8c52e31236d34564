// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request brings back.
import { bytes as byteTools } from "./bridge.js";
import { show } from "./errors.js";
import { Headers } from "./headers.js";

// "name:value" lines, as C++ makes them.
function readHeaders(text) {
    return new Headers(text === "" ? [] : text.split("\n").map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1)];
    }));
}

/// Headers and body stay as they came until the script asks for them.
export class Response {
    constructor(status, statusText, url, redirected) {
        this.status = status;
        this.statusText = statusText;
        this.url = url;
        this.redirected = redirected;
        this._headers = ""; // a text, and Headers once they were asked for
        this._body = undefined; // an ArrayBuffer
        this._text = undefined;
        this._times = undefined; // milliseconds, as timings has them
    }

    get ok() {
        return this.status >= 200 && this.status < 300;
    }

    get headers() {
        if (typeof this._headers === "string")
            this._headers = readHeaders(this._headers);
        return this._headers;
    }

    /// Milliseconds: of all of it, and of the parts of the last hop, which are 0 where they cannot be told.
    get timings() {
        return Object.assign({}, this._times);
    }

    /// What console.log shows.
    toJSON() {
        const { status, statusText, url, redirected, headers, timings } = this;
        return { status, statusText, url, redirected, headers, timings };
    }

    text() {
        return Promise.resolve(textOf(this));
    }

    json() {
        const text = textOf(this);
        try {
            return Promise.resolve(JSON.parse(text));
        } catch (error) {
            const reason = text === "" ? "its body is empty" : "its body begins with " + show(text, 80);
            return Promise.reject(new SyntaxError(
                "The response of " + this.url + " (status " + this.status + ") is not JSON: " + reason));
        }
    }

    bytes() {
        return Promise.resolve(new Uint8Array(this._body.slice(0)));
    }
}

function textOf(response) {
    if (response._text === undefined)
        response._text = byteTools.decodeUtf8(response._body);
    return response._text;
}
