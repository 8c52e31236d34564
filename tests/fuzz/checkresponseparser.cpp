// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/responseparser.h"
#include "tests/fuzz/checks.h"
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/parsedresponse.h"

#include <limits>

// Only where the address sanitizer is.
extern "C" __attribute__((weak)) size_t __sanitizer_get_current_allocated_bytes();

namespace Molotov::Fuzz {

namespace {

constexpr qsizetype MaxPieces = std::numeric_limits<qsizetype>::max();
constexpr qsizetype FloodSize = 10 << 20;
// Of a head of the most bytes that there may be, which is all names and no values.
constexpr size_t MaxMemory = 32 * size_t(ResponseParser::MaxHead);

bool isOver(const ResponseParser &parser)
{
    return parser.state() == ResponseParser::State::Complete
           || parser.state() == ResponseParser::State::Failed;
}

// The responses in `pieces`, one after the other by one parser, as on a connection that is kept.
QByteArray responsesIn(const QByteArrayList &pieces, const QByteArray &method)
{
    QByteArray text;
    ResponseParser parser;
    parser.begin(method);
    QByteArray body;
    const auto endResponse = [&] {
        text += ParsedResponse::of(parser, body).text();
        body.clear();
    };
    for (const auto &piece : pieces) {
        for (qsizetype at = 0; at < piece.size();) {
            if (isOver(parser)) {
                endResponse();
                if (parser.state() == ResponseParser::State::Failed)
                    return text;
                parser.begin(method);
            }
            at += parser.take(piece.constData() + at, piece.size() - at);
            body += parser.takeBody();
            if (parser.state() == ResponseParser::State::Failed)
                break;
        }
    }
    if (!isOver(parser))
        endResponse(); // as it stands before the end
    parser.takeEnd();
    body += parser.takeBody();
    endResponse();
    return text;
}

// The same, each by a parser of its own.
QByteArray responsesInWhole(const QByteArray &bytes, const QByteArray &method)
{
    QByteArray text;
    qsizetype at = 0;
    for (;;) {
        ResponseParser parser;
        parser.begin(method);
        if (at < bytes.size())
            at += parser.take(bytes.constData() + at, bytes.size() - at);
        auto body = parser.takeBody();
        if (!isOver(parser)) {
            text += ParsedResponse::of(parser, body).text();
            body.clear();
            parser.takeEnd();
            body += parser.takeBody();
        }
        text += ParsedResponse::of(parser, body).text();
        if (parser.state() == ResponseParser::State::Failed || at == bytes.size())
            return text;
    }
}

// The input, then its last bytes over and over again.
QByteArray checkFlood(const FuzzInput &input)
{
    const auto last = input.sizes.empty() ? input.bytes.size() : input.sizes.front();
    const auto tail = input.bytes.right(last);
    if (tail.isEmpty() || !__sanitizer_get_current_allocated_bytes)
        return {};
    const auto more = tail.repeated((16 << 10) / tail.size() + 1);
    const auto before = __sanitizer_get_current_allocated_bytes();
    ResponseParser parser;
    parser.begin(input.method);
    parser.take(input.bytes.constData(), input.bytes.size());
    for (qsizetype fed = 0; fed < FloodSize && !isOver(parser); fed += more.size()) {
        parser.takeBody();
        parser.take(more.constData(), more.size());
    }
    const auto after = __sanitizer_get_current_allocated_bytes();
    if (after > before + MaxMemory)
        return "keeps " + QByteArray::number(after - before) + " bytes";
    return {};
}

} // namespace

QByteArray checkResponseParser(const QByteArray &text)
{
    const auto input = FuzzInput::read(text);
    if (input.isFlood)
        return checkFlood(input);
    const auto whole = responsesInWhole(input.bytes, input.method);
    const auto cut = responsesIn(input.pieces(MaxPieces), input.method);
    return cut == whole ? QByteArray() : "in one piece:\n" + whole + "\nin pieces:\n" + cut;
}

} // namespace Molotov::Fuzz
