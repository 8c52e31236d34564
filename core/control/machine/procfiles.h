// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/machine/machineprobe.h"

#include <QByteArray>

#include <functional>

/// What Linux tells in its files.
namespace Molotov::ProcFiles {

/// Of /proc/stat, whose times are in ticks, `perSecond` of them: `cores` and `idle`.
void readCores(const QByteArray &stat, qint64 perSecond, MachineCounters &counters);
/// Of /proc/meminfo: `memory` and `freeMemory`.
void readMemory(const QByteArray &meminfo, MachineCounters &counters);
/// Of /proc/vmstat: `swappedIn`.
void readSwap(const QByteArray &vmstat, qint64 pageSize, MachineCounters &counters);
/// Of /proc/net/snmp: `segments` and `resent`.
void readSegments(const QByteArray &snmp, MachineCounters &counters);
/// Of /proc/net/dev: `network`. `speedOf` says how many megabits a second an interface carries each way; 0 =
/// not known.
void readNetwork(const QByteArray &dev, const std::function<qint64(const QByteArray &)> &speedOf,
                 MachineCounters &counters);

} // namespace Molotov::ProcFiles
