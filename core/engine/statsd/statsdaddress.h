// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QString>

namespace Molotov {

/// Where a statsd server listens.
struct StatsdAddress
{
    QString host;
    quint16 port = 8125;

    bool operator==(const StatsdAddress &) const = default;

    /// From "udp://host:port" or "host:port"; the port may be left out, and an IPv6 address stands in [].
    static Result<StatsdAddress> parse(const QString &text);
};

} // namespace Molotov
