// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QList>
#include <QString>

#include <chrono>
#include <tuple>

namespace Molotov {

/// A part of a run: in its time the load goes to `load`.
struct LoadStage
{
    std::chrono::milliseconds time{0};
    double load = 0; ///< users, or iterations a second

    bool operator==(const LoadStage &) const = default;
    static constexpr auto fields() { return std::make_tuple(&LoadStage::time, &LoadStage::load); }
};

/// Stages as people write them. The errors say what to write.
///
///     stages = stage *( "," stage )
///     stage  = time ":" load
///     time   = number [ "ms" / "s" / "m" / "min" / "h" ]   ; seconds without a unit
///     load   = number                                      ; of users: a whole one
///     rate   = number [ "/s" / "/m" / "/min" / "/h" ]      ; a second without a unit
class LoadStages
{
public:
    /// "30s:10,1m:50": users.
    static Result<QList<LoadStage>> parseUsers(const QString &text);
    /// "30s:10/s,1m:50/s": iterations a second. One rate without a time, "100/s", makes one stage whose time
    /// is 0: it is for the whole run.
    static Result<QList<LoadStage>> parseRates(const QString &text);
};

} // namespace Molotov
