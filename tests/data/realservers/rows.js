// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Plays the rows of a table of tst_realservers or tst_misbehaving: a line of JSON for each, with what came back.
import { scenario, setup, sleep } from "molotov";
import rows from "./rows.json";
import session from "./session.json";

setup(() => session);

scenario("rows", async (session) => {
  for (const { name, requests } of rows) {
    session.cookies.clear();
    const seen = [];
    for (const request of requests)
      seen.push(await play(session, request));
    console.log(JSON.stringify({ name, seen }));
    await sleep(0.01); // the log takes 100 lines a second
  }
});

async function play(session, { method, url, options, bodySize }) {
  try {
    if (bodySize > 0)
      options.body = "0123456789abcdef".repeat(bodySize / 16);
    const response = await session.request(method, url, options);
    const { status, statusText, redirected, headers } = response;
    const bytes = await response.bytes();
    const body = bytes.length < 5000 ? btoa(String.fromCharCode(...bytes)) : "sha256 " + crypto.hash("sha256", bytes);
    return { status, statusText, url: response.url, redirected, headers: Array.from(headers), body };
  } catch (error) {
    return { failed: error.kind || String(error), message: error.message };
  }
}
