// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadstages.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

/// The parts of stages as people write them, read and written; loadstages.h has the grammar.
class StageText
{
public:
    static std::optional<std::chrono::milliseconds> time(const QString &text);
    static std::optional<double> users(const QString &text);
    /// Iterations a second.
    static std::optional<double> rate(const QString &text);

    /// In the largest unit that needs no decimals: "90s", "2m", "1500ms".
    static QString ofTime(std::chrono::milliseconds time);
    /// "10".
    static QString ofUsers(double users);
    /// "2.5/s".
    static QString ofRate(double rate);
    /// "30s:10,1m:50".
    static QString ofUserStages(const QList<LoadStage> &stages);
    /// "30s:10/s,1m:50/s".
    static QString ofRateStages(const QList<LoadStage> &stages);
};

} // namespace Molotov
