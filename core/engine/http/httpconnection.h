// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/connector.h"
#include "core/engine/http/hop.h"
#include "core/engine/http/responseparser.h"
#include "core/engine/scheduler.h"

#include <memory>

namespace Molotov {

/// A connection of HTTP/1.1 to an origin, from the look-up of its name to its end. One exchange at a time
/// goes over it.
class HttpConnection
    : public QObject
    , private Stream::Listener
    , private Connector::Listener
{
    Q_OBJECT

public:
    class Owner
    {
    public:
        virtual void onIdle(HttpConnection &connection) = 0;
        /// The hop is to be sent again, over another connection: the server ended this one before the request
        /// reached it, or refused what the request expects.
        virtual void onUnanswered(Hop &hop) = 0;
        /// The server said nothing to "Expect: 100-continue", or refused it.
        virtual void onExpectationFailed(const Origin &origin) = 0;
        /// The last. There is no hop any more.
        virtual void onEnded(HttpConnection &connection) = 0;

    protected:
        ~Owner() = default;
    };

    /// A server that says nothing to "Expect: 100-continue" gets the body after this.
    static constexpr std::chrono::seconds ContinueDelay{1};
    /// A connection whose last answer is not older is used without asking the system whether the server has
    /// ended it: servers keep idle connections for a second and more, and the event loop tells of an end
    /// within a turn or two. Asking costs a call of the system, which thousands of workers would make for
    /// each request, since their turn comes late.
    static constexpr std::chrono::milliseconds TrustedFor{250};

    /// What `tools` refers to must outlive this, and so must the owner.
    HttpConnection(const Connector::Tools &tools, Owner &owner, Connector::Target target, QObject *parent);
    ~HttpConnection() override;

    /// Whether it goes where the hop goes, under the same terms.
    bool serves(const Hop &hop) const;
    /// The same, also of one that has failed.
    bool isOfOriginOf(const Hop &hop) const { return m_target.isOf(hop); }
    bool isIdle() const { return m_phase == Phase::Idle; }
    /// Of an idle one: whether the hop can go over it. If the server has ended it by now, or is about to by
    /// its own account, it ends.
    bool isGoodFor(const Hop &hop);
    /// The one under way, or null.
    const Hop *hop() const { return m_hop; }

    /// Only when it is new or idle. Tells the hop nothing from within.
    void send(Hop &hop);
    /// The first, over a stream that somebody else has opened for it.
    void sendOver(Stream &stream, Hop &hop);
    /// Its hop is told nothing more, and the connection ends.
    void abandon();

private:
    enum class Phase { New, Connecting, Idle, Busy, Failed, Ended };

    void onStream(Stream &stream) override;
    void onNoStream(QNetworkReply::NetworkError code, const FailureReason &reason) override;
    void onConnected(Stream &) override {} // before it is ours
    void onReadable() override;
    void prepare(int eventsAhead) const override;
    void onWritten() override;
    void onBroken(Stream &stream) override;
    std::chrono::microseconds notBefore(std::chrono::microseconds moment) const;
    void leaveOutDelay();
    void startExchange();
    void sendBody();
    void onContinueMissing();
    void noteSent();
    void endSending(std::chrono::microseconds now);
    bool hasNothingMore();
    void takeBytes(const char *bytes, qint64 size);
    bool handleNoAnswer();
    bool mayBeSentAgain() const;
    void onUnanswered();
    void giveBack();
    void onEnded();
    void onComplete(bool mayBeKept);
    void failAsClosed();
    void fail(QNetworkReply::NetworkError code, const FailureReason &reason);
    void end();
    bool owesBody() const { return m_bodyLeft > 0; }

    Connector::Tools m_tools;
    Owner &m_owner;
    const Connector::Target m_target;
    Phase m_phase = Phase::New;
    std::unique_ptr<Connector> m_connector; // while it is at work
    Stream *m_stream = nullptr; // a child
    Scheduler::Alarm m_alarm; // for a server that does not say continue
    ResponseParser m_parser;
    Hop *m_hop = nullptr;
    int m_exchanges = 0;
    std::chrono::microseconds m_idleSince{0};
    qint64 m_written = 0; // of the request
    qint64 m_bodyLeft = 0; // of the request's
    bool m_awaitsContinue = false;
    bool m_isSending = false; // within send(), where the hop may hear nothing
    // Moments of the exchange.
    std::chrono::microseconds m_phaseBegan{0};
    std::chrono::microseconds m_sent{0};
    std::chrono::microseconds m_firstByte{0};
};

} // namespace Molotov
