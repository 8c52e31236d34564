// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/outputs/batchsender.h"

#include <QUrl>

namespace Molotov {

/// Makes the request of a BatchTarget: keeps secrets out of its URL, and knows all of them.
class HttpTarget
{
public:
    explicit HttpTarget(QUrl url);

    const QUrl &url() const { return m_url; } ///< without user info
    bool hasUserInfo() const { return !m_userName.isEmpty() || !m_password.isEmpty(); }
    const QByteArray &userName() const { return m_userName; }
    const QByteArray &password() const { return m_password; }

    /// User name and password are sent at once, in the clear unless it is https.
    void useBasicAuthorization();
    /// False, and nothing is added, when this cannot be the value of a header.
    [[nodiscard]] bool addSecretHeader(const QByteArray &name, const QByteArray &prefix,
                                       const QByteArray &secret);

    BatchTarget take(const char *contentType);

private:
    QUrl m_url;
    QByteArray m_userName;
    QByteArray m_password;
    BatchTarget m_target;
};

} // namespace Molotov
