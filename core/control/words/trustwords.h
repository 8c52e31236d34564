// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/trust.h"

#include <QCoreApplication>
#include <QStringList>

#include <chrono>

namespace Molotov {

/// The verdict of trust as people read it. All of it may hold names that a script has given.
class TrustWords
{
    Q_DECLARE_TR_FUNCTIONS(TrustWords)

public:
    /// "this computer's CPU"
    static QString limit(RunLimit limit);
    /// "Limited by: this computer's CPU"
    static QString line(const TrustVerdict &verdict);
    /// What was found, in a sentence.
    static QString evidence(const TrustEvidence &evidence);
    /// What it means and what to do next.
    static QString advice(const TrustVerdict &verdict);
    /// The evidence of what limits the run, and the advice: one sentence each.
    static QStringList reasons(const TrustVerdict &verdict);
    /// The evidence of other limits, which matter when the first one is gone.
    static QStringList others(const TrustVerdict &verdict);
    /// What totals are without.
    static QString leftOut(std::chrono::microseconds time);
    /// All of it, as paragraphs.
    static QString details(const TrustVerdict &verdict);
};

} // namespace Molotov
