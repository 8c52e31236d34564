// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Logs in once, and hands what it got to the workers of all processes (example4.py).
import { assert, getVar, globalSetup, jsonRequest, request, scenario, setVar, setup } from "molotov";

globalSetup(async () => {
  const login = await request("POST", "/login", { json: { user: "qa", password: "molotov" } });
  assert(login.ok, `The login was answered with status ${login.status}`);
  setVar("cookie", login.headers.get("set-cookie")!.split(";")[0]);

  const { status, content } = await jsonRequest<{ pages: number }>("GET", "/products");
  assert.equal(status, 200);
  setVar("pages", content.pages);
});

setup(async () => ({ headers: { cookie: getVar<string>("cookie") } }));

scenario("account", async (session) => {
  const response = await session.get("/account");
  assert.equal((await response.json()).user, "qa");
});

scenario("last page", async (session) => {
  const response = await session.get("/products", { query: { page: getVar<number>("pages") } });
  assert.equal(response.status, 200);
});
