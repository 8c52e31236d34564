// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/redirection.h"

#include "core/engine/http/httpmessages.h"

#include <algorithm>

namespace Molotov {

namespace {

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// A server's text, cut to what a message has room for.
QString shown(QByteArrayView location)
{
    constexpr qsizetype Most = 200;
    const auto text = QString::fromUtf8(location.first(std::min(location.size(), Most)));
    return location.size() > Most ? text + QChar(0x2026) : text;
}

} // namespace

std::optional<Redirection> redirectionOf(const HttpResponse &response)
{
    if (!isRedirect(response.head.status))
        return std::nullopt;
    const auto location = response.head.headers.first("location");
    if (location.isEmpty())
        return std::nullopt;
    auto next = response.address.resolved(location);
    auto text = next ? QString::fromLatin1(next->text()) : shown(location);
    return Redirection{std::move(next), std::move(text)};
}

void redirect(HttpRequest &request, int status, const WebAddress &next)
{
    const bool becomesGet = (status == 303 && request.method != "HEAD")
                            || ((status == 301 || status == 302) && request.method == "POST");
    if (becomesGet) {
        request.method = "GET";
        request.body.reset();
        request.headers.removeIf(
            [](const auto &header) { return header.first.toLower().startsWith("content-"); });
    }
    if (next.origin() != request.address.origin()) {
        request.headers.removeIf([](const auto &header) {
            const auto lower = header.first.toLower();
            return lower == "authorization" || lower == "cookie" || lower == "host";
        });
    }
    request.address = next;
    request.late = {};
}

} // namespace Molotov
