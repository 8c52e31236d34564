// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/httpmessage.h"

namespace Molotov::Demo {

namespace {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

QByteArray HttpRequest::cookie(QByteArrayView name) const
{
    const QList<QByteArray> pairs = header("Cookie").split(';');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed() == name)
            return pair.mid(equals + 1).trimmed();
    }
    return {};
}

QByteArray HttpResponse::toBytes(bool keepAlive, bool withBody) const
{
    QByteArray bytes;
    bytes.reserve(256 + body.size());
    bytes.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reasonPhrase(status));
    bytes.append("\r\n");
    for (const HttpHeader &header : headers)
        bytes.append(header.name).append(": ").append(header.value).append("\r\n");
    if (status != 204) {
        bytes.append("Content-Type: ").append(contentType).append("\r\n");
        bytes.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n");
    }
    bytes.append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
    if (withBody && status != 204)
        bytes.append(body);
    return bytes;
}

} // namespace Molotov::Demo
