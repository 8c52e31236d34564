// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/rampup.h"

#include "core/model/workshare.h"

#include <QtGlobal>

namespace Molotov {

std::chrono::microseconds startOffset(const WorkShare &share, int position, std::chrono::milliseconds rampUp)
{
    const auto total = qint64(share.count) * share.workers;
    const auto turn = qint64(position) * share.count + share.index;
    return std::chrono::microseconds(rampUp) * turn / total;
}

} // namespace Molotov
