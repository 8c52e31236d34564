// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/protocol/codec.h"
#include "tests/fuzz/checks.h"

using namespace Molotov::Protocol;

namespace Molotov::Fuzz {

namespace {

// Encodings are compared, not messages: a number may be NaN, which is not equal to itself.
template <typename Message>
QByteArray checkDecoded(const Result<Message> &message, Result<Message> (*decode)(const QByteArray &))
{
    if (!message)
        return message.error().text.isEmpty() ? "is refused without a reason" : QByteArray();
    const auto encoded = encode(*message);
    const auto again = decode(encoded);
    if (!again)
        return "is not understood when it is sent on: " + again.error().text.toUtf8();
    if (again->index() != message->index() || encode(*again) != encoded)
        return "becomes another message when it is sent on";
    return {};
}

} // namespace

QByteArray checkCodec(const QByteArray &payload)
{
    const auto problem = checkDecoded(decodeToHelper(payload), decodeToHelper);
    return problem.isEmpty() ? checkDecoded(decodeFromHelper(payload), decodeFromHelper) : problem;
}

} // namespace Molotov::Fuzz
