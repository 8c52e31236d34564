// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// AbortController and AbortSignal of the web (https://dom.spec.whatwg.org/#aborting-ongoing-activities), without the
// rest of the web's events.
import { show } from "./errors.js";
import { enqueue } from "./promise.js";
import { startTimer } from "./timers.js";

// Functions and not classes: the engine crashes when it is interrupted within a constructor.
function makeSignal() {
    return Object.defineProperties(Object.create(AbortSignal.prototype), {
        aborted: { value: false, writable: true, enumerable: true },
        reason: { value: undefined, writable: true, enumerable: true },
        onabort: { value: null, writable: true, enumerable: true },
        _listeners: { value: [] },
    });
}

function abort(signal, reason) {
    if (signal.aborted)
        return;
    signal.aborted = true;
    signal.reason = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    const event = { type: "abort", target: signal };
    const listeners = signal._listeners.splice(0);
    if (typeof signal.onabort === "function")
        listeners.push(signal.onabort);
    for (const listener of listeners)
        enqueue(() => listener.call(signal, event));
}

export function AbortSignal() {
    throw new TypeError("A signal comes from new AbortController().signal, AbortSignal.timeout() or AbortSignal.abort()");
}

Object.assign(AbortSignal.prototype, {
    addEventListener(type, listener) {
        if (type === "abort" && typeof listener === "function" && this._listeners.indexOf(listener) < 0)
            this._listeners.push(listener);
    },
    removeEventListener(type, listener) {
        const index = type === "abort" ? this._listeners.indexOf(listener) : -1;
        if (index >= 0)
            this._listeners.splice(index, 1);
    },
    throwIfAborted() {
        if (this.aborted)
            throw this.reason;
    },
});

Object.assign(AbortSignal, {
    abort(reason) {
        const signal = makeSignal();
        abort(signal, reason);
        return signal;
    },
    /// After so many milliseconds, as on the web.
    timeout(milliseconds) {
        if (!(Number(milliseconds) >= 0))
            throw new TypeError("AbortSignal.timeout needs milliseconds, got " + show(milliseconds));
        const signal = makeSignal();
        startTimer(Number(milliseconds), () => abort(signal, new DOMException("The operation timed out", "TimeoutError")));
        return signal;
    },
    any(signals) {
        const all = Array.from(signals);
        const any = makeSignal();
        for (const signal of all) {
            checkSignal(signal);
            if (signal.aborted) {
                abort(any, signal.reason);
                break;
            }
            signal.addEventListener("abort", () => abort(any, signal.reason));
        }
        return any;
    },
});

export function AbortController() {
    if (new.target === undefined)
        throw new TypeError("AbortController is made with new");
    Object.defineProperty(this, "signal", { value: makeSignal(), enumerable: true });
}

AbortController.prototype.abort = function (reason) {
    abort(this.signal, reason);
};

export function checkSignal(signal) {
    if (!(signal instanceof AbortSignal))
        throw new TypeError("signal is an AbortSignal, got " + show(signal));
    return signal;
}
