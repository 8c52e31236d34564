// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// V4 (6.4) crashes when a loop, a pattern or a constructor leaves an iterator early whose `return` is neither undefined
// nor a function. So scripts get a Symbol.iterator of their own, and the engine's symbol leads to a getter that gives the
// engine no such iterator. Loaded after all that defines methods of the engine's symbol. What is built in stays as fast
// as it was: the getter hands out the engine's own methods.

const nativeIterator = Symbol.iterator;
const NativeSymbol = Symbol;
const scriptIterator = NativeSymbol("Symbol.iterator");
const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object;
const noArguments = [];

const TypedArray = getPrototypeOf(Uint8Array);
const arrayIterator = getPrototypeOf([][nativeIterator]());
const anyIterator = getPrototypeOf(arrayIterator);

// Their iterators are the engine's own, fresh ones.
const ofArrays = Array.prototype[nativeIterator];
const ofTypedArrays = TypedArray.prototype[nativeIterator];
const ofStrings = String.prototype[nativeIterator];
const ofMaps = Map.prototype[nativeIterator];
const ofSets = Set.prototype[nativeIterator];

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

// What the engine calls for all others.
function iterate() {
    const iterator = apply(this[scriptIterator], this, noArguments);
    if (!isObject(iterator))
        throw new TypeError("The method [Symbol.iterator] gave no iterator, but " + String(iterator));
    const finish = iterator.return;
    return finish === undefined || typeof finish === "function" ? iterator : withSafeReturn(iterator, finish);
}

function withSafeReturn(iterator, finish) {
    const safe = {
        next(value) {
            return iterator.next(value);
        },
        return(value) {
            if (finish === null)
                return { value, done: true }; // as if it had none
            throw new TypeError("The return of an iterator is not a function");
        },
    };
    const fail = iterator.throw;
    if (typeof fail === "function")
        safe.throw = (error) => apply(fail, iterator, [error]);
    return safe;
}

function makeSymbol() {
    const Symbol = function (description) {
        if (new.target !== undefined)
            throw new TypeError("Symbol is not a constructor");
        return description === undefined ? NativeSymbol() : NativeSymbol(description);
    };
    getOwnPropertyNames(NativeSymbol).forEach((name) => {
        if (name !== "prototype" && name !== "iterator")
            defineProperty(Symbol, name, getOwnPropertyDescriptor(NativeSymbol, name));
    });
    defineProperty(Symbol, "iterator", { value: scriptIterator });
    defineProperty(Symbol, "prototype", { value: NativeSymbol.prototype, writable: false });
    return Symbol;
}

function move(owner) {
    const method = getOwnPropertyDescriptor(owner, nativeIterator);
    if (method === undefined)
        return;
    defineProperty(owner, scriptIterator, method);
    delete owner[nativeIterator];
}

const globalScope = Function("return this")();
getOwnPropertyNames(globalScope).forEach((name) => {
    const value = globalScope[name];
    if (typeof value === "function" && isObject(value.prototype))
        move(value.prototype);
});
move(TypedArray.prototype);
move(anyIterator);

// One that a script puts on all objects means nothing to the engine's own iterators.
defineProperty(anyIterator, "return", {
    get() {
        return undefined;
    },
    set(value) {
        defineProperty(this, "return", { value, writable: true, enumerable: true, configurable: true });
    },
});

const NewSymbol = makeSymbol();
defineProperty(NativeSymbol.prototype, "constructor", { value: NewSymbol, writable: true, configurable: true });
defineProperty(globalScope, "Symbol", { value: NewSymbol, writable: true, configurable: true });
defineProperty(Object.prototype, nativeIterator, {
    get() {
        const method = this[scriptIterator];
        if (method === ofArrays || method === ofTypedArrays || method === ofStrings || method === ofMaps
            || method === ofSets)
            return method;
        return method === undefined || method === null ? undefined : iterate;
    },
});
