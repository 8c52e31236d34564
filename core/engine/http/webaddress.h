// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

class QUrl;

namespace Molotov {

/// Where connections go to.
struct Origin
{
    bool isSecure = false;
    QString host; ///< a name or an address, without brackets
    quint16 port = 0;

    /// As people write it, without a port that goes without saying.
    QString name() const;

    bool operator==(const Origin &) const = default;
};

/// A URL of http or https with all that an exchange asks of it. It is parsed as browsers do it
/// (https://url.spec.whatwg.org), and apart from what must be encoded it is sent as it was written: QUrl
/// would decode "%7E" and "%41", and so break URLs that are signed. Parsed once, and shared by all copies:
/// scenarios ask for the same few URLs again and again.
class WebAddress
{
public:
    /// Is empty.
    WebAddress() = default;
    /// Empty if it is no URL of http or https.
    WebAddress(const QUrl &url);
    /// The error is a clause that goes on after the URL: "is neither http nor https", "is not a URL: …".
    static Result<WebAddress> parse(QByteArrayView text);
    /// What the text means in a document of this address, as the field Location has it; errors as of parse().
    Result<WebAddress> resolved(QByteArrayView reference) const;

    bool isEmpty() const { return m_parts->text.isEmpty(); }
    const Origin &origin() const { return m_parts->origin; }
    /// Path and query as they stand in the first line of a request.
    const QByteArray &target() const { return m_parts->target; }
    /// The first part of the target.
    QByteArrayView rawPath() const { return QByteArrayView(target()).first(m_parts->pathSize); }
    /// The field Host.
    const QByteArray &host() const { return m_parts->host; }
    /// The path, for people.
    const QString &path() const { return m_parts->path; }
    /// The same with "{id}" in the place of ids, as pathpattern.h finds them.
    const QString &pattern() const { return m_parts->pattern; }
    /// All of it in ASCII, without a fragment and a user: these are not for the server's log.
    const QByteArray &text() const { return m_parts->text; }
    /// The field Authorization for the user of the URL; empty if it has none.
    const QByteArray &authorization() const { return m_parts->authorization; }

    bool operator==(const WebAddress &other) const
    {
        return text() == other.text() && authorization() == other.authorization();
    }

private:
    struct Parts
    {
        Origin origin;
        QByteArray target;
        qsizetype pathSize = 0;
        QByteArray host;
        QString path;
        QString pattern;
        QByteArray text;
        QByteArray authorization;
    };

    struct Authority;

    static const std::shared_ptr<const Parts> &none();
    static Result<Authority> parseAuthority(bool isSecure, QByteArrayView text);
    static WebAddress make(const Authority &authority, const QByteArray &path, const QByteArray &query);

    std::shared_ptr<const Parts> m_parts = none();
};

/// What people and servers write around a URL is taken away: spaces at its ends, and line breaks and tabs.
QByteArray cleanedUrl(QByteArrayView text);
/// The scheme that a text begins with, as it is written; empty if it has none.
QByteArrayView schemeOfUrl(QByteArrayView cleaned);

} // namespace Molotov
