// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What scenarios print.
import { bridge } from "./bridge.js";
import { context } from "./context.js";
import { show } from "./errors.js";

// The numbers of LogLevel in core/model/protocol/messages.h.
const Level = { Debug: 0, Info: 1, Warning: 2, Error: 3 };

function write(level, parts) {
    const text = parts.map((part) => (typeof part === "string" ? part : show(part, 1000))).join(" ");
    bridge.log(level, context.task.worker === null ? -1 : context.task.worker.id, text);
}

export const console = {
    debug: (...parts) => write(Level.Debug, parts),
    log: (...parts) => write(Level.Info, parts),
    info: (...parts) => write(Level.Info, parts),
    warn: (...parts) => write(Level.Warning, parts),
    error: (...parts) => write(Level.Error, parts),
};
