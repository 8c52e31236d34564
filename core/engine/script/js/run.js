// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What happens once in a run, in one of its helpers.
import { bridge } from "./bridge.js";
import { Purpose, Task } from "./context.js";
import { describeError } from "./errors.js";
import { fixtures } from "./registry.js";
import { begin, reportStray } from "./tasks.js";
import { packVars } from "./vars.js";

/// Called by C++, which tells nobody to when there is none: ends in bridge.globalSetupDone or globalSetupFailed.
export function startGlobalSetup(args) {
    const { globalSetup } = fixtures;
    const task = new Task(null, globalSetup, {
        run: () => globalSetup.run(args),
        done: () => bridge.globalSetupDone(packVars()),
        failed(self, error) {
            bridge.globalSetupFailed(describeError(error));
        },
    });
    task.purpose = Purpose.Setup;
    begin(task);
}

/// Called by C++ likewise: ends in bridge.globalTeardownDone.
export function startGlobalTeardown() {
    const { globalTeardown } = fixtures;
    const task = new Task(null, globalTeardown, {
        run: () => globalTeardown.run(),
        done: () => bridge.globalTeardownDone(),
        failed(self, error) {
            reportStray("globalTeardown failed: ", error);
            bridge.globalTeardownDone();
        },
    });
    task.survives = 2;
    task.purpose = Purpose.Teardown;
    begin(task);
}
