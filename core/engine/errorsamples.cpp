// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/errorsamples.h"

#include "core/engine/boundedtext.h"
#include "core/engine/errorlog.h"
#include "core/engine/sampledexchange.h"

#include <utility>

using std::chrono::microseconds;

namespace Molotov {

namespace {

int shareOf(const WorkShare &share)
{
    const int more = share.index < Protocol::MaxSamplesOfRun % share.count ? 1 : 0;
    return Protocol::MaxSamplesOfRun / share.count + more;
}

} // namespace

ErrorSamples::ErrorSamples(const WorkShare &share, QStringList maskedHeaders, Sink sink)
    : m_maskedHeaders(std::move(maskedHeaders))
    , m_sink(std::move(sink))
    , m_left(shareOf(share))
{
}

void ErrorSamples::add(int group, Protocol::ErrorSample sample, const std::vector<RecentExchange> &exchanges,
                       microseconds runBegan)
{
    sample.message = boundedText(sample.message, ErrorLog::MaxMessage);
    const SampleRules rules{.began = runBegan,
                            .isSecret = [this](const auto &name) { return isSecret(name); }};
    for (const auto &exchange : exchanges)
        sample.exchanges.append(toSample(exchange, rules));
    if (!m_sink(sample))
        return;
    --m_left;
    ++m_ofGroup[group];
}

bool ErrorSamples::isSecret(const QByteArray &name) const
{
    const auto lower = name.toLower();
    return lower == "authorization" || lower == "proxy-authorization" || lower == "cookie"
           || lower == "set-cookie" || m_maskedHeaders.contains(QString::fromLatin1(lower));
}

} // namespace Molotov
