// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// Which of the addresses of a host a new connection tries first.
enum class AddressOrder {
    First, ///< the system's first, as most clients do
    Rotate, ///< one after the other
    Random,
};
constexpr AddressOrder lastEnumerator(AddressOrder)
{
    return AddressOrder::Random;
}

/// As profiles and options name them, in the order of AddressOrder.
QStringList addressOrderNames();

/// Where connections to a host go in its place: "ADDRESS[:PORT]". The address may be a name that is looked
/// up; one of IPv6 with a port stands in brackets.
struct HostTarget
{
    QString host; ///< in ASCII and small letters, without brackets
    quint16 port = 0; ///< 0 = the port of the URL

    static std::optional<HostTarget> parse(const QString &text);

    bool operator==(const HostTarget &) const = default;
};

/// The name of a host as connections know it: in ASCII and small letters, an address of IPv6 without
/// brackets. Empty if the text cannot be a host.
QString hostInAscii(const QString &text);

/// "shop.example", or "*.example.com" for all names below example.com: as of hostInAscii(). Empty if the text
/// is neither.
QString hostPatternInAscii(const QString &text);

/// Which hosts of the scenario are others in truth, and to which load may be sent wherever they are.
class HostRules
{
public:
    HostRules() = default;
    /// Leaves out what Profile::validate() complains about.
    explicit HostRules(const QMap<QString, QString> &targets, const QStringList &allowed = {});

    /// Null if connections go to the host itself. `host` as of hostInAscii().
    const HostTarget *targetOf(const QString &host) const;
    /// By its name: "localhost" always. Other hosts only where they are nearby (nearby.h). `host` as of
    /// hostInAscii().
    bool allows(const QString &host) const;

    bool operator==(const HostRules &) const = default;

private:
    QHash<QString, HostTarget> m_targets; // by host
    QSet<QString> m_allowed; // names
    QStringList m_allowedEnds; // of names: ".example.com"
};

} // namespace Molotov
