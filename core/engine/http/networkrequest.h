// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QNetworkAccessManager;
class QNetworkReply;

namespace Molotov {

struct HttpRequest;
struct Transport;

/// Sends one request by what QNetworkAccessManager has built in, and never twice what must not be; redirects
/// are not followed. The reply is the manager's child.
QNetworkReply *sendRequest(QNetworkAccessManager *manager, const HttpRequest &request,
                           const Transport &transport);

} // namespace Molotov
