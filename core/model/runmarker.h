// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/loadchange.h"

#include <QString>

#include <chrono>
#include <optional>

namespace Molotov {

/// A moment of a run that a person has marked with a note, or at which the load was changed.
struct RunMarker
{
    static constexpr int MaxNoteLength = 500; ///< characters

    std::chrono::microseconds at{0}; ///< of the run
    std::optional<LoadChange> change; ///< none: it is only a note
    double loadBefore = 0; ///< what load was meant until then; only with a change
    QString note; ///< mostly empty with a change

    bool operator==(const RunMarker &) const = default;
};

} // namespace Molotov
