// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Decides itself what comes next, instead of by weight: each worker goes through a visit in order.
import { assert, scenario, scenarioPicker } from "molotov";

const visit = ["enter", "look", "leave"];

scenarioPicker((workerId, step) => visit[(step - 1) % visit.length]);

scenario("enter", async (session) => {
  assert.equal((await session.get("/")).status, 200);
});

scenario("look", async (session) => {
  assert.equal((await session.get("/products/7", { name: "/products/:id" })).status, 200);
});

scenario("leave", async (session) => {
  assert.equal(session.context.step % visit.length, 0);
});
