// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace Molotov {

/// Where a program listens: "[ADDRESS:]PORT", with an address of IPv6 in brackets. Without an address it is
/// this computer alone.
struct ListenAddress
{
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0;

    static std::optional<ListenAddress> parse(const QString &text);

    bool operator==(const ListenAddress &) const = default;
};

} // namespace Molotov
