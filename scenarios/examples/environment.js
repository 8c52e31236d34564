// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Variables and settings of the run. A scenario sees only the variables that its profile names.
import { args, assert, env, scenario } from "molotov";

const products = Number(env.PRODUCTS || 60);

scenario("a product", async (session) => {
  const response = await session.get(`/products/${1 + (session.context.step % products)}`, { name: "/products/:id" });
  assert(response.ok);
  session.print(`worker ${session.context.workerId} of ${args.processes} × ${args.workers}, ${env.NOTE}`);
});
