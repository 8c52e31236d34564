// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runstatus.h"

#include "core/control/words/format.h"
#include "core/control/words/limitwords.h"
#include "core/control/words/loadwords.h"
#include "core/control/words/timetext.h"
#include "core/control/words/trustwords.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace Molotov {

using std::chrono::microseconds;

namespace {

bool isDead(const HelperMetrics &helper)
{
    return helper.end != HelperEnd::Running && helper.end != HelperEnd::Finished;
}

template <typename Predicate>
int countOf(const QList<HelperMetrics> &helpers, Predicate predicate)
{
    return int(std::count_if(helpers.begin(), helpers.end(), predicate));
}

} // namespace

void RunStatus::prepare(const Profile &profile)
{
    *this = RunStatus();
    m_profile = profile;
    m_course = LoadCourse(profile.loadPlan());
    m_totalWorkers = m_course.users();
}

void RunStatus::addMarker(const RunMarker &marker)
{
    if (!marker.change)
        return;
    m_course.apply(marker.at, *marker.change);
    if (marker.change->kind == LoadChange::Kind::Target && m_course.model() == LoadPlan::Model::Closed)
        m_totalWorkers = int(std::ceil(marker.change->load));
}

void RunStatus::setSnapshot(const Snapshot &snapshot)
{
    m_measured = snapshot;
    m_silentProcesses =
        countOf(snapshot.helpers, [](const HelperMetrics &helper) { return helper.isSilent; });
    m_deadProcesses = countOf(snapshot.helpers, isDead);
}

void RunStatus::setOutcome(const RunOutcome &outcome)
{
    setSnapshot(outcome.last);
    m_outcome = outcome;
    m_verdict.emplace(outcome);
    m_state = outcome.end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished;
}

int RunStatus::aliveProcesses() const
{
    return countOf(m_measured.helpers,
                   [](const HelperMetrics &helper) { return helper.end == HelperEnd::Running; });
}

double RunStatus::progress() const
{
    if (m_outcome && m_outcome->end == RunOutcome::End::Finished)
        return 1;
    const double known = m_profile.sizing ? sizingProgress() : std::max(durationProgress(), runsProgress());
    return std::clamp(known, 0.0, 1.0);
}

std::optional<microseconds> RunStatus::remaining() const
{
    if (m_state != RunState::Running || m_profile.sizing || !m_profile.findLimit.isEmpty())
        return {};
    const microseconds byDuration = std::max(microseconds(0), m_course.length() - m_measured.elapsed);
    if (runsProgress() <= durationProgress())
        return byDuration;
    const double part = std::min(runsProgress(), 1.0);
    return microseconds(qint64(double(m_measured.elapsed.count()) * (1 - part) / part));
}

RunStatus::Tone RunStatus::tone() const
{
    if (m_isChecking)
        return Tone::Busy;
    switch (m_state) {
    case RunState::Idle:
        return Tone::Neutral;
    case RunState::Compiling:
    case RunState::Starting:
    case RunState::Stopping:
        return Tone::Busy;
    case RunState::Running:
        return m_deadProcesses + m_silentProcesses > 0 || m_measured.isInVain || !m_warnings.isEmpty()
                   ? Tone::Warning
                   : Tone::Busy;
    case RunState::Finished:
        return endTone();
    case RunState::Failed:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

RunStatus::Tone RunStatus::endTone() const
{
    if (!m_outcome)
        return Tone::Good;
    // What the test found; that this computer was late is said, and no finding.
    if (!isJudged() && m_deadProcesses == 0 && hasFoundLoad())
        return Tone::Good; // failures are what it was looking for
    switch (m_verdict->tone) {
    case ReportVerdict::Tone::Good:
        return m_deadProcesses > 0 || !m_warnings.isEmpty() || (!isJudged() && !reason().isEmpty())
                   ? Tone::Warning
                   : Tone::Good;
    case ReportVerdict::Tone::Bad:
        return Tone::Bad;
    case ReportVerdict::Tone::Doubtful:
    case ReportVerdict::Tone::None:
        return Tone::Warning;
    }
    Q_UNREACHABLE();
}

bool RunStatus::hasFoundLoad() const
{
    using Limit = LimitResult::Verdict;
    if (m_measured.limit)
        return m_measured.limit->verdict == Limit::Found || m_measured.limit->verdict == Limit::MostHeld;
    return m_measured.sizing && m_measured.sizing->verdict != SizingResult::Verdict::NotFinished;
}

bool RunStatus::isJudged() const
{
    return m_outcome && m_outcome->end != RunOutcome::End::Failed
           && (m_outcome->hasTooManyFailures() || m_outcome->goalVerdict() != GoalVerdict::None);
}

QString RunStatus::headline() const
{
    if (m_isChecking)
        return tr("Connecting to the target…");
    switch (m_state) {
    case RunState::Idle:
        return m_obstacle.isEmpty() ? tr("Ready") : tr("Not ready yet");
    case RunState::Compiling:
        return tr("Compiling…");
    case RunState::Starting:
        return totalProcesses() == 1 ? tr("Starting one process…")
                                     : tr("Starting %1 processes…").arg(Format::count(totalProcesses()));
    case RunState::Running:
        return m_course.isPaused() ? tr("Paused") : tr("Running");
    case RunState::Stopping:
        return tr("Stopping…");
    case RunState::Finished:
        return isJudged() ? m_verdict->title
                          : RunWords::end(m_outcome ? m_outcome->end : RunOutcome::End::Finished);
    case RunState::Failed:
        return RunWords::end(RunOutcome::End::Failed);
    }
    Q_UNREACHABLE();
}

QString RunStatus::brief() const
{
    if (m_state == RunState::Idle && !m_isChecking)
        return {};
    if (m_state == RunState::Running && !m_course.isPaused())
        return tr("%1 %").arg(int(progress() * 100));
    return headline();
}

QString RunStatus::detail() const
{
    if (m_isChecking)
        return tr("The run starts when it can be reached.");
    switch (m_state) {
    case RunState::Idle:
        return m_obstacle.isEmpty() ? invitation() : m_obstacle;
    case RunState::Compiling:
    case RunState::Starting:
        return QFileInfo(m_profile.scenarioFile).fileName();
    case RunState::Running:
        return (QStringList(runningDetail()) + m_warnings).join(QLatin1Char(' '));
    case RunState::Stopping:
        if (m_measured.activeWorkers <= 0)
            return {};
        return m_measured.activeWorkers == 1 ? tr("Waiting for one worker to finish, up to 10 s.")
                                             : tr("Waiting for %1 workers to finish, up to 10 s.")
                                                   .arg(Format::count(m_measured.activeWorkers));
    case RunState::Finished:
        return endDetail();
    case RunState::Failed:
        return reason();
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
    if (m_course.isPaused())
        return tr("No iteration begins until the run is resumed. Its end stays where it is.");
    if (m_measured.isInVain)
        return RunWords::inVain(m_measured);
    const auto file = QFileInfo(m_profile.scenarioFile).fileName();
    if (m_measured.limit)
        return tr("%1: %2").arg(file, LimitWords::progress(*m_measured.limit));
    return m_measured.sizing ? tr("%1: %2").arg(file, sizingDetail()) : file;
}

QString RunStatus::sizingDetail() const
{
    const SizingResult &sizing = *m_measured.sizing;
    const qint64 iterations = sizing.ok + sizing.failed;
    return tr("sizing with %1 of %2; of %3 in this minute %4 failed, %5 % may.")
        .arg(Format::count(sizing.workers), RunWords::workers(totalWorkers()),
             RunWords::iterations(iterations), Format::share(sizing.failed, iterations),
             Format::number(sizing.tolerance));
}

QString RunStatus::endDetail() const
{
    auto sentences = isJudged() ? verdictSentences() : QStringList();
    sentences.append(RunWords::verdict(m_measured));
    if (m_measured.sizing || m_measured.limit)
        sentences.prepend(reason()); // what was asked for
    else if (!reason().isEmpty() && !(isJudged() && isStoppedForGoal()))
        sentences.append(reason());
    return (sentences + m_warnings + advice()).join(QLatin1Char(' '));
}

QStringList RunStatus::verdictSentences() const
{
    constexpr qsizetype MostReasons = 2; // all goals stand in a table
    auto sentences = m_verdict->reasons;
    if (isStoppedForGoal()) { // which its reason tells
        sentences.removeOne(RunWords::missedGoal(m_outcome->reason.goal));
        sentences.prepend(reason());
    }
    const auto more = sentences.size() - MostReasons;
    if (more > 0) {
        sentences = sentences.mid(0, MostReasons);
        sentences.append(more == 1 ? tr("And one goal more.")
                                   : tr("And %1 goals more.").arg(Format::count(more)));
    }
    if (m_outcome->end == RunOutcome::End::Stopped && reason().isEmpty())
        sentences.append(tr("The run was stopped before its end."));
    return sentences;
}

QString RunStatus::reason() const
{
    return m_outcome ? RunWords::reason(*m_outcome) : QString();
}

QString RunStatus::invitation() const
{
    const auto file = QFileInfo(m_profile.scenarioFile).fileName();
    if (m_profile.sizing)
        return tr("Press Start to find out how many workers the target of %1 can take: up to %2, added in "
                  "%3.")
            .arg(file, Format::count(totalWorkers()), timeText(m_profile.rampUp));
    const auto plan = m_profile.loadPlan();
    if (!m_profile.findLimit.isEmpty())
        return tr("Press Start to find the highest load of %1 at which this holds: %2. It begins with %3.")
            .arg(file, m_profile.findLimit, LoadWords::amount(plan.model, plan.curve().most()));
    const auto time = timeText(plan.length());
    if (!plan.stages.isEmpty())
        return tr("Press Start to run %1 with %2 for %3.").arg(file, RunWords::load(m_profile), time);
    return totalWorkers() == 1 ? tr("Press Start to run %1 with one worker for %2.").arg(file, time)
                               : tr("Press Start to run %1 with %2 workers for %3.")
                                     .arg(file, Format::count(totalWorkers()), time);
}

QStringList RunStatus::advice() const
{
    const auto &trust = m_measured.trust;
    if (!trust || trust->isOk)
        return {};
    return QStringList{TrustWords::line(*trust) + QLatin1Char('.')} + TrustWords::reasons(*trust);
}

QString RunStatus::limit() const
{
    return m_measured.trust ? TrustWords::limit(m_measured.trust->limitedBy) : QString();
}

RunStatus::Tone RunStatus::trustTone() const
{
    if (!m_measured.trust)
        return Tone::Neutral;
    return m_measured.trust->isOk ? Tone::Good : Tone::Warning;
}

QString RunStatus::trustDetail() const
{
    if (m_measured.trust)
        return TrustWords::details(*m_measured.trust);
    return tr(
        "What keeps the run from making more load, or other load, than it does. It can be told once there "
        "has been load for a second.");
}

double RunStatus::runsProgress() const
{
    const double wanted = double(m_profile.maxRuns) * totalWorkers();
    return wanted > 0 ? double(m_measured.iterationsOk + m_measured.iterationsFailed) / wanted : 0;
}

double RunStatus::sizingProgress() const
{
    return m_measured.sizing && totalWorkers() > 0 ? double(m_measured.sizing->workers) / totalWorkers() : 0;
}

double RunStatus::durationProgress() const
{
    const auto wanted = double(m_course.length().count());
    return wanted > 0 ? double(m_measured.elapsed.count()) / wanted : 0;
}

} // namespace Molotov
