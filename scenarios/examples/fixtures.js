// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every fixture, each saying when it runs (example4.py).
import {
  globalSetup, globalTeardown, scenario, setup, setupSession, teardown, teardownSession,
} from "molotov";

globalSetup(async (args) => {
  console.log(`globalSetup: once in the whole run of ${args.processes} × ${args.workers} workers`);
});

setup(async (workerId) => {
  console.log(`setup: worker ${workerId} begins`);
  return { headers: { "x-worker": workerId } };
});

setupSession(async (workerId, session) => {
  await session.post("/login", { form: { user: `worker ${workerId}`, password: "molotov" } });
});

scenario("account", async (session) => {
  const account = await (await session.get("/account")).json();
  console.log(`iteration ${session.context.step} of ${account.user}`);
});

teardownSession(async (workerId, session) => {
  session.cookies.clear();
});

teardown((workerId) => console.log(`teardown: worker ${workerId} is done`));

globalTeardown(() => console.log("globalTeardown: all workers are done"));
