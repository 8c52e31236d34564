// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Data files, imported: rows of a table, a value, a text. Each worker takes another row; the words are
// handed out in random order.
import { assert, feeder, scenario, setup } from "molotov";
import headers from "./headers.json";
import users from "./users.csv"; // rows as objects, named by the first line; all values are texts
import text from "./words.txt";

const words = feeder(text.trim().split("\n"), { order: "random" });

setup(async () => ({ headers }));

scenario("row of a worker", async (session) => {
  const { user, password, product } = users[session.context.workerId % users.length];
  const login = await session.post("/login", { json: { user, password } });
  assert.equal((await login.json()).user, user);
  const response = await session.get(`/products/${product}`, { name: "/products/:id" });
  assert.equal((await response.json()).id, Number(product));
});

scenario("word by chance", async (session) => {
  const response = await session.get("/products", { query: { search: words.next(session) }, name: "/products?search" });
  assert.equal(response.status, 200);
});
