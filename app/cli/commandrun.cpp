// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandrun.h"

#include "app/cli/consoleview.h"
#include "app/cli/resultoutput.h"
#include "core/control/interrupt.h"
#include "core/control/report/summaryreport.h"
#include "core/control/results/resultreader.h"
#include "core/control/systemlimits.h"
#include "core/control/words/markerwords.h"
#include "core/control/words/targetwords.h"

#include <algorithm>
#include <utility>

namespace Molotov::Cli {

namespace {

ExitCode codeOf(const RunOutcome &outcome)
{
    switch (outcome.end) {
    case RunOutcome::End::Finished:
        if (outcome.hasTooManyFailures())
            return ExitCode::Failed;
        if (outcome.hasMissedGoals())
            return ExitCode::GoalsMissed;
        return outcome.lostHelpers() > 0 ? ExitCode::HelpersLost : ExitCode::Finished;
    case RunOutcome::End::Stopped:
        return ExitCode::Interrupted;
    case RunOutcome::End::Failed:
        break;
    }
    switch (outcome.failure) {
    case RunOutcome::Failure::Profile:
        return ExitCode::Usage;
    case RunOutcome::Failure::Scenario:
        return ExitCode::BadScenario;
    case RunOutcome::Failure::None:
    case RunOutcome::Failure::Helpers:
    case RunOutcome::Failure::Setup:
        return ExitCode::Failed;
    }
    Q_UNREACHABLE();
}

// As often as the terminal is told, which helpers do not outpace: they report every 250 ms.
RunSettings settingsOf(const Profile &profile)
{
    using namespace std::chrono_literals;
    RunSettings settings;
    settings.tick = std::clamp(profile.consoleUpdate, std::chrono::milliseconds(50ms), settings.tick);
    return settings;
}

QString nameOf(RunState state)
{
    switch (state) {
    case RunState::Idle:
        return QStringLiteral("idle");
    case RunState::Compiling:
        return QStringLiteral("compiling");
    case RunState::Starting:
        return QStringLiteral("starting helpers");
    case RunState::Running:
        return QStringLiteral("running");
    case RunState::Stopping:
        return QStringLiteral("stopping");
    case RunState::Finished:
        return QStringLiteral("finished");
    case RunState::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

} // namespace

Result<RunOutputs> RunOutputs::open(const CommandLine::Answer &answer)
{
    RunOutputs outputs;
    const auto summary = OutputFile::open(CommandLine::summaryFile(answer), ReportOutput::tr("The summary"));
    if (!summary)
        return summary.error();
    outputs.summary = *summary;
    const auto reports = ReportOutput::open(CommandLine::reportFiles(answer));
    if (!reports)
        return reports.error();
    outputs.reports = *reports;
    return outputs;
}

CommandRun::CommandRun(const Programs &programs, const Options &options, RunOutputs outputs,
                       ConsoleView &view)
    : m_options(options)
    , m_outputs(std::move(outputs))
    , m_view(view)
    , m_controller(programs, settingsOf(options.profile))
    , m_keys({.change = [this](const LoadChange &change) { m_controller.changeLoad(change); },
              .mark = [this](const QString &note) { m_controller.addMarker(note); },
              .stop = [this] { interrupt(); }},
             systemLimits())
{
    m_controller.addSink(&m_keys);
    m_controller.addSink(this);
    m_controller.addSink(&m_liveOutputs);
    connect(&m_liveOutputs, &LiveOutputs::complained, this, [this](const QString &text) {
        m_view.showLog({.level = Protocol::LogLevel::Warning, .text = text});
    });
    connect(&m_liveOutputs, &LiveOutputs::ended, this, &CommandRun::onOutputEnded);
    connect(&m_targetCheck, &TargetCheck::checked, this, &CommandRun::onTargetChecked);
    if (!m_options.resultFile.isEmpty() || !m_outputs.reports.isEmpty())
        keepResult();
}

// Reports are made of a result, so that they say the same whenever they are made, and so that a long run need
// not fit into memory.
void CommandRun::keepResult()
{
    auto name = m_options.resultFile;
    if (name.isEmpty()) {
        m_folder = std::make_unique<TemporaryFolder>();
        name = m_folder->filePath(QStringLiteral("run.") + ResultReader::suffix());
    }
    m_results = std::make_unique<ResultRecorder>([file = name](const RunInfo &) {
        removeResult(file);
        return file;
    });
    m_controller.addSink(m_results.get());
    connect(m_results.get(), &ResultRecorder::failed, this,
            [this](const Error &error) { m_view.showError(error); });
    connect(m_results.get(), &ResultRecorder::ended, this,
            [this](const QString &path, const Status &status) { onResultEnded(path, status); });
}

void CommandRun::useKeys(const ConsoleOutput &output)
{
    if (!output.width || output.quiet || !KeyInput::isAvailable())
        return;
    Interrupt::setLastAction(&KeyInput::restoreTerminal);
    m_keyInput = std::make_unique<KeyInput>();
    connect(m_keyInput.get(), &KeyInput::pressed, this, &CommandRun::onKey);
}

void CommandRun::start()
{
    m_clock.start();
    for (const auto &notice : m_options.notices)
        m_view.showNotice(notice);
    if (TargetCheck::isNeeded(m_options.profile))
        m_targetCheck.check(m_options.profile);
    else
        begin();
}

void CommandRun::onTargetChecked(const TargetReport &report)
{
    if (!report.isAllowed)
        askToLoad(report.host);
    else if (!report.problem.isEmpty())
        askToStart(report.problem);
    else
        begin();
}

void CommandRun::askToLoad(const QString &host)
{
    const auto answer = [this, host](bool isYes) {
        if (!isYes) {
            refuse(TargetWords::isNotAllowed(host));
            return;
        }
        m_options.profile.allowedHosts.append(host);
        m_targetCheck.check(m_options.profile);
    };
    if (!m_keyInput) {
        answer(false);
        return;
    }
    m_view.showNotice(TargetWords::isElsewhere(host));
    ask(TargetWords::mayBeLoaded(host), answer);
}

// A build server has its reasons.
void CommandRun::askToStart(const QString &problem)
{
    if (!m_keyInput) {
        m_view.showLog({.level = Protocol::LogLevel::Warning, .text = problem});
        begin();
        return;
    }
    m_view.showNotice(problem);
    ask(TargetWords::startAnyway(), [this, problem](bool isYes) {
        if (isYes)
            begin();
        else
            refuse(problem + QLatin1Char(' ') + tr("Nothing was sent."));
    });
}

// As when a setting is wrong, so that the summary tells it, too.
void CommandRun::refuse(const QString &why)
{
    m_refusal = Error{why};
    begin();
}

// Only where somebody presses keys.
void CommandRun::ask(const QString &question, const std::function<void(bool isYes)> &then)
{
    m_answer = then;
    m_view.showActivity(question + QStringLiteral(" [y/N] "));
}

void CommandRun::onKey(char key)
{
    const auto answer = std::exchange(m_answer, nullptr);
    if (!answer) {
        const auto before = m_keys.prompt();
        m_keys.press(key);
        if (m_keys.prompt() != before)
            m_view.showActivity(m_keys.prompt());
        return;
    }
    m_view.showActivity({});
    answer(key == 'y' || key == 'Y');
}

void CommandRun::begin()
{
    m_isHandedOver = true;
    m_controller.startRun(m_options.profile);
}

Status CommandRun::prepareRun(const Profile &)
{
    return m_refusal ? Status(*m_refusal) : Status();
}

void CommandRun::interrupt()
{
    if (!m_isHandedOver) {
        Q_EMIT ended(ExitCode::Interrupted);
        return;
    }
    switch (++m_interrupts) {
    case 1:
        m_view.showNotice(
            tr("Stopping: waiting for iterations under way, up to 10 s; Ctrl-C again to stop now."));
        m_controller.stopRun();
        break;
    case 2:
        m_view.showNotice(tr("Stopping now."));
        m_controller.stopRunNow();
        break;
    default:
        Q_EMIT ended(ExitCode::Interrupted); // helpers end when this program does
        break;
    }
}

void CommandRun::stateChanged(RunState state)
{
    if (!m_options.profile.debug)
        return;
    m_view.showLog(
        {.level = Protocol::LogLevel::Debug,
         .text =
             QStringLiteral("%1 s: %2").arg(double(m_clock.elapsed()) / 1000, 0, 'f', 3).arg(nameOf(state))});
}

void CommandRun::runBegan(const RunInfo &info)
{
    m_hasBegun = true;
    m_told.info = info;
    m_view.showStart(m_options.profile, info.scenarios);
    if (m_keyInput)
        m_view.showKeys(m_keys.help());
}

void CommandRun::snapshotTaken(const Snapshot &snapshot)
{
    if (m_keys.prompt().isEmpty())
        m_view.showProgress(snapshot, m_keys.isPaused());
}

void CommandRun::marked(const RunMarker &marker)
{
    m_view.showNotice(MarkerWords::line(marker, m_options.profile.loadPlan().model));
}

void CommandRun::logged(const LogLine &line)
{
    m_view.showLog(line);
}

void CommandRun::runEnded(const RunOutcome &outcome)
{
    m_view.showOutcome(outcome);
    m_code = codeOf(outcome);
    if (const auto status = m_outputs.summary.write(summaryJson(outcome)); !status)
        failOutput(status.error());
    m_told.outcome = outcome;
    const bool isResultUnfinished = m_results && m_hasBegun;
    if (!isResultUnfinished) {
        m_told.info.profile = outcome.profile;
        writeReports(m_told);
    }
    m_unfinished = int(isResultUnfinished) + int(m_liveOutputs.isOpen());
    if (m_unfinished == 0)
        Q_EMIT ended(m_code);
}

void CommandRun::onResultEnded(const QString &path, const Status &status)
{
    if (!status)
        failOutput(status.error());
    if (!m_outputs.reports.isEmpty()) {
        const auto reader = status ? ResultReader::open(path) : Result<ResultReader>(status.error());
        const auto record = reader ? reader->record() : Result<RunRecord>(reader.error());
        if (!record && status)
            failOutput(record.error());
        writeReports(record ? *record : m_told);
    }
    onOutputEnded();
}

void CommandRun::onOutputEnded()
{
    if (--m_unfinished == 0)
        Q_EMIT ended(m_code);
}

void CommandRun::writeReports(const RunRecord &record)
{
    for (const auto &error : m_outputs.reports.write(record))
        failOutput(error);
}

void CommandRun::failOutput(const Error &error)
{
    m_view.showError(error);
    if (m_code == ExitCode::Finished || m_code == ExitCode::Interrupted)
        m_code = ExitCode::NoSummary;
}

} // namespace Molotov::Cli
