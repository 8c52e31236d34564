// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Molotov {

/// What kept a run from making more load, or other load, than it did.
enum class RunLimit {
    Nothing, ///< the load was made as it was meant, and the users had time to spare
    Server, ///< it took longer the more was asked of it, or did not answer
    Cpu, ///< of this computer
    Memory, ///< of this computer
    Network, ///< of this computer: ports, descriptors, bandwidth
    Scenario, ///< its own code kept the helpers busy
    Settings, ///< more users or connections would make more load
};
constexpr RunLimit lastEnumerator(RunLimit)
{
    return RunLimit::Settings;
}

/// A rule that found something, with what it found.
struct TrustEvidence
{
    enum class Code {
        NoPort, ///< percent of the requests
        NetworkFull, ///< percent of what the busiest network interface can carry
        LostPackets, ///< percent of the TCP segments, which were sent again
        NoMemory, ///< percent of the requests
        Swapping, ///< MB a second
        LittleMemory, ///< percent of the computer's that are in use
        LongScript, ///< milliseconds; `name`: of the function, and where it is
        HeavyScripts, ///< milliseconds of JavaScript for each request; `name`: of the scenario with the most
        LateLoop, ///< milliseconds that the event loops were late, p99
        BusyHelper, ///< percent of a core that `helper` needed
        WaitingHelper, ///< percent of the time in which `helper` waited for a core
        BusyMachine, ///< percent of all cores
        ServerErrors, ///< percent of the requests without an answer, or with a status of 429 or 500 and above
        SlowServer, ///< the median latency, as so many times that of the fastest; `name`: of the endpoint
        SlowConnects, ///< milliseconds that the server took for a connection, p99
        DroppedStarts, ///< percent of the iterations
        LateStarts, ///< percent of the iterations
        FullConnections, ///< percent of the time of requests in which they waited for a connection of
                         ///< their session
        BusyUsers, ///< percent of the users' time in which they waited for answers
    };

    Code code = Code::NoPort;
    double measured = 0;
    double limit = 0; ///< of the rule
    QString name; ///< as the code says; mostly empty
    int helper = -1; ///< its index, as the code says

    bool operator==(const TrustEvidence &) const = default;
};
constexpr TrustEvidence::Code lastEnumerator(TrustEvidence::Code)
{
    return TrustEvidence::Code::BusyUsers;
}

/// By what the figures of a run, or of a part of it, are limited.
struct TrustVerdict
{
    RunLimit limitedBy = RunLimit::Nothing;
    /// The load was made as it was meant, and what was measured is the server's doing.
    bool isOk = true;
    QList<TrustEvidence> evidence; ///< that of `limitedBy` first

    bool operator==(const TrustVerdict &) const = default;
};

} // namespace Molotov
