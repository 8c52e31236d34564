// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Arrays as ES2023 has them. The order of equals is kept by sort: V4's own does not. Nor can core-js sort here: V4
// evaluates its `list[i] = list[--i]` from the wrong end.

function byText(a, b) {
    const textA = String(a);
    const textB = String(b);
    return textA < textB ? -1 : textA > textB ? 1 : 0;
}

// Merges neighbours that are sorted already, from pairs of one up.
function mergeSort(list, compare) {
    let from = list;
    let to = new Array(list.length);
    for (let width = 1; width < list.length; width *= 2) {
        for (let start = 0; start < list.length; start += 2 * width)
            merge(from, to, { start, middle: start + width, end: Math.min(start + 2 * width, list.length) }, compare);
        [from, to] = [to, from];
    }
    return from;
}

function merge(from, to, { start, middle, end }, compare) {
    let left = start;
    let right = middle;
    for (let i = start; i < end; ++i) {
        const isLeft = left < middle && left < end && (right >= end || !(compare(from[left], from[right]) > 0));
        to[i] = isLeft ? from[left] : from[right];
        if (isLeft)
            ++left;
        else
            ++right;
    }
}

function sort(compare) {
    if (compare !== undefined && typeof compare !== "function")
        throw new TypeError("sort needs a function (a, b), or nothing");
    const list = Object(this);
    const { length } = list;
    const values = [];
    let missing = 0; // that are undefined: they go behind all others, and holes behind them
    for (let i = 0; i < length; ++i) {
        if (!(i in list))
            continue;
        if (list[i] === undefined)
            ++missing;
        else
            values.push(list[i]);
    }
    const sorted = mergeSort(values, compare || byText);
    for (let i = 0; i < length; ++i) {
        if (i < sorted.length)
            list[i] = sorted[i];
        else if (i < sorted.length + missing)
            list[i] = undefined;
        else
            delete list[i];
    }
    return list;
}

function define(prototype, methods) {
    for (const name of Object.keys(methods))
        Object.defineProperty(prototype, name, { value: methods[name], writable: true, configurable: true });
}

function replaced(copy, index, value) {
    const position = Math.trunc(index) || 0;
    const i = position < 0 ? copy.length + position : position;
    if (i < 0 || i >= copy.length)
        throw new RangeError("There is no element " + index + " to replace");
    copy[i] = value;
    return copy;
}

define(Array.prototype, {
    sort,
    toSorted(compare) {
        return sort.call(Array.from(this), compare);
    },
    toReversed() {
        return Array.from(this).reverse();
    },
    toSpliced(...parts) {
        const copy = Array.from(this);
        copy.splice(...parts);
        return copy;
    },
    with(index, value) {
        return replaced(Array.from(this), index, value);
    },
});

define(Object.getPrototypeOf(Uint8Array.prototype), {
    sort(compare = (a, b) => a - b) {
        this.set(mergeSort(Array.from(this), compare));
        return this;
    },
    toSorted(compare) {
        return this.slice().sort(compare);
    },
    toReversed() {
        return this.slice().reverse();
    },
    with(index, value) {
        return replaced(this.slice(), index, value);
    },
});

define(URLSearchParams.prototype, {
    sort() {
        const pairs = sort.call(Array.from(this), (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        for (const [name] of pairs)
            this.delete(name);
        for (const [name, value] of pairs)
            this.append(name, value);
    },
});
