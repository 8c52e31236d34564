// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// For the profile “sizing”: workers are added until too many iterations fail. One in five does here; a page of yours
// should do that only when it has too much to do.
import { assert, scenario } from "molotov";

scenario("fragile", { delay: 0.01 }, async (session) => {
  const response = await session.get("/flaky", { query: { rate: 0.2 } });
  assert.equal(response.status, 200);
});
