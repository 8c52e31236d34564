// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes a line of JSON for each iteration that ends (example8.py). One in two fails here.
import { assert, events, scenario } from "molotov";

const begun = new Map<number, number>(); // by worker, which has one iteration at a time

events(async (event, info) => {
  if (event === "scenario_start") {
    begun.set(info.wid, Date.now());
  } else if (event === "scenario_success" || event === "scenario_failure") {
    const duration_ms = Date.now() - begun.get(info.wid)!;
    const error = event === "scenario_failure" ? String(info.exception) : undefined;
    console.log(JSON.stringify({ type: event, name: info.scenario.name, worker: info.wid, duration_ms, error }));
  }
});

scenario("one page or the other", async (session) => {
  const id = session.context.step % 2 === 1 ? 7 : 1000; // which is not there
  const response = await session.get(`/products/${id}`, { name: "/products/:id" });
  assert.equal(response.status, 200);
});
