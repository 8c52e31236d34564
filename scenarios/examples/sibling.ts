// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Imports a file of its own (example9.py).
import { check, scenario } from "molotov";
import { productsOf } from "./lib/catalogue";

scenario("cheap ones", async (session) => {
  const products = await productsOf(session, 1 + (session.context.step % 6));
  check("has something below 50", products.some((product) => product.price < 50));
});
