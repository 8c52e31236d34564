// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/trust/trustrules.h"

#include <algorithm>
#include <array>

using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace Molotov {

namespace {

using EvidenceCode = TrustEvidence::Code;

// ---- limits ----

// Of fewer moments the 99th percentile is the maximum: one second, in which there are 100.
constexpr qint64 FewestMoments = 100;
// Failures of this computer are no accident: one in a thousand shows in p99.9.
constexpr double LocalFailures = 0.1;
// Before a line is full, what has to go over it queues up.
constexpr double FullNetwork = 90;
// From here on, TCP slows down by more than a few percent (Mathis et al., 1997: the rate goes with the root
// of the losses), and what was lost waits 200 ms and more.
constexpr double LostSegments = 1;
// Of fewer segments, chance decides.
constexpr qint64 FewestSegments = 1'000;
// One page of 4 kB in 4 ms: each makes a program wait for the disk.
constexpr double SwappedMegabytes = 1;
// Systems begin to take memory away from programs when this much is in use.
constexpr double FullMemory = 97;
// As ScriptRuntime::LongRun: what is shorter is no long run of a script.
constexpr double LongScriptMilliseconds = 10;
// A request of a plain scenario takes 0.02 to 0.1 ms of JavaScript.
constexpr double HeavyScriptMilliseconds = 1;
// Below half of the time, something else keeps the helper busy as well.
constexpr double ScriptShare = 0.5;
// A loop that is so late has no time left: it ends pauses and begins iterations late, too, which makes
// another load than was asked for, however slow the server is.
constexpr microseconds LateLoop = 10ms;
// Less is no lateness, however fast the server is ...
constexpr microseconds OnTime = 1ms;
// ... and more is one when it is this part of the latency: then a figure is another one.
constexpr int LatencyPart = 10;
// An event loop runs on one core. Near all of it, each answer waits for the one before it.
constexpr double FullCore = 90;
// These two explain why a loop is late or a core full; alone they do no harm.
constexpr double NoticeableWait = 10;
constexpr double FullMachine = 90;
// So much waiting makes the time that a script takes say nothing about the script.
constexpr double Starved = 0.2;
// One failure in twenty: then rates and latencies are those of failures to a good part.
constexpr double ServerFailures = 5;
// Three times as long as when it has nothing else to do is no chance.
constexpr double Slowdown = 3;
// Linux sends a request for a connection again after one second: the first one was lost, or the server had
// no room for it.
constexpr double RepeatedConnect = 1000;
// A rate that is off by more can be told from chance in a run of some minutes.
constexpr double MissedStarts = 1;
// Users who do little else than wait for answers would send more if there were more of them.
constexpr double WaitingUsers = 80;
// A quarter of what users wait for is no longer the server's doing.
constexpr double ConnectionPart = 25;

// ---- values ----

double percent(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : 0;
}

double percent(microseconds part, microseconds whole)
{
    return percent(double(part.count()), double(whole.count()));
}

double inMilliseconds(microseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

// What the 99th percentile of the lag may be.
microseconds tolerableLag(const TrustValues &values)
{
    return values.latency.count() > 0 ? std::clamp(values.latency / LatencyPart, OnTime, LateLoop) : LateLoop;
}

bool isTooLate(const TrustValues::Lag &lag, const TrustValues &values)
{
    const auto most = tolerableLag(values);
    return lag.count >= FewestMoments && (lag.p99 > most || lag.p99 >= LateLoop);
}

bool isStarved(const TrustValues &values)
{
    return percent(values.busiest.effort.cpuWait, values.busiest.effort.time) >= 100 * Starved;
}

// Not by scripts; but a script that runs long for want of a core is not to blame.
bool isLate(const TrustValues &values)
{
    return isTooLate(values.ownLag, values) || (isStarved(values) && isTooLate(values.lag, values));
}

double neededCore(const TrustValues &values)
{
    const auto &effort = values.busiest.effort;
    return percent(effort.cpu + effort.cpuWait, effort.time);
}

bool isOutOfTime(const TrustValues &values)
{
    return isLate(values) || neededCore(values) >= FullCore;
}

double busyUsers(const TrustValues &values)
{
    return std::min(100.0, percent(values.waited, values.effort.userTime));
}

// More is wanted of the server than it has given.
bool isPressed(const TrustValues &values)
{
    return busyUsers(values) >= WaitingUsers
           || percent(double(values.dropped + values.late), double(values.iterations)) >= MissedStarts;
}

// Of what the clock says, a part is the waiting for a core.
double scriptTime(const TrustValues &values)
{
    const auto &effort = values.effort;
    const auto onCore = double(effort.cpu.count());
    const auto wanted = double((effort.cpu + effort.cpuWait).count());
    return inMilliseconds(effort.script) * (wanted > 0 ? onCore / wanted : 1);
}

// ---- rules ----

struct Finding
{
    double measured = 0;
    double limit = 0;
    QString name = {};
    int helper = -1;
};
using MaybeFinding = std::optional<Finding>;

MaybeFinding from(double limit, double measured, const QString &name = {})
{
    return measured >= limit ? MaybeFinding({.measured = measured, .limit = limit, .name = name})
                             : std::nullopt;
}

MaybeFinding noPort(const TrustValues &values)
{
    return from(LocalFailures, percent(double(values.effort.withoutPort), double(values.requests)));
}

MaybeFinding networkFull(const TrustValues &values)
{
    return from(FullNetwork, percent(values.machine.network, values.machine.time));
}

MaybeFinding slowConnects(const TrustValues &values)
{
    return values.connect ? from(RepeatedConnect, inMilliseconds(*values.connect)) : std::nullopt;
}

// A server that takes no connections has the first segments of each sent again.
MaybeFinding lostPackets(const TrustValues &values)
{
    const auto &machine = values.machine;
    if (machine.segments < FewestSegments || slowConnects(values))
        return {};
    return from(LostSegments, percent(double(machine.resent), double(machine.segments)));
}

MaybeFinding noMemory(const TrustValues &values)
{
    return from(LocalFailures, percent(double(values.effort.withoutMemory), double(values.requests)));
}

MaybeFinding swapping(const TrustValues &values)
{
    constexpr double Megabyte = 1 << 20;
    const double seconds = inMilliseconds(values.machine.time) / 1000;
    return from(SwappedMegabytes, seconds > 0 ? double(values.machine.swappedIn) / Megabyte / seconds : 0);
}

MaybeFinding littleMemory(const TrustValues &values)
{
    const auto &machine = values.machine;
    return from(FullMemory, percent(double(machine.memory - machine.leastFree), double(machine.memory)));
}

MaybeFinding longScript(const TrustValues &values)
{
    const bool isToBlame = values.longScript && isTooLate(values.lag, values) && !isLate(values);
    if (!isToBlame)
        return {};
    const auto &script = *values.longScript;
    return from(LongScriptMilliseconds, inMilliseconds(script.time),
                script.place.isEmpty() ? script.name
                                       : QStringLiteral("%1 (%2)").arg(script.name, script.place));
}

MaybeFinding heavyScripts(const TrustValues &values)
{
    const auto times = values.requests > 0 ? values.requests : std::max<qint64>(1, values.iterations);
    const bool isToBlame =
        isOutOfTime(values) && scriptTime(values) >= ScriptShare * inMilliseconds(values.effort.cpu);
    if (!isToBlame)
        return {};
    return from(HeavyScriptMilliseconds, scriptTime(values) / double(times), values.busiestScenario);
}

MaybeFinding lateLoop(const TrustValues &values)
{
    if (!isLate(values))
        return {};
    const auto &lag = isTooLate(values.ownLag, values) ? values.ownLag : values.lag;
    return Finding{.measured = inMilliseconds(lag.p99), .limit = inMilliseconds(tolerableLag(values))};
}

MaybeFinding ofHelper(const TrustValues &values, MaybeFinding finding)
{
    if (finding)
        finding->helper = values.busiest.index;
    return finding;
}

MaybeFinding busyHelper(const TrustValues &values)
{
    return ofHelper(values, from(FullCore, neededCore(values)));
}

MaybeFinding waitingHelper(const TrustValues &values)
{
    if (!isOutOfTime(values))
        return {};
    const auto &effort = values.busiest.effort;
    return ofHelper(values, from(NoticeableWait, percent(effort.cpuWait, effort.time)));
}

MaybeFinding busyMachine(const TrustValues &values)
{
    if (!isOutOfTime(values))
        return {};
    return from(FullMachine, percent(values.machine.busy, values.machine.cores));
}

MaybeFinding serverErrors(const TrustValues &values)
{
    const auto own = values.effort.withoutPort + values.effort.withoutMemory;
    const auto failed = std::max<qint64>(0, values.unanswered - own) + values.refused;
    return from(ServerFailures, percent(double(failed), double(values.requests)));
}

MaybeFinding slowServer(const TrustValues &values)
{
    return isPressed(values) ? from(Slowdown, values.slowdown, values.slowEndpoint) : std::nullopt;
}

MaybeFinding droppedStarts(const TrustValues &values)
{
    return from(MissedStarts, percent(double(values.dropped), double(values.iterations)));
}

MaybeFinding lateStarts(const TrustValues &values)
{
    return from(MissedStarts, percent(double(values.late), double(values.iterations)));
}

MaybeFinding fullConnections(const TrustValues &values)
{
    return from(ConnectionPart, percent(values.effort.connectionWait, values.waited));
}

MaybeFinding busyUserTime(const TrustValues &values)
{
    return from(WaitingUsers, busyUsers(values));
}

struct Rule
{
    EvidenceCode code;
    RunLimit limit;
    MaybeFinding (*find)(const TrustValues &);
};

// In their priority; those of one limit stand together.
constexpr std::array Rules{
    Rule{EvidenceCode::NoPort, RunLimit::Network, noPort},
    Rule{EvidenceCode::NetworkFull, RunLimit::Network, networkFull},
    Rule{EvidenceCode::LostPackets, RunLimit::Network, lostPackets},
    Rule{EvidenceCode::NoMemory, RunLimit::Memory, noMemory},
    Rule{EvidenceCode::Swapping, RunLimit::Memory, swapping},
    Rule{EvidenceCode::LittleMemory, RunLimit::Memory, littleMemory},
    Rule{EvidenceCode::LongScript, RunLimit::Scenario, longScript},
    Rule{EvidenceCode::HeavyScripts, RunLimit::Scenario, heavyScripts},
    Rule{EvidenceCode::LateLoop, RunLimit::Cpu, lateLoop},
    Rule{EvidenceCode::BusyHelper, RunLimit::Cpu, busyHelper},
    Rule{EvidenceCode::WaitingHelper, RunLimit::Cpu, waitingHelper},
    Rule{EvidenceCode::BusyMachine, RunLimit::Cpu, busyMachine},
    Rule{EvidenceCode::ServerErrors, RunLimit::Server, serverErrors},
    Rule{EvidenceCode::SlowServer, RunLimit::Server, slowServer},
    Rule{EvidenceCode::SlowConnects, RunLimit::Server, slowConnects},
    Rule{EvidenceCode::DroppedStarts, RunLimit::Settings, droppedStarts},
    Rule{EvidenceCode::LateStarts, RunLimit::Settings, lateStarts},
    Rule{EvidenceCode::FullConnections, RunLimit::Settings, fullConnections},
    Rule{EvidenceCode::BusyUsers, RunLimit::Settings, busyUserTime},
};

// Few users are a load as well. But what was meant to begin and did not makes another load.
bool isOk(const TrustVerdict &verdict)
{
    switch (verdict.limitedBy) {
    case RunLimit::Nothing:
    case RunLimit::Server:
        return true;
    case RunLimit::Settings:
        return std::all_of(verdict.evidence.begin(), verdict.evidence.end(),
                           [](const auto &one) { return one.code == EvidenceCode::BusyUsers; });
    default:
        return false;
    }
}

} // namespace

std::optional<TrustVerdict> judgeTrust(const TrustValues &values)
{
    if (values.lag.count < FewestMoments)
        return std::nullopt;
    TrustVerdict verdict;
    for (const auto &rule : Rules) {
        const auto found = rule.find(values);
        if (!found)
            continue;
        if (verdict.evidence.isEmpty())
            verdict.limitedBy = rule.limit;
        verdict.evidence.append({.code = rule.code,
                                 .measured = found->measured,
                                 .limit = found->limit,
                                 .name = found->name,
                                 .helper = found->helper});
    }
    verdict.isOk = isOk(verdict);
    return verdict;
}

RunLimit limitOf(TrustEvidence::Code code)
{
    return std::find_if(Rules.begin(), Rules.end(), [code](const Rule &rule) { return rule.code == code; })
        ->limit;
}

bool hasEvidence(const std::optional<TrustVerdict> &verdict, TrustEvidence::Code code)
{
    return verdict
           && std::any_of(verdict->evidence.begin(), verdict->evidence.end(),
                          [code](const auto &one) { return one.code == code; });
}

} // namespace Molotov
