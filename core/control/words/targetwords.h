// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QString>

#include <chrono>

namespace Molotov {

/// What there is to say and to ask of the target of a test before load is sent to it.
class TargetWords
{
    Q_DECLARE_TR_FUNCTIONS(TargetWords)

public:
    /// That the host is none that may be loaded without asking.
    static QString isElsewhere(const QString &host);
    /// "Send load to shop.example?"
    static QString mayBeLoaded(const QString &host);
    /// Why no run begins where nobody can be asked, and what to do.
    static QString isNotAllowed(const QString &host);

    // Why a target cannot be reached. `server`: the host with its port.
    static QString hasNoAddress(const QString &host);
    static QString refuses(const QString &server);
    /// `why` is the system's word for it, as in the next two.
    static QString cannotBeReached(const QString &server, const QString &why);
    static QString isNotTrusted(const QString &server, const QString &why);
    static QString isNotSecure(const QString &server, const QString &why);
    static QString isSilent(const QString &server, std::chrono::seconds limit);
    /// "Start anyway?"
    static QString startAnyway();
};

} // namespace Molotov
