// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Cookies: a session keeps those that it is given, and sends them back, like a browser.
import { assert, scenario } from "molotov";

scenario("log in and out", async (session) => {
  session.cookies.clear();
  assert.equal((await session.get("/account")).status, 401);

  const user = `visitor ${session.context.workerId}`;
  const login = await session.post("/login", { form: { user, password: "molotov" } });
  assert.equal(login.status, 200);
  assert.match(session.cookies.get("session"), /^visitor/);
  assert.equal((await (await session.get("/account")).json()).user, user);

  session.cookies.delete("session");
  assert.equal((await session.get("/account")).status, 401);
});
