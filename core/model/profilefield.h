// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// What a person can set of a test and may be wrong; each has its option, its key in a profile file and its
/// field in the window. Some fields of the load are seen only with the kinds of load that have them, such as
/// Rate.
enum class ProfileField {
    ScenarioFile,
    BaseUrl,
    Processes,
    Workers,
    RampUp,
    Duration,
    MaxRuns,
    Delay,
    RampDown,
    Stages,
    Rate,
    MaxUsers,
    Stepped,
    Poisson,
    Iterations,
    Pacing,
    IterationTimeout,
    SingleMode,
    SingleRun,
    StopOnFailure,
    FailThreshold,
    Thresholds,
    ForceShutdown,
    Sizing,
    SizingTolerance,
    FindLimit,
    LimitStep,
    LimitSettling,
    LimitMost,
    Extensions,
    Statsd,
    StatsdAddress,
    StatsdRawNames,
    Prometheus,
    Influxdb,
    Otlp,
    FoldNames,
    MaskHeaders,
    Verbosity,
    Quiet,
    Console,
    ConsoleUpdate,
    Debug,
    Hosts,
    Addresses,
    AllowedHosts,
    CheckTarget,
    Environment,
};

/// A reason why a profile cannot be run, with the field that must change.
struct ProfileProblem
{
    ProfileField field = ProfileField::ScenarioFile;
    QString text;

    bool operator==(const ProfileProblem &) const = default;
};

} // namespace Molotov
