// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// What can be said of the target of a test before load is sent to it.
struct TargetReport
{
    QString host; ///< of the base URL
    bool isAllowed = true; ///< load may be sent to it; else a person must be asked
    QString problem; ///< why it cannot be reached, in a sentence; empty if it can, or was not tried

    bool operator==(const TargetReport &) const = default;
};

} // namespace Molotov
