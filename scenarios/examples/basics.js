// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Two scenarios with weights, and what goes for all requests of a worker (Molotov's example.py and example2.py).
import { assert, scenario, setup } from "molotov";

setup(async () => ({ headers: { accept: "application/json" }, timeout: 10 }));

scenario("list", { weight: 40 }, async (session) => {
  const response = await session.get("/products");
  assert.equal(response.status, 200);
  assert.equal((await response.json()).products.length, 10);
});

scenario("log in", { weight: 60 }, async (session) => {
  const response = await session.post("/login", { json: { user: "ada", password: "molotov" } });
  assert.deepEqual(await response.json(), { user: "ada" });
});
