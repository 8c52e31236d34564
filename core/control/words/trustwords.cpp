// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/words/trustwords.h"

#include "core/control/trust/trustrules.h"
#include "core/control/words/format.h"
#include "core/control/words/runwords.h"
#include "core/control/words/timetext.h"

#include <QLocale>

#include <cmath>

namespace Molotov {

namespace {

using EvidenceCode = TrustEvidence::Code;

QString percent(double part)
{
    const int decimals = part < 10 ? 1 : 0;
    return QLocale().toString(part, 'f', decimals) + QStringLiteral(" %");
}

QString time(double milliseconds)
{
    return Format::latency(std::chrono::microseconds(std::llround(milliseconds * 1000)));
}

QString helperOf(const TrustEvidence &evidence)
{
    return evidence.helper >= 0 ? RunWords::helper(evidence.helper, 0) : TrustWords::tr("A helper");
}

bool has(const TrustVerdict &verdict, EvidenceCode code)
{
    return hasEvidence(verdict, code);
}

QString adviceOnNetwork(const TrustVerdict &verdict)
{
    if (!has(verdict, EvidenceCode::NoPort))
        return TrustWords::tr("Use a faster network, or more computers.");
    return TrustWords::tr("Keep connections alive, use fewer workers, or let the system have more ports and "
                          "open files.");
}

QString adviceOnSettings(const TrustVerdict &verdict)
{
    if (has(verdict, EvidenceCode::DroppedStarts))
        return TrustWords::tr("The load was less than the rate says: raise the most users, or lower the "
                              "rate.");
    if (has(verdict, EvidenceCode::LateStarts))
        return TrustWords::tr(
            "The load was less than the pacing says: use more workers and a longer pacing.");
    if (has(verdict, EvidenceCode::FullConnections))
        return TrustWords::tr(
            "Response times hold this waiting, latencies do not. Raise maxConnections of the sessions.");
    return TrustWords::tr("The server may have time to spare: more workers would make more load.");
}

} // namespace

QString TrustWords::limit(RunLimit limit)
{
    switch (limit) {
    case RunLimit::Nothing:
        return tr("nothing");
    case RunLimit::Server:
        return tr("the server");
    case RunLimit::Cpu:
        return tr("this computer’s CPU");
    case RunLimit::Memory:
        return tr("this computer’s memory");
    case RunLimit::Network:
        return tr("this computer’s network");
    case RunLimit::Scenario:
        return tr("the scenario’s own code");
    case RunLimit::Settings:
        return tr("the test’s settings");
    }
    Q_UNREACHABLE();
}

QString TrustWords::line(const TrustVerdict &verdict)
{
    return tr("Limited by: %1").arg(limit(verdict.limitedBy));
}

QString TrustWords::evidence(const TrustEvidence &evidence)
{
    const double measured = evidence.measured;
    switch (evidence.code) {
    case EvidenceCode::NoPort:
        return tr("%1 of the requests were not sent: there was no port, descriptor or memory for a "
                  "connection.")
            .arg(percent(measured));
    case EvidenceCode::NetworkFull:
        return tr("The busiest network interface carried %1 of what it can.").arg(percent(measured));
    case EvidenceCode::LostPackets:
        return tr("%1 of the TCP segments of this computer were lost and sent again.").arg(percent(measured));
    case EvidenceCode::NoMemory:
        return tr("There was no memory for the answers of %1 of the requests.").arg(percent(measured));
    case EvidenceCode::Swapping:
        return tr("%1 MB a second were read back from the disk for want of memory.")
            .arg(Format::number(measured));
    case EvidenceCode::LittleMemory:
        return tr("%1 of the memory were in use.").arg(percent(measured));
    case EvidenceCode::LongScript:
        return tr("A script ran %1 without await, and all else in its process waited: %2.")
            .arg(time(measured), evidence.name);
    case EvidenceCode::HeavyScripts:
        return evidence.name.isEmpty()
                   ? tr("JavaScript took %1 for each request.").arg(time(measured))
                   : tr("JavaScript took %1 for each request, most of it in the scenario “%2”.")
                         .arg(time(measured), evidence.name);
    case EvidenceCode::LateLoop:
        return tr("What was due in a helper waited up to %1 (p99); more than %2 is too late.")
            .arg(time(measured), time(evidence.limit));
    case EvidenceCode::BusyHelper:
        return tr("%1 needed %2 of a core.").arg(helperOf(evidence), percent(measured));
    case EvidenceCode::WaitingHelper:
        return tr("%1 waited for a core %2 of the time.").arg(helperOf(evidence), percent(measured));
    case EvidenceCode::BusyMachine:
        return tr("All programs together kept %1 of the cores busy.").arg(percent(measured));
    case EvidenceCode::ServerErrors:
        return tr("%1 of the requests had no answer, or a status of 429 or 5xx.").arg(percent(measured));
    case EvidenceCode::SlowServer:
        return tr("The median latency of %2 is %1 times that of its fastest answer.")
            .arg(Format::rate(measured), evidence.name);
    case EvidenceCode::SlowConnects:
        return tr("Connections took up to %1 (p99): the first try was lost.").arg(time(measured));
    case EvidenceCode::DroppedStarts:
        return tr("%1 of the iterations were dropped, as no user was free.").arg(percent(measured));
    case EvidenceCode::LateStarts:
        return tr("%1 of the iterations began later than the pacing says.").arg(percent(measured));
    case EvidenceCode::FullConnections:
        return tr("Requests spent %1 of their time waiting for a connection of their session.")
            .arg(percent(measured));
    case EvidenceCode::BusyUsers:
        return tr("Users waited for answers %1 of their time.").arg(percent(measured));
    }
    Q_UNREACHABLE();
}

QString TrustWords::advice(const TrustVerdict &verdict)
{
    switch (verdict.limitedBy) {
    case RunLimit::Nothing:
        return tr("The load was made as it was meant.");
    case RunLimit::Server:
        return tr("The figures are the server’s: look there for what takes the time.");
    case RunLimit::Cpu:
        return tr("Latencies may hold a part of this. Use more processes while there are cores for them, "
                  "fewer workers, or a computer that has nothing else to do.");
    case RunLimit::Memory:
        return tr("Use fewer workers, or do not keep bodies (discard: true).");
    case RunLimit::Network:
        return adviceOnNetwork(verdict);
    case RunLimit::Scenario:
        return tr("Requests went out late, and latencies may hold a part of this. Let the script do less "
                  "between requests, or use more processes.");
    case RunLimit::Settings:
        return adviceOnSettings(verdict);
    }
    Q_UNREACHABLE();
}

QStringList TrustWords::reasons(const TrustVerdict &verdict)
{
    QStringList sentences;
    for (const auto &one : verdict.evidence) {
        if (limitOf(one.code) == verdict.limitedBy)
            sentences += evidence(one);
    }
    return sentences + QStringList{advice(verdict)};
}

QStringList TrustWords::others(const TrustVerdict &verdict)
{
    QStringList sentences;
    for (const auto &one : verdict.evidence) {
        if (limitOf(one.code) != verdict.limitedBy)
            sentences += evidence(one);
    }
    return sentences;
}

QString TrustWords::leftOut(std::chrono::microseconds time)
{
    return tr("All totals are without %1 in which the figures could not be trusted; errors and goals are of "
              "the whole "
              "run.")
        .arg(timeText(std::chrono::duration_cast<std::chrono::milliseconds>(time)));
}

QString TrustWords::details(const TrustVerdict &verdict)
{
    QStringList paragraphs{line(verdict), reasons(verdict).join(QLatin1Char(' '))};
    if (const auto more = others(verdict); !more.isEmpty())
        paragraphs += tr("Behind that: %1").arg(more.join(QLatin1Char(' ')));
    return paragraphs.join(QStringLiteral("\n\n"));
}

} // namespace Molotov
