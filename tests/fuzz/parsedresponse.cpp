// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/parsedresponse.h"

#include "core/engine/http/responseparser.h"

namespace Molotov::Fuzz {

ParsedResponse ParsedResponse::ofWhole(const QByteArray &method, const QByteArray &bytes)
{
    ResponseParser parser;
    parser.begin(method);
    parser.take(bytes.constData(), bytes.size());
    auto body = parser.takeBody();
    parser.takeEnd();
    body += parser.takeBody();
    return of(parser, body);
}

ParsedResponse ParsedResponse::of(const ResponseParser &parser, const QByteArray &body)
{
    using State = ResponseParser::State;
    const auto state = parser.state();
    ParsedResponse response;
    if (state == State::Complete)
        response.end = End::Complete;
    else if (state == State::Failed)
        response.end = End::Failed;
    if (state == State::Complete || state == State::Body) { // else there is no head to rely on
        response.status = parser.head().status;
        response.reason = parser.head().reason;
        response.headers = parser.head().headers.text();
    }
    response.body = body;
    response.isKeptAlive = state == State::Complete && parser.isKeptAlive();
    if (state == State::Failed)
        response.problem = parser.problem();
    return response;
}

QByteArray ParsedResponse::text() const
{
    switch (end) {
    case End::Failed:
        return "failed: " + problem.toUtf8() + " [" + body + "]\n";
    case End::Open:
    case End::Complete:
        break;
    }
    return (end == End::Open ? "open: "
            : isKeptAlive    ? "kept: "
                             : "closed: ")
           + QByteArray::number(status) + ' ' + reason + '\n' + headers + '[' + body + "]\n";
}

} // namespace Molotov::Fuzz
