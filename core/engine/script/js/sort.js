// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Array.prototype.sort that keeps the order of equals, as ES2019 wants it: V4's own does not. Nor can core-js sort here:
// V4 evaluates its `list[i] = list[--i]` from the wrong end.

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

Object.defineProperty(Array.prototype, "sort", { value: sort, writable: true, configurable: true });

Object.defineProperty(URLSearchParams.prototype, "sort", {
    value() {
        const pairs = Array.from(this).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        for (const [name] of pairs)
            this.delete(name);
        for (const [name, value] of pairs)
            this.append(name, value);
    },
    writable: true,
    configurable: true,
});
