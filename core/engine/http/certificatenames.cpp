// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/certificatenames.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslError>
#include <QStringList>

#include <algorithm>

namespace Molotov {

namespace {

// A "*" stands for the whole first label (RFC 9525, 6.3).
bool isNameOf(QString pattern, const QString &host)
{
    pattern = pattern.toLower();
    if (!pattern.startsWith(QLatin1String("*.")))
        return pattern == host;
    const auto label = host.indexOf(QLatin1Char('.'));
    return label > 0 && QStringView(host).sliced(label) == QStringView(pattern).sliced(1);
}

QString listOf(const QStringList &names)
{
    constexpr qsizetype Most = 5;
    const auto text = names.mid(0, Most).join(QLatin1String(", "));
    return names.size() > Most ? text + QStringLiteral(" and %1 more").arg(names.size() - Most) : text;
}

} // namespace

QString nameProblem(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const auto domains = names.values(QSsl::DnsEntry);
    const auto addresses = names.values(QSsl::IpAddressEntry);
    const QHostAddress address(host);
    const auto name = (host.endsWith(QLatin1Char('.')) ? host.chopped(1) : host).toLower();
    const bool isItsOwn = address.isNull()
                              ? std::any_of(domains.begin(), domains.end(),
                                            [&](const auto &one) { return isNameOf(one, name); })
                              : std::any_of(addresses.begin(), addresses.end(),
                                            [&](const auto &one) { return QHostAddress(one) == address; });
    if (isItsOwn)
        return {};
    auto all = domains + addresses;
    if (all.isEmpty())
        return QStringLiteral("it names no host: a common name alone does not count");
    std::sort(all.begin(), all.end());
    return QStringLiteral("it is only for %1").arg(listOf(all));
}

QString certificateProblem(const QSslError &error, const QString &host)
{
    const auto name =
        error.error() == QSslError::HostNameMismatch ? nameProblem(error.certificate(), host) : QString();
    return name.isEmpty() ? error.errorString() : name;
}

} // namespace Molotov
