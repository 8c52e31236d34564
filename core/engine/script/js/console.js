// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What scenarios print.
import { bridge } from "./bridge.js";
import { context } from "./context.js";
import { show } from "./errors.js";
import { introduce } from "./hints.js";

// The numbers of LogLevel in core/model/protocol/messages.h.
const Level = { Debug: 0, Info: 1, Warning: 2, Error: 3 };

function plain(part) {
    return typeof part === "string" ? part : show(part, 1000);
}

// The marks that a first text may have for what follows it (https://console.spec.whatwg.org, 2.2.1).
const marks = {
    "%s": (part) => plain(part),
    "%d": (part) => String(typeof part === "symbol" ? NaN : parseInt(part, 10)),
    "%i": (part) => String(typeof part === "symbol" ? NaN : parseInt(part, 10)),
    "%f": (part) => String(typeof part === "symbol" ? NaN : parseFloat(part)),
    "%o": (part) => show(part, 1000),
    "%O": (part) => show(part, 1000),
    "%c": () => "", // a style
};

function format(parts) {
    let next = 1;
    const text = parts[0].replace(/%[sdifoOc%]/g, (mark) => {
        if (mark === "%%")
            return "%";
        return next < parts.length ? marks[mark](parts[next++]) : mark;
    });
    return [text].concat(parts.slice(next));
}

function write(level, given) {
    const isFormatted = given.length > 1 && typeof given[0] === "string" && given[0].indexOf("%") >= 0;
    const text = (isFormatted ? format(given) : given).map(plain).join(" ");
    bridge.log(level, context.task.worker === null ? -1 : context.task.worker.id, text);
}

export const console = {
    debug: (...parts) => write(Level.Debug, parts),
    log: (...parts) => write(Level.Info, parts),
    info: (...parts) => write(Level.Info, parts),
    warn: (...parts) => write(Level.Warning, parts),
    error: (...parts) => write(Level.Error, parts),
};

introduce("console", "console", console);
