// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/markerjson.h"

#include "core/control/results/codes.h"

namespace Molotov {

namespace {

double inSeconds(std::chrono::microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

QJsonObject markerJson(const RunMarker &marker)
{
    QJsonObject object{{QStringLiteral("at_s"), inSeconds(marker.at)},
                       {QStringLiteral("kind"), Codes::ofMarker(marker.change)}};
    if (!marker.note.isEmpty())
        object.insert(QStringLiteral("note"), marker.note);
    if (!marker.change)
        return object;
    object.insert(QStringLiteral("load_before"), marker.loadBefore);
    if (marker.change->kind == LoadChange::Kind::Target) {
        object.insert(QStringLiteral("load"), marker.change->load);
        object.insert(QStringLiteral("ramp_s"), inSeconds(marker.change->time));
    } else if (marker.change->kind == LoadChange::Kind::Extend) {
        object.insert(QStringLiteral("by_s"), inSeconds(marker.change->time));
    }
    return object;
}

} // namespace Molotov
