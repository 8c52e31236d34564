// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/connector.h"
#include "core/engine/http/hop.h"
#include "core/engine/http/http2stream.h"
#include "core/engine/http/outbox.h"
#include "core/engine/scheduler.h"

#include <nghttp2/nghttp2.h>

#include <memory>
#include <vector>

namespace Molotov {

/// A connection of HTTP/2 to an origin, from the look-up of its name to its end (RFC 9113). As many exchanges
/// go over it at once as the server lets.
class Http2Connection
    : public QObject
    , private Stream::Listener
    , private Connector::Listener
    , private Outbox::Writer
{
    Q_OBJECT

public:
    class Owner
    {
    public:
        /// It may have become able to take more requests, or less.
        virtual void onRoomChanged(Http2Connection &connection) = 0;
        /// The server speaks HTTP/1.1 alone. The hop is to be sent over the stream, which whoever wants it
        /// adopts now.
        virtual void onHttp1(Http2Connection &connection, Stream &stream, Hop &hop) = 0;
        /// The server wants HTTP/1.1 for a request (RFC 9113, 7); onUnanswered() follows.
        virtual void onHttp1Wanted(const Origin &origin) = 0;
        /// The hop is to be sent again: the server has not begun with it.
        virtual void onUnanswered(Hop &hop) = 0;
        /// The last. There is no hop any more.
        virtual void onEnded(Http2Connection &connection) = 0;

    protected:
        ~Owner() = default;
    };

    /// So many requests go out at once until the server has said how many it wants: RFC 9113, 6.5.2, asks it
    /// not to want fewer.
    static constexpr quint32 FirstStreams = 100;
    /// A request that is refused so often has failed.
    static constexpr int MaxRetries = 5;
    /// What a server may send ahead of what we have read, of one response and of all. A smaller one would
    /// make a distant server wait.
    static constexpr int StreamWindow = 6 << 20;
    static constexpr int ConnectionWindow = 16 << 20;

    /// What is referred to must outlive this. `use`: not off.
    Http2Connection(const Connector::Tools &tools, Outbox &outbox, Owner &owner, Connector::Target target,
                    Http2Use use);
    ~Http2Connection() override;

    /// Whether it goes where the hop goes, under the same terms.
    bool serves(const Hop &hop) const { return m_phase < Phase::Failed && isOfOriginOf(hop); }
    /// The same, also of one that has failed.
    bool isOfOriginOf(const Hop &hop) const { return m_target.isOf(hop); }
    /// Whether hasRoom() will soon tell more.
    bool isUndecided() const { return m_phase < Phase::Open || m_awaitsNews; }
    /// Whether it ends with the exchanges that it has.
    bool isLast() const { return m_isLast; }
    /// Whether it takes another request now.
    bool hasRoom() const;
    /// Of one that has room: whether a request can go now. Else it has ended, or looks into what the server
    /// says first, and its owner hears when it knows more.
    bool isGoodFor(const Hop &hop);

    /// Only when it is new, or has room. Tells the hop nothing from within.
    void send(Hop &hop);
    /// The hop is told nothing more; false if it is none of these.
    bool forget(const Hop &hop);

private:
    enum class Phase { New, Connecting, Open, Failed, Ended };
    struct Callbacks;

    void onStream(Stream &stream) override;
    void onNoStream(QNetworkReply::NetworkError code, const FailureReason &reason) override;
    void onConnected(Stream &) override {} // before it is ours
    void onReadable() override;
    void prepare(int eventsAhead) const override;
    void onWritten() override;
    void onBroken(Stream &stream) override;
    void flush() override;

    void startSession();
    void startExchange(Hop &hop);
    Http2Stream &freeStream();
    qsizetype activeStreams() const { return qsizetype(m_streams.size() - m_free.size()); }
    qint64 readBody(Http2Stream &stream, char *target, qint64 most) const;
    void read();
    void write();
    qint64 writeSome();
    void noteSent();
    std::chrono::microseconds notBefore(const Http2Stream &stream, std::chrono::microseconds moment) const;
    void awaitNews();

    void onHeadBegun(Http2Stream &stream);
    void onField(Http2Stream &stream, QByteArrayView name, QByteArrayView value);
    void onHead(Http2Stream &stream);
    void onFrame(const nghttp2_frame &frame);
    void onFrameSent(const nghttp2_frame &frame);
    void onBody(Http2Stream &stream, const char *bytes, qsizetype size);
    void onStreamClosed(Http2Stream &stream, quint32 code);
    void complete(Http2Stream &stream);

    bool mayBeSentAgain(const Http2Stream &stream) const;
    void giveBack(Http2Stream &stream);
    void refuse(Http2Stream &stream);
    void failStream(Http2Stream &stream, QNetworkReply::NetworkError code, const FailureReason &reason);
    void failAll(QNetworkReply::NetworkError code, const FailureReason &reason);
    void failOpener(QNetworkReply::NetworkError code, const FailureReason &reason);
    void onEndOfStream();
    FailureReason closedReason() const;
    void end();

    Connector::Tools m_tools;
    Outbox &m_outbox;
    Owner &m_owner;
    const Connector::Target m_target;
    const Http2Use m_use;
    Phase m_phase = Phase::New;
    std::unique_ptr<Connector> m_connector; // while it is at work
    Hop *m_opener = nullptr; // the first, until there is a connection
    Stream *m_stream = nullptr; // a child
    nghttp2_session *m_session = nullptr;
    std::vector<std::unique_ptr<Http2Stream>> m_streams;
    std::vector<Http2Stream *> m_free; // of them
    Scheduler::Alarm m_alarm; // for news that do not come
    QString m_problem; // what we have said to the server of its end
    quint32 m_goAway = NGHTTP2_NO_ERROR; // what the server has said of its end
    int m_exchanges = 0;
    quint64 m_heard = 0; // how often something came
    qint64 m_unheard = 0; // bytes written since then
    std::chrono::microseconds m_idleSince{0};
    bool m_hasSettings = false; // the server's
    bool m_isLast = false;
    bool m_awaitsNews = false;
    bool m_hasUnsent = false; // a request is out whose sending is not noted
    bool m_hasNewRoom = false;
    bool m_isBusy = false; // nghttp2 or we are at it, and flush when that is done
    bool m_isSending = false; // within send(), where the hop may hear nothing
};

} // namespace Molotov
