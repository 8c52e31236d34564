// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QByteArray;
class QNetworkAccessManager;
class QNetworkReply;

namespace Molotov {

struct HttpRequest;
struct Transport;

/// Whether a request that may have arrived may be sent again (RFC 9110, 9.2.2).
bool isIdempotent(const QByteArray &method);

/// Sends one request, and never twice what must not be; redirects are not followed. The reply is the
/// manager's child.
QNetworkReply *sendRequest(QNetworkAccessManager *manager, const HttpRequest &request,
                           const Transport &transport);

} // namespace Molotov
