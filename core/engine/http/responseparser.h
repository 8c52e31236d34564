// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/headerfields.h"

#include <llhttp.h>

#include <chrono>
#include <utility>

namespace Molotov {

/// What stands before the body of a response.
struct ResponseHead
{
    int status = 0;
    QByteArray reason;
    HeaderFields headers; ///< without the trailers of a body in chunks

    bool operator==(const ResponseHead &) const = default;
};

/// Reads the responses that come over a connection, one after the other, from bytes that are cut anywhere
/// (RFC 9112). The grammar is llhttp's; limits, and what has no body, are ours.
class ResponseParser
{
public:
    /// A head, or the trailers, of more bytes is no HTTP any more.
    static constexpr qsizetype MaxHead = 256 << 10;
    /// So many interim responses (100 to 199) may come before the one that was asked for.
    static constexpr int MaxInterim = 100;
    /// Bytes of a body for which there is room before they come, whatever a server says of its length.
    static constexpr qint64 MaxReserved = 1 << 20;

    enum class State { Head, Body, Complete, Failed };

    ResponseParser();
    // llhttp points back to it.
    ResponseParser(const ResponseParser &) = delete;
    ResponseParser &operator=(const ResponseParser &) = delete;

    /// What comes now answers a new request. A body that is not kept is read over.
    void begin(const QByteArray &method, bool keepsBody = true);
    /// Takes bytes until the response is complete or failed; returns how many.
    qsizetype take(const char *bytes, qsizetype size);
    /// The connection has ended: completes a response without a length, and fails any other.
    void takeEnd();

    State state() const { return m_state; }
    /// Whether anything of the response has come.
    bool hasBegun() const { return m_hasBegun; }
    /// A 100 (Continue) has come.
    bool mayContinue() const { return m_mayContinue; }
    /// From State::Body on.
    const ResponseHead &head() const { return m_head; }
    /// From then on: what Content-Length says of the body; 0 if there is none of either.
    qint64 announcedSize() const { return m_announcedSize; }
    /// What has come of the body since the last call; without chunks' heads, else as it came.
    QByteArray takeBody() { return std::exchange(m_body, {}); }
    /// From State::Body on: whether another request may go over the connection once it is complete.
    bool isKeptAlive() const { return m_isKeptAlive; }
    /// And for how long it may then be idle, as the server says ("Keep-Alive: timeout=…"), less a margin: the
    /// next request must be there before.
    std::chrono::microseconds promisedIdleTime() const;
    /// Once failed: what is wrong, as in "sent …".
    QString problem() const;

private:
    static const llhttp_settings_t &settings();
    static ResponseParser &from(llhttp_t *parser) { return *static_cast<ResponseParser *>(parser->data); }
    int onBegin();
    bool countHead(size_t size);
    int onReason(const char *text, size_t size);
    int onFieldPart(const char *text, size_t size);
    int onValuePart(const char *text, size_t size);
    int onHead();
    int onBody(const char *bytes, size_t size);
    int onComplete();
    void endField();
    bool isInterim() const { return m_parser.status_code >= 100 && m_parser.status_code < 200; }

    llhttp_t m_parser;
    State m_state = State::Head;
    ResponseHead m_head;
    QByteArray m_body;
    qint64 m_announcedSize = 0;
    qsizetype m_headSize = 0;
    int m_interim = 0;
    bool m_isForHead = false; // the request was a HEAD
    bool m_keepsBody = true;
    bool m_inField = false; // its name has begun
    bool m_inValue = false;
    bool m_hasBegun = false;
    bool m_mayContinue = false;
    bool m_isKeptAlive = false;
    bool m_endedEarly = false;
};

} // namespace Molotov
