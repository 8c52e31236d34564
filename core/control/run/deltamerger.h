// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"

#include <QHash>

#include <utility>

namespace Molotov {

/// Adds up deltas, of one helper or of several, to one that says the same as all of them. Lists keep the
/// order in which names first appeared.
///
/// What cannot be added up is left out: errors, long scripts and the three times of a delta.
class DeltaMerger
{
public:
    /// A delta whose numbers have been checked.
    void add(const Protocol::MetricsDelta &delta);
    const Protocol::MetricsDelta &sum() const { return m_sum; }

private:
    using EndpointIndexes = QHash<std::pair<QString, QString>, qsizetype>; // by method and name
    using NameIndexes = QHash<QString, qsizetype>;

    static void add(const QList<Protocol::EndpointDelta> &deltas, QList<Protocol::EndpointDelta> &sums,
                    EndpointIndexes &indexes);

    Protocol::MetricsDelta m_sum;
    EndpointIndexes m_endpoints;
    EndpointIndexes m_fixtures;
    QHash<int, qsizetype> m_scenarios;
    NameIndexes m_steps;
    NameIndexes m_checks;
    NameIndexes m_counters;
    NameIndexes m_trends;
    NameIndexes m_gauges;
};

/// The part of a delta between two fractions of its time (0 … 1): so much of each count, rounded so that the
/// parts of a delta add up to it. Distributions are in the part that holds the middle, as a whole.
Protocol::MetricsDelta partOf(const Protocol::MetricsDelta &delta, double from, double to);

} // namespace Molotov
