// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Options that sessions and requests share: each check takes what a script gave, and returns it as C++ takes it or
// throws a TypeError that names the option and says what it holds.
import { bytes as byteTools } from "./bridge.js";
import { show } from "./errors.js";

const redirectModes = ["follow", "manual", "error"]; // by number: RedirectMode in core/engine/http/httpmessages.h

export function refuse(name, wanted, value) {
    throw new TypeError(name + " is " + wanted + ", got " + show(value));
}

/// Throws if the object has other options than these; `what` begins the sentence.
export function checkNames(what, options, names) {
    for (const name of Object.keys(options)) {
        if (names.indexOf(name) < 0)
            throw new TypeError(what + " no option “" + name + "”; it has " + names.join(", "));
    }
}

export function text(name, value) {
    return typeof value === "string" && value !== "" ? value : refuse(name, "a text", value);
}

export function boolean(name, value) {
    return typeof value === "boolean" ? value : refuse(name, "true or false", value);
}

export { boolean as discard };

export function http2(name, value) {
    return value === "prior-knowledge" || typeof value === "boolean" ? value
        : refuse(name, "true, false or \"prior-knowledge\"", value);
}

export function object(name, value, wanted) {
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : refuse(name, wanted, value);
}

/// Milliseconds of what a script gives in seconds.
export function timeout(name, value) {
    return typeof value === "number" && value > 0 ? value * 1000 : refuse(name, "a number of seconds above 0", value);
}

export function wholeNumber(name, value) {
    return Number.isSafeInteger(value) && value >= 0 ? value : refuse(name, "a whole number, 0 or more", value);
}

export function positiveNumber(name, value) {
    return Number.isInteger(value) && value > 0 && value <= 0x7fffffff ? value
                                                                       : refuse(name, "a whole number above 0", value);
}

export function redirect(name, value) {
    const mode = redirectModes.indexOf(value);
    return mode >= 0 ? mode : refuse(name, "\"follow\", \"manual\" or \"error\"", value);
}

export function maxRedirects(name, value) {
    return Math.min(wholeNumber(name, value), 0x7fffffff);
}

/// The value of the header Authorization.
export function auth(name, value) {
    const wanted = "{ username, password } or { bearer }";
    const names = Object.keys(object(name, value, wanted)).sort().join();
    if (names === "bearer")
        return "Bearer " + token(name + ".bearer", value.bearer);
    if (names !== "password,username")
        refuse(name, wanted + ", without anything else", Object.keys(value));
    // RFC 7617, 2: the colon ends the name.
    if (typeof value.username !== "string" || value.username.indexOf(":") >= 0)
        refuse(name + ".username", "a text without a colon", value.username);
    if (typeof value.password !== "string")
        refuse(name + ".password", "a text", value.password);
    return "Basic " + byteTools.toBase64(value.username + ":" + value.password);
}

function token(name, value) {
    return typeof value === "string" && /^[!-~]+$/.test(value)
        ? value
        : refuse(name, "a text of letters, figures and signs", value);
}
