// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sends bodies of all kinds. The demo answers with their length and digest.
import { assert, scenario } from "molotov";

async function upload(session, options) {
  const response = await session.post("/upload", options);
  assert.equal(response.status, 200);
  return response.json();
}

scenario("bytes", async (session) => {
  const body = crypto.getRandomValues(new Uint8Array(4096));
  const { size, sha256 } = await upload(session, { body });
  assert.equal(size, 4096);
  assert.equal(sha256, crypto.hash("sha256", body));
});

scenario("text", async (session) => {
  const { sha256 } = await upload(session, { body: "Grüße", headers: { "content-type": "text/plain" } });
  assert.equal(sha256, crypto.hash("sha256", "Grüße"));
});

scenario("form with a file", async (session) => {
  const photo = new Uint8Array(1000);
  const { size } = await upload(session, {
    multipart: [
      { name: "title", value: "A lamp" },
      { name: "photo", data: photo, filename: "lamp.png", contentType: "image/png" },
    ],
  });
  assert(size > photo.length);
});
