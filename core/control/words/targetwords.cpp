// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/targetwords.h"

namespace Molotov {

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

} // namespace Molotov
