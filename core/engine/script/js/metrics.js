// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Checks, and metrics of one's own. What a script adds stays here until the next report, or until a trend has a batch full: so
// most calls do not cross into C++.
import { bridge, isTracing } from "./bridge.js";
import { callSiteHere } from "./callsite.js";
import { requireCondition, show } from "./errors.js";

const MaxNames = 300; // more are counted together, as "(other)"
const MaxNameLength = 200;
const MaxChecks = 1000; // likewise; as MetricsRecorder has it
const BatchSize = 256;
const Largest = 2 ** 53; // sums of such numbers stay finite, whatever a script does

const metrics = new Map(); // name → Counter, Trend or Gauge
const checks = Object.create(null); // name → Check; a Map costs several times as much for each check
let checkCount = 0;
const others = {}; // by kind: for the names beyond MaxNames
const changed = []; // since the last report

class Counter {
    constructor(name) {
        this._name = name;
        this._sum = 0;
        this._isListed = false;
    }

    add(n = 1) {
        const number = checked(this, n);
        if (number < 0)
            throw new TypeError(titleOf(this) + " only grows, got " + show(n) + "; a gauge can go down");
        this._sum += number;
        if (!this._isListed)
            list(this);
    }

    _report() {
        bridge.addToCounter(this._name, this._sum);
        this._sum = 0;
    }
}

class Trend {
    constructor(name) {
        this._name = name;
        this._values = new Float64Array(BatchSize);
        this._size = 0;
        this._isListed = false;
    }

    add(value) {
        const number = checked(this, value); // may throw: before anything changes
        this._values[this._size++] = number;
        if (!this._isListed)
            list(this);
        if (this._size === BatchSize)
            this._report();
    }

    _report() {
        if (this._size > 0)
            bridge.addToTrend(this._name, this._values.buffer.slice(0, this._size * 8));
        this._size = 0;
    }
}

class Gauge {
    constructor(name) {
        this._name = name;
        this._isListed = false;
    }

    set(value) {
        this._last = checked(this, value);
        if (!this._isListed) {
            this._min = this._max = value;
            list(this);
        } else if (value < this._min) {
            this._min = value;
        } else if (value > this._max) {
            this._max = value;
        }
    }

    _report() {
        bridge.setGauge(this._name, this._last, this._min, this._max);
    }
}

class Check {
    constructor(name) {
        this._name = name;
        this._passed = 0;
        this._failed = 0;
        this._isListed = false;
    }

    add(passed) {
        if (isTracing)
            bridge.checked(this._name, passed, callSiteHere().stack);
        if (passed)
            ++this._passed;
        else
            ++this._failed;
        if (!this._isListed)
            list(this);
    }

    _report() {
        bridge.addToCheck(this._name, this._passed, this._failed);
        this._passed = this._failed = 0;
    }
}

/// check(name, ok); or as k6 has it, check(value, { name: (value) => ok, … }).
export function check(name, ok) {
    if (typeof ok !== "boolean")
        return checkOther(name, ok);
    (checks[name] || newCheck(String(name))).add(ok); // count(), without the call
    return ok;
}

// Apart from what nearly every check is.
function checkOther(name, ok) {
    if (typeof ok === "object" && ok !== null && isListOfChecks(name, ok))
        return checkEach(name, ok);
    return countIfCondition(name, ok);
}

function countIfCondition(name, ok) {
    if (typeof ok !== "boolean")
        requireCondition("check(" + show(name) + ")", ok);
    const passed = Boolean(ok);
    count(name, passed);
    return passed;
}

function isListOfChecks(value, checksByName) {
    if (typeof value !== "string")
        return true;
    const names = Object.keys(checksByName);
    return names.length > 0 && names.every((name) => typeof checksByName[name] === "function");
}

function checkEach(value, checksByName) {
    let passed = true;
    for (const name of Object.keys(checksByName)) {
        const condition = checksByName[name];
        let ok = condition;
        if (typeof condition === "function") {
            try {
                ok = condition(value);
            } catch (error) {
                count(name, false);
                throw error;
            }
        }
        if (!countIfCondition(name, ok))
            passed = false;
    }
    return passed;
}

function count(name, passed) {
    (checks[name] || newCheck(String(name))).add(passed);
}

function newCheck(name) {
    const isFull = checkCount >= MaxChecks && !(name in checks);
    const key = isFull ? "(other)" : name;
    if (!(key in checks)) {
        checks[key] = new Check(key);
        ++checkCount;
    }
    return checks[key];
}

function titleOf(metric) {
    return metric.constructor.name.toLowerCase() + "(" + show(metric._name) + ")";
}

function checked(metric, value) {
    if (typeof value !== "number" || !(value <= Largest && value >= -Largest))
        throw new TypeError(titleOf(metric) + " takes a number of at most 2^53, got " + show(value));
    return value;
}

/// Lets metric._report() be called before the next report. Ask metric._isListed before.
export function list(metric) {
    metric._isListed = true;
    changed.push(metric);
}

function find(Kind, name) {
    const known = metrics.get(name);
    if (known instanceof Kind)
        return known;
    if (known !== undefined)
        throw new TypeError("There is " + titleOf(known) + " already: a name stands for one kind of metric");
    if (typeof name !== "string" || name === "" || name.length > MaxNameLength)
        throw new TypeError("A metric needs a name of 1 to " + MaxNameLength + " characters, got " + show(name));
    if (metrics.size >= MaxNames)
        return others[Kind.name] || (others[Kind.name] = new Kind("(other)"));
    const metric = new Kind(name);
    metrics.set(name, metric);
    return metric;
}

export const counter = (name) => find(Counter, name);
export const trend = (name) => find(Trend, name);
export const gauge = (name) => find(Gauge, name);

/// Called by C++ before each report.
export function reportMetrics() {
    for (const metric of changed) {
        metric._report();
        metric._isListed = false;
    }
    changed.length = 0;
}
