// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"

namespace Molotov {

/// An exchange of a trial that began so many milliseconds after it, was queued for 1 ms before that, waited
/// for its answer for 6 of its 10 ms, and was sent by a step of the scenario “browse”.
inline Protocol::TracedExchange tracedExchange(int begin, const QString &path, int status = 200)
{
    using std::chrono::milliseconds;
    Protocol::TracedExchange traced;
    auto &exchange = traced.exchange;
    exchange.method = QStringLiteral("GET");
    exchange.url = QStringLiteral("http://shop.example:8080") + path;
    exchange.requestHead.list = {{QStringLiteral("Host"), "shop.example:8080"},
                                 {QStringLiteral("Authorization"), "Bearer secret"}};
    exchange.startedAt = milliseconds(begin);
    exchange.duration = milliseconds(10);
    exchange.status = status;
    if (status == 0) {
        exchange.failure = QStringLiteral("GET %1 was refused").arg(exchange.url);
    } else {
        exchange.reason = status == 200 ? QStringLiteral("OK") : QStringLiteral("Other");
        exchange.responseHead.list = {{QStringLiteral("Content-Type"), "application/json; charset=utf-8"}};
        exchange.responseBody = {.bytes = "{\"id\":7}", .size = 8};
    }
    traced.origin = {
        .part = QStringLiteral("browse"),
        .step = QStringLiteral("pay"),
        .calls = {{.function = {}, .place = {.file = QStringLiteral("/tests/shop.ts"), .line = 12}}}};
    traced.phases.queued = milliseconds(1);
    traced.phases.send = milliseconds(1);
    traced.phases.wait = milliseconds(6);
    traced.bytesOut = 100;
    traced.bytesIn = 200;
    return traced;
}

} // namespace Molotov
