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

    void clear() { setAllCookies({}); }
    bool isEmpty() const { return allCookies().isEmpty(); }
};

} // namespace Molotov
