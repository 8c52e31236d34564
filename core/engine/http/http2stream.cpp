// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/http2stream.h"

#include "core/engine/http/hop.h"

#include <algorithm>

namespace Molotov {

void Http2Stream::begin(Hop &forHop, std::chrono::microseconds now)
{
    *this = {.hop = &forHop,
             .isForHead = forHop.wire().method == "HEAD",
             .bodyLeft = forHop.wire().bodySize,
             .began = now};
}

// nghttp2 lets only the fields through that RFC 9113 does, the status first.
bool Http2Stream::addField(QByteArrayView name, QByteArrayView value)
{
    headSize += name.size() + value.size() + 4; // as in a head of HTTP/1.1
    if (headSize > ResponseParser::MaxHead)
        return false;
    if (hasHead)
        return true;
    if (name == QByteArrayView(":status")) {
        head.status = value.toByteArray().toInt();
        return true;
    }
    head.headers.addToName(name);
    head.headers.addToValue(value);
    head.headers.endField();
    return true;
}

bool Http2Stream::endHead()
{
    headSize = 0;
    if (hasHead)
        return false;
    hasHead = head.status >= 200;
    if (!hasHead) {
        ++interim;
        head.headers.clear();
    }
    return hasHead;
}

qint64 Http2Stream::announcedSize() const
{
    if (isForHead || head.status == 204 || head.status == 304)
        return 0;
    return std::max<qint64>(head.headers.first("content-length").toLongLong(), 0);
}

} // namespace Molotov
