// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/webaddress.h"

#include <optional>

namespace Molotov {

struct HttpRequest;
struct HttpResponse;

/// Where a response sends its request.
struct Redirection
{
    Result<WebAddress> next; ///< the error is a clause, as of WebAddress::resolved()
    QString text; ///< of the target, for people
};

/// Nothing if the response sends it nowhere (https://fetch.spec.whatwg.org/#redirect-status).
std::optional<Redirection> redirectionOf(const HttpResponse &response);
/// Makes the request that goes to the new address, as browsers do: 303 asks for a GET; 301 and 302 turn a
/// POST into a GET; 307 and 308 send the same again. What is secret stays with the origin that it was meant
/// for.
void redirect(HttpRequest &request, int status, const WebAddress &next);

} // namespace Molotov
