// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandrun.h"

#include "app/cli/consoleview.h"
#include "core/control/report/summaryreport.h"

#include <algorithm>

namespace Molotov::Cli {

namespace {

ExitCode codeOf(const RunOutcome &outcome)
{
    switch (outcome.end) {
    case RunOutcome::End::Finished:
        if (outcome.hasTooManyFailures())
            return ExitCode::Failed;
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

CommandRun::CommandRun(const Programs &programs, const Options &options, SummaryOutput summary,
                       ConsoleView &view)
    : m_options(options)
    , m_summary(std::move(summary))
    , m_view(view)
    , m_controller(programs, settingsOf(options.profile))
{
    if (options.profile.debug)
        connect(&m_controller, &RunController::stateChanged, this, &CommandRun::showStep);
    connect(&m_controller, &RunController::scenariosLoaded, this,
            [this](const auto &scenarios) { m_view.showStart(m_options.profile, scenarios); });
    connect(&m_controller, &RunController::snapshotTaken, this,
            [this](const Snapshot &snapshot) { m_view.showProgress(snapshot); });
    connect(&m_controller, &RunController::logged, this,
            [this](const LogLine &line) { m_view.showLog(line); });
    connect(&m_controller, &RunController::runFinished, this, &CommandRun::onFinished);
}

void CommandRun::start()
{
    m_clock.start();
    for (const auto &notice : m_options.notices)
        m_view.showNotice(notice);
    m_controller.startRun(m_options.profile);
}

void CommandRun::interrupt()
{
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

void CommandRun::showStep(RunState state)
{
    m_view.showLog(
        {.level = Protocol::LogLevel::Debug,
         .text =
             QStringLiteral("%1 s: %2").arg(double(m_clock.elapsed()) / 1000, 0, 'f', 3).arg(nameOf(state))});
}

void CommandRun::onFinished(const RunOutcome &outcome)
{
    m_view.showOutcome(outcome);
    auto code = codeOf(outcome);
    if (const auto status = m_summary.write(summaryJson(outcome)); !status) {
        m_view.showError(status.error());
        if (code == ExitCode::Finished || code == ExitCode::Interrupted)
            code = ExitCode::NoSummary;
    }
    Q_EMIT ended(code);
}

} // namespace Molotov::Cli
