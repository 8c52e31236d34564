// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One scenario for each thing that a first test needs. Copy what you like.
import { assert, check, scenario, sleep } from "molotov";

scenario("get a page", { weight: 5 }, async (session) => {
  const response = await session.get("/");
  assert.equal(response.status, 200);
  assert.match(await response.text(), /demo service/);
});

scenario("read JSON", { weight: 5 }, async (session) => {
  const response = await session.get("/products", { query: { page: 2 } });
  const { page, products } = await response.json();
  assert.equal(page, 2);
  assert.deepEqual(Object.keys(products[0]).sort(), ["id", "name", "price"]);
});

scenario("send a form", { weight: 2 }, async (session) => {
  const response = await session.post("/login", { form: { user: "ada", password: "molotov" } });
  assert.ok(response.ok);
});

scenario("upload", { weight: 1 }, async (session) => {
  const response = await session.post("/upload", { body: "x".repeat(10_000), timeout: 5 });
  assert.equal((await response.json()).size, 10_000);
});

scenario("wait for a slow page", { weight: 1, delay: 0.2 }, async (session) => {
  const response = await session.get("/slow", { query: { ms: 100 } });
  check("answers within half a second", response.timings.total < 500);
  await sleep(0.1);
});

scenario("look for nothing", { weight: 1 }, async (session) => {
  const response = await session.get("/products/1000", { name: "/products/:id" });
  assert.equal(response.status, 404); // a status of 400 or above fails only what you assert
});
