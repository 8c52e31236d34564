// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks before anything is sent (example3.py): when globalSetup throws, nothing else is run and the run has failed.
// Here it always does, unless the profile says that the target may be loaded.
import { assert, env, globalSetup, request, scenario } from "molotov";

globalSetup(async () => {
  assert.equal((await request("GET", "/")).status, 200);
  assert(env.ALLOWED === "yes", "Set ALLOWED to yes when this target may be loaded");
});

scenario("never begins", async (session) => {
  await session.get("/");
});
