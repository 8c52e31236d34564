// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/metrics.h"

#include <QList>

namespace Molotov {

/// Some seconds of a run that follow each other.
struct SecondSpan
{
    int from = 0;
    int to = 0; ///< the first that is no longer in it

    bool operator==(const SecondSpan &) const = default;
};

/// The times of a run in which its figures cannot be trusted. Points may be of several seconds each; they
/// last until the next one.
QList<SecondSpan> doubtfulSpans(const QList<SeriesPoint> &points);

} // namespace Molotov
