// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

namespace Molotov {

namespace Protocol {
struct MetricsDelta;
}

/// What no sound helper would report; empty if there is nothing. `scenarios`: how many there are; `now` since
/// the start of the run.
QString problemOf(const Protocol::MetricsDelta &delta, qsizetype scenarios, std::chrono::microseconds now);

} // namespace Molotov
