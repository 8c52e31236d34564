// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Events: what scenario files can listen to.
import { context, isGivenUp, Task } from "./context.js";
import { begin, reportStray } from "./tasks.js";

const listeners = []; // {run, origin}
export let listening = false; // ask before making the info of an event

export function addListener(run, origin) {
    listeners.push({ run, origin });
    listening = true;
}

/// Calls every listener; nobody waits for what it does. What a listener itself brings about raises no events.
export function emit(name, info) {
    const emitter = context.task;
    if (emitter.isListener || isGivenUp(emitter))
        return;
    context.emitter = emitter;
    for (const { run, origin } of listeners) {
        const task = new Task(emitter.worker, origin, {
            run: () => run(name, info),
            done() {},
            failed: (self, error) => reportStray("A listener of events failed: ", error),
        });
        task.isListener = true;
        task.survives = emitter.survives;
        task.purpose = emitter.root.purpose; // not that of its step
        begin(task);
    }
    context.task = emitter;
    context.emitter = null;
}
