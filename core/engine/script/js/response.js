// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request brings back.
import { show } from "./errors.js";
import { bridge } from "./bridge.js";

/// The header fields of a response; names in any case.
class Headers {
    constructor(text) {
        this.fields = text === "" ? [] : text.split("\n").map((line) => {
            const colon = line.indexOf(":");
            return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1)];
        });
    }

    /// All values of the name, joined by ", "; null when there is none.
    get(name) {
        const values = this.getAll(name);
        return values.length === 0 ? null : values.join(", ");
    }

    getAll(name) {
        const wanted = String(name).toLowerCase();
        return this.fields.filter((field) => field[0] === wanted).map((field) => field[1]);
    }

    has(name) {
        return this.getAll(name).length > 0;
    }

    entries() {
        return this.fields.map((field) => [field[0], field[1]])[Symbol.iterator]();
    }

    [Symbol.iterator]() {
        return this.entries();
    }
}

/// Headers and body stay as they came until the script asks for them.
export class Response {
    constructor(status, statusText, url, headerText, body, total) {
        this.status = status;
        this.statusText = statusText;
        this.url = url;
        this._headers = headerText; // a text, and Headers once they were asked for
        this._body = body; // an ArrayBuffer
        this._text = undefined;
        this._total = total; // milliseconds
    }

    get ok() {
        return this.status >= 200 && this.status < 300;
    }

    get headers() {
        if (typeof this._headers === "string")
            this._headers = new Headers(this._headers);
        return this._headers;
    }

    get timings() {
        return { total: this._total };
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
        response._text = bridge.decodeUtf8(response._body);
    return response._text;
}
