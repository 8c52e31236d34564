// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What tst_realservers asks Node for. Writes its two ports, and ends when its standard input does.
"use strict";
const { createHash } = require("crypto");
const http = require("http");
const zlib = require("zlib");

const text = "hello hello hello hello\n";
const packed = {
    gzip: zlib.gzipSync(text),
    deflate: zlib.deflateSync(text),
    "deflate-bare": zlib.deflateRawSync(text),
    br: zlib.brotliCompressSync(text),
    // Node learned zstd late: what zstd 1.5.4 makes of the text.
    zstd: Buffer.from("KLUv/QRYbQAAOGhlbGxvIAoBAJlLEah8Lqg=", "base64"),
};
const fixedHeaders = {
    "/repeated": [["X-Two", "one"], ["X-Other", "between"], ["X-Two", "two, three"]],
    "/padded": [["X-Padded", "   two  words  "]],
    "/cookies": [["Set-Cookie", "a=1"], ["Set-Cookie", "b=two; Path=/; HttpOnly"], ["Set-Cookie", "c=3; Path=/echo/deep"]],
};
// What differs between clients, and says nothing of the request.
const ownToClients = ["accept", "accept-encoding", "user-agent"];

// The request as it came, in an order that does not depend on the client.
function echo(request, body) {
    const headers = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
        const name = request.rawHeaders[i].toLowerCase();
        if (!ownToClients.includes(name))
            headers.push("> " + name + ": " + request.rawHeaders[i + 1]);
    }
    const shown = body.length < 1000 ? body.toString() : createHash("sha256").update(body).digest("hex");
    return ["> " + request.method + " " + request.url, ...headers.sort(), shown].join("\n");
}

function answer(request, response, body) {
    const [path, ...rest] = request.url.split("?");
    const query = rest.join("?");
    const send = (status, headers = [], content = "") => {
        const own = ["X-Connection", String(request.socket.number)];
        response.writeHead(status, [own, ["Content-Length", String(Buffer.byteLength(content))], ...headers].flat());
        response.end(content);
    };
    const sendPiecewise = (headers, pieces) => {
        response.writeHead(200, [["X-Connection", String(request.socket.number)], ...headers].flat());
        pieces.forEach((piece) => response.write(piece));
    };
    if (path in fixedHeaders)
        return send(200, fixedHeaders[path]);
    if (path.startsWith("/echo"))
        return send(200, [["Content-Type", "text/plain"]], echo(request, body));
    if (path.startsWith("/redirect/"))
        return send(Number(path.slice(10)), [["Location", decodeURIComponent(query.slice("to=".length))]], "elsewhere\n");
    if (path.startsWith("/packed/")) {
        const coding = path.slice(8);
        return send(200, [["Content-Encoding", coding.replace("-bare", "")]], packed[coding]);
    }
    if (path.startsWith("/headers")) // as the query lists them
        return send(200, [...new URLSearchParams(query)], echo(request, body));
    switch (path) {
    case "/small":
        return send(200, [["Content-Type", "text/plain"]], "hello\n");
    case "/empty":
        return send(200);
    case "/nothing":
        response.writeHead(204, { "X-Connection": String(request.socket.number) });
        return response.end();
    case "/cached": {
        const isSame = request.headers["if-none-match"] === "\"5e0be100-6\"";
        response.writeHead(isSame ? 304 : 200, { "X-Connection": String(request.socket.number), ETag: "\"5e0be100-6\"" });
        return response.end(isSame ? "" : "hello\n");
    }
    case "/broken":
        return send(500, [], "broken\n");
    case "/utf8":
        return send(200, [["Content-Type", "text/plain; charset=utf-8"]], "grüße 你好 🎉\n");
    case "/large":
        return send(200, [], "0123456789abcdef".repeat(65536));
    case "/chunked.html":
        sendPiecewise([["Content-Type", "text/html"]], ["<p>hel", "lo", "</p>\n"]);
        return response.end();
    case "/trailers":
        sendPiecewise([["Trailer", "X-Sum"]], ["hello\n"]);
        response.addTrailers({ "X-Sum": "6" });
        return response.end();
    case "/login":
        return send(303, [["Set-Cookie", "id=7"], ["Location", "/echo"]]);
    case "/closing":
        return send(200, [["Connection", "close"]], "bye\n");
    case "/private":
        return request.headers.authorization === "Basic YW5uOnPDvMOfOnBvdA=="
            ? send(200, [], "come in\n")
            : send(401, [["WWW-Authenticate", "Basic realm=\"shop\""]], "who?\n");
    default:
        return send(404, [], "there is no " + path + "\n");
    }
}

function serve(request, response) {
    if (request.url === "/early") { // before the body is there
        request.resume();
        response.writeHead(413, { "X-Connection": String(request.socket.number), "Content-Length": "9" });
        return response.end("too much\n");
    }
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => answer(request, response, Buffer.concat(pieces)));
}

let connections = 0;
const ports = [];
for (let i = 0; i < 2; ++i) {
    const server = http.createServer({ keepAliveTimeout: 60000 }, serve);
    server.on("connection", (socket) => { socket.number = ++connections; });
    server.on("checkContinue", (request, response) => {
        if (request.url !== "/early")
            response.writeContinue();
        serve(request, response);
    });
    server.listen(0, "127.0.0.1", () => {
        ports[i] = server.address().port;
        if (ports[0] && ports[1])
            console.log(ports.join(" "));
    });
}
process.stdin.resume().on("end", () => process.exit());
