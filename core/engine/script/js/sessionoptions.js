// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What setup returns: it shapes the session of its worker.
import { bridge } from "./bridge.js";
import { show } from "./errors.js";
import { flatHeaders, pairsOf } from "./headers.js";
import * as options from "./options.js";

// Reads an option that C++ is to know as the check returns it.
const checked = (check) => (value, shape, session, name) => {
    shape[name] = check(name, value);
};

// Each reads one option: puts what C++ is to know of it into `shape`, or changes the session itself.
const readers = {
    baseUrl(value, shape) {
        shape.baseUrl = value instanceof URL ? value.href : options.text("baseUrl", value);
    },
    headers(value, shape, session) {
        const flat = flatHeaders(value);
        for (let i = 0; i < flat.length; i += 2)
            session.headers.append(flat[i], flat[i + 1]);
    },
    auth(value, shape, session) {
        if (session.headers.has("authorization"))
            throw new TypeError("A session has one authorization: give only one of auth and the header");
        session.headers.set("authorization", options.auth("auth", value));
    },
    cookies(value, shape) {
        // Set later, for they need the base URL.
        shape.cookies = pairsOf("cookies", options.object("cookies", value, "an object of names and values"));
    },
    timeout: checked(options.timeout),
    redirect: checked(options.redirect),
    maxRedirects: checked(options.maxRedirects),
    verifyTls: checked(options.boolean),
    caCertificate: checked(options.text),
    clientCertificate(value, shape) {
        const { certificate, key, passphrase } =
            options.object("clientCertificate", value, "{ certificate, key, passphrase }, the first two in PEM");
        options.checkNames("clientCertificate has", value, ["certificate", "key", "passphrase"]);
        shape.certificate = options.text("clientCertificate.certificate", certificate);
        shape.key = options.text("clientCertificate.key", key);
        if (passphrase !== undefined)
            shape.passphrase = options.text("clientCertificate.passphrase", passphrase);
    },
    proxy: checked(options.text),
    http2: checked(options.http2),
    keepAlive: checked(options.boolean),
    resumeTls: checked(options.boolean),
    expectContinue: checked(options.boolean),
    maxConnections: checked(options.positiveNumber),
    maxBody: checked(options.wholeNumber),
    discard: checked(options.boolean),
};
const names = Object.keys(readers);

/// Shapes the session by what setup returned; a TypeError says what is wrong with that.
export function shapeSession(session, returned) {
    if (returned === undefined || returned === null)
        return;
    if (typeof returned !== "object" || Array.isArray(returned))
        throw new TypeError("setup returns session options or nothing, got " + show(returned));
    options.checkNames("A session has", returned, names);
    const shape = {};
    for (const name of names) {
        if (returned[name] !== undefined)
            readers[name](returned[name], shape, session, name);
    }
    const cookies = shape.cookies;
    delete shape.cookies;
    const refusal = bridge.shapeSession(session._index, shape);
    if (refusal !== "")
        throw new TypeError(refusal);
    if (cookies !== undefined) {
        for (const [name, value] of cookies)
            session.cookies.set(name, value);
    }
}
