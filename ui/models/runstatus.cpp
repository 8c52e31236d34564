// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runstatus.h"

#include "ui/format.h"
#include "ui/models/timetext.h"

#include <QFileInfo>

#include <algorithm>

namespace Molotov {

using std::chrono::microseconds;

namespace {

bool isDead(const HelperMetrics &helper)
{
    return helper.end != HelperEnd::Running && helper.end != HelperEnd::Finished;
}

} // namespace

void RunStatus::prepare(const Profile &profile)
{
    *this = RunStatus();
    m_profile = profile;
}

void RunStatus::setSnapshot(const Snapshot &snapshot)
{
    m_elapsed = snapshot.elapsed;
    m_successes = snapshot.iterationsOk;
    m_failures = snapshot.iterationsFailed;
    m_activeWorkers = snapshot.activeWorkers;
    m_loopLag = snapshot.loopLag;
    m_ownLag = snapshot.ownLag.max;
    m_isLate = isLateItself(snapshot);
    m_lateByScript = isLateByScript(snapshot) ? snapshot.longScript : std::nullopt;
    m_sizing = snapshot.sizing;
    m_aliveProcesses =
        int(std::count_if(snapshot.helpers.begin(), snapshot.helpers.end(),
                          [](const HelperMetrics &helper) { return helper.end == HelperEnd::Running; }));
    m_silentProcesses = int(std::count_if(snapshot.helpers.begin(), snapshot.helpers.end(),
                                          [](const HelperMetrics &helper) { return helper.isSilent; }));
    m_deadProcesses = int(std::count_if(snapshot.helpers.begin(), snapshot.helpers.end(), isDead));
}

void RunStatus::setOutcome(const RunOutcome &outcome)
{
    setSnapshot(outcome.last);
    m_end = outcome.end;
    m_reason = outcome.reason;
    m_hasTooManyFailures = outcome.hasTooManyFailures();
    m_state = outcome.end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished;
}

double RunStatus::progress() const
{
    if (m_end == RunOutcome::End::Finished)
        return 1;
    const double known = m_profile.sizing ? sizingProgress() : std::max(durationProgress(), runsProgress());
    return std::clamp(known, 0.0, 1.0);
}

std::optional<microseconds> RunStatus::remaining() const
{
    if (m_state != RunState::Running || m_profile.sizing)
        return {};
    const microseconds byDuration = std::max(microseconds(0), microseconds(m_profile.duration) - m_elapsed);
    if (runsProgress() <= durationProgress())
        return byDuration;
    const double part = std::min(runsProgress(), 1.0);
    return microseconds(qint64(double(m_elapsed.count()) * (1 - part) / part));
}

RunStatus::Tone RunStatus::tone() const
{
    switch (m_state) {
    case RunState::Idle:
        return Tone::Neutral;
    case RunState::Compiling:
    case RunState::Starting:
    case RunState::Stopping:
        return Tone::Busy;
    case RunState::Running:
        return m_deadProcesses + m_silentProcesses > 0 ? Tone::Warning : Tone::Busy;
    case RunState::Finished:
        if (m_hasTooManyFailures)
            return Tone::Bad;
        // What the test found; that this computer was late is said, and no finding.
        if (m_sizing && m_sizing->verdict != SizingResult::Verdict::NotFinished && m_deadProcesses == 0)
            return Tone::Good; // failures are what it was looking for
        return m_failures > 0 || m_deadProcesses > 0 || !m_reason.isEmpty() ? Tone::Warning : Tone::Good;
    case RunState::Failed:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

QString RunStatus::headline() const
{
    switch (m_state) {
    case RunState::Idle:
        return m_obstacle.isEmpty() ? tr("Ready") : tr("Not ready yet");
    case RunState::Compiling:
        return tr("Compiling…");
    case RunState::Starting:
        return totalProcesses() == 1 ? tr("Starting one process…")
                                     : tr("Starting %1 processes…").arg(Format::count(totalProcesses()));
    case RunState::Running:
        return tr("Running");
    case RunState::Stopping:
        return tr("Stopping…");
    case RunState::Finished:
        return m_end == RunOutcome::End::Stopped ? tr("Stopped") : tr("Finished");
    case RunState::Failed:
        return tr("Failed");
    }
    Q_UNREACHABLE();
}

QString RunStatus::detail() const
{
    switch (m_state) {
    case RunState::Idle:
        return m_obstacle.isEmpty() ? invitation() : m_obstacle;
    case RunState::Compiling:
    case RunState::Starting:
        return QFileInfo(m_profile.scenarioFile).fileName();
    case RunState::Running:
        return runningDetail();
    case RunState::Stopping:
        if (m_activeWorkers <= 0)
            return {};
        return m_activeWorkers == 1
                   ? tr("Waiting for one worker to finish, up to 10 s.")
                   : tr("Waiting for %1 workers to finish, up to 10 s.").arg(Format::count(m_activeWorkers));
    case RunState::Finished:
        return endDetail();
    case RunState::Failed:
        return m_reason;
    }
    Q_UNREACHABLE();
}

QString RunStatus::runningDetail() const
{
    if (m_silentProcesses == 1)
        return tr("One process does not answer; it is ended when it stays silent.");
    if (m_silentProcesses > 1)
        return tr("%1 processes do not answer; they are ended when they stay silent.").arg(m_silentProcesses);
    if (m_deadProcesses == 1)
        return tr("One process died; its workers are lost, the others go on.");
    if (m_deadProcesses > 1)
        return tr("%1 processes died; their workers are lost, the others go on.").arg(m_deadProcesses);
    const auto file = QFileInfo(m_profile.scenarioFile).fileName();
    return m_sizing ? tr("%1: %2").arg(file, sizingDetail()) : file;
}

QString RunStatus::sizingDetail() const
{
    const auto iterations = m_sizing->ok + m_sizing->failed;
    return tr("sizing with %1 of %2; of %3 in this minute %4 % failed, %5 % may.")
        .arg(Format::count(m_sizing->workers),
             totalWorkers() == 1 ? tr("1 worker") : tr("%L1 workers").arg(totalWorkers()),
             iterations == 1 ? tr("1 iteration") : tr("%L1 iterations").arg(iterations),
             Format::number(m_sizing->failedPercent()), Format::number(m_sizing->tolerance));
}

QString RunStatus::endDetail() const
{
    QStringList sentences{verdict()};
    if (m_hasTooManyFailures)
        sentences.prepend(tr("The test failed, for %1 or more failed iterations fail it.")
                              .arg(Format::count(m_profile.failThreshold.value_or(0))));
    if (m_sizing)
        sentences.prepend(m_reason); // what was asked for
    else if (!m_reason.isEmpty())
        sentences.append(m_reason);
    if (m_isLate)
        sentences.append(lagAdvice());
    if (m_lateByScript)
        sentences.append(scriptAdvice());
    return sentences.join(QLatin1Char(' '));
}

QString RunStatus::invitation() const
{
    const auto file = QFileInfo(m_profile.scenarioFile).fileName();
    if (m_profile.sizing)
        return tr("Press Start to find out how many workers the target of %1 bears: up to %2, added in %3.")
            .arg(file, Format::count(totalWorkers()), timeText(m_profile.rampUp));
    const auto time = timeText(m_profile.duration);
    return totalWorkers() == 1 ? tr("Press Start to run %1 with one worker for %2.").arg(file, time)
                               : tr("Press Start to run %1 with %2 workers for %3.")
                                     .arg(file, Format::count(totalWorkers()), time);
}

QString RunStatus::lagAdvice() const
{
    return tr("This computer was up to %1 late itself, and latencies may hold a part of it: use fewer "
              "workers or more processes.")
        .arg(Format::latency(m_ownLag));
}

QString RunStatus::scriptAdvice() const
{
    const auto place = m_lateByScript->place.isEmpty() ? QString() : tr(" at %1").arg(m_lateByScript->place);
    return tr("A script ran %1 without await: %2%3. All else in its process waited meanwhile, and latencies "
              "may hold a part of it.")
        .arg(Format::latency(m_lateByScript->time), m_lateByScript->name, place);
}

QString RunStatus::lagDetail() const
{
    const auto what =
        tr("How late the event loops of the processes were. Requests go out so much later, and latencies "
           "may hold a part of it.");
    if (m_loopLag.count == 0)
        return what;
    QStringList paragraphs{what, tr("Median %1, p99 %2, most %3")
                                     .arg(Format::latency(m_loopLag.p50), Format::latency(m_loopLag.p99),
                                          Format::latency(m_loopLag.max))};
    if (m_isLate)
        paragraphs.append(lagAdvice());
    if (m_lateByScript)
        paragraphs.append(scriptAdvice());
    return paragraphs.join(QStringLiteral("\n\n"));
}

double RunStatus::runsProgress() const
{
    const double wanted = double(m_profile.maxRuns) * totalWorkers();
    return wanted > 0 ? double(m_successes + m_failures) / wanted : 0;
}

double RunStatus::sizingProgress() const
{
    return m_sizing && totalWorkers() > 0 ? double(m_sizing->workers) / totalWorkers() : 0;
}

double RunStatus::durationProgress() const
{
    const auto wanted = double(microseconds(m_profile.duration).count());
    return wanted > 0 ? double(m_elapsed.count()) / wanted : 0;
}

QString RunStatus::verdict() const
{
    const qint64 iterations = m_successes + m_failures;
    const QString time = Format::duration(m_elapsed);
    if (iterations == 0)
        return tr("No iteration came to its end in %1.").arg(time);
    const QString what = iterations == 1 ? tr("1 iteration in %1").arg(time)
                                         : tr("%1 iterations in %2").arg(Format::count(iterations), time);
    if (m_failures == 0)
        return tr("%1, none failed.").arg(what);
    return tr("%1, %2 failed (%3).")
        .arg(what, Format::count(m_failures), Format::share(m_failures, iterations));
}

} // namespace Molotov
