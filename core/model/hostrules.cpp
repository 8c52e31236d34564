// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/hostrules.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Molotov {

namespace {

// Whether it really is one is up to whoever connects to it.
bool looksLikeIpv6(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(?=.*:.*:)[0-9A-Fa-f:.]+$"));
    return pattern.match(text).hasMatch();
}

QString withoutBrackets(const QString &text)
{
    const bool hasBrackets = text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']'));
    return hasBrackets ? text.mid(1, text.size() - 2) : text;
}

} // namespace

QStringList addressOrderNames()
{
    return {QStringLiteral("first"), QStringLiteral("rotate"), QStringLiteral("random")};
}

QString hostInAscii(const QString &text)
{
    static const QRegularExpression name(
        QStringLiteral("^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?$"));
    const auto bare = withoutBrackets(text);
    if (looksLikeIpv6(bare))
        return bare.toLower();
    // Qt's own conversion refuses underscores, which names of containers have.
    const auto lower = text.toLower();
    if (name.match(lower).hasMatch())
        return lower;
    const auto ascii = QString::fromLatin1(QUrl::toAce(text)).toLower();
    return name.match(ascii).hasMatch() ? ascii : QString();
}

std::optional<HostTarget> HostTarget::parse(const QString &text)
{
    if (auto host = hostInAscii(text); !host.isEmpty())
        return HostTarget{.host = std::move(host)};
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon < 0)
        return std::nullopt;
    static const QRegularExpression digits(QStringLiteral("^[0-9]+$"));
    const auto portText = text.mid(colon + 1);
    const auto port = portText.toUShort();
    auto host = hostInAscii(text.left(colon));
    if (host.isEmpty() || port == 0 || !digits.match(portText).hasMatch())
        return std::nullopt;
    return HostTarget{.host = std::move(host), .port = port};
}

QString hostPatternInAscii(const QString &text)
{
    if (!text.startsWith(QLatin1String("*.")))
        return hostInAscii(text);
    const auto below = hostInAscii(text.mid(2));
    return below.isEmpty() || looksLikeIpv6(below) ? QString() : QLatin1String("*.") + below;
}

HostRules::HostRules(const QMap<QString, QString> &targets, const QStringList &allowed)
{
    for (const auto &text : allowed) {
        const auto pattern = hostPatternInAscii(text);
        if (pattern.startsWith(QLatin1Char('*')))
            m_allowedEnds.append(pattern.mid(1));
        else if (!pattern.isEmpty())
            m_allowed.insert(pattern);
    }
    for (auto it = targets.begin(); it != targets.end(); ++it) {
        const auto host = hostInAscii(it.key());
        if (auto target = HostTarget::parse(it.value()); target && !host.isEmpty())
            m_targets.insert(host, *std::move(target));
    }
}

const HostTarget *HostRules::targetOf(const QString &host) const
{
    const auto found = m_targets.constFind(host);
    return found == m_targets.constEnd() ? nullptr : &*found;
}

bool HostRules::allows(const QString &host) const
{
    const QLatin1String local("localhost");
    return m_allowed.contains(host) || host == local || host.endsWith(QLatin1String(".localhost"))
           || std::any_of(m_allowedEnds.begin(), m_allowedEnds.end(),
                          [&](const QString &end) { return host.size() > end.size() && host.endsWith(end); });
}

} // namespace Molotov
