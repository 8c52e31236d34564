// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadplan.h"
#include "core/model/runmarker.h"

#include <QCoreApplication>
#include <QString>

namespace Molotov {

/// What people read of a marker of a run.
class MarkerWords
{
    Q_DECLARE_TR_FUNCTIONS(MarkerWords)

public:
    /// For a line in a chart: "80 users", "Paused", "+1 min"; of a note its text.
    static QString label(const RunMarker &marker, LoadPlan::Model model);
    /// In full, without a full stop: "From 50 to 80 users within 10 s".
    static QString text(const RunMarker &marker, LoadPlan::Model model);
    /// With its time: "0:12 · From 50 to 80 users within 10 s".
    static QString line(const RunMarker &marker, LoadPlan::Model model);
    /// "80 users", "120/s".
    static QString load(double load, LoadPlan::Model model);
};

} // namespace Molotov
