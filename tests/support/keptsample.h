// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/run/runsink.h"

namespace Molotov {

/// A sample of an error that never happened: a log-in that works, and an order that is refused.
inline RunSample keptSample(int group, int worker, std::chrono::microseconds at)
{
    using namespace std::chrono_literals;
    RunSample sample{.group = group};
    sample.sample.worker = worker;
    sample.sample.at = at;
    sample.sample.message = QStringLiteral("expected status 200, got 503 (order %1)").arg(4'700 + worker);
    sample.sample.exchanges = {
        {.method = QStringLiteral("GET"),
         .url = QStringLiteral("http://shop.example:8080/login?user=%1").arg(worker),
         .requestHead = {.list = {{QStringLiteral("Host"), "shop.example:8080"}}},
         .status = 200,
         .reason = QStringLiteral("OK"),
         .responseHead = {.list = {{QStringLiteral("Set-Cookie"), "***"}}},
         .responseBody = {.bytes = QByteArray("\x89PNG\r\n\x1a\n\x00\x01 Hi", 13), .size = 2'000},
         .startedAt = at - 300ms,
         .duration = 12'300us},
        {.method = QStringLiteral("POST"),
         .url = QStringLiteral("http://shop.example:8080/orders"),
         .requestHead = {.list = {{QStringLiteral("Host"), "shop.example:8080"},
                                  {QStringLiteral("Authorization"), "***"},
                                  {QStringLiteral("Content-Type"), "application/json"}},
                         .leftOut = 2},
         .requestBody = {.bytes = R"({"product": 12, "count": 1})", .size = 27},
         .status = 503,
         .reason = QStringLiteral("Service Unavailable"),
         .responseHead = {.list = {{QStringLiteral("Content-Type"), "text/html; charset=utf-8"},
                                   {QStringLiteral("Retry-After"), "10"}}},
         .responseBody = {.bytes = "<html>\r\n<img src=\"//host/x\"> <b>busy</b>\r\n</html>\r\n", .size = 51},
         .startedAt = at - 100ms,
         .duration = 48ms}};
    return sample;
}

} // namespace Molotov
