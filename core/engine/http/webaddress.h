// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <memory>

namespace Molotov {

/// Where connections go to.
struct Origin
{
    bool isSecure = false;
    QString host; ///< a name or an address, without brackets
    quint16 port = 0;

    /// Only for URLs of http and https.
    static Origin of(const QUrl &url);
    /// As people write it, without a port that goes without saying.
    QString name() const;

    bool operator==(const Origin &) const = default;
};

/// Whether requests go to such a URL; a manager would read files, too.
bool isWebAddress(const QUrl &url);

/// A URL of http or https with all that an exchange asks of it. Taken apart once, and shared by all copies:
/// scenarios ask for the same few URLs again and again.
class WebAddress
{
public:
    WebAddress() = default;
    WebAddress(const QUrl &url);

    const QUrl &url() const { return m_parts->url; }
    const Origin &origin() const { return m_parts->origin; }
    /// Path and query as they stand in the first line of a request.
    const QByteArray &target() const { return m_parts->target; }
    /// The field Host.
    const QByteArray &host() const { return m_parts->host; }
    /// The path, for people.
    const QString &path() const { return m_parts->path; }
    /// All of it, but for a fragment, which is no server's,, encoded as it goes over the wire.
    const QByteArray &text() const { return m_parts->text; }
    bool hasUser() const { return m_parts->hasUser; }

    bool operator==(const WebAddress &other) const { return url() == other.url(); }

private:
    struct Parts
    {
        QUrl url;
        Origin origin;
        QByteArray target;
        QByteArray host;
        QString path;
        QByteArray text;
        bool hasUser = false;
    };

    static const std::shared_ptr<const Parts> &none();

    std::shared_ptr<const Parts> m_parts = none();
};

} // namespace Molotov
