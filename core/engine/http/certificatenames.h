// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QSslCertificate;
class QSslError;
class QString;

namespace Molotov {

/// Why a server's certificate is not that of the host, by RFC 9525: only the subjectAltName counts, never the
/// common name, which Qt takes as well. Empty when it is. The text goes on after "is not trusted: ".
QString nameProblem(const QSslCertificate &certificate, const QString &host);

/// What Qt has against a certificate; the same text as nameProblem() where it is the name.
QString certificateProblem(const QSslError &error, const QString &host);

} // namespace Molotov
