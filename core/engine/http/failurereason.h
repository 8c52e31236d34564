// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/httpmessages.h"
#include "core/engine/http/rawsocket.h"

#include <QNetworkReply>

class QNetworkProxy;

namespace Molotov {

/// Why there is no whole response.
struct FailureReason
{
    HttpFailure::Kind kind = HttpFailure::Kind::Closed;
    QString text; ///< goes on after "GET http://… "
};

/// Why an exchange ends that is under way when the run is stopped or over.
FailureReason runStopped();
/// The host is none to which the test may send load.
FailureReason hostNotAllowed(const QString &host);
/// The same of a host whose address somebody else looks up, so that only its name can be judged.
FailureReason hostNotAllowedUnseen(const QString &host);
/// Of a reply that is finished.
bool hasWholeResponse(const QNetworkReply &reply);
/// Qt's code for requests; UnknownNetworkError for what it has none for.
QNetworkReply::NetworkError toNetworkError(QAbstractSocket::SocketError error);
/// Of two addresses of a server: that one cannot be reached from here says least of the server, and that this
/// computer lacks something says that no answer is the server's.
bool saysMore(const SocketFailure &failure, const SocketFailure &other);
/// What Qt's own sockets lack, which have no code for it, by their words.
Shortage shortageIn(const QString &errorText);
/// `server`: the host with its port.
FailureReason reasonOf(QNetworkReply::NetworkError error, const SocketFailure &cause, const QString &host,
                       const QString &server);
/// Only when there is none. `proxy`: that the request went to.
FailureReason reasonOf(const QNetworkReply &reply, const QNetworkProxy &proxy);

} // namespace Molotov
