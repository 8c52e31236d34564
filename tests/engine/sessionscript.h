// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/engine/scriptbench.h"
#include "tests/support/httpserver.h"

namespace Molotov::Test {

/// Says back what it was sent, without what differs from run to run.
inline ServerAnswer echo(const ServedRequest &request)
{
    QByteArray text = request.method + ' ' + request.target + '\n';
    for (const auto &[name, value] : request.headers) {
        if (name.startsWith("x-") || name == "content-type" || name == "content-length" || name == "cookie"
            || name == "authorization")
            text += name + ": " + value + '\n';
    }
    return ServerAnswer::response(200, text + request.body);
}

/// What lines of JavaScript print that run against the server.
inline QString run(HttpServer &server, const QString &body)
{
    ScriptBench bench;
    return bench.linesOf(body, server.url().toString()).join(QLatin1Char('\n'));
}

} // namespace Molotov::Test
