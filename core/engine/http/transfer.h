// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/failurereason.h"
#include "core/engine/http/httpmessages.h"

#include <chrono>
#include <optional>

namespace Molotov {

struct RecentExchange;

/// One hop of an exchange, whoever carries it: a request on its way, and the response that comes.
class Transfer
{
public:
    /// Each call may delete the transfer.
    class Listener
    {
    public:
        virtual void onHead() {}
        /// Another call comes soon: time to prefetch.
        virtual void prepare() const {}
        /// There is more of the body.
        virtual void onBody() = 0;
        /// The last: there is a whole response, or a failure.
        virtual void onFinished() = 0;

    protected:
        ~Listener() = default;
    };

    Transfer() = default;
    /// Gives it up if it is not finished.
    virtual ~Transfer() = default;
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    virtual bool isFinished() const = 0;
    /// From onHead() on.
    virtual const ResponseHead &head() const = 0;
    /// What the server then says of the body's size; 0 if it does not.
    virtual qint64 announcedSize() const = 0;
    /// What has come of the body and was not taken yet.
    virtual qint64 contentSize() const = 0;
    virtual QByteArray takeContent() = 0;
    /// Once finished.
    virtual const ExchangeTimings &timings() const = 0;
    /// When it was sent: its latency counts from here.
    virtual std::chrono::microseconds startedAt() const = 0;
    /// When its last byte was seen, or it failed.
    virtual std::chrono::microseconds endedAt() const = 0;
    /// Once finished: why no whole response came.
    virtual const std::optional<FailureReason> &failure() const = 0;
    virtual qint64 bytesSent() const = 0; ///< of the message, each time; without what TLS adds
    virtual qint64 bytesReceived() const = 0;
    /// How often it was sent again, over another connection.
    virtual int retries() const = 0;
    /// What was sent before the body.
    virtual void describeHead(RecentExchange &exchange) const = 0;
};

} // namespace Molotov
