// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tries again what failed. Molotov itself never sends a request twice: a load test must see what goes wrong.
import { assert, counter, scenario, sleep } from "molotov";
import type { Response, Session } from "molotov";

const retries = counter("retries");

async function getPatiently(session: Session, url: string, tries = 10): Promise<Response> {
  for (let left = tries; ; --left) {
    const response = await session.get(url);
    if (response.status < 500 || left <= 1) return response;
    retries.add();
    await sleep(0.01 * 2 ** (tries - left)); // longer each time
  }
}

scenario("flaky page", async (session) => {
  const response = await getPatiently(session, "/flaky?rate=0.2");
  assert.equal(response.status, 200);
});
