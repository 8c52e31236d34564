// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo/requestparser.h"

#include <QUrl>

#include <optional>
#include <utility>

namespace Molotov::Demo {

namespace {

using MaybeError = std::optional<RequestError>;

/// request-line = method SP request-target SP HTTP-version (RFC 9112, 3)
MaybeError readRequestLine(const QByteArray &line, HttpRequest *request)
{
    const QList<QByteArray> parts = line.split(' ');
    if (parts.size() != 3 || parts[0].isEmpty() || !parts[2].startsWith("HTTP/"))
        return RequestError{400, "The request line is not METHOD TARGET VERSION"};
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return RequestError{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here"};
    if (!parts[1].startsWith('/') && !parts[1].startsWith("http://") && parts[1] != "*")
        return RequestError{400, "The request target is neither a path nor a URL"};

    const QUrl target = QUrl::fromEncoded(parts[1]);
    request->method = parts[0];
    request->path = target.path(QUrl::FullyDecoded);
    request->query = QUrlQuery(target);
    request->keepAlive = parts[2] == "HTTP/1.1";
    return {};
}

/// field-line = field-name ":" OWS field-value OWS; no space before the colon (RFC 9112, 5)
MaybeError readHeaders(const QList<QByteArray> &lines, HttpRequest *request)
{
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        const QByteArray name = lines[i].left(colon);
        if (colon <= 0 || name != name.trimmed())
            return RequestError{400, "A header line is not NAME: VALUE"};
        request->headers.append({name, lines[i].mid(colon + 1).trimmed()});
    }
    return {};
}

/// How long the body is; lengths that contradict each other are how requests are smuggled.
std::variant<qsizetype, RequestError> bodySize(const HttpRequest &request)
{
    if (!request.header("Transfer-Encoding").isEmpty())
        return RequestError{411, "Chunked bodies are not taken: send a Content-Length"};
    std::optional<QByteArray> length;
    for (const HttpHeader &header : request.headers) {
        if (header.name.compare("Content-Length", Qt::CaseInsensitive) != 0)
            continue;
        if (length && *length != header.value)
            return RequestError{400, "There is more than one Content-Length"};
        length = header.value;
    }
    if (!length)
        return qsizetype(0);
    bool ok = false;
    const qlonglong size = length->toLongLong(&ok);
    if (!ok || size < 0 || length->startsWith('+'))
        return RequestError{400, "The Content-Length is not a number"};
    if (size > RequestParser::MaxBody)
        return RequestError{413, "Bodies of more than 32 MiB are not taken"};
    return qsizetype(size);
}

} // namespace

RequestParser::Outcome RequestParser::next()
{
    if (m_bodySize < 0) {
        RequestError error;
        if (!readHead(&error))
            return error;
    }
    if (m_bodySize < 0 || m_buffer.size() < m_bodySize)
        return MoreNeeded{std::exchange(m_expectsContinue, false)};

    m_request.body = m_buffer.left(m_bodySize);
    m_buffer.remove(0, m_bodySize);
    m_bodySize = -1;
    m_expectsContinue = false;
    return std::exchange(m_request, {});
}

/// False with `error` filled in; true also when the head is not whole yet.
bool RequestParser::readHead(RequestError *error)
{
    while (m_buffer.startsWith("\r\n")) // an empty line before a request is let pass (RFC 9112, 2.2)
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > MaxHead || (end < 0 && m_buffer.size() > MaxHead)) {
        *error = {431, "The head of a request may have 16 KiB"};
        return false;
    }
    if (end < 0)
        return true;

    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    m_buffer.remove(0, end + 4);

    MaybeError problem = readRequestLine(lines.first(), &m_request);
    if (!problem)
        problem = readHeaders(lines, &m_request);
    if (problem) {
        *error = *problem;
        return false;
    }
    const auto size = bodySize(m_request);
    if (const auto *tooBad = std::get_if<RequestError>(&size)) {
        *error = *tooBad;
        return false;
    }
    m_bodySize = std::get<qsizetype>(size);
    const QByteArray connection = m_request.header("Connection").toLower();
    m_request.keepAlive = m_request.keepAlive ? connection != "close" : connection == "keep-alive";
    m_expectsContinue = m_request.header("Expect").toLower() == "100-continue";
    return true;
}

} // namespace Molotov::Demo
