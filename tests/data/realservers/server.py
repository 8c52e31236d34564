# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What tst_realservers asks Python for. Writes its two ports, and ends when its standard input does."""

import gzip
import hashlib
import itertools
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote

TEXT = b"hello hello hello hello\n"
BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "deflate-bare": BARE.compress(TEXT) + BARE.flush(),
}
FIXED_HEADERS = {
    "/repeated": [("X-Two", "one"), ("X-Other", "between"), ("X-Two", "two, three")],
    "/padded": [("X-Padded", "   two  words  ")],
    "/cookies": [("Set-Cookie", "a=1"), ("Set-Cookie", "b=two; Path=/; HttpOnly"), ("Set-Cookie", "c=3; Path=/echo/deep")],
}
# What differs between clients, and says nothing of the request.
OWN_TO_CLIENTS = {"accept", "accept-encoding", "user-agent"}

connections = itertools.count(1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body go out together

    def setup(self):
        super().setup()
        self.number = next(connections)

    def log_message(self, *args):
        pass

    def handle_expect_100(self):
        if self.path != "/early":
            super().handle_expect_100()
            self.wfile.flush()  # or the client waits for it, and then takes the server for one that never says it
            return True
        self.send(413, body=b"too much\n")
        self.close_connection = True
        return False

    def send(self, status, headers=(), body=b"", has_length=True):
        self.send_response(status)
        self.send_header("X-Connection", str(self.number))
        if has_length:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    # The request as it came, in an order that does not depend on the client.
    def echo(self, body):
        headers = [f"> {name.lower()}: {value}" for name, value in self.headers.items() if name.lower() not in OWN_TO_CLIENTS]
        shown = body if len(body) < 1000 else hashlib.sha256(body).hexdigest().encode()
        text = "\n".join([f"> {self.command} {self.path}", *sorted(headers), ""])
        return text.encode("latin-1") + shown

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        if path in FIXED_HEADERS:
            self.send(200, FIXED_HEADERS[path])
        elif path.startswith("/echo"):
            self.send(200, [("Content-Type", "text/plain")], self.echo(body))
        elif path.startswith("/headers"):  # as the query lists them
            self.send(200, parse_qsl(query, keep_blank_values=True), self.echo(body))
        elif path.startswith("/redirect/"):
            self.send(int(path[10:]), [("Location", unquote(query[len("to="):]))], b"elsewhere\n")
        elif path.startswith("/packed/"):
            coding = path[8:]
            self.send(200, [("Content-Encoding", coding.replace("-bare", ""))], PACKED[coding])
        elif path == "/small":
            self.send(200, [("Content-Type", "text/plain")], b"hello\n")
        elif path == "/empty":
            self.send(200)
        elif path == "/nothing":
            self.send(204, has_length=False)
        elif path == "/cached":
            tag = '"5e0be100-6"'
            is_same = self.headers["If-None-Match"] == tag
            self.send(304 if is_same else 200, [("ETag", tag)], b"" if is_same else b"hello\n", not is_same)
        elif path == "/broken":
            self.send(500, body=b"broken\n")
        elif path == "/utf8":
            self.send(200, [("Content-Type", "text/plain; charset=utf-8")], "grüße 你好 🎉\n".encode())
        elif path == "/large":
            self.send(200, body=b"0123456789abcdef" * 65536)
        elif path == "/chunked.html":
            self.send(200, [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")], has_length=False,
                      body=b"6;a=b\r\n<p>hel\r\n002\r\nlo\r\n5\r\n</p>\n\r\n0\r\n\r\n")
        elif path == "/untilclosed.html":  # as the module answers unless told otherwise
            self.protocol_version = "HTTP/1.0"
            self.send(200, [("Content-Type", "text/html")], b"<p>hello</p>\n", has_length=False)
            self.close_connection = True
        elif path == "/login":
            self.send(303, [("Set-Cookie", "id=7"), ("Location", "/echo")])
        elif path == "/closing":
            self.send(200, [("Connection", "close")], b"bye\n")
        elif path == "/private":
            if self.headers["Authorization"] == "Basic YW5uOnPDvMOfOnBvdA==":
                self.send(200, body=b"come in\n")
            else:
                self.send(401, [("WWW-Authenticate", 'Basic realm="shop"')], b"who?\n")
        else:
            self.send(404, body=f"there is no {path}\n".encode())

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer


def main():
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(*(server.server_port for server in servers), flush=True)
    sys.stdin.read()


main()
