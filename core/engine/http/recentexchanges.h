// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchangeobserver.h"
#include "core/engine/http/httpmessages.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace Molotov {

/// An exchange as it is remembered.
struct RecentExchange
{
    int owner = -1; ///< position of the worker whose script sent it
    std::chrono::microseconds startedAt{0};
    std::chrono::microseconds endedAt{0};
    QByteArray method;
    WebAddress address;
    QByteArray sentHead; ///< as it went over the connection; empty = not known, then:
    HttpHeaders sentHeaders;
    QByteArray sentBody; ///< may be cut, as `body`
    qint64 sentBodySize = 0;
    ResponseHead head; ///< status 0: there is no response
    QByteArray body; ///< as it came; may be cut to CutBody bytes
    qint64 bodySize = 0; ///< of all of it, as it came
    BodyUse bodyUse = BodyUse::Keep;
    QString failure; ///< why there is no response
};

/// The hop as it stands now.
RecentExchange remembered(const ExchangeObserver::Hop &hop);

/// The last exchanges of iterations of a helper, whichever worker they are of: its memory does not depend on
/// how many workers there are. With many of them, it knows little more of each than its last exchange.
class RecentExchanges final : public ExchangeObserver
{
public:
    static constexpr size_t Capacity = 128;
    /// Of all bodies. The oldest exchanges make room.
    static constexpr qint64 MaxBytes = 4 << 20;
    /// A larger body is cut: sharing it would keep all of it in memory.
    static constexpr qsizetype LargestShared = 1 << 20;
    static constexpr qsizetype CutBody = 64 << 10;
    /// What is not larger is copied into memory that stays: sharing it would keep exchanges from using the
    /// memory that the one before them has just given back, which costs a twentieth of all speed.
    static constexpr qsizetype LargestCopied = 2 << 10;

    void onResponse(const Hop &hop, const HttpResponse &response) override;
    void onFailure(const Hop &hop, const HttpFailure &failure) override;
    void add(RecentExchange exchange);
    /// The last ones of a worker that began at this moment or later, the oldest first.
    std::vector<RecentExchange> of(int owner, std::chrono::microseconds since, size_t most) const;

private:
    struct Kept
    {
        RecentExchange exchange; // without what is copied
        QByteArray copied; // one after the other
        std::array<qsizetype, 5> sizes{}; // of what is in it
        qint64 bytes = 0; // of the bodies
    };

    static void copy(Kept &kept);
    static RecentExchange whole(const Kept &kept);
    void dropOldest();

    std::vector<Kept> m_exchanges; // a ring
    size_t m_first = 0;
    size_t m_count = 0;
    qint64 m_bytes = 0; // of the bodies
};

} // namespace Molotov
