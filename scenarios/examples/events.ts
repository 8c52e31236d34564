// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Listens to what happens (example5.py, example6.py, example7.py): how long requests took, and how many workers there
// were. Listeners slow a test down; the report has the times of all requests anyway.
import { check, events, gauge, globalTeardown, scenario, trend } from "molotov";
import type { SentRequest } from "molotov";

const begun = new Map<SentRequest, number>();
const own = trend("time by events, ms");
let failures = 0;

events(async (event, info) => {
  switch (event) {
    case "sending_request":
      begun.set(info.request, Date.now());
      break;
    case "response_received":
      own.add(Date.now() - begun.get(info.request)!);
      begun.delete(info.request);
      break;
    case "current_workers":
      gauge("workers").set(info.workers);
      break;
    case "scenario_failure":
      failures += 1;
      console.warn(`${info.scenario.name} of worker ${info.wid} failed: ${info.exception}`);
      break;
  }
});

globalTeardown(() => console.log(`${failures} failures were heard of`));

scenario("wait", async (session) => {
  const response = await session.get("/slow", { query: { ms: 20 } });
  check("as slow as asked for", response.timings.total >= 20);
});
