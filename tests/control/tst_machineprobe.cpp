// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/machine/machineprobe.h"
#include "core/control/machine/procfiles.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestMachineProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTimesOfCores()
    {
        MachineCounters counters;
        ProcFiles::readCores("cpu  100 20 30 700 50 1 2 7 40 0\ncpu0 50 10 15 350 25 0 1 3 20 0\n", 100,
                             counters);
        QCOMPARE(counters.cores, 9'100ms); // without those of guests, which are a part of the first
        QCOMPARE(counters.idle, 7'500ms);
    }

    void readsMemory()
    {
        MachineCounters counters;
        ProcFiles::readMemory("MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:    4096 kB\n",
                              counters);
        QCOMPARE(counters.memory, 16LL << 20);
        QCOMPARE(counters.freeMemory, 4LL << 20);
        ProcFiles::readSwap("pgpgin 7\npswpin 3\npswpout 9\n", 4096, counters);
        QCOMPARE(counters.swappedIn, 3 * 4096);
    }

    // 100 megabits a second are 12.5 bytes a microsecond.
    void readsTheBusiestNetwork()
    {
        MachineCounters counters;
        ProcFiles::readNetwork(
            "Inter-|   Receive      |  Transmit\n"
            " face |bytes packets errs drop fifo frame compressed multicast|bytes packets\n"
            "    lo: 99999999 1 0 0 0 0 0 0 99999999 1 0 0 0 0 0 0\n"
            "  eth0: 125000 1 0 0 0 0 0 0 1250000 1 0 0 0 0 0 0\n"
            "  eth1:1250 1 0 0 0 0 0 0 12500 1 0 0 0 0 0 0\n",
            [](const QByteArray &name) { return name == "lo" ? 0 : 100; }, counters);
        QCOMPARE(counters.network, 100ms);
    }

    void rubbishIsNothing()
    {
        MachineCounters counters;
        ProcFiles::readCores({}, 100, counters);
        ProcFiles::readCores("cpu\n", 100, counters);
        ProcFiles::readCores("cpu  1 2 3\n", 0, counters);
        ProcFiles::readMemory("MemTotal\n\n:\n", counters);
        ProcFiles::readSwap("pswpin", 4096, counters);
        ProcFiles::readNetwork(
            "eth0:\neth0: x y\n:", [](const QByteArray &) { return 1; }, counters);
        QCOMPARE(counters, MachineCounters());
    }

    void readsWhatTcpSentAgain()
    {
        MachineCounters counters;
        ProcFiles::readSegments(
            "Ip: Forwarding\nIp: 2\nTcp: RtoMin OutSegs RetransSegs InErrs\nTcp: 200 900 12 0\n"
            "Udp: OutSegs\nUdp: 5\n",
            counters);
        QCOMPARE(counters.segments, 900);
        QCOMPARE(counters.resent, 12);
        MachineCounters nothing;
        ProcFiles::readSegments("Tcp: OutSegs\n", nothing);
        ProcFiles::readSegments("Tcp: OutSegs RetransSegs\nTcp: 1\n", nothing);
        QCOMPARE(nothing.resent, 0);
    }

    void tellsWhatWasDoneBetween()
    {
        const MachineCounters before{
            .cores = 10s, .idle = 8s, .network = 1s, .memory = 100, .freeMemory = 50, .swappedIn = 7};
        const MachineCounters after{.cores = 12s,
                                    .idle = 8'500ms,
                                    .network = 1'250ms,
                                    .memory = 100,
                                    .freeMemory = 40,
                                    .swappedIn = 9};
        const auto use = useBetween(before, after, 1s);
        QCOMPARE(use, (MachineUse{.cores = 2s,
                                  .busy = 1'500ms,
                                  .time = 1s,
                                  .network = 250ms,
                                  .memory = 100,
                                  .leastFree = 40,
                                  .swappedIn = 2}));
        QCOMPARE(useBetween(after, before, 1s).busy, 0s); // a core is gone
    }

    void addsUpTimesThatFollowEachOther()
    {
        MachineUse sum;
        sum.add({.time = 1s}); // memory not known
        sum.add({.cores = 2s,
                 .busy = 1s,
                 .time = 1s,
                 .network = 5ms,
                 .memory = 100,
                 .leastFree = 40,
                 .swappedIn = 1});
        sum.add({.cores = 2s,
                 .busy = 2s,
                 .time = 1s,
                 .network = 6ms,
                 .memory = 100,
                 .leastFree = 60,
                 .swappedIn = 2});
        QCOMPARE(sum, (MachineUse{.cores = 4s,
                                  .busy = 3s,
                                  .time = 3s,
                                  .network = 11ms,
                                  .memory = 100,
                                  .leastFree = 40,
                                  .swappedIn = 3}));
    }

    void measuresThisComputer()
    {
#ifdef Q_OS_LINUX
        MachineProbe probe;
        probe.start(1s);
        QTest::qWait(50);
        const auto use = probe.take(2s);
        QCOMPARE(use.time, 1s);
        QCOMPARE(probe.takenAt(), 2s);
        QVERIFY(use.busy >= 0s && use.busy <= use.cores);
        QVERIFY(use.leastFree > 0 && use.leastFree <= use.memory);
#else
        QSKIP("Not every system tells.");
#endif
    }
};

QTEST_GUILESS_MAIN(TestMachineProbe)
#include "tst_machineprobe.moc"
