// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes lines to the log (example11.py): the worker's number goes before each.
import { scenario } from "molotov";

scenario("talk", async (session) => {
  const { products } = await (await session.get("/products")).json();
  session.print(`the first product is ${products[0].name}`);
  console.warn("a warning, and a value:", products[0]);
});
