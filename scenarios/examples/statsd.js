// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Metrics for a statsd server, beside those that Molotov sends for each request when the profile says so.
import { scenario } from "molotov";

scenario("browse", async (session) => {
  const { statsd } = session.context;
  statsd.increment("shop.visits");
  const response = await session.get("/products");
  statsd.timing("shop.products", response.timings.total);
});
