// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/machine/procfiles.h"

#include <QList>

#include <algorithm>

using std::chrono::microseconds;

namespace Molotov::ProcFiles {

namespace {

// The number of a line that begins with this name.
qint64 valueOf(const QByteArray &text, const QByteArray &name)
{
    const auto lines = text.split('\n');
    for (const auto &line : lines) {
        if (line.startsWith(name))
            return line.mid(name.size()).simplified().split(' ').constFirst().toLongLong();
    }
    return 0;
}

} // namespace

// https://docs.kernel.org/filesystems/proc.html: user, nice, system, idle, iowait, irq, softirq, steal; the
// times of guests, which follow, are in user already.
void readCores(const QByteArray &stat, qint64 perSecond, MachineCounters &counters)
{
    constexpr qsizetype Kinds = 8;
    constexpr qsizetype Idle = 3;
    constexpr qsizetype Iowait = 4;
    if (!stat.startsWith("cpu ") || perSecond <= 0)
        return;
    const auto words = stat.left(stat.indexOf('\n')).simplified().split(' ').mid(1, Kinds);
    const auto timeOf = [perSecond](qint64 ticks) { return microseconds(ticks * 1'000'000 / perSecond); };
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto time = timeOf(words.at(i).toLongLong());
        counters.cores += time;
        if (i == Idle || i == Iowait)
            counters.idle += time;
    }
}

void readMemory(const QByteArray &meminfo, MachineCounters &counters)
{
    counters.memory = valueOf(meminfo, "MemTotal:") * 1024;
    counters.freeMemory = valueOf(meminfo, "MemAvailable:") * 1024;
}

void readSwap(const QByteArray &vmstat, qint64 pageSize, MachineCounters &counters)
{
    counters.swappedIn = valueOf(vmstat, "pswpin ") * pageSize;
}

// A line is "eth0: bytes … (8 columns of what came in) bytes … (8 of what went out)".
// Of each protocol there is a line of names and one of values.
void readSegments(const QByteArray &snmp, MachineCounters &counters)
{
    QList<QByteArrayList> lines;
    for (const auto &line : snmp.split('\n')) {
        if (line.startsWith("Tcp:"))
            lines.append(line.simplified().split(' '));
    }
    if (lines.size() < 2)
        return;
    const auto valueOf = [&lines](const char *name) {
        const auto column = lines.first().indexOf(name);
        return column < 0 ? 0 : lines.at(1).value(column).toLongLong();
    };
    counters.segments = valueOf("OutSegs");
    counters.resent = valueOf("RetransSegs");
}

void readNetwork(const QByteArray &dev, const std::function<qint64(const QByteArray &)> &speedOf,
                 MachineCounters &counters)
{
    constexpr qsizetype SentColumn = 8;
    const auto lines = dev.split('\n');
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const auto columns = line.mid(colon + 1).simplified().split(' ');
        const auto speed = speedOf(line.left(colon).trimmed());
        if (speed <= 0 || columns.size() <= SentColumn)
            continue;
        // Megabits a second are bits a microsecond.
        for (const auto column : {qsizetype(0), SentColumn})
            counters.network =
                std::max(counters.network, microseconds(columns.at(column).toLongLong() / speed * 8));
    }
}

} // namespace Molotov::ProcFiles
