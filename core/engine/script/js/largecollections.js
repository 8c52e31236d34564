// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Map and Set that stay fast when they are large. V4 looks through all entries for a key (6.4, ESTable), so that 30,000
// of them take seconds; and a loop passes over an entry when one before it is deleted. So a collection of more than Small
// entries, and one that loses entries after a loop has begun, moves to a Table, which lies in it behind a symbol. Where
// loops may be under way, V4's own part of it stays as it was at that moment, but for the values. Loaded before all that
// keeps the methods of Map and Set.

import { keepHidden, Slot } from "./weakcollections.js";

const Small = 64; // entries
const { create, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible } = Object;
const { apply } = Reflect;

const looped = Symbol("looped"); // of a collection: a loop has begun
const sources = Symbol("source"); // of an iterator: its collection
const kinds = Symbol("kind"); // of an iterator: what it gives
const cursors = Symbol("cursor"); // of an iterator: its place in a table
[looped, sources, kinds, cursors].forEach(keepHidden);

const Kind = { Keys: 0, Values: 1, Entries: 2 };

// The entries in the order in which they came, as a chain, and where each key is. An entry that is gone still knows the
// one before it, so that a loop which stands there finds its way.
class Table {
    constructor(owner) {
        this.owner = owner;
        this.first = null;
        this.last = null;
        this.size = 0;
        this.moved = []; // the entries that V4's part has as well
        this.forget();
    }

    // Names stay when their entry is gone, for V4 takes long to delete one of many.
    forget() {
        this.strings = create(null); // symbols too
        this.numbers = create(null);
        this.others = create(null); // true, false, null, undefined
        this.objects = new Slot();
        this.namesLeft = 0;
    }

    find(key) {
        switch (typeof key) {
        case "string":
        case "symbol":
            return this.strings[key];
        case "number":
            return this.numbers[key];
        case "function":
            return this.objects.get(key);
        default:
            return typeof key === "object" && key !== null ? this.objects.get(key) : this.others[key];
        }
    }

    keep(key, entry) {
        switch (typeof key) {
        case "string":
        case "symbol":
            this.strings[key] = entry;
            break;
        case "number":
            this.numbers[key] = entry;
            break;
        case "function":
            this.objects.set(key, entry);
            break;
        default:
            if (typeof key === "object" && key !== null)
                this.objects.set(key, entry);
            else
                this.others[key] = entry;
        }
    }

    get(key) {
        const entry = this.find(key);
        return entry === undefined ? undefined : entry.value;
    }

    set(key, value) {
        const known = this.find(key);
        if (known !== undefined) {
            known.value = value;
            return;
        }
        const previous = this.last;
        // There is but one zero.
        const entry = { key: key === 0 ? 0 : key, value, previous, next: null, isGone: false };
        if (previous === null)
            this.first = entry;
        else
            previous.next = entry;
        this.last = entry;
        ++this.size;
        this.keep(key, entry);
    }

    delete(key) {
        const entry = this.find(key);
        if (entry === undefined)
            return false;
        letGo(entry);
        if (entry.previous === null)
            this.first = entry.next;
        else
            entry.previous.next = entry.next;
        if (entry.next === null)
            this.last = entry.previous;
        else
            entry.next.previous = entry.previous;
        --this.size;
        this.keep(key, undefined);
        if (++this.namesLeft > this.size + Small)
            this.nameAnew();
        return true;
    }

    nameAnew() {
        this.forget();
        for (let entry = this.first; entry !== null; entry = entry.next)
            this.keep(entry.key, entry);
    }

    clear() {
        for (let entry = this.first; entry !== null;) {
            const next = entry.next;
            letGo(entry);
            entry.previous = entry.next = null;
            entry = next;
        }
        this.first = this.last = null;
        this.size = 0;
        this.forget();
    }

    // `entry`: null for the place before the first.
    after(entry) {
        while (entry !== null && entry.isGone)
            entry = entry.previous;
        return entry === null ? this.first : entry.next;
    }

    // Where a loop over V4's part stands that has so many entries before it.
    placeBefore(count) {
        const passed = this.moved.length - count;
        return passed === 0 ? null : this.moved[passed - 1];
    }

    each(place, callback, self) {
        for (let entry = this.after(place); entry !== null; entry = this.after(entry))
            apply(callback, self, [entry.value, entry.key, this.owner]);
    }
}

// A loop may stand at it for long, and must not hold what was in it.
function letGo(entry) {
    entry.isGone = true;
    entry.key = entry.value = undefined;
}

class Cursor {
    constructor(table, place, kind) {
        this.table = table;
        this.place = place;
        this.kind = kind;
    }

    next() {
        const entry = this.table === null ? null : this.table.after(this.place);
        if (entry === null) {
            this.table = this.place = null;
            return { value: undefined, done: true };
        }
        this.place = entry;
        const value = this.kind === Kind.Keys ? entry.key
            : this.kind === Kind.Values ? entry.value : [entry.key, entry.value];
        return { value, done: false };
    }
}

// Gives V4's methods names of their own: to call a method costs less than Function.prototype.call().
function keepNatives(prototype, names) {
    const natives = {};
    for (const name of names) {
        natives[name] = Symbol(name);
        keepHidden(natives[name]);
        defineProperty(prototype, natives[name], getOwnPropertyDescriptor(prototype, name));
    }
    return natives;
}

function replace(prototype, methods) {
    for (const name of Object.keys(methods)) {
        const method = getOwnPropertyDescriptor(methods, name);
        method.enumerable = false;
        defineProperty(prototype, name, method);
    }
}

function defineIterator(prototype, value) {
    defineProperty(prototype, Symbol.iterator, { value, writable: true, configurable: true });
}

// Puts what Map and Set have in common in place. Gives what their other methods need. `setNative`: V4's set, if there is one.
function install(Collection, setNative) {
    const { prototype } = Collection;
    const native = keepNatives(prototype,
                               ["clear", "delete", "entries", "forEach", "has", "keys", "size", "values"]);
    const iterators = getPrototypeOf(new Collection().values());
    const { next } = keepNatives(iterators, ["next"]);
    const tables = Symbol("table");
    keepHidden(tables);

    // A table that is inherited, or seen through a proxy, is none.
    function tableOf(collection) {
        const table = collection[tables];
        return table !== undefined && table.owner === collection ? table : undefined;
    }

    // The next of an iterator, once there is a table. What V4's iterator still has before it tells where it stands.
    function nextInTable() {
        if (this[cursors] === undefined) {
            const table = this[sources] === undefined ? undefined : tableOf(this[sources]);
            if (table === undefined)
                return this[next]();
            let left = 0;
            while (!this[next]().done)
                ++left;
            defineProperty(this, cursors, { value: new Cursor(table, table.placeBefore(left), this[kinds]) });
        }
        return this[cursors].next();
    }

    // What cannot be extended stays V4's.
    function moveToTable(collection) {
        if (!isExtensible(collection))
            return undefined;
        const table = new Table(collection);
        const hasLoops = collection[looped] === collection;
        collection[native.forEach]((value, key) => {
            table.set(key, value);
            if (hasLoops)
                table.moved.push(table.last);
        });
        if (!hasLoops)
            collection[native.clear]();
        else if (setNative !== null) // the table has the values
            table.moved.forEach((entry) => collection[setNative](entry.key, undefined));
        defineProperty(collection, tables, { value: table });
        replace(iterators, { next: nextInTable });
        return table;
    }

    function beginLoop(collection) {
        if (collection[looped] !== collection && isExtensible(collection))
            defineProperty(collection, looped, { value: collection });
    }

    function tableToDeleteFrom(collection) {
        const table = tableOf(collection);
        return table === undefined && collection[looped] === collection ? moveToTable(collection) : table;
    }

    function iterate(collection, make, kind) {
        const table = tableOf(collection);
        if (table !== undefined)
            return defineProperty(create(iterators), cursors, { value: new Cursor(table, null, kind) });
        const iterator = collection[make]();
        iterator[sources] = collection;
        iterator[kinds] = kind;
        beginLoop(collection);
        return iterator;
    }

    replace(prototype, {
        clear() {
            const table = tableToDeleteFrom(this);
            return table === undefined ? this[native.clear]() : table.clear();
        },
        delete(key) {
            const table = tableToDeleteFrom(this);
            return table === undefined ? this[native.delete](key) : table.delete(key);
        },
        entries() {
            return iterate(this, native.entries, Kind.Entries);
        },
        forEach(callback) {
            const self = arguments[1];
            let table = tableOf(this);
            if (typeof callback !== "function")
                throw new TypeError("forEach needs a function");
            if (table !== undefined) {
                table.each(null, callback, self);
                return;
            }
            let left = 0; // since there has been a table
            beginLoop(this);
            this[native.forEach]((value, key) => {
                table = tableOf(this);
                if (table === undefined)
                    apply(callback, self, [value, key, this]);
                else
                    ++left;
            });
            table = tableOf(this);
            if (table !== undefined)
                table.each(table.placeBefore(left), callback, self);
        },
        has(key) {
            const table = this[tables]; // as tableOf(), whose call would cost as much as all else
            return table === undefined || table.owner !== this ? this[native.has](key)
                : table.find(key) !== undefined;
        },
        keys() {
            return iterate(this, native.keys, Kind.Keys);
        },
        get size() {
            const table = tableOf(this);
            return table === undefined ? this[native.size] : table.size;
        },
        values() {
            return iterate(this, native.values, Kind.Values);
        },
    });

    /// For what V4 has just added to.
    function check(collection) {
        if (collection[native.size] > Small)
            moveToTable(collection);
        return collection;
    }

    return { tables, check };
}

const maps = keepNatives(Map.prototype, ["get", "set"]);
Object.assign(maps, install(Map, maps.set));
replace(Map.prototype, {
    get(key) {
        const table = this[maps.tables];
        return table === undefined || table.owner !== this ? this[maps.get](key) : table.get(key);
    },
    set(key, value) {
        const table = this[maps.tables];
        if (table === undefined || table.owner !== this) {
            this[maps.set](key, value);
            return maps.check(this);
        }
        table.set(key, value);
        return this;
    },
});
defineIterator(Map.prototype, Map.prototype.entries);

const sets = keepNatives(Set.prototype, ["add"]);
Object.assign(sets, install(Set, null));
replace(Set.prototype, {
    add(value) {
        const table = this[sets.tables];
        if (table === undefined || table.owner !== this) {
            this[sets.add](value);
            return sets.check(this);
        }
        table.set(value, value);
        return this;
    },
    keys: Set.prototype.values,
});
defineIterator(Set.prototype, Set.prototype.values);
