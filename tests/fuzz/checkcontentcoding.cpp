// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/contentcoding.h"
#include "tests/fuzz/checks.h"
#include "tests/fuzz/memorypeak.h"

#include <algorithm>

namespace Molotov::Fuzz {

namespace {

constexpr qint64 Most = 1 << 20;

// What the decoders may take for themselves: the largest window of each, and some.
qint64 decoderMemory(const QByteArray &codings)
{
    const auto lower = codings.toLower();
    return lower.contains("br") ? 24 << 20 : lower.contains("zstd") ? 12 << 20 : 512 << 10;
}

} // namespace

QByteArray checkContentCoding(const QByteArray &text)
{
    const auto end = text.indexOf('\n');
    const auto codings = text.left(end);
    const auto body = text.mid(end + 1);
    MemoryPeak peak;
    const auto result = unpacked(body, codings, Most);
    // A text that grows is in two places for a moment, and the one that it is made of is there, too.
    if (peak.bytes() > decoderMemory(codings) + 4 * Most)
        return "takes " + QByteArray::number(peak.bytes()) + " bytes";
    if (result && result->size() > std::max<qint64>(Most, body.size()))
        return "is unpacked to " + QByteArray::number(result->size()) + " bytes";
    if (!result && result.error().text.isEmpty())
        return "fails without a reason";
    return {};
}

} // namespace Molotov::Fuzz
