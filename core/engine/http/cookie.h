// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// A cookie as its server, or a script, describes it.
struct Cookie
{
    QByteArray name;
    QByteArray value;
    QString domain; ///< in small letters, without a dot in front; empty: only the host that sets it gets it
    QByteArray path; ///< as it was written; empty: the folder of the URL that sets it
    std::optional<WallTime> expires; ///< nothing: at the end of the session
    bool isSecure = false; ///< goes over https only
    bool isHttpOnly = false;

    /// Of a field Set-Cookie, by RFC 6265, 5.2; nothing when the field is to be ignored. `now` is what
    /// Max-Age counts from.
    static std::optional<Cookie> parse(QByteArrayView setCookie, WallTime now);

    /// What an attribute Domain means.
    static QString toDomain(QByteArrayView text);

    bool operator==(const Cookie &) const = default;
};

} // namespace Molotov
