// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/recentexchanges.h"
#include "core/model/protocol/messages.h"

#include <QHash>

#include <functional>
#include <vector>

namespace Molotov {

/// Makes samples of failed iterations: the exchanges that led to an error, without secrets. The first few of
/// each group of errors, and so many of a run as this helper's share is.
class ErrorSamples
{
public:
    /// False: it could not be taken now, and counts as none.
    using Sink = std::function<bool(const Protocol::ErrorSample &)>;

    /// `maskedHeaders`: in small letters; their values are secrets, beside those that always are.
    ErrorSamples(const WorkShare &share, QStringList maskedHeaders, Sink sink);

    /// Whether there is room for a sample of this group.
    bool wants(int group) const { return m_left > 0 && m_ofGroup.value(group) < Protocol::MaxSamplesOfGroup; }
    /// `sample`: all but the exchanges, whose times are of a clock that was 0 at `runBegan`.
    void add(int group, Protocol::ErrorSample sample, const std::vector<RecentExchange> &exchanges,
             std::chrono::microseconds runBegan);

private:
    bool isSecret(const QByteArray &name) const;

    QStringList m_maskedHeaders;
    Sink m_sink;
    int m_left = 0;
    QHash<int, int> m_ofGroup; // samples of each
};

} // namespace Molotov
