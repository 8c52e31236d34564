// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>

// The table of tst_realservers: what is asked of which server.
namespace Molotov::Test {

/// One request, told twice. In all of it SERVER, OTHER and HOST stand for the server's URL, the URL of its
/// other port, and host and port.
struct Request
{
    QByteArray method;
    QByteArray url; ///< "/path" is one of SERVER
    QByteArray options = {}; ///< as a scenario gives them
    QByteArrayList curl = {}; ///< as curl takes them
    int bodySize = 0; ///< of a body that is too long to stand here
};

/// What curl is known to see or send in another way. Replaced in its account before that is compared.
struct Difference
{
    QByteArray curl;
    QByteArray molotov;
    const char *reason; ///< why, and “wrong” where we are
};

// The columns of the table.
constexpr int Nginx = 1;
constexpr int Node = 2;
constexpr int Python = 4;
constexpr int Echoing = Node | Python; ///< those that can tell what they were sent
constexpr int All = Nginx | Echoing;

struct Row
{
    QByteArray name;
    int servers; ///< the others cannot do it
    int status; ///< of the last response
    QList<Request> requests; ///< one after the other; cookies and connections are kept
    QList<Difference> differences = {};
};

inline Request get(const QByteArray &url, const QByteArray &options = {}, const QByteArrayList &curl = {})
{
    return {"GET", url, options, curl};
}

// Answered with these header fields, and with what came.
inline Request getFields(const QList<std::pair<QByteArray, QByteArray>> &fields,
                         const QByteArray &path = "/headers")
{
    QByteArray query;
    for (const auto &[name, value] : fields)
        query += (query.isEmpty() ? '?' : '&') + name + '=' + value.toPercentEncoding();
    return get(path + query);
}

inline Request getCookies(const QList<QByteArray> &cookies, const QByteArray &path = "/headers")
{
    QList<std::pair<QByteArray, QByteArray>> fields;
    for (const auto &cookie : cookies)
        fields.append({"Set-Cookie", cookie});
    return getFields(fields, path);
}

inline const Request PostForm{"POST", "/echo", R"({"form": {"a": 1}})", {"-d", "a=1"}};

inline Request redirected(const char *method, int status, const QByteArray &options = {},
                          const QByteArrayList &curl = {})
{
    return {method, "/redirect/" + QByteArray::number(status) + "?to=/echo", options, curl};
}

inline QList<Row> answers()
{
    return {
        {"small", All, 200, {get("/small")}},
        {"empty", All, 200, {get("/empty")}},
        {"204", All, 204, {get("/nothing")}},
        {"with ETag", All, 200, {get("/cached")}},
        {"304",
         All,
         304,
         {get("/cached", R"({"headers": {"If-None-Match": "\"5e0be100-6\""}})",
              {"-H", R"(If-None-Match: "5e0be100-6")"})}},
        {"404", All, 404, {get("/missing")}},
        {"500", All, 500, {get("/broken")}},
        {"HEAD", All, 200, {{"HEAD", "/small", {}, {"-I"}}}},
        {"HEAD of 1 MB", All, 200, {{"HEAD", "/large", {}, {"-I"}}}},
        {"HEAD of chunks", Nginx | Node, 200, {{"HEAD", "/chunked.html", {}, {"-I"}}}},
        {"HEAD of gzip", All, 200, {{"HEAD", "/packed/gzip", {}, {"-I"}}}},
        {"OPTIONS", Echoing, 200, {{"OPTIONS", "/echo", {}, {"-X", "OPTIONS"}}}},
        {"UTF-8", All, 200, {get("/utf8")}},
        {"1 MB", All, 200, {get("/large")}},
        {"part of 1 MB",
         Nginx,
         206,
         {get("/large", R"({"headers": {"range": "bytes=14-17"}})", {"-r", "14-17"})}},
        {"chunks", All, 200, {get("/chunked.html")}},
        {"chunks with trailers", Node, 200, {get("/trailers")}},
        {"until closed", Nginx | Python, 200, {get("/untilclosed.html")}},
        {"gzip", All, 200, {get("/packed/gzip")}},
        {"deflate", Echoing, 200, {get("/packed/deflate")}},
        {"deflate without zlib's head", Echoing, 200, {get("/packed/deflate-bare")}},
        {"brotli", Node, 200, {get("/packed/br")}},
        {"zstd", Node, 200, {get("/packed/zstd")}},
        {"repeated fields", All, 200, {get("/repeated")}},
        {"blanks around a value", All, 200, {get("/padded")}},
        {"fields of all kinds",
         Echoing,
         200,
         {getFields({{"X-Empty", ""}, {"x-lower", "1"}, {"X-Colon", "a:b"}, {"X-Comma", "a, b"}})}},
        {"a field in UTF-8", Node, 200, {getFields({{"X-Cafe", "café"}})}},
        {"a field in Latin-1",
         Python,
         200,
         {getFields({{"X-Cafe", "café"}})},
         {{"x-cafe: caf\xe9", "x-cafe: café", "it does not read what it shows"}}},
    };
}

inline QList<Row> requests()
{
    const QByteArray text = R"({"body": "two words", "headers": {"content-type": "text/plain"}})";
    const QByteArrayList curlText = {"-d", "two words", "-H", "content-type:text/plain"};
    const QByteArrayList nothing = {"-d", "", "-H", "content-type:"};
    return {
        {"own header", All, 200, {get("/echo", R"({"headers": {"X-Own": "a  b"}})", {"-H", "X-Own: a  b"})}},
        {"POST", All, 200, {{"POST", "/echo", text, curlText}}},
        {"POST nothing", All, 200, {{"POST", "/echo", {}, nothing}}},
        {"PUT", All, 200, {{"PUT", "/echo", text, QByteArrayList{"-X", "PUT"} + curlText}}},
        {"PUT nothing", All, 200, {{"PUT", "/echo", {}, QByteArrayList{"-X", "PUT"} + nothing}}},
        {"PATCH", All, 200, {{"PATCH", "/echo", text, QByteArrayList{"-X", "PATCH"} + curlText}}},
        {"PATCH nothing", All, 200, {{"PATCH", "/echo", {}, QByteArrayList{"-X", "PATCH"} + nothing}}},
        {"DELETE", All, 200, {{"DELETE", "/echo", text, QByteArrayList{"-X", "DELETE"} + curlText}}},
        {"DELETE nothing", All, 200, {{"DELETE", "/echo", {}, {"-X", "DELETE"}}}},
        {"form", All, 200, {PostForm}},
        {"form that needs encoding",
         Echoing,
         200,
         {{"POST",
           "/echo",
           R"({"form": {"a": "1 + 1", "b": "ä&=?%/#'!()-._"}})",
           {"--data-urlencode", "a=1 + 1", "--data-urlencode", "b=ä&=?%/#'!()-._"}}}},
        {"form with other characters",
         Echoing,
         200,
         {{"POST", "/echo", R"({"form": {"a": "~*"}})", {"--data-urlencode", "a=~*"}}},
         {{"a=~%2A", "a=%7E*", "as the URL Standard has it of forms"}}},
        {"JSON",
         Echoing,
         200,
         {{"POST", "/echo", R"({"json": {"a": ["\u00e4", null]}})", {"--json", "{\"a\":[\"ä\",null]}"}}}},
        {"query that needs encoding",
         Echoing,
         200,
         {get("/echo", R"({"query": {"a": "1 + 1", "b": "ä&=?%/#'!()-._"}})",
              {"-G", "--data-urlencode", "a=1 + 1", "--data-urlencode", "b=ä&=?%/#'!()-._"})},
         {{"a=1+%2b+1&b=%c3%a4%26%3d%3f%25%2f%23%27%21%28%29-._",
           "a=1+%2B+1&b=%C3%A4%26%3D%3F%25%2F%23%27%21%28%29-._", "RFC 3986 (2.1) wants capitals"}}},
        {"query as it is", All, 200, {get("/echo?a=1+1&b=%C3%A4%20&c&d=/?:@!$()*,;=-._~")}},
        {"query with odd characters",
         Echoing,
         200,
         {get("/echo?a=|^`{}[]'\\\"<>")},
         {{"|^`{}[]'\\\"<>", "|^`{}[]%27\\%22%3C%3E", "fetch encodes ' \" < >"}}},
        {"path as it is", All, 200, {get("/echo/a+b/%C3%A4%20%2F/;=@:!$&()*,'~//x/")}},
        {"escapes as they are", All, 200, {get("/echo/%41%c3%a4")}},
        {"dots in the path", All, 200, {get("/echo/../echo/./a/b/../c/..")}},
        {"fragment",
         All,
         200,
         {get("/echo?x#part")},
         {{"#part", "", "fetch: the URL of a response has no fragment"}}},
        {"no path", Echoing, 404, {get("SERVER")}},
        {"no path but a query", Echoing, 404, {get("SERVER?x=1")}},
        {"who one is",
         All,
         200,
         {get("/private", R"({"auth": {"username": "ann", "password": "süß:pot"}})", {"-u", "ann:süß:pot"})}},
        {"who one is, in the URL", All, 200, {get("http://ann:s%C3%BC%C3%9F%3Apot@HOST/private")}},
        {"who one is not",
         All,
         401,
         {get("/private", R"({"auth": {"username": "ann", "password": "x"}})", {"-u", "ann:x"})}},
        {"not who one is", All, 401, {get("/private")}},
        {"2 MB",
         Echoing,
         200,
         {{"POST",
           "/echo",
           R"({"headers": {"content-type": "a/b", "expect": "100-continue"}})",
           {"-H", "content-type:a/b"},
           2 << 20},
          get("/small")}},
        {"900 KB",
         Echoing,
         200,
         {{"PUT",
           "/echo",
           R"({"headers": {"content-type": "a/b"}})",
           {"-X", "PUT", "-H", "content-type:a/b"},
           900'000},
          get("/small")}},
        {"2 MB that are too much",
         All,
         413,
         {{"POST", "/early", R"({"headers": {"expect": "100-continue"}})", {}, 2 << 20}}},
        {"900 KB that are too much", Node, 413, {{"POST", "/early", {}, {}, 900'000}}},
    };
}

inline QList<Row> redirects()
{
    const QByteArray form = R"({"form": {"a": 1}})";
    const QByteArray put = R"({"body": "x", "headers": {"content-type": "a/b"}})";
    const QByteArrayList curlPut = {"-X", "PUT", "-d", "x", "-H", "content-type:a/b"};
    const QByteArray secrets =
        R"({"headers": {"authorization": "Basic YTpi", "cookie": "mine=1", "x-own": "1"}})";
    const QByteArrayList curlSecrets = {"-u", "a:b", "-H", "cookie: mine=1", "-H", "x-own:1"};
    QList<Row> rows = {
        {"HEAD 303", All, 200, {redirected("HEAD", 303, {}, {"-I"})}},
        {"PUT 303",
         Echoing,
         200,
         {redirected("PUT", 303, put, curlPut)},
         {{"> PUT /echo\n> content-type: a/b\n", "> GET /echo\n",
           "curl does as -X tells it; 303 asks for a GET"}}},
        {"PUT 302",
         Echoing,
         200,
         {redirected("PUT", 302, put, curlPut)},
         {{"> content-type: a/b\n> host: HOST\n", "> content-length: 1\n> content-type: a/b\n> host: HOST\nx",
           "curl does as -X tells it, but leaves the body behind"}}},
        {"PUT 307", Echoing, 200, {redirected("PUT", 307, put, curlPut)}},
        {"DELETE 302", All, 200, {redirected("DELETE", 302, {}, {"-X", "DELETE"})}},
        {"not followed", All, 302, {redirected("GET", 302, R"({"redirect": "manual"})", {"--no-location"})}},
        {"beside", All, 200, {get("/redirect/302?to=../echo/a")}},
        {"to another path of dots", All, 200, {get("/redirect/302?to=/x/../echo/./a/..")}},
        {"without a scheme", All, 200, {get("/redirect/302?to=//HOST/echo")}},
        {"to a query only", Echoing, 200, {get("/redirect/302?to=?to=/echo")}},
        {"to a fragment",
         Echoing,
         200,
         {get("/redirect/302?to=/echo%23part")},
         {{"#part", "", "fetch: the URL of a response has no fragment"}}},
        {"keeps a fragment", All, 200, {get("/redirect/302?to=/echo#part")}},
        {"to a path with a blank", Echoing, 200, {get("/redirect/302?to=/echo/a%20b")}},
        {"twice", All, 200, {get("/redirect/302?to=/redirect/307?to=/echo")}},
        {"POST 307 302",
         Echoing,
         200,
         {{"POST", "/redirect/307?to=/redirect/302?to=/echo", form, {"-d", "a=1"}}}},
        {"secrets stay", All, 200, {redirected("GET", 302, secrets, curlSecrets)}},
        {"secrets elsewhere", All, 200, {get("/redirect/302?to=OTHER/echo", secrets, curlSecrets)}},
        {"secrets elsewhere and back",
         Echoing,
         200,
         {get("/redirect/302?to=OTHER/redirect/302?to=SERVER/echo", secrets, curlSecrets)},
         {{"> cookie: mine=1\n", "", "fetch takes a cookie away for good"}}},
        {"with cookies elsewhere", All, 200, {get("/cookies"), get("/redirect/302?to=OTHER/echo")}},
        {"log in", All, 200, {{"POST", "/login", form, {"-d", "a=1"}}, get("/echo")}},
        {"2 MB 307",
         Echoing,
         200,
         {{"POST",
           "/redirect/307?to=/echo",
           R"({"headers": {"content-type": "a/b", "expect": "100-continue"}})",
           {"-H", "content-type:a/b"},
           2 << 20}}},
    };
    for (const int status : {301, 302, 303, 307, 308}) {
        const auto name = QByteArray::number(status);
        rows.append({"GET " + name, All, 200, {redirected("GET", status)}});
        rows.append({"POST " + name, All, 200, {redirected("POST", status, form, {"-d", "a=1"})}});
    }
    return rows;
}

inline QList<Row> cookies()
{
    const auto echo = get("/echo");
    return {
        {"cookies", All, 200, {get("/cookies"), echo, get("/echo/deep/er"), get("/echo/deepest")}},
        {"cookies for the other port", All, 200, {get("/cookies"), get("OTHER/echo")}},
        {"changed cookie", Echoing, 200, {getCookies({"a=1", "b=2"}), getCookies({"a=3"}), echo}},
        {"cookie with Max-Age 0",
         Echoing,
         200,
         {getCookies({"a=1", "b=2"}), getCookies({"a=; Max-Age=0"}), echo}},
        {"cookie of 1970",
         Echoing,
         200,
         {getCookies({"a=1", "b=2"}), getCookies({"a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}), echo}},
        {"cookie of 1994, old style",
         Echoing,
         200,
         {getCookies({"a=1", "b=2"}), getCookies({"a=; expires=Sunday, 06-Nov-94 08:49:37 GMT"}), echo}},
        {"Max-Age before Expires",
         Echoing,
         200,
         {getCookies({"a=1; Max-Age=100; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}), echo}},
        {"path of a cookie that has none",
         Echoing,
         200,
         {getCookies({"a=1"}, "/headers/deep/x"), get("/headers/deep/y"), get("/headers/deepest"), echo}},
        {"cookies of two paths",
         Echoing,
         200,
         {getCookies({"a=root; Path=/", "a=deep; Path=/echo", "b=2; Path=/"}), get("/echo/x"),
          get("/headers")}},
        {"path that does not match", Echoing, 200, {getCookies({"a=1; Path=/elsewhere"}), echo}},
        {"path without a slash", Echoing, 200, {getCookies({"a=1; Path=elsewhere"}), get("/headers"), echo}},
        {"path with a slash behind",
         Echoing,
         200,
         {getCookies({"a=1; Path=/echo/"}), echo, get("/echo/"), get("/echo/x")},
         {{"> GET /echo\n> cookie: a=1\n", "> GET /echo\n", "/echo is not in /echo/ (RFC 6265, 5.1.4)"}}},
        {"cookie for another host", Echoing, 200, {getCookies({"a=1; Domain=example.org", "b=2"}), echo}},
        {"cookie for an address", Echoing, 200, {getCookies({"a=1; Domain=127.0.0.1"}), echo}},
        {"cookie for part of an address", Echoing, 200, {getCookies({"a=1; Domain=0.0.1", "b=2"}), echo}},
        {"cookie with attributes in small letters",
         Echoing,
         200,
         {getCookies({"a=1;path=/echo;httponly;samesite=strict"}), echo, get("/headers")}},
        {"cookie with unknown attributes", Echoing, 200, {getCookies({"a=1; Priority=High; x; =y"}), echo}},
        {"odd values of cookies",
         Echoing,
         200,
         {getCookies({"a=", "b=1=2", "c=two words", "d=\"quoted\"", "e=a,b", "f=%20"}), echo}},
        {"cookie without a value", Echoing, 200, {getCookies({"flag", "b=2"}), echo}},
        {"cookie without a name", Echoing, 200, {getCookies({"=1", "b=2"}), echo}},
        {"blanks around a cookie", Echoing, 200, {getCookies({"  a  =  1  ;  Path = /  "}), echo}},
        {"secure cookie",
         Echoing,
         200,
         {getCookies({"a=1; Secure", "b=2"}), echo},
         {{"> cookie: a=1; b=2\n", "> cookie: b=2\n",
           "curl, as some browsers, takes this computer for secure without TLS"}}},
        {"many cookies", Echoing, 200, {getCookies({"a=1", "c=3", "b=2", "d=4", "aa=5"}), echo}},
    };
}

inline QList<Row> connections()
{
    const QByteArray close = R"({"headers": {"connection": "close"}})";
    const auto small = get("/small");
    return {
        {"kept",
         All,
         200,
         {small,
          get("/large"),
          get("/nothing"),
          get("/missing"),
          get("/empty"),
          {"HEAD", "/large", {}, {"-I"}},
          get("/chunked.html"),
          get("/packed/gzip"),
          get("/broken"),
          redirected("GET", 302),
          PostForm,
          small}},
        {"kept after 304",
         All,
         200,
         {get("/cached", R"({"headers": {"If-None-Match": "\"5e0be100-6\""}})",
              {"-H", R"(If-None-Match: "5e0be100-6")"}),
          small}},
        {"kept after trailers", Node, 200, {get("/trailers"), small}},
        {"asked to close",
         All,
         200,
         {get("/small", close, {"-H", "connection:close"}), small,
          get("/small", close, {"-H", "connection:close"}), small}},
        {"closed", All, 200, {get("/closing"), small}},
        {"closed at the end", Nginx | Python, 200, {get("/untilclosed.html"), small}},
    };
}

inline const QList<Row> &table()
{
    static const auto rows = answers() + requests() + redirects() + cookies() + connections();
    return rows;
}

} // namespace Molotov::Test
