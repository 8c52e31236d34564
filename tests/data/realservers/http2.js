// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What tst_http2servers asks Node for: HTTP/2 with TLS and without. Writes its two ports, and ends when its standard
// input does.
"use strict";
const fs = require("fs");
const http2 = require("http2");
const path = require("path");

const tls = (name) => fs.readFileSync(path.join(__dirname, "..", "tls", name));
const large = "0123456789abcdef".repeat(65536);

function serve(request, response) {
    request.resume().on("end", () => response.end(request.url === "/large" ? large : "hello\n"));
}

const servers = [
    http2.createSecureServer({ cert: tls("certificate.pem"), key: tls("key.pem") }, serve),
    http2.createServer(serve),
];
let listening = 0;
for (const server of servers) {
    server.listen(0, "127.0.0.1", () => {
        if (++listening === servers.length)
            console.log(servers.map((one) => one.address().port).join(" "));
    });
}
process.stdin.resume().on("end", () => process.exit());
