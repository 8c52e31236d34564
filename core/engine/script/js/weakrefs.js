// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// WeakRef and FinalizationRegistry, which V4 lacks. They hold what they are given, as the standard allows an engine
// that never collects (https://tc39.es/ecma262/#sec-liveness): a reference is never empty, no callback is called.
import { show } from "./errors.js";

function needsTarget(what, value) {
    const isFit = (typeof value === "object" && value !== null) || typeof value === "function" || typeof value === "symbol";
    if (!isFit)
        throw new TypeError(what + " needs an object, got " + show(value));
}

export function WeakRef(target) {
    if (new.target === undefined)
        throw new TypeError("WeakRef is made with new");
    needsTarget("WeakRef", target);
    Object.defineProperty(this, "_target", { value: target });
}

WeakRef.prototype.deref = function deref() {
    return this._target;
};

export function FinalizationRegistry(callback) {
    if (new.target === undefined)
        throw new TypeError("FinalizationRegistry is made with new");
    if (typeof callback !== "function")
        throw new TypeError("FinalizationRegistry needs a function, got " + show(callback));
}

FinalizationRegistry.prototype.register = function register(target) {
    needsTarget("register", target);
};

FinalizationRegistry.prototype.unregister = function unregister() {
    return false;
};

for (const type of [WeakRef, FinalizationRegistry])
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: type.name, configurable: true });
