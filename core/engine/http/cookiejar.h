// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkCookieJar>

namespace Molotov {

/// A jar that can be emptied, and says whether it is.
class CookieJar : public QNetworkCookieJar
{
    Q_OBJECT

public:
    using QNetworkCookieJar::QNetworkCookieJar;

    void clear()
    {
        setAllCookies({});
        m_isEmpty = true;
    }
    bool isEmpty() const { return m_isEmpty; } ///< or all that it has is out of date

    bool insertCookie(const QNetworkCookie &cookie) override
    {
        m_isEmpty = false;
        return QNetworkCookieJar::insertCookie(cookie);
    }

private:
    bool m_isEmpty = true; // QNetworkCookieJar would make a list to tell
};

} // namespace Molotov
