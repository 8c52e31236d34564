// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/trialrun.h"

#include "core/control/run/runservice.h"
#include "core/control/words/format.h"
#include "core/control/words/runwords.h"
#include "core/model/errorgrouping.h"

#include <algorithm>

namespace Molotov {

namespace {

// The first that a scenario ended with; empty when there is none.
QString firstErrorOfTrial(const Snapshot &measured)
{
    const auto &errors = measured.errors;
    const auto found = std::find_if(errors.begin(), errors.end(), [](const ErrorGroup &group) {
        return group.error.kind != ErrorKind::Warning;
    });
    if (found == errors.end())
        return {};
    const auto place = placeOf(found->error);
    if (found->problem || !place.isValid())
        return RunWords::message(*found);
    return QStringLiteral("%1: %2").arg(place.toShortString(), RunWords::message(*found));
}

// Of a trial that came to its end.
QString trialVerdict(const Snapshot &measured)
{
    const auto failed = measured.iterationsFailed;
    const auto all = failed + measured.iterationsOk;
    if (all == 0)
        return TrialRun::tr("No scenario ran to its end.");
    if (failed == 0)
        return all == 1 ? TrialRun::tr("The scenario passed.")
                        : TrialRun::tr("All %1 scenarios passed.").arg(Format::count(all));
    const auto why = firstErrorOfTrial(measured);
    if (all == 1)
        return TrialRun::tr("The scenario failed: %1").arg(why);
    return TrialRun::tr("%1 of %2 scenarios failed: %3").arg(Format::count(failed), Format::count(all), why);
}

} // namespace

TrialRun::TrialRun(RunService *service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
    connect(m_service, &RunService::runEnded, this, &TrialRun::finish);
}

Profile TrialRun::trialOf(const Profile &profile, const QString &scenario)
{
    Profile trial;
    trial.scenarioFile = profile.scenarioFile;
    trial.baseUrl = profile.baseUrl;
    trial.duration = std::chrono::hours(1); // requests have limits of their own, and a person can stop it
    trial.iterationTimeout = profile.iterationTimeout;
    trial.singleMode = scenario.isEmpty() ? profile.singleMode : scenario;
    if (trial.singleMode.isEmpty())
        trial.singleRun = true;
    else
        trial.maxRuns = 1;
    trial.extensions = profile.extensions;
    trial.test = profile.test;
    trial.repository = profile.repository;
    trial.foldNames = profile.foldNames;
    trial.maskHeaders = profile.maskHeaders;
    trial.hosts = profile.hosts;
    trial.addresses = profile.addresses;
    trial.allowedHosts = profile.allowedHosts;
    trial.environment = profile.environment;
    return trial;
}

void TrialRun::start(const Profile &profile, const QString &scenario)
{
    if (isUnderWay())
        return;
    const auto trial = trialOf(profile, scenario);
    m_scenario = trial.singleMode;
    Q_EMIT began();
    set(State::UnderWay, m_scenario.isEmpty() ? tr("Each scenario runs once…")
                                              : tr("“%1” runs once…").arg(Format::oneLine(m_scenario)));
    m_service->startRun(trial);
}

void TrialRun::stop()
{
    if (m_state != State::UnderWay)
        return;
    set(State::Stopping, tr("The trial is being stopped…"));
    m_service->stopRunNow();
}

void TrialRun::finish(const RunOutcome &outcome)
{
    if (!isUnderWay())
        return;
    if (outcome.end == RunOutcome::End::Stopped)
        return set(State::Stopped, tr("Stopped before its end."));
    const auto why = RunWords::reason(outcome);
    const bool isWhole = outcome.end == RunOutcome::End::Finished && why.isEmpty();
    const bool hasPassed = isWhole && outcome.last.iterationsOk > 0 && outcome.last.iterationsFailed == 0;
    set(hasPassed ? State::Passed : State::Failed, isWhole ? trialVerdict(outcome.last) : why);
}

void TrialRun::set(State state, const QString &sentence)
{
    m_state = state;
    m_sentence = sentence;
    Q_EMIT changed();
}

} // namespace Molotov
