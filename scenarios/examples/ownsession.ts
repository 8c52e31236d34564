// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A session of a kind of one's own (example10.py): here a client of the shop, made of options of the scenario. It lives
// as long as its worker, as the built-in one does.
import { assert, request, scenario, sessionFactory } from "molotov";
import type { Context } from "molotov";

class ShopClient {
  declare context: Context; // is given to it
  private found = 0;

  constructor(private readonly path: string) {}

  async product(id: number): Promise<{ id: number; name: string }> {
    const response = await request("GET", `${this.path}/${id}`, { name: `${this.path}/:id` });
    assert(response.ok, `There is no product ${id}`);
    this.found += 1;
    return response.json();
  }

  close() {
    console.log(`worker ${this.context.workerId} found ${this.found} products`);
  }
}

sessionFactory<{ path: string }>("shop", async ({ path }) => new ShopClient(path));

scenario<ShopClient>("find", { session: "shop", path: "/products" }, async (shop) => {
  const id = 1 + Math.floor(Math.random() * 60);
  assert.equal((await shop.product(id)).id, id);
});
