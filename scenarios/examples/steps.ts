// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps: parts of an iteration that are counted and measured under a name, with all requests in them.
import { assert, scenario, sleep, step } from "molotov";
import users from "./users.csv";

scenario("buy", async (session) => {
  const { user, password } = users[session.context.workerId % users.length];
  await step("log in", async () => {
    const login = await session.post("/login", { json: { user, password } });
    assert.equal(login.status, 200);
    assert((await session.get("/account")).ok);
  });

  // step() returns what the function returns. A step in a step is named "fill the basket / add".
  const prices = await step("fill the basket", () => Promise.all([7, 42].map((id) => step("add", async () => {
    const product = await session.get(`/products/${id}`, { name: "/products/:id" });
    return (await product.json()).price;
  }))));

  await sleep(0.1); // think time is best outside of steps
  assert.equal(prices.length, 2);
});
