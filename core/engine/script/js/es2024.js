// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What ES2024 and its successors added to Object, Map, Array, String and Promise.
import { MolotovPromise, rejectPromise, resolvePromise, pendingPromise, runAsync } from "./promise.js";

function add(owner, methods) {
    for (const name of Object.keys(methods)) {
        if (!(name in owner))
            Object.defineProperty(owner, name, { value: methods[name], writable: true, configurable: true });
    }
}

function requireFunction(what, value) {
    if (typeof value !== "function")
        throw new TypeError(what + " needs a function");
}

add(Object, {
    groupBy(items, keyOf) {
        requireFunction("Object.groupBy", keyOf);
        const groups = Object.create(null);
        let i = 0;
        for (const item of items) {
            const result = keyOf(item, i++);
            const key = typeof result === "symbol" ? result : String(result);
            if (key in groups)
                groups[key].push(item);
            else
                groups[key] = [item];
        }
        return groups;
    },
});

add(Map, {
    groupBy(items, keyOf) {
        requireFunction("Map.groupBy", keyOf);
        const groups = new Map();
        let i = 0;
        for (const item of items) {
            const key = keyOf(item, i++);
            const group = groups.get(key);
            if (group === undefined)
                groups.set(key, [item]);
            else
                group.push(item);
        }
        return groups;
    },
});

// Each yield is an await, as in what async functions are compiled to.
function* gather(source, mapper, self) {
    if (mapper !== undefined)
        requireFunction("Array.fromAsync", mapper);
    const result = [];
    const asyncMethod = source[Symbol.asyncIterator];
    const method = asyncMethod || source[Symbol.iterator];
    const iterator = method ? method.call(source) : Array.from(source)[Symbol.iterator]();
    for (;;) {
        const step = yield iterator.next();
        if (step.done)
            return result;
        try {
            const value = asyncMethod ? step.value : yield step.value;
            result.push(mapper === undefined ? value : yield mapper.call(self, value, result.length));
        } catch (error) {
            if (typeof iterator.return === "function")
                yield iterator.return();
            throw error;
        }
    }
}

add(Array, {
    fromAsync(source, mapper, self) {
        return runAsync(undefined, [source, mapper, self], gather);
    },
});

const isHigh = (code) => code >= 0xd800 && code < 0xdc00;
const isLow = (code) => code >= 0xdc00 && code < 0xe000;

// Where a surrogate stands alone, from the index on; -1 when none does.
function loneSurrogate(text, from) {
    for (let i = from; i < text.length; ++i) {
        const code = text.charCodeAt(i);
        if (isHigh(code) && isLow(text.charCodeAt(i + 1)))
            ++i;
        else if (isHigh(code) || isLow(code))
            return i;
    }
    return -1;
}

add(String.prototype, {
    isWellFormed() {
        return loneSurrogate(String(this), 0) < 0;
    },
    toWellFormed() {
        const text = String(this);
        let result = "";
        let start = 0;
        for (let i = loneSurrogate(text, 0); i >= 0; i = loneSurrogate(text, start)) {
            result += text.slice(start, i) + "\ufffd";
            start = i + 1;
        }
        return result + text.slice(start);
    },
});

add(MolotovPromise, {
    withResolvers() {
        const promise = pendingPromise();
        return { promise, resolve: (value) => resolvePromise(promise, value),
                 reject: (reason) => rejectPromise(promise, reason) };
    },
    try(callback, ...values) {
        return new MolotovPromise((resolve) => resolve(callback(...values)));
    },
});
