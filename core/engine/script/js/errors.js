// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What errors are made of, and how one is told to C++.
import { waiting } from "./callsite.js";
import { context } from "./context.js";
import { explained } from "./hints.js";

export class AssertionError extends Error {
    constructor(message) {
        super(message);
        this.name = "AssertionError";
        this.message = message;
    }
}

/// A request that got no whole response.
export class HttpError extends Error {
    constructor(kind, message, url) {
        super(message);
        this.name = "HttpError";
        this.message = message;
        this.kind = kind;
        this.url = url;
    }
}

/// A limit of our own was reached, whoever was slow.
export class LocalError extends Error {}

/// A request had no answer yet when the run was over.
export class UnansweredError extends Error {
    constructor(endpoint, callSite) {
        super();
        this.message = endpoint + " had no answer yet when the run was over";
        this.endpoint = endpoint;
        this.callSite = callSite;
    }
}

// The numbers of ErrorKind in core/model/errorgroup.h.
export const Kind = { Assertion: 0, Http: 1, Network: 2, Local: 3, Script: 4, Unanswered: 5, Warning: 6 };

function kindOf(error) {
    if (error instanceof AssertionError)
        return Kind.Assertion;
    if (error instanceof LocalError)
        return Kind.Local;
    if (error instanceof UnansweredError)
        return Kind.Unanswered;
    if (!(error instanceof HttpError))
        return Kind.Script;
    if (error.kind === "protocol")
        return Kind.Http;
    return ["ports", "memory", "blocked"].includes(error.kind) ? Kind.Local : Kind.Network;
}

function messageOf(error) {
    if (!(error instanceof Error))
        return "The script threw " + show(error) + ", which is not an Error";
    const message = error.name === "TypeError" ? explained(String(error.message)) : String(error.message);
    const plain = error instanceof AssertionError || error instanceof HttpError || error.name === "Error";
    if (plain && message !== "")
        return message;
    return message === "" ? String(error.name) : error.name + ": " + message;
}

const stepOfError = Symbol("step"); // of an error: the step that it ended

/// The error ends the step, a StepTask (steps.js). The innermost step of an iteration is kept.
export function markError(error, step) {
    try {
        if (!(error instanceof Error) || !Object.isExtensible(error))
            return;
        const known = error[stepOfError];
        if (known === undefined || known.root !== step.root)
            Object.defineProperty(error, stepOfError, { value: step, writable: true, configurable: true });
    } catch (unreadable) {
        // A proxy: it goes through as it is.
    }
}

// The name of the step that the error ended; "" when it was in none. A script may throw one error again and again.
function stepNameOf(error, task) {
    const step = error instanceof Error ? error[stepOfError] : undefined;
    return step !== undefined && step.root === task.root ? step.stepName : task.stepName;
}

/// The error as C++ takes it; never throws, whatever was thrown. `prefix` says what the error broke, `task` is the one
/// that it was thrown in.
export function describeError(error, prefix = "", task = context.task) {
    try {
        const stack = error instanceof Error ? (error.callSite || error).stack + (error[waiting] || "") : "";
        const isOfRequest = error instanceof HttpError || error instanceof UnansweredError;
        const endpoint = isOfRequest && error.endpoint !== undefined ? error.endpoint : "";
        return { kind: kindOf(error), message: prefix + messageOf(error), stack: String(stack), endpoint,
                 step: stepNameOf(error, task) };
    } catch (unreadable) {
        return { kind: Kind.Script, message: prefix + "The script threw an object that cannot be read", stack: "",
                 endpoint: "", step: task.stepName };
    }
}

/// Throws for what is true whatever comes of it: a call or an await was forgotten.
export function requireCondition(caller, ok) {
    if (typeof ok === "function")
        throw new TypeError(caller + " got a function, which is always true: call it and hand over what it returns");
    if (ok !== null && typeof ok === "object" && typeof ok.then === "function")
        throw new TypeError(caller + " got a promise, which is always true: write await before it");
}

/// A value as a person would write it, for messages; cut when it is long.
export function show(value, limit = 200) {
    let text;
    if (typeof value === "string")
        text = JSON.stringify(value);
    else if (typeof value === "function")
        text = "function " + (value.name || "(anonymous)");
    else if (value instanceof Error)
        text = value.name + ": " + value.message;
    else if (value instanceof RegExp || typeof value === "symbol")
        text = String(value);
    else if (Object.is(value, -0))
        text = "-0";
    else
        text = showObject(value);
    return text.length > limit ? text.slice(0, limit - 1) + "…" : text;
}

function showObject(value) {
    if (value === null || typeof value !== "object")
        return String(value);
    try {
        // Of these JSON would say nothing, or too much.
        if (value instanceof Set || value instanceof Map || (ArrayBuffer.isView(value) && value.length !== undefined))
            return value.constructor.name + " " + JSON.stringify(Array.from(value));
        const text = JSON.stringify(value);
        return text === undefined ? Object.prototype.toString.call(value) : text;
    } catch (circular) {
        return Object.prototype.toString.call(value);
    }
}
