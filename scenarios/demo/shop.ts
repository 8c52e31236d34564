// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Visitors of the demo shop: most look around, some log in, a few order. Ordering fails now and then.
import { assert, check, scenario, setup, sleep } from "molotov";
import customers from "./customers.csv";

interface Product {
  id: number;
  name: string;
  price: number;
}

const pages = 6;

function pick<T>(list: T[]): T {
  return list[Math.floor(Math.random() * list.length)];
}

// Once for each worker: what it returns shapes all requests of that worker.
setup(async () => ({ headers: { accept: "application/json" } }));

scenario("browse", { weight: 70 }, async (session) => {
  const page = 1 + Math.floor(Math.random() * pages);
  const list = await session.get("/products", { query: { page }, name: "/products" });
  assert.equal(list.status, 200);
  const products: Product[] = (await list.json()).products;
  check("ten products a page", products.length === 10);

  await sleep(0.2); // reading takes time

  const { id, name } = pick(products);
  const product = await session.get(`/products/${id}`, { name: "/products/:id" });
  assert.equal((await product.json()).name, name);
});

scenario("log in", { weight: 20 }, async (session) => {
  const { user, password } = customers[session.context.workerId % customers.length];
  const login = await session.post("/login", { json: { user, password } });
  assert.equal(login.status, 200, `${user} cannot log in`);

  const account = await session.get("/account"); // the session keeps the cookie
  assert.equal(account.status, 200);
  check("it is the right account", (await account.json()).user === user);
});

scenario("order", { weight: 10, delay: 0.5 }, async (session) => {
  const order = await session.get("/flaky", { query: { rate: 0.05 }, name: "/flaky" });
  assert.ok(order.ok, `The order was refused with status ${order.status}`);
});
