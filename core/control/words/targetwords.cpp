// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/targetwords.h"

namespace Molotov {

namespace {

QString withoutFullStop(const QString &clause)
{
    return clause.endsWith(QLatin1Char('.')) ? clause.chopped(1) : clause;
}

} // namespace

QString TargetWords::isElsewhere(const QString &host)
{
    return tr("%1 is not on this computer or a private network.").arg(host);
}

QString TargetWords::mayBeLoaded(const QString &host)
{
    return tr("Send load to %1?").arg(host);
}

QString TargetWords::isNotAllowed(const QString &host)
{
    return isElsewhere(host) + QLatin1Char(' ')
           + tr("Nothing was sent. If you may send load to it, say so with --allow-host %1, or in "
                "“allowed_hosts” "
                "of the profile.")
                 .arg(host);
}

QString TargetWords::hasNoAddress(const QString &host)
{
    return tr("There is no host “%1”.").arg(host);
}

QString TargetWords::refuses(const QString &server)
{
    return tr("Cannot connect to %1: connection refused.").arg(server);
}

QString TargetWords::cannotBeReached(const QString &server, const QString &why)
{
    return tr("Cannot connect to %1: %2.").arg(server, withoutFullStop(why));
}

QString TargetWords::isNotTrusted(const QString &server, const QString &why)
{
    return tr("The certificate of %1 is not trusted: %2.").arg(server, withoutFullStop(why));
}

QString TargetWords::isNotSecure(const QString &server, const QString &why)
{
    return tr("There is no secure connection to %1: %2.").arg(server, withoutFullStop(why));
}

QString TargetWords::isSilent(const QString &server, std::chrono::seconds limit)
{
    return tr("Cannot connect to %1: no answer within %2 s.").arg(server).arg(limit.count());
}

QString TargetWords::startAnyway()
{
    return tr("Start anyway?");
}

} // namespace Molotov
