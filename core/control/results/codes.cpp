// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/codes.h"

#include "core/model/errorgrouping.h"

namespace Molotov::Codes {

QString of(RunOutcome::End end)
{
    switch (end) {
    case RunOutcome::End::Finished:
        return QStringLiteral("finished");
    case RunOutcome::End::Stopped:
        return QStringLiteral("stopped");
    case RunOutcome::End::Failed:
        return QStringLiteral("failed");
    }
    Q_UNREACHABLE();
}

QString of(RunOutcome::Failure failure)
{
    switch (failure) {
    case RunOutcome::Failure::None:
        return {};
    case RunOutcome::Failure::Profile:
        return QStringLiteral("profile");
    case RunOutcome::Failure::Scenario:
        return QStringLiteral("scenario");
    case RunOutcome::Failure::Helpers:
        return QStringLiteral("helpers");
    case RunOutcome::Failure::Setup:
        return QStringLiteral("setup");
    }
    Q_UNREACHABLE();
}

QString of(HelperEnd end)
{
    switch (end) {
    case HelperEnd::Running:
        return QStringLiteral("running");
    case HelperEnd::Finished:
        return QStringLiteral("finished");
    case HelperEnd::Crashed:
        return QStringLiteral("crashed");
    case HelperEnd::Killed:
        return QStringLiteral("killed");
    case HelperEnd::Lost:
        return QStringLiteral("lost");
    }
    Q_UNREACHABLE();
}

QString of(Protocol::LogLevel level)
{
    switch (level) {
    case Protocol::LogLevel::Debug:
        return QStringLiteral("debug");
    case Protocol::LogLevel::Info:
        return QStringLiteral("info");
    case Protocol::LogLevel::Warning:
        return QStringLiteral("warning");
    case Protocol::LogLevel::Error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE();
}

QString of(SizingResult::Verdict verdict)
{
    switch (verdict) {
    case SizingResult::Verdict::NotFinished:
        return QStringLiteral("not_finished");
    case SizingResult::Verdict::LimitFound:
        return QStringLiteral("limit_found");
    case SizingResult::Verdict::TargetHeld:
        return QStringLiteral("target_held");
    }
    Q_UNREACHABLE();
}

QString of(LimitResult::Verdict verdict)
{
    switch (verdict) {
    case LimitResult::Verdict::NotFinished:
        return QStringLiteral("not_finished");
    case LimitResult::Verdict::Found:
        return QStringLiteral("found");
    case LimitResult::Verdict::NothingHeld:
        return QStringLiteral("nothing_held");
    case LimitResult::Verdict::MostHeld:
        return QStringLiteral("most_held");
    }
    Q_UNREACHABLE();
}

QString of(LimitStep::Outcome outcome)
{
    switch (outcome) {
    case LimitStep::Outcome::Held:
        return QStringLiteral("held");
    case LimitStep::Outcome::TooManyFailed:
        return QStringLiteral("too_many_failed");
    case LimitStep::Outcome::LoadNotMade:
        return QStringLiteral("load_not_made");
    case LimitStep::Outcome::NothingMeasured:
        return QStringLiteral("nothing_measured");
    case LimitStep::Outcome::GoalBroken:
        return QStringLiteral("goal_broken");
    }
    Q_UNREACHABLE();
}

QString of(ErrorKind kind)
{
    return toString(kind);
}

QString of(Protocol::WorkerState state)
{
    switch (state) {
    case Protocol::WorkerState::Waiting:
        return QStringLiteral("waiting");
    case Protocol::WorkerState::Running:
        return QStringLiteral("running");
    case Protocol::WorkerState::Thinking:
        return QStringLiteral("thinking");
    case Protocol::WorkerState::Failed:
        return QStringLiteral("failed");
    case Protocol::WorkerState::Done:
        return QStringLiteral("done");
    }
    Q_UNREACHABLE();
}

QString of(GoalStatus::State state)
{
    switch (state) {
    case GoalStatus::State::NotYet:
        return QStringLiteral("not_yet");
    case GoalStatus::State::Holds:
        return QStringLiteral("holds");
    case GoalStatus::State::Broken:
        return QStringLiteral("broken");
    case GoalStatus::State::NotJudged:
        return QStringLiteral("not_judged");
    }
    Q_UNREACHABLE();
}

QString of(GoalVerdict verdict)
{
    switch (verdict) {
    case GoalVerdict::None:
        return {};
    case GoalVerdict::Passed:
        return QStringLiteral("passed");
    case GoalVerdict::Failed:
        return QStringLiteral("failed");
    case GoalVerdict::NotJudged:
        return QStringLiteral("not_judged");
    }
    Q_UNREACHABLE();
}

QString of(HelperLoss::Code code)
{
    switch (code) {
    case HelperLoss::Code::NotStarted:
        return QStringLiteral("not_started");
    case HelperLoss::Code::NoHello:
        return QStringLiteral("no_hello");
    case HelperLoss::Code::OtherVersion:
        return QStringLiteral("other_version");
    case HelperLoss::Code::NotLoaded:
        return QStringLiteral("not_loaded");
    case HelperLoss::Code::GlobalSetupTooLong:
        return QStringLiteral("global_setup_too_long");
    case HelperLoss::Code::Silent:
        return QStringLiteral("silent");
    case HelperLoss::Code::Nonsense:
        return QStringLiteral("nonsense");
    case HelperLoss::Code::NotStopped:
        return QStringLiteral("not_stopped");
    case HelperLoss::Code::Crashed:
        return QStringLiteral("crashed");
    case HelperLoss::Code::BrokeOff:
        return QStringLiteral("broke_off");
    case HelperLoss::Code::EndedEarly:
        return QStringLiteral("ended_early");
    }
    Q_UNREACHABLE();
}

QString of(RunProblem::Code code)
{
    switch (code) {
    case RunProblem::Code::WorkersLost:
        return QStringLiteral("workers_lost");
    case RunProblem::Code::GlobalTeardownTooLong:
        return QStringLiteral("global_teardown_too_long");
    case RunProblem::Code::GlobalTeardownLost:
        return QStringLiteral("global_teardown_lost");
    case RunProblem::Code::GlobalTeardownNotRun:
        return QStringLiteral("global_teardown_not_run");
    }
    Q_UNREACHABLE();
}

QString of(RunReason::Code code)
{
    switch (code) {
    case RunReason::Code::None:
        return {};
    case RunReason::Code::Profile:
        return QStringLiteral("profile");
    case RunReason::Code::Scenario:
        return QStringLiteral("scenario");
    case RunReason::Code::NoHelperProgram:
        return QStringLiteral("no_helper_program");
    case RunReason::Code::GlobalSetupFailed:
        return QStringLiteral("global_setup_failed");
    case RunReason::Code::GlobalSetupLost:
        return QStringLiteral("global_setup_lost");
    case RunReason::Code::SetupFailed:
        return QStringLiteral("setup_failed");
    case RunReason::Code::FirstFailure:
        return QStringLiteral("first_failure");
    case RunReason::Code::GoalBroken:
        return QStringLiteral("goal_broken");
    case RunReason::Code::NoHelperLeft:
        return QStringLiteral("no_helper_left");
    case RunReason::Code::StillGoing:
        return QStringLiteral("still_going");
    case RunReason::Code::ProgramEnded:
        return QStringLiteral("program_ended");
    }
    Q_UNREACHABLE();
}

QString of(RunPhase::Kind phase)
{
    switch (phase) {
    case RunPhase::Kind::RampUp:
        return QStringLiteral("ramp_up");
    case RunPhase::Kind::Load:
        return QStringLiteral("load");
    case RunPhase::Kind::Stopping:
        return QStringLiteral("stopping");
    }
    Q_UNREACHABLE();
}

QString of(LoadChange::Kind change)
{
    switch (change) {
    case LoadChange::Kind::Target:
        return QStringLiteral("load");
    case LoadChange::Kind::Pause:
        return QStringLiteral("pause");
    case LoadChange::Kind::Resume:
        return QStringLiteral("resume");
    case LoadChange::Kind::Extend:
        return QStringLiteral("extend");
    }
    Q_UNREACHABLE();
}

QString ofMarker(const std::optional<LoadChange> &change)
{
    return change ? of(change->kind) : QStringLiteral("note");
}

QString of(RunLimit limit)
{
    switch (limit) {
    case RunLimit::Nothing:
        return QStringLiteral("nothing");
    case RunLimit::Server:
        return QStringLiteral("server");
    case RunLimit::Cpu:
        return QStringLiteral("cpu");
    case RunLimit::Memory:
        return QStringLiteral("memory");
    case RunLimit::Network:
        return QStringLiteral("network");
    case RunLimit::Scenario:
        return QStringLiteral("scenario");
    case RunLimit::Settings:
        return QStringLiteral("settings");
    }
    Q_UNREACHABLE();
}

QString of(TrustEvidence::Code code)
{
    switch (code) {
    case TrustEvidence::Code::NoPort:
        return QStringLiteral("no_port");
    case TrustEvidence::Code::NetworkFull:
        return QStringLiteral("network_full");
    case TrustEvidence::Code::LostPackets:
        return QStringLiteral("lost_packets");
    case TrustEvidence::Code::NoMemory:
        return QStringLiteral("no_memory");
    case TrustEvidence::Code::Swapping:
        return QStringLiteral("swapping");
    case TrustEvidence::Code::LittleMemory:
        return QStringLiteral("little_memory");
    case TrustEvidence::Code::LongScript:
        return QStringLiteral("long_script");
    case TrustEvidence::Code::HeavyScripts:
        return QStringLiteral("heavy_scripts");
    case TrustEvidence::Code::LateLoop:
        return QStringLiteral("late_loop");
    case TrustEvidence::Code::BusyHelper:
        return QStringLiteral("busy_helper");
    case TrustEvidence::Code::WaitingHelper:
        return QStringLiteral("waiting_helper");
    case TrustEvidence::Code::BusyMachine:
        return QStringLiteral("busy_machine");
    case TrustEvidence::Code::ServerErrors:
        return QStringLiteral("server_errors");
    case TrustEvidence::Code::SlowServer:
        return QStringLiteral("slow_server");
    case TrustEvidence::Code::SlowConnects:
        return QStringLiteral("slow_connects");
    case TrustEvidence::Code::DroppedStarts:
        return QStringLiteral("dropped_starts");
    case TrustEvidence::Code::LateStarts:
        return QStringLiteral("late_starts");
    case TrustEvidence::Code::FullConnections:
        return QStringLiteral("full_connections");
    case TrustEvidence::Code::BusyUsers:
        return QStringLiteral("busy_users");
    }
    Q_UNREACHABLE();
}

} // namespace Molotov::Codes
