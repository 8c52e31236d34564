// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/markerwords.h"

#include "core/control/words/format.h"
#include "core/control/words/timetext.h"

namespace Molotov {

namespace {

QString shortTime(std::chrono::microseconds time)
{
    return timeText(std::chrono::round<std::chrono::milliseconds>(time));
}

constexpr int MaxLabelLength = 24;

} // namespace

QString MarkerWords::load(double load, LoadPlan::Model model)
{
    if (model == LoadPlan::Model::Open)
        return tr("%1/s").arg(Format::number(load));
    return Format::counted(qRound64(load), tr("user"), tr("users"));
}

QString MarkerWords::label(const RunMarker &marker, LoadPlan::Model model)
{
    if (!marker.change)
        return marker.note.isEmpty() ? tr("Marker") : Format::oneLine(marker.note, MaxLabelLength);
    switch (marker.change->kind) {
    case LoadChange::Kind::Target:
        return load(marker.change->load, model);
    case LoadChange::Kind::Pause:
        return tr("Paused");
    case LoadChange::Kind::Resume:
        return tr("Resumed");
    case LoadChange::Kind::Extend:
        return QLatin1Char('+') + shortTime(marker.change->time);
    }
    Q_UNREACHABLE();
}

QString MarkerWords::text(const RunMarker &marker, LoadPlan::Model model)
{
    if (!marker.change)
        return marker.note.isEmpty() ? tr("Marker") : Format::oneLine(marker.note, RunMarker::MaxNoteLength);
    const auto &change = *marker.change;
    switch (change.kind) {
    case LoadChange::Kind::Target: {
        const auto before = model == LoadPlan::Model::Open ? load(marker.loadBefore, model)
                                                           : Format::count(qRound64(marker.loadBefore));
        const auto after = load(change.load, model);
        return change.time.count() == 0
                   ? tr("From %1 to %2").arg(before, after)
                   : tr("From %1 to %2 within %3").arg(before, after, shortTime(change.time));
    }
    case LoadChange::Kind::Pause:
        return tr("Paused");
    case LoadChange::Kind::Resume:
        return tr("Resumed");
    case LoadChange::Kind::Extend:
        return tr("Extended by %1").arg(shortTime(change.time));
    }
    Q_UNREACHABLE();
}

QString MarkerWords::line(const RunMarker &marker, LoadPlan::Model model)
{
    return tr("%1 · %2").arg(Format::duration(marker.at), text(marker, model));
}

} // namespace Molotov
