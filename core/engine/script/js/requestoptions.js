// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The options of a request, as C++ takes them.
import { checkSignal } from "./abort.js";
import { bytes as byteTools } from "./bridge.js";
import { show } from "./errors.js";
import { flatHeaders, pairsOf } from "./headers.js";
import * as checks from "./options.js";

const optionNames = ["headers", "query", "body", "json", "form", "multipart", "timeout", "redirect", "maxRedirects", "auth",
                     "name", "signal", "discard"];
const ruleNames = ["timeout", "redirect", "maxRedirects", "discard"];
const bodyNames = ["body", "json", "form", "multipart"];

/// What bridge.send() takes; `options` is what a script gave.
export function readOptions(options) {
    if (typeof options !== "object")
        throw new TypeError("The options of a request are an object, got " + show(options));
    checks.checkNames("A request has", options, optionNames);
    const request = { headers: [], body: undefined, name: undefined, rules: readRules(options) };
    if (options.name !== undefined)
        readName(options, request);
    if (options.signal !== undefined && options.signal !== null)
        checkSignal(options.signal);
    const type = readBody(options, request);
    if (options.headers !== undefined)
        request.headers = flatHeaders(options.headers);
    if (options.auth !== undefined) {
        if (hasHeader(request, "authorization"))
            throw new TypeError("A request has one authorization: give only one of auth and the header");
        request.headers.push("authorization", checks.auth("auth", options.auth));
    }
    const hasType = hasHeader(request, "content-type");
    if (hasType && options.multipart !== undefined)
        throw new TypeError("multipart makes a content-type of its own, with the line between its parts in it");
    if (type !== "" && !hasType)
        request.headers.push("content-type", type);
    return request;
}

function readName(options, request) {
    const name = nameOf(options);
    if (name !== undefined)
        request.name = checks.text("name", name);
}

// Of a Proxy, the engine takes the fields name and length for those of a function (6.4), but not by a computed name.
function nameOf(object) {
    const key = "name";
    return object.name === "" ? object[key] : object.name;
}

export function hasHeader(request, name) {
    return request.headers.some((text, i) => i % 2 === 0 && text.toLowerCase() === name);
}

// What differs from the session's; undefined when nothing does.
function readRules(options) {
    let rules;
    for (let i = 0; i < ruleNames.length; ++i) {
        const name = ruleNames[i];
        if (options[name] === undefined)
            continue;
        rules = rules || {};
        rules[name] = checks[name](name, options[name]);
    }
    return rules;
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
        request.body = encodePairs("form", options.form);
        return "application/x-www-form-urlencoded";
    case "multipart":
        return readMultipart(options.multipart, request);
    case "body":
        request.body = rawBody("body", options.body);
        return typeof request.body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
    default:
        return "";
    }
}

function rawBody(name, body) {
    if (typeof body === "string" || body instanceof ArrayBuffer)
        return body;
    if (ArrayBuffer.isView(body))
        return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength);
    throw new TypeError(name + " is a string, an ArrayBuffer or a Uint8Array, got " + show(body)
                        + (name === "body" && typeof body === "object" ? " (did you mean json?)" : ""));
}

// multipart/form-data as browsers write it (RFC 7578; the HTML standard, "multipart/form-data encoding algorithm").
function readMultipart(parts, request) {
    if (!Array.isArray(parts))
        checks.refuse("multipart", "a list of { name, value } and { name, data, filename, contentType }", parts);
    const boundary = "molotov-" + byteTools.randomHex(16);
    request.body = [];
    for (const part of parts) {
        const { head, data } = readPart(part);
        request.body.push("--" + boundary + "\r\n" + head + "\r\n\r\n", data, "\r\n");
    }
    request.body.push("--" + boundary + "--\r\n");
    return "multipart/form-data; boundary=" + boundary;
}

function readPart(part) {
    checks.object("A part of multipart", part, "an object");
    checks.checkNames("A part of multipart has", part, ["name", "value", "data", "filename", "contentType"]);
    const name = checks.text("The name of a part", nameOf(part));
    if ((part.value === undefined) === (part.data === undefined))
        throw new TypeError("The part “" + name + "” needs either value or data");
    if (typeof part.value === "object" || typeof part.value === "function")
        checks.refuse("The value of the part “" + name + "”", "a text, a number or a boolean", part.value);
    const data = part.data === undefined ? String(part.value) : rawBody("The data of the part “" + name + "”", part.data);
    const lines = ["Content-Disposition: form-data; name=" + quoted(name)];
    const isFile = part.filename !== undefined;
    if (isFile)
        lines[0] += "; filename=" + quoted(checks.text("filename", part.filename));
    let type = isFile || typeof data !== "string" ? "application/octet-stream" : "";
    if (part.contentType !== undefined)
        type = checks.text("contentType", part.contentType);
    if (/[\r\n\0]/.test(type))
        throw new TypeError("The contentType of the part “" + name + "” has a line break in it");
    if (type !== "")
        lines.push("Content-Type: " + type);
    return { head: lines.join("\r\n"), data };
}

function quoted(text) {
    return "\"" + text.replace(/\r\n|\r|\n/g, "%0D%0A").replace(/"/g, "%22") + "\"";
}

// application/x-www-form-urlencoded, as URLSearchParams writes it.
function encodePairs(name, source) {
    if (source === null || typeof source !== "object")
        checks.refuse(name, "an object of names and values", source);
    if (source instanceof URLSearchParams)
        return source.toString();
    const encode = (value) => encodeURIComponent(value)
        .replace(/%20/g, "+")
        .replace(/[!'()~]/g, (letter) => "%" + letter.charCodeAt(0).toString(16).toUpperCase());
    return pairsOf(name, source).map((pair) => encode(pair[0]) + "=" + encode(pair[1])).join("&");
}

/// The URL with more in its query.
export function withQuery(url, query) {
    const text = typeof query === "string" ? query.replace(/^\?/, "") : encodePairs("query", query);
    if (text === "")
        return url;
    const hash = url.indexOf("#");
    const base = hash < 0 ? url : url.slice(0, hash);
    return base + (base.indexOf("?") < 0 ? "?" : "&") + text;
}
