// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Metrics of one's own: they stand in every report beside what Molotov measures itself.
import { counter, gauge, scenario, trend } from "molotov";

const orders = counter("orders");
const basket = trend("basket, EUR"); // minimum, mean, percentiles, maximum
const open = gauge("open baskets"); // last value, minimum, maximum
let baskets = 0;

scenario("order", async (session) => {
  open.set(++baskets);
  let sum = 0;
  for (const id of [7, 42]) {
    const response = await session.get(`/products/${id}`, { name: "/products/:id" });
    sum += (await response.json()).price;
  }
  basket.add(sum);
  orders.add(); // 1; or add(n)
  open.set(--baskets);
});
