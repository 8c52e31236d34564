// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can go wrong, and what is made of it: an assert fails the iteration, a check is only counted, and a request
// without a whole response throws an HttpError. A status of 400 or above is a response like any other.
import { assert, check, scenario } from "molotov";
import type { HttpError } from "molotov";

scenario("no such page", async (session) => {
  const response = await session.get("/nowhere");
  assert.equal(response.status, 404);
  check("is JSON", response.headers.get("content-type")!.startsWith("application/json"));
});

scenario("too slow", async (session) => {
  const error = (await assert.rejects(session.get("/slow?ms=5000", { timeout: 0.05 }))) as HttpError;
  assert.equal(error.kind, "timeout");
});

scenario("nobody there", async (session) => {
  const error = (await assert.rejects(session.get("http://127.0.0.1:1/"))) as HttpError;
  assert.equal(error.kind, "refused");
});

scenario("must not happen", { weight: 0 }, async () => {
  assert.fail("a scenario of weight 0 is not even registered");
});
