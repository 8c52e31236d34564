// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/exchangetrace.h"

#include "core/engine/boundedtext.h"
#include "core/engine/errorlog.h"
#include "core/engine/http/transfer.h"
#include "core/engine/sampledexchange.h"

#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

Phases<std::optional<microseconds>> phasesOf(const ExchangeTimings &timings)
{
    const auto known = [&timings](ExchangeTimings::Phase phase, microseconds time) {
        return (timings.known & phase) != 0 ? std::optional(time) : std::nullopt;
    };
    return {.dns = known(ExchangeTimings::Dns, timings.dns),
            .connect = known(ExchangeTimings::Connect, timings.connect),
            .tls = known(ExchangeTimings::Tls, timings.tls),
            .send = known(ExchangeTimings::Send, timings.send),
            .wait = known(ExchangeTimings::Wait, timings.wait),
            .receive = known(ExchangeTimings::Receive, timings.receive),
            .queued = known(ExchangeTimings::Queued, timings.queued)};
}

} // namespace

ExchangeTrace::ExchangeTrace(microseconds began, Sink sink)
    : m_began(began)
    , m_sink(std::move(sink))
{
}

int ExchangeTrace::addOrigin(Protocol::TracedOrigin origin)
{
    if (m_origins.size() >= size_t(Protocol::MaxTracedExchanges))
        return 0; // what it is of is not told either
    origin.part = boundedText(origin.part, MaxNameLength);
    origin.step = boundedText(origin.step, MaxNameLength);
    origin.calls = origin.calls.mid(0, ErrorLog::MaxFrames);
    m_origins.push_back(std::move(origin));
    return int(m_origins.size());
}

void ExchangeTrace::addCheck(const QString &name, bool passed, const QList<StackFrame> &calls)
{
    using Kind = Protocol::TracedNote::Kind;
    note({.kind = passed ? Kind::CheckPassed : Kind::CheckFailed,
          .error = {.kind = ErrorKind::Script,
                    .message = boundedText(name, MaxNameLength),
                    .stack = calls.mid(0, ErrorLog::MaxFrames)}});
}

void ExchangeTrace::addError(const ScriptError &error)
{
    auto shown = error;
    shown.message = boundedText(error.message, ErrorLog::MaxMessage);
    shown.stack = error.stack.mid(0, ErrorLog::MaxFrames);
    note({.kind = Protocol::TracedNote::Kind::Error, .error = shown});
}

void ExchangeTrace::onResponse(const Hop &hop, const HttpResponse &response)
{
    auto exchange = remembered(hop);
    exchange.head = response.head;
    exchange.body = response.body;
    exchange.bodySize = response.body.size();
    tell(hop, exchange);
}

void ExchangeTrace::onFailure(const Hop &hop, const HttpFailure &failure)
{
    auto exchange = remembered(hop);
    exchange.failure = failure.message;
    tell(hop, exchange);
}

void ExchangeTrace::tell(const Hop &hop, const RecentExchange &exchange)
{
    if (isFull(m_exchanges, Protocol::MaxTracedExchanges,
               QStringLiteral("There are more requests than are shown: the first %1 are.")
                   .arg(Protocol::MaxTracedExchanges)))
        return;
    Protocol::TracedExchange traced{
        .exchange = toSample(exchange, {.began = m_began, .maxBody = Protocol::MaxTracedBody}),
        .phases = phasesOf(hop.transfer.timings()),
        .bytesOut = hop.transfer.bytesSent(),
        .bytesIn = hop.transfer.bytesReceived()};
    takeRoom(traced.exchange.requestBody);
    takeRoom(traced.exchange.responseBody);
    if (const auto origin = size_t(hop.request.origin); origin > 0 && origin <= m_origins.size())
        traced.origin = m_origins[origin - 1];
    m_sink(traced);
}

void ExchangeTrace::note(const Protocol::TracedNote &note)
{
    if (!isFull(m_notes, Protocol::MaxTracedNotes,
                QStringLiteral("There are more checks and errors than are shown: the first %1 are.")
                    .arg(Protocol::MaxTracedNotes)))
        m_sink(note);
}

// Of what comes when there is none left, only the size is told.
void ExchangeTrace::takeRoom(Protocol::SampledBody &body)
{
    if (m_bytes + body.bytes.size() > Protocol::MaxTracedBytes)
        body.bytes.clear();
    m_bytes += body.bytes.size();
}

// Counts one more of what there may be so many of; the first that is too much is said.
bool ExchangeTrace::isFull(qsizetype &count, qsizetype most, const QString &sentence)
{
    if (count == most)
        m_sink(Protocol::ScriptLog{.level = Protocol::LogLevel::Warning, .worker = -1, .text = sentence});
    return ++count > most;
}

} // namespace Molotov
