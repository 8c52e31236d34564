// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/exchange.h"

#include "core/engine/clock.h"
#include "core/engine/http/bodybudget.h"
#include "core/engine/http/loadaccessmanager.h"
#include "core/engine/http/redirection.h"
#include "core/engine/http/replytransfer.h"
#include "core/engine/http/transport.h"
#include "core/engine/loop/prefetch.h"

#include <utility>

namespace Molotov {

Exchange::Exchange(const ExchangeTools &tools, HttpRequest request, Receiver done)
    : m_tools(tools)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
}

Exchange::~Exchange()
{
    m_tools.scheduler.cancel(m_timeout);
    dropHop();
}

void Exchange::start(LoadAccessManager &manager, std::shared_ptr<const Transport> transport)
{
    m_manager = &manager;
    m_transport = std::move(transport);
    m_timeout = m_tools.scheduler.afterSeen(m_request.rules.timeout, [this] { onTimeout(); });
    sendHop();
}

void Exchange::sendHop()
{
    for (auto *observer : m_tools.observers)
        observer->onSending(m_request);
    if (LoadAccessManager::serves(*m_transport)) {
        m_hop = m_manager->send(m_request, *m_transport, *this);
        return;
    }
    const ReplyTransfer::Tools tools{m_tools.clock, m_tools.scheduler, *m_manager};
    Transfer::Listener &listener = *this; // which it is to nobody else
    m_hop = std::make_unique<ReplyTransfer>(tools, m_request, m_transport, listener);
}

void Exchange::prepare() const
{
    prefetch(this, sizeof *this);
}

// What a server says will come is not waited for.
void Exchange::onHead()
{
    checkSize(m_hop->announcedSize());
}

void Exchange::onBody()
{
    checkSize(m_hop->contentSize());
}

// All of a body waits until it is whole.
void Exchange::checkSize(qint64 size)
{
    if (m_request.rules.bodyUse != BodyUse::Keep)
        return;
    if (size > m_request.rules.maxBody)
        failForSize();
    else if (size >= BodyBudget::LargeBody && size > m_heldRoom)
        holdRoom(size);
}

// For all that is announced: many bodies that grow together would leave room for none of them.
void Exchange::holdRoom(qint64 size)
{
    auto *bodies = m_tools.bodies;
    if (bodies == nullptr)
        return;
    const qint64 more = size - m_heldRoom;
    if (bodies->hasRoomFor(more)) {
        bodies->add(more);
        m_heldRoom = size;
        return;
    }
    fail({HttpFailure::Kind::Memory,
          QStringLiteral("got a body of %1 bytes or more that this process has no room for: it holds at most "
                         "%2 MiB of bodies at a time (discard: true keeps none)")
              .arg(size)
              .arg(bodies->most() >> 20)});
}

void Exchange::failForSize()
{
    fail({HttpFailure::Kind::Protocol,
          QStringLiteral(
              "got a body of more than %1 bytes, which is its maxBody (setup can return a larger one)")
              .arg(m_request.rules.maxBody)});
}

void Exchange::onFinished()
{
    if (const auto reason = m_hop->failure())
        return fail(*reason);
    auto response = readResponse();
    if (response.body.size() > m_request.rules.maxBody) // what came with the end
        return failForSize();
    for (auto *observer : m_tools.observers)
        observer->onResponse(observed(), response);
    response.timings.total += m_earlier;
    m_earlier = response.timings.total;
    if (!follow(response))
        finish(std::move(response));
}

HttpResponse Exchange::readResponse()
{
    return {.head = m_hop->head(),
            .address = m_request.address,
            .isRedirected = m_redirects > 0,
            .body = m_hop->takeContent(),
            .bodyUse = m_request.rules.bodyUse,
            .maxBody = m_request.rules.maxBody,
            .timings = m_hop->timings()};
}

ExchangeObserver::Hop Exchange::observed() const
{
    return {.request = m_request,
            .name = name(),
            .transfer = *m_hop,
            .endedAt = m_hop->isFinished() ? m_hop->endedAt() : m_tools.clock.now()};
}

RecentExchange Exchange::remembered() const
{
    return Molotov::remembered(observed());
}

bool Exchange::follow(const HttpResponse &response)
{
    const auto &rules = m_request.rules;
    if (rules.redirect == RedirectMode::Manual || rules.maxRedirects == 0)
        return false;
    const auto target = redirectionOf(response);
    if (!target)
        return false;
    dropHop();
    if (rules.redirect == RedirectMode::Error) {
        endRedirects(QStringLiteral("was redirected to “%1”, which it may not be").arg(target->text));
    } else if (++m_redirects > rules.maxRedirects) {
        endRedirects(rules.maxRedirects == 1
                         ? QStringLiteral("was redirected more than once")
                         : QStringLiteral("was redirected more than %1 times").arg(rules.maxRedirects));
    } else if (!target->next) {
        endRedirects(
            QStringLiteral("was redirected to “%1”, which %2").arg(target->text, target->next.error().text));
    } else {
        redirect(m_request, response.head.status, *target->next);
        sendHop();
    }
    return true;
}

// The hops themselves are counted.
void Exchange::endRedirects(const QString &why)
{
    finish(failure(HttpFailure::Kind::Protocol, why));
}

void Exchange::onTimeout()
{
    const auto seconds = std::chrono::duration<double>(m_request.rules.timeout).count();
    fail({HttpFailure::Kind::Timeout, QStringLiteral("had no whole answer after %1 s").arg(seconds)});
}

void Exchange::abort(const FailureReason &reason)
{
    fail(reason);
}

void Exchange::fail(const FailureReason &reason)
{
    const auto outcome = failure(reason.kind, reason.text);
    for (auto *observer : m_tools.observers)
        observer->onFailure(observed(), outcome);
    finish(outcome);
}

HttpFailure Exchange::failure(HttpFailure::Kind kind, const QString &why) const
{
    const auto method = QString::fromLatin1(m_request.method);
    const auto url = QString::fromLatin1(m_request.address.text());
    return {.kind = kind,
            .message = QStringLiteral("%1 %2 %3").arg(method, url, why),
            .url = url,
            .endpoint = method + QLatin1Char(' ') + name()};
}

void Exchange::finish(const HttpOutcome &outcome)
{
    m_tools.scheduler.cancel(m_timeout);
    dropHop();
    const auto done = std::move(m_done);
    done(outcome);
}

void Exchange::dropHop()
{
    m_hop.reset();
    if (m_heldRoom > 0)
        m_tools.bodies->remove(std::exchange(m_heldRoom, 0));
}

const QString &Exchange::name() const
{
    if (!m_request.name.isEmpty())
        return m_request.name;
    return m_tools.foldsNames ? m_request.address.pattern() : m_request.address.path();
}

} // namespace Molotov
