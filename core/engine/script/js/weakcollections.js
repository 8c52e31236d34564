// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// WeakMap and WeakSet. V4's own keep keys that were collected, and crash when they compare with one (6.4, and nothing
// tells a script whether a version does). Loaded before all that uses them: private fields are compiled to them.
//
// What a collection holds of an object lies in the object itself, in a record behind a symbol, so it lives as long as
// the object does. The record knows its owner: an object that inherits it, or a proxy of the owner, has not got it.
// Objects that take no record (frozen ones), proxies of those that have one, and symbols are kept in an ordinary Map: they live
// as long as the collection.

const records = Symbol("weak");
const { defineProperty, getOwnPropertySymbols } = Object;
const { ownKeys } = Reflect;
const { keyFor } = Symbol;
const hasOwn = Object.prototype.hasOwnProperty;
// V4's own methods, by which an ordinary Map stays V4's own (largecollections.js).
const strongDelete = Map.prototype.delete;
const strongGet = Map.prototype.get;
const strongHas = Map.prototype.has;
const strongSet = Map.prototype.set;

let collections = 0;

function isObject(value) {
    return (typeof value === "object" && value !== null) || typeof value === "function";
}

// A symbol of Symbol.for() is never gone, and no key.
function canBeKey(value) {
    return isObject(value) || (typeof value === "symbol" && keyFor(value) === undefined);
}

function recordOf(key) {
    const record = key[records];
    return record !== undefined && record.owner === key ? record : null;
}

// null: the object takes none.
function makeRecord(key) {
    const record = Object.create(null);
    record.owner = key;
    try {
        if (hasOwn.call(key, records))
            return null;
        defineProperty(key, records, { value: record });
        return record;
    } catch (frozen) {
        return null;
    }
}

/// A name for the collection in records, and what needs to be kept apart from them.
export class Slot {
    constructor() {
        this.name = "c" + ++collections;
        this.rest = null;
    }

    has(key) {
        if (!canBeKey(key))
            return false;
        const record = recordOf(key);
        return record !== null ? this.name in record : this.rest !== null && strongHas.call(this.rest, key);
    }

    get(key) {
        if (!canBeKey(key))
            return undefined;
        const record = recordOf(key);
        if (record !== null)
            return record[this.name];
        return this.rest === null ? undefined : strongGet.call(this.rest, key);
    }

    set(key, value) {
        const record = recordOf(key) || makeRecord(key);
        if (record !== null) {
            record[this.name] = value;
            return;
        }
        if (this.rest === null)
            this.rest = new Map();
        strongSet.call(this.rest, key, value);
    }

    delete(key) {
        if (!this.has(key))
            return false;
        const record = recordOf(key);
        return record !== null ? delete record[this.name] : strongDelete.call(this.rest, key);
    }
}

const slots = Symbol("slot");

function slotOf(collection, method) {
    const slot = isObject(collection) ? collection[slots] : undefined;
    if (slot === undefined)
        throw new TypeError(method + " was called on something else");
    return slot;
}

function fill(collection, values, add) {
    if (values === undefined || values === null)
        return;
    if (typeof add !== "function")
        throw new TypeError("The collection has no method to add something");
    for (const value of values)
        add.call(collection, value);
}

function requireKey(what, value) {
    if (!canBeKey(value))
        throw new TypeError(what + " must be an object or a symbol of its own");
}

class OwnWeakMap {
    constructor(entries) {
        defineProperty(this, slots, { value: new Slot() });
        fill(this, entries, this.set && function (entry) {
            if (!isObject(entry))
                throw new TypeError("An entry of a WeakMap must be a list of a key and a value");
            this.set(entry[0], entry[1]);
        });
    }

    delete(key) {
        return slotOf(this, "WeakMap.prototype.delete").delete(key);
    }

    get(key) {
        return slotOf(this, "WeakMap.prototype.get").get(key);
    }

    has(key) {
        return slotOf(this, "WeakMap.prototype.has").has(key);
    }

    set(key, value) {
        requireKey("A key of a WeakMap", key);
        slotOf(this, "WeakMap.prototype.set").set(key, value);
        return this;
    }
}

class OwnWeakSet {
    constructor(values) {
        defineProperty(this, slots, { value: new Slot() });
        fill(this, values, this.add);
    }

    add(value) {
        requireKey("A value of a WeakSet", value);
        slotOf(this, "WeakSet.prototype.add").set(value, true);
        return this;
    }

    delete(value) {
        return slotOf(this, "WeakSet.prototype.delete").delete(value);
    }

    has(value) {
        return slotOf(this, "WeakSet.prototype.has").has(value);
    }
}

function install(name, Collection) {
    defineProperty(Collection, "name", { value: name });
    defineProperty(Collection.prototype, Symbol.toStringTag, { value: name, configurable: true });
    defineProperty(globalScope, name, { value: Collection, writable: true, configurable: true });
}

// The engine's Symbol.iterator is not the one that scripts have (iterators.js).
const hidden = [records, slots, Symbol.iterator];

/// Scripts do not see that an object has a property of this name.
export function keepHidden(symbol) {
    hidden.push(symbol);
}

function hide(owner, name, list) {
    const value = { [name]: (object) => withoutOurs(list(object)) }[name];
    defineProperty(owner, name, { value, writable: true, configurable: true });
}

function withoutOurs(keys) {
    for (let i = keys.length - 1; i >= 0; --i) {
        if (typeof keys[i] === "symbol" && hidden.indexOf(keys[i]) >= 0)
            keys.splice(i, 1);
    }
    return keys;
}

const globalScope = Function("return this")();
install("WeakMap", OwnWeakMap);
install("WeakSet", OwnWeakSet);
hide(Object, "getOwnPropertySymbols", getOwnPropertySymbols);
hide(Reflect, "ownKeys", ownKeys);
