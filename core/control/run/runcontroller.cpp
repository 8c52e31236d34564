// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"

#include "core/control/run/helperteam.h"
#include "core/control/run/loadrequest.h"
#include "core/control/run/runcontrols.h"
#include "core/control/run/scripterrors.h"
#include "core/control/run/sourcefeed.h"
#include "core/control/systemlimits.h"
#include "core/control/words/runwords.h"
#include "core/model/goalparser.h"

#include <QRandomGenerator>

using std::chrono::microseconds;

namespace Molotov {

RunController::RunController(Programs programs, QObject *parent)
    : RunController(std::move(programs), RunSettings(), parent)
{
}

RunController::RunController(Programs programs, const RunSettings &settings, QObject *parent)
    : QObject(parent)
    , m_programs(std::move(programs))
    , m_settings(settings)
    , m_ticker(this) // goes with this object to another thread
{
    m_ticker.setInterval(m_settings.tick);
    connect(&m_ticker, &QTimer::timeout, this, &RunController::tick);
}

RunController::~RunController() = default;

void RunController::startRun(const Profile &profile)
{
    QMetaObject::invokeMethod(
        this, [this, profile] { begin(profile); }, Qt::QueuedConnection);
}

void RunController::stopRun()
{
    QMetaObject::invokeMethod(
        this, [this] { stop(false); }, Qt::QueuedConnection);
}

void RunController::stopRunNow()
{
    QMetaObject::invokeMethod(
        this, [this] { stop(true); }, Qt::QueuedConnection);
}

void RunController::changeLoad(const LoadChange &change)
{
    QMetaObject::invokeMethod(
        this, [this, change] { this->change(change); }, Qt::QueuedConnection);
}

void RunController::addMarker(const QString &note)
{
    QMetaObject::invokeMethod(
        this, [this, note] { mark(note); }, Qt::QueuedConnection);
}

void RunController::begin(const Profile &profile)
{
    if (isUnderWay(m_state))
        return;
    m_outcome = {.profile = profile};
    m_merger = {};
    m_load = {};
    m_sizing.reset();
    m_limit.reset();
    m_goals = GoalJudge(parseGoals(profile.thresholds));
    m_failures = {};
    m_hasSuggestedStop = false;
    m_startedAt.reset();
    m_lastTick = {};
    m_watched = {};
    m_lastWord = {};
    m_workersTold = {};
    m_finishedHelpers = 0;
    m_course = LoadCourse(profile.loadPlan());
    m_changes = 0;
    m_idle.clear();
    m_helpersAtEnd.clear();
    m_losses.clear();
    m_warnings.clear();
    m_heldSamples.clear();
    m_samplesOfGroup.clear();
    m_samples = 0;

    step(RunState::Compiling);
    QStringList problems;
    for (const auto &problem : profile.validate())
        problems += problem.text;
    if (!problems.isEmpty())
        fail(RunOutcome::Failure::Profile,
             {.code = RunReason::Code::Profile, .text = problems.join(QLatin1Char(' '))});
    else if (m_programs.helper.isEmpty())
        fail(RunOutcome::Failure::Helpers, {.code = RunReason::Code::NoHelperProgram});
    else if (const auto status = prepareSinks(); !status)
        fail(RunOutcome::Failure::Profile, {.code = RunReason::Code::Profile, .text = status.error().text});
    else
        compile();
}

Status RunController::prepareSinks()
{
    for (auto *sink : std::as_const(m_sinks)) {
        if (auto status = sink->prepareRun(m_outcome.profile); !status)
            return status;
    }
    return {};
}

void RunController::compile()
{
    m_compiler = new ScenarioCompiler(m_programs.esbuild, this);
    connect(m_compiler, &ScenarioCompiler::compiled, this, &RunController::startHelpers);
    connect(m_compiler, &ScenarioCompiler::failed, this,
            [this](const Error &error) { failOfScenario(error.text); });
    m_compiler->setRepository(m_outcome.profile.repository);
    m_compiler->compile(m_outcome.profile.scenarioFile, m_outcome.profile.extensions);
}

void RunController::startHelpers(const CompiledScenario &scenario)
{
    dropCompiler();
    m_seed = m_settings.seed.value_or(QRandomGenerator::system()->generate64());
    auto request = LoadRequest::make(scenario, m_outcome.profile, m_seed);
    if (!request)
        return failOfScenario(request.error().text);
    request->traceExchanges = m_settings.traceExchanges;

    for (const auto &warning : scenario.warnings)
        log(Protocol::LogLevel::Warning, -1, warning);
    step(RunState::Starting);
    m_scenario = scenario;
    m_merger = SnapshotMerger(request->share.count, scenario);
    if (m_outcome.profile.sizing)
        m_sizing.emplace(SizingRule{.window = m_settings.sizingWindow,
                                    .samples = m_settings.sizingSamples,
                                    .tolerance = m_outcome.profile.sizingTolerance},
                         request->load, request->share.count);
    m_team = new HelperTeam(m_programs.helper, m_settings, this);
    connectTeam();
    m_team->start(*request);
}

void RunController::connectTeam()
{
    connect(m_team, &HelperTeam::helperReady, this,
            [this](int helper, qint64 pid) { m_merger.helperReady(helper, pid); });
    connect(m_team, &HelperTeam::loaded, this, &RunController::startLoad);
    connect(m_team, &HelperTeam::loadFailed, this, [this](const ScriptError &error) {
        failOfScenario(toSentence(toUserPlaces(error, m_scenario)));
    });
    connect(m_team, &HelperTeam::metricsReported, this, &RunController::addDelta);
    connect(m_team, &HelperTeam::workersChanged, this, [this](int helper, const auto &changed) {
        if (m_sizing)
            m_sizing->workersChanged(helper, changed, elapsed());
        tell(&RunSink::workersChanged, helper, changed);
    });
    connect(m_team, &HelperTeam::logged, this, [this](const LogLine &line) { tell(&RunSink::logged, line); });
    connect(m_team, &HelperTeam::globalSetupFailed, this, [this](const ScriptError &error) {
        fail(RunOutcome::Failure::Setup, {.code = RunReason::Code::GlobalSetupFailed,
                                          .text = toSentence(toUserPlaces(error, m_scenario))});
    });
    connect(m_team, &HelperTeam::globalSetupLost, this, [this](const HelperLoss &loss) {
        fail(RunOutcome::Failure::Setup, {.code = RunReason::Code::GlobalSetupLost, .loss = loss});
    });
    connect(m_team, &HelperTeam::globalTeardownFailed, this, &RunController::addProblem);
    connect(m_team, &HelperTeam::answeringChanged, this,
            [this](int helper, bool answers) { m_merger.helperAnswers(helper, answers); });
    connect(m_team, &HelperTeam::sampled, this,
            [this](int helper, const auto &sample) { m_heldSamples[helper].append(sample); });
    connectTrace();
    connect(m_team, &HelperTeam::broke, this, &RunController::onBroke);
    connect(m_team, &HelperTeam::idled, this, &RunController::onIdled);
    connect(m_team, &HelperTeam::workersDone, this, [this](int helper) {
        ++m_finishedHelpers;
        noteLastWord();
        m_helpersAtEnd.insert(helper);
        stopIfAllIsDone();
    });
    connect(m_team, &HelperTeam::helperEnded, this, &RunController::onHelperEnded);
    connect(m_team, &HelperTeam::ended, this, &RunController::onTeamEnded);
}

void RunController::connectTrace()
{
    connect(m_team, &HelperTeam::traced, this, [this](const Protocol::TracedExchange &exchange) {
        auto known = exchange;
        known.origin.calls = toUserPlaces(ScriptError{.stack = exchange.origin.calls}, m_scenario).stack;
        tell(&RunSink::traced, known);
    });
    connect(m_team, &HelperTeam::noted, this, [this](const Protocol::TracedNote &note) {
        tell(&RunSink::noted,
             Protocol::TracedNote{.kind = note.kind, .error = toUserPlaces(note.error, m_scenario)});
    });
}

void RunController::startLoad(const QList<Protocol::ScenarioInfo> &scenarios)
{
    if (m_state != RunState::Starting)
        return; // it has been stopped meanwhile
    const auto startedAt = QDateTime::currentDateTime();
    m_merger.runStarted(scenarios, startedAt);
    m_load = LoadPhaseMerger(m_outcome.profile, scenarios);
    if (!m_outcome.profile.findLimit.isEmpty())
        m_limit.emplace(m_outcome.profile, LoadLimits(m_outcome.profile, systemLimits()).most(), scenarios);
    tell(&RunSink::runBegan, RunInfo{.profile = m_outcome.profile,
                                     .scenarios = scenarios,
                                     .startedAt = startedAt,
                                     .seed = m_seed,
                                     .sourceFiles = sourceFiles()});
    step(RunState::Running);
    m_startedAt = m_settings.now();
    m_machine.start(*m_startedAt);
    m_ticker.start();
    m_team->startRun();
}

void RunController::addDelta(int helper, const Protocol::MetricsDelta &delta)
{
    const auto added = m_merger.add(helper, delta, elapsed());
    if (!added)
        return m_team->reject(helper, added.error().text);
    tellSamples(helper);
    for (const auto &text : m_merger.takeWarnings())
        warn(-1, text);
    if (delta.dropped > 0)
        warn(-1, RunWords::droppingBegan());
    for (const auto &group : delta.errors) {
        if (group.error.kind == ErrorKind::Warning)
            warn(helper, toSentence(toUserPlaces(group.error, m_scenario)));
    }
    if (!m_sizing)
        return;
    const auto counts = countsOf(delta);
    m_sizing->add(counts.iterationsOk, counts.iterationsFailed, elapsed());
    onSizingChanged();
}

void RunController::onSizingChanged()
{
    if (!m_sizing->isOver() || m_state != RunState::Running)
        return;
    step(RunState::Stopping);
    endHelpers(false);
}

// A sample comes before the report that counts its error, and so makes its group known.
void RunController::tellSamples(int helper)
{
    const auto samples = m_heldSamples.take(helper);
    for (const auto &sample : samples) {
        RunSample known{.helper = helper, .sample = sample};
        known.sample.error = toUserPlaces(sample.error, m_scenario);
        known.group = m_merger.groupOf(sample.error, sample.at);
        auto &ofGroup = m_samplesOfGroup[known.group];
        if (m_samples >= Protocol::MaxSamplesOfRun || ofGroup >= Protocol::MaxSamplesOfGroup)
            continue;
        ++m_samples;
        ++ofGroup;
        tell(&RunSink::sampled, known);
    }
}

void RunController::onBroke(const Protocol::RunBroken &why)
{
    const auto sentence = toSentence(toUserPlaces(why.error, m_scenario));
    if (why.why == Protocol::RunBroken::Why::SetupFailed)
        return fail(RunOutcome::Failure::Setup, {.code = RunReason::Code::SetupFailed, .text = sentence});
    if (m_state != RunState::Running)
        return;
    m_outcome.reason = {.code = RunReason::Code::FirstFailure, .text = sentence};
    step(RunState::Stopping);
    endHelpers(false);
}

// Each helper finds it by itself; once is enough.
void RunController::warn(int helper, const QString &text)
{
    if (m_warnings.contains(text))
        return;
    m_warnings.insert(text);
    log(Protocol::LogLevel::Warning, helper, text);
}

void RunController::addProblem(int helper, const RunProblem &problem)
{
    m_merger.addProblem(problem, elapsed());
    log(Protocol::LogLevel::Error, helper, RunWords::problem(problem));
}

void RunController::onHelperEnded(int helper, const std::optional<HelperLoss> &loss)
{
    m_merger.helperEnded(helper, loss ? endOf(loss->code) : HelperEnd::Finished);
    if (m_sizing)
        m_sizing->helperEnded(helper, elapsed());
    m_helpersAtEnd.insert(helper);
    if (loss)
        addLoss(helper, *loss);
    if (loss && m_limit && m_state == RunState::Running) {
        // What is left of the load is another one than the search believes.
        step(RunState::Stopping);
        endHelpers(false);
    }
    stopIfAllIsDone();
}

void RunController::addLoss(int helper, const HelperLoss &loss)
{
    m_losses.insert(helper, loss);
    noteLastWord();
    const auto &profile = m_outcome.profile;
    const WorkShare share{.index = helper, .count = profile.processes, .weights = {}};
    addProblem(
        helper,
        {.code = RunProblem::Code::WorkersLost, .loss = loss, .workers = int(share.of(m_course.users()))});
}

void RunController::onTeamEnded()
{
    // Unless somebody has stopped it, or it has failed before.
    if (m_outcome.end == RunOutcome::End::Finished && m_finishedHelpers == 0) {
        m_outcome.end = RunOutcome::End::Failed;
        m_outcome.failure = RunOutcome::Failure::Helpers;
        m_outcome.reason = {.code = RunReason::Code::NoHelperLeft};
    }
    finish();
}

void RunController::tick()
{
    if (m_sizing) {
        m_sizing->pass(elapsed());
        onSizingChanged();
    }
    if (m_settings.now() >= m_machine.takenAt() + std::chrono::seconds(1))
        measureMachine();
    tellSeconds(m_merger.takeSeconds(elapsed()));
    const auto taken = snapshot(elapsed());
    if (elapsed() >= m_workersTold + std::chrono::seconds(1)) {
        m_workersTold = elapsed();
        m_team->tellWorkers(taken.activeWorkers);
    }
    tell(&RunSink::snapshotTaken, taken);
    suggestToStop(taken);
    stopForGoal();
    watchHelpers();
}

void RunController::measureMachine()
{
    m_merger.addMachine(m_machine.take(m_settings.now()));
}

void RunController::stopForGoal()
{
    // After the duration there is no load left to stop; late answers may still break a goal.
    if (m_state != RunState::Running || elapsed() >= m_course.length())
        return;
    const auto broken = m_goals.takeStopReason();
    if (!broken)
        return;
    m_outcome.reason = {.code = RunReason::Code::GoalBroken, .goal = *broken};
    step(RunState::Stopping);
    endHelpers(false);
}

void RunController::watchHelpers()
{
    // More has passed when we did not run ourselves, for the computer was suspended, perhaps: no helper is to
    // blame then.
    constexpr microseconds MostWatched = std::chrono::seconds(1);
    const auto now = elapsed();
    const auto watched = std::min(now - m_lastTick, MostWatched);
    m_lastTick = now;
    m_watched += watched;
    m_team->passTime(watched);
    // A helper ends its run by itself, unless its script keeps it from that.
    if (m_state == RunState::Running && m_watched > m_course.length() + m_settings.gracefulStop) {
        step(RunState::Stopping);
        m_team->stopRunNow();
    }
}

void RunController::findLimit(const QList<RunSecond> &seconds)
{
    if (m_state != RunState::Running || !m_team)
        return; // it is over
    const auto change = m_limit->add(seconds);
    const auto at = elapsed();
    if (change && RunControls::isInTime(m_state, m_course, at)) {
        applyChange(*change, at);
        m_limit->noteLoadChange(at);
    } else if (m_limit->isOver()) {
        step(RunState::Stopping);
        endHelpers(false);
    }
}

void RunController::change(const LoadChange &change)
{
    const auto at = elapsed();
    const auto &profile = m_outcome.profile;
    if (!RunControls::of(m_state, profile, m_course, at).allow(change.kind))
        return; // who asked could not know yet
    if (const auto status = LoadLimits(profile, systemLimits()).check(change); !status)
        return log(Protocol::LogLevel::Warning, -1, status.error().text);
    applyChange(change, at);
}

void RunController::applyChange(const LoadChange &change, microseconds at)
{
    const RunMarker marker{.at = at, .change = change, .loadBefore = m_course.loadAt(at), .note = {}};
    m_course.apply(at, change);
    ++m_changes;
    m_team->changeLoad({.at = at, .change = change}, m_course.users());
    tellMarker(marker);
}

void RunController::mark(const QString &note)
{
    if (RunControls::of(m_state, m_outcome.profile, m_course, elapsed()).canMark)
        tellMarker({.at = elapsed(), .change = {}, .note = note.left(RunMarker::MaxNoteLength)});
}

void RunController::tellMarker(const RunMarker &marker)
{
    m_outcome.markers.append(marker);
    tell(&RunSink::marked, marker);
}

void RunController::onIdled(int helper, const Protocol::LoadIdle &idle)
{
    m_idle.insert(helper, idle);
    stopIfAllIsDone();
}

// Some users have done all that they had to, and nobody needs those that are left.
void RunController::stopIfAllIsDone()
{
    if (m_state != RunState::Running)
        return;
    bool hasEnded = !m_helpersAtEnd.isEmpty();
    int left = 0;
    for (int helper = 0; helper < m_outcome.profile.processes; ++helper) {
        if (m_helpersAtEnd.contains(helper))
            continue;
        ++left;
        const auto idle = m_idle.constFind(helper);
        if (idle == m_idle.cend() || idle->changes != m_changes)
            return;
        hasEnded = hasEnded || idle->hasEnded;
    }
    if (left == 0 || !hasEnded)
        return;
    step(RunState::Stopping);
    endHelpers(false);
}

void RunController::stop(bool now)
{
    if (!isUnderWay(m_state))
        return;
    if (m_state != RunState::Stopping) {
        m_outcome.end = RunOutcome::End::Stopped;
        step(RunState::Stopping);
        endHelpers(now);
    } else if (now) {
        endHelpers(now);
    }
}

void RunController::failOfScenario(const QString &why)
{
    fail(RunOutcome::Failure::Scenario, {.code = RunReason::Code::Scenario, .text = why});
}

void RunController::fail(RunOutcome::Failure failure, const RunReason &reason)
{
    if (m_outcome.end == RunOutcome::End::Finished) { // else something else came first
        m_outcome.end = RunOutcome::End::Failed;
        m_outcome.failure = failure;
        m_outcome.reason = reason;
    }
    if (m_team && m_state != RunState::Stopping)
        step(RunState::Stopping);
    endHelpers(true);
}

void RunController::endHelpers(bool now)
{
    if (!m_team)
        finish();
    else if (!m_startedAt)
        m_team->dismiss();
    else if (now)
        m_team->stopRunNow();
    else
        m_team->stopRun();
}

void RunController::finish()
{
    m_ticker.stop();
    dropCompiler();
    if (m_team)
        std::exchange(m_team, nullptr)->deleteLater();
    tellSeconds(m_merger.takeLastSeconds());
    m_outcome.last = snapshot(m_lastWord);
    m_outcome.load = m_load.phase();
    m_goals.judgeEnd(m_merger, loadMeasures());
    m_outcome.last.goals = m_goals.statuses();
    if (m_startedAt)
        tell(&RunSink::snapshotTaken, m_outcome.last);
    m_outcome.losses = m_losses.values();
    step(m_outcome.end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished);
    tell(&RunSink::runEnded, m_outcome);
}

Snapshot RunController::snapshot(microseconds now)
{
    auto snapshot = m_merger.snapshot(now);
    if (m_sizing)
        snapshot.sizing = m_sizing->result();
    if (m_limit)
        snapshot.limit = m_limit->result();
    const bool looksForFailures = m_sizing || m_limit;
    snapshot.isInVain = m_state == RunState::Running && !looksForFailures && m_failures.isLong();
    m_goals.judge(m_merger, loadMeasures());
    snapshot.goals = m_goals.statuses();
    return snapshot;
}

void RunController::dropCompiler()
{
    if (m_compiler)
        std::exchange(m_compiler, nullptr)->deleteLater();
}

void RunController::step(RunState state)
{
    Q_ASSERT(mayStep(m_state, state));
    m_state = state;
    tell(&RunSink::stateChanged, state);
}

void RunController::tellSeconds(const QList<RunSecond> &seconds)
{
    if (seconds.isEmpty())
        return;
    m_outcome.series += wholePoints(seconds);
    m_load.add(seconds, m_merger.loadTime());
    m_failures.add(seconds);
    tell(&RunSink::secondsClosed, seconds);
    if (m_limit)
        findLimit(seconds);
}

// Once; the window goes on showing it.
void RunController::suggestToStop(const Snapshot &taken)
{
    if (taken.isInVain && !std::exchange(m_hasSuggestedStop, true))
        warn(-1, RunWords::inVain(taken));
}

void RunController::log(Protocol::LogLevel level, int helper, const QString &text)
{
    tell(&RunSink::logged, LogLine{.level = level, .helper = helper, .worker = -1, .text = text});
}

QStringList RunController::sourceFiles() const
{
    auto files = m_scenario.ownFiles;
    for (const auto &extension : m_scenario.extensions)
        files += extension.ownFiles;
    files.removeDuplicates();
    return files;
}

// All helpers may have said it and still be on their way out: nothing more is measured then.
void RunController::noteLastWord()
{
    m_lastWord = elapsed();
    if (m_finishedHelpers + m_losses.size() == m_outcome.profile.processes)
        m_ticker.stop();
}

microseconds RunController::elapsed() const
{
    return m_startedAt ? m_settings.now() - *m_startedAt : microseconds(0);
}

} // namespace Molotov
