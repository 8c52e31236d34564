// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/machine/machineprobe.h"
#include "core/control/machine/procfiles.h"

#include <QFile>

#include <unistd.h>

#ifdef Q_OS_MACOS
#include <mach/mach.h>
#endif

namespace Molotov {

#ifdef Q_OS_MACOS

MachineCounters MachineCounters::now()
{
    MachineCounters counters;
    host_cpu_load_info_data_t load{};
    mach_msg_type_number_t count = HOST_CPU_LOAD_INFO_COUNT;
    if (host_statistics(mach_host_self(), HOST_CPU_LOAD_INFO, reinterpret_cast<host_info_t>(&load), &count)
        != KERN_SUCCESS)
        return counters;
    const auto timeOf = [perSecond = sysconf(_SC_CLK_TCK)](natural_t ticks) {
        return std::chrono::microseconds(qint64(ticks) * 1'000'000 / perSecond);
    };
    for (int state = 0; state < CPU_STATE_MAX; ++state)
        counters.cores += timeOf(load.cpu_ticks[state]);
    counters.idle = timeOf(load.cpu_ticks[CPU_STATE_IDLE]);
    return counters;
}

#else

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 speedOf(const QByteArray &interface)
{
    return read(QStringLiteral("/sys/class/net/%1/speed").arg(QString::fromUtf8(interface)))
        .trimmed()
        .toLongLong();
}

} // namespace

// All of it is empty where there is no /proc.
MachineCounters MachineCounters::now()
{
    MachineCounters counters;
    ProcFiles::readCores(read(QStringLiteral("/proc/stat")), sysconf(_SC_CLK_TCK), counters);
    ProcFiles::readMemory(read(QStringLiteral("/proc/meminfo")), counters);
    ProcFiles::readSwap(read(QStringLiteral("/proc/vmstat")), sysconf(_SC_PAGESIZE), counters);
    ProcFiles::readSegments(read(QStringLiteral("/proc/net/snmp")), counters);
    ProcFiles::readNetwork(read(QStringLiteral("/proc/net/dev")), speedOf, counters);
    return counters;
}

#endif

} // namespace Molotov
