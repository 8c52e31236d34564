// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/exchangeobserver.h"
#include "core/model/protocol/messages.h"

#include <functional>
#include <vector>

namespace Molotov {

struct RecentExchange;

/// Tells of each exchange, check and error as it comes: for a trial, in which a person looks at what a
/// scenario does. Bounded, as messages.h has it. Nothing is masked: the person debugs requests of their own.
class ExchangeTrace final : public ExchangeObserver
{
public:
    using Sink = std::function<void(const Protocol::FromHelper &)>;

    /// `began`: of the clock; times of exchanges count from here.
    ExchangeTrace(std::chrono::microseconds began, Sink sink);

    /// Returns the number that HttpRequest::origin has for it.
    int addOrigin(Protocol::TracedOrigin origin);
    void addCheck(const QString &name, bool passed, const QList<StackFrame> &calls);
    void addError(const ScriptError &error);

    void onResponse(const Hop &hop, const HttpResponse &response) override;
    void onFailure(const Hop &hop, const HttpFailure &failure) override;

private:
    void tell(const Hop &hop, const RecentExchange &exchange);
    void note(const Protocol::TracedNote &note);
    void takeRoom(Protocol::SampledBody &body);
    bool isFull(qsizetype &count, qsizetype most, const QString &sentence);

    std::chrono::microseconds m_began;
    Sink m_sink;
    std::vector<Protocol::TracedOrigin> m_origins; // by number, from 1
    qsizetype m_exchanges = 0;
    qsizetype m_notes = 0;
    qint64 m_bytes = 0; // of bodies
};

} // namespace Molotov
