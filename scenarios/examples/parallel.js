// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Several requests at once, as a browser does it.
import { assert, scenario } from "molotov";

scenario("page with all that it shows", async (session) => {
  assert.equal((await session.get("/")).status, 200);
  const parts = ["/products?page=1", "/products?page=2", "/products/7", "/products/42"];
  const responses = await Promise.all(parts.map((url) => session.get(url, { name: url.split("?")[0] })));
  for (const response of responses) assert(response.ok);
});
