// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/responseparser.h"

#include <chrono>
#include <cstdint>

namespace Molotov {

class Hop;

/// One exchange of an HTTP/2 connection. Kept for the next one when it is over.
struct Http2Stream
{
    Hop *hop = nullptr; ///< null once it is over, though the stream may not be closed yet
    std::int32_t id = 0;
    ResponseHead head;
    bool isOpen = true; ///< for nghttp2
    bool isForHead = false; ///< the request was a HEAD
    bool hasHead = false; ///< what follows is body and trailers
    bool isOut = false; ///< all of the request is with the socket
    int refusal = 0; ///< why the request never went out, a code of nghttp2; 0 = it did
    int interim = 0;
    qsizetype headSize = 0;
    qint64 bodyLeft = 0; ///< of the request's, to be sent
    quint64 heard = 0; ///< how often something had come over the connection as the request was sent
    // Moments.
    std::chrono::microseconds began{0};
    std::chrono::microseconds sent{0};
    std::chrono::microseconds firstByte{0};

    void begin(Hop &forHop, std::chrono::microseconds now);
    /// A field of a head, or of trailers, which are read over. False if there are too many.
    bool addField(QByteArrayView name, QByteArrayView value);
    /// The head is whole: whether it is that of the response. Else it was an interim one, or trailers.
    bool endHead();
    /// What Content-Length says of the body that comes; 0 if there is none of either.
    qint64 announcedSize() const;
    bool hasTooManyInterim() const { return interim > ResponseParser::MaxInterim; }
};

} // namespace Molotov
