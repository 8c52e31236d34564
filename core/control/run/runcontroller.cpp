// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"

#include "core/control/run/helperteam.h"
#include "core/control/run/loadrequest.h"
#include "core/control/run/scripterrors.h"

#include <QLocale>
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

void RunController::begin(const Profile &profile)
{
    if (isUnderWay(m_state))
        return;
    m_outcome = {.profile = profile};
    m_merger = {};
    m_sizing.reset();
    m_startedAt.reset();
    m_lastTick = {};
    m_watched = {};
    m_lastWord = {};
    m_workersTold = {};
    m_finishedHelpers = 0;
    m_losses.clear();
    m_warnings.clear();

    step(RunState::Compiling);
    QStringList problems;
    for (const auto &problem : profile.validate())
        problems += problem.text;
    if (!problems.isEmpty())
        fail(RunOutcome::Failure::Profile, problems.join(QLatin1Char(' ')));
    else if (m_programs.helper.isEmpty())
        fail(RunOutcome::Failure::Helpers, HelperProcess::missing().text);
    else
        compile();
}

void RunController::compile()
{
    m_compiler = new ScenarioCompiler(m_programs.esbuild, this);
    connect(m_compiler, &ScenarioCompiler::compiled, this, &RunController::startHelpers);
    connect(m_compiler, &ScenarioCompiler::failed, this,
            [this](const Error &error) { fail(RunOutcome::Failure::Scenario, error.text); });
    m_compiler->setRepository(m_outcome.profile.repository);
    m_compiler->compile(m_outcome.profile.scenarioFile, m_outcome.profile.extensions);
}

void RunController::startHelpers(const CompiledScenario &scenario)
{
    dropCompiler();
    const auto seed = m_settings.seed.value_or(QRandomGenerator::system()->generate64());
    const auto request = LoadRequest::make(scenario, m_outcome.profile, seed);
    if (!request)
        return fail(RunOutcome::Failure::Scenario, request.error().text);

    for (const auto &warning : scenario.warnings)
        Q_EMIT logged({.level = Protocol::LogLevel::Warning, .helper = -1, .worker = -1, .text = warning});
    step(RunState::Starting);
    m_scenario = scenario;
    m_merger = SnapshotMerger(request->share.count, scenario);
    if (m_outcome.profile.sizing)
        m_sizing.emplace(SizingRule{.window = m_settings.sizingWindow,
                                    .samples = m_settings.sizingSamples,
                                    .tolerance = m_outcome.profile.sizingTolerance},
                         request->share);
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
        fail(RunOutcome::Failure::Scenario, toSentence(toUserPlaces(error, m_scenario)));
    });
    connect(m_team, &HelperTeam::metricsReported, this, &RunController::addDelta);
    connect(m_team, &HelperTeam::workersChanged, this, [this](int helper, const auto &changed) {
        if (m_sizing)
            m_sizing->workersChanged(helper, changed, elapsed());
        Q_EMIT workersChanged(helper, changed);
    });
    connect(m_team, &HelperTeam::logged, this, &RunController::logged);
    connect(m_team, &HelperTeam::globalSetupFailed, this, [this](const ScriptError &error) {
        fail(RunOutcome::Failure::Setup,
             tr("globalSetup failed: %1").arg(toSentence(toUserPlaces(error, m_scenario))));
    });
    connect(m_team, &HelperTeam::globalSetupLost, this, [this](const QString &what) {
        fail(RunOutcome::Failure::Setup, tr("globalSetup failed: %1.").arg(what));
    });
    connect(m_team, &HelperTeam::globalTeardownFailed, this, &RunController::addProblem);
    connect(m_team, &HelperTeam::answeringChanged, this,
            [this](int helper, bool answers) { m_merger.helperAnswers(helper, answers); });
    connect(m_team, &HelperTeam::broke, this, &RunController::onBroke);
    connect(m_team, &HelperTeam::workersDone, this, [this] {
        ++m_finishedHelpers;
        noteLastWord();
    });
    connect(m_team, &HelperTeam::helperEnded, this, &RunController::onHelperEnded);
    connect(m_team, &HelperTeam::ended, this, &RunController::onTeamEnded);
}

void RunController::startLoad(const QList<Protocol::ScenarioInfo> &scenarios)
{
    if (m_state != RunState::Starting)
        return; // it has been stopped meanwhile
    m_merger.runStarted(scenarios, QDateTime::currentDateTime());
    Q_EMIT scenariosLoaded(scenarios);
    step(RunState::Running);
    m_startedAt = m_settings.now();
    m_ticker.start();
    m_team->startRun();
}

void RunController::addDelta(int helper, const Protocol::MetricsDelta &delta)
{
    const auto added = m_merger.add(helper, delta, elapsed());
    if (!added)
        return m_team->reject(helper, added.error().text);
    for (const auto &group : delta.errors) {
        if (group.error.kind == ErrorKind::Warning)
            warn(helper, toSentence(toUserPlaces(group.error, m_scenario)));
    }
    if (!m_sizing)
        return;
    qint64 ok = 0;
    qint64 failed = 0;
    for (const auto &scenario : delta.scenarios) {
        ok += scenario.ok;
        failed += scenario.failed;
    }
    m_sizing->add(ok, failed, elapsed());
    onSizingChanged();
}

void RunController::onSizingChanged()
{
    if (!m_sizing->isOver() || m_state != RunState::Running)
        return;
    step(RunState::Stopping);
    endHelpers(false);
}

void RunController::onBroke(const Protocol::RunBroken &why)
{
    const auto sentence = toSentence(toUserPlaces(why.error, m_scenario));
    if (why.why == Protocol::RunBroken::Why::SetupFailed)
        return fail(RunOutcome::Failure::Setup, tr("The setup failed: %1").arg(sentence));
    if (m_state != RunState::Running)
        return;
    m_outcome.reason = tr("Stopped at the first failed iteration: %1").arg(sentence);
    step(RunState::Stopping);
    endHelpers(false);
}

// Each helper finds it by itself; once is enough.
void RunController::warn(int helper, const QString &text)
{
    if (m_warnings.contains(text))
        return;
    m_warnings.insert(text);
    Q_EMIT logged({.level = Protocol::LogLevel::Warning, .helper = helper, .worker = -1, .text = text});
}

void RunController::addProblem(int helper, const QString &text)
{
    m_merger.addLocalError(text, elapsed());
    Q_EMIT logged({.level = Protocol::LogLevel::Error, .helper = helper, .worker = -1, .text = text});
}

void RunController::onHelperEnded(int helper, HelperEnd end, const QString &what)
{
    m_merger.helperEnded(helper, end);
    if (m_sizing)
        m_sizing->helperEnded(helper, elapsed());
    if (end == HelperEnd::Finished)
        return;
    m_losses.insert(helper, what);
    noteLastWord();
    const int workers = m_outcome.profile.workers;
    addProblem(helper, workers == 1
                           ? tr("%1: its worker is lost").arg(what)
                           : tr("%1: its %2 workers are lost").arg(what, QLocale().toString(workers)));
}

void RunController::onTeamEnded()
{
    // Unless somebody has stopped it, or it has failed before.
    if (m_outcome.end == RunOutcome::End::Finished && m_finishedHelpers == 0) {
        m_outcome.end = RunOutcome::End::Failed;
        m_outcome.failure = RunOutcome::Failure::Helpers;
        m_outcome.reason = tr("No helper is left. %1.").arg(lossesInWords());
    }
    finish();
}

void RunController::tick()
{
    if (m_sizing) {
        m_sizing->pass(elapsed());
        onSizingChanged();
    }
    const auto taken = snapshot(elapsed());
    if (elapsed() >= m_workersTold + std::chrono::seconds(1)) {
        m_workersTold = elapsed();
        m_team->tellWorkers(taken.activeWorkers);
    }
    Q_EMIT snapshotTaken(taken);
    watchHelpers();
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
    if (m_state == RunState::Running && m_watched > m_outcome.profile.duration + m_settings.gracefulStop) {
        step(RunState::Stopping);
        m_team->stopRunNow();
    }
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

void RunController::fail(RunOutcome::Failure failure, const QString &reason)
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
    m_outcome.last = snapshot(m_lastWord);
    if (m_startedAt)
        Q_EMIT snapshotTaken(m_outcome.last);
    if (m_outcome.end != RunOutcome::End::Failed)
        completeReason();
    step(m_outcome.end == RunOutcome::End::Failed ? RunState::Failed : RunState::Finished);
    Q_EMIT runFinished(m_outcome);
}

// Of a run that did not fail; a failure says all that matters.
void RunController::completeReason()
{
    QStringList sentences;
    if (m_sizing)
        sentences += Sizing::sentence(m_sizing->result());
    if (!m_losses.isEmpty())
        sentences += lossesInWords() + QLatin1Char('.');
    if (!m_outcome.reason.isEmpty())
        sentences += m_outcome.reason;
    m_outcome.reason = sentences.join(QLatin1Char(' '));
}

Snapshot RunController::snapshot(microseconds now)
{
    auto snapshot = m_merger.snapshot(now);
    if (m_sizing)
        snapshot.sizing = m_sizing->result();
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
    Q_EMIT stateChanged(state);
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

QString RunController::lossesInWords() const
{
    constexpr qsizetype Shown = 3;
    const auto text = QStringList(m_losses.values()).mid(0, Shown).join(QLatin1String("; "));
    const auto others = m_losses.size() - Shown;
    return others > 0 ? tr("%1; and %2 more").arg(text, QLocale().toString(others)) : text;
}

} // namespace Molotov
