// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/hostrules.h"
#include "core/model/loadplan.h"
#include "core/model/profilefield.h"

#include <QCoreApplication>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Molotov {

/// What the system lets a helper have; the defaults are without limits.
struct SystemLimits
{
    std::optional<qint64> descriptors; ///< files and connections that a process may have open

    bool operator==(const SystemLimits &) const = default;
};

/// The saved settings of one test.
struct Profile
{
    Q_DECLARE_TR_FUNCTIONS(Profile)

public:
    // So many cannot be meant: each process is a helper with an engine and a thread of its own, and each
    // worker has connections of its own.
    static constexpr int MaxProcesses = 64;
    static constexpr int MaxWorkers = 10'000;
    static constexpr int MaxVerbosity = 2;
    /// Descriptors of a helper that are no workers' connections: pipes, the event loop, looking up names.
    static constexpr int OwnDescriptors = 50;

    QString scenarioFile; ///< absolute; a profile file keeps it relative to itself
    QString baseUrl; ///< what the URLs of the scenario are relative to; may be empty
    int processes = 1; ///< helpers
    int workers = 1; ///< in each process
    std::chrono::milliseconds rampUp{0};
    std::chrono::milliseconds duration = std::chrono::hours(24); ///< of the whole run, ramp-up included
    qint64 maxRuns = 0; ///< iterations per worker; 0 = no limit
    std::chrono::milliseconds delay{0}; ///< after each iteration
    std::chrono::milliseconds rampDown{0}; ///< at the end of the duration; users end one by one
    /// Users over the time of the run (loadstages.h), in place of workers and ramps; empty = none.
    QString stages;
    /// Iterations that begin in a second, or stages of them (loadstages.h), in place of workers and ramps;
    /// empty = none: each worker begins its next iteration when the last one has ended.
    QString rate;
    int maxUsers = 500; ///< with a rate: that it may need at a time, in all processes together
    bool stepped = false; ///< each stage has its load from its beginning on
    bool poisson = false; ///< with a rate: gaps between iterations are random
    qint64 iterations = 0; ///< of all workers together; 0 = no limit
    std::chrono::milliseconds pacing{0}; ///< from the begin of a worker's iteration to its next; 0 = none
    std::chrono::milliseconds iterationTimeout{0}; ///< an iteration that takes longer fails; 0 = no limit

    QString singleMode; ///< the only scenario that runs; empty = all of them
    bool singleRun = false; ///< each worker runs each scenario once, in the order of their names
    bool stopOnFailure = false; ///< the first failed iteration ends the run
    std::optional<qint64> failThreshold; ///< so many failed iterations fail the test
    QStringList thresholds; ///< what the run should reach: texts of goals (goalparser.h)
    bool forceShutdown = false; ///< iterations under way are aborted when the duration is over
    bool sizing = false; ///< finds out how many workers the target can take
    double sizingTolerance = 5; ///< percent of failed iterations that are borne
    /// A goal (goalparser.h): the run finds the highest load at which it holds (limitsearch.h), beginning
    /// with the workers or the rate. More failed iterations than sizingTolerance break it, too. Empty = none.
    QString findLimit;
    std::chrono::milliseconds limitStep = std::chrono::seconds(10); ///< how long each load is measured
    /// After each change of the load: what is measured in it does not count.
    std::chrono::milliseconds limitSettling = std::chrono::seconds(5);
    /// Users, or iterations a second, that are not to be passed; 0 = as many as the processes can make.
    qint64 limitMost = 0;
    QStringList extensions; ///< files, absolute; loaded before the scenario file
    QString test; ///< the name under which it is saved; empty if it is not. Not kept in it.
    /// The folder of the fetched repository that the test comes from: the scenario may import all files of
    /// it. Not saved; empty for a test of this computer.
    QString repository;

    bool statsd = false; ///< metrics are sent to a statsd server
    QString statsdAddress = QStringLiteral("udp://localhost:8125");
    bool statsdRawNames = false; ///< names of metrics as Molotov writes them

    QString prometheus; ///< "[ADDRESS:]PORT" at which Prometheus fetches metrics; empty: it does not
    /// A file, absolute, to which the run is written while it goes on; "-" is the standard output, and none
    /// is written when it is empty.
    QString jsonLines;
    QString influxdb; ///< URL of InfluxDB to which each second is written (outputurls.h); empty: none is
    QString otlp; ///< URL of a receiver of OpenTelemetry metrics (outputurls.h); empty: none are sent

    bool foldNames = true; ///< "/users/1" and "/users/2" count as one endpoint, "/users/{id}"
    QString maskHeaders; ///< names with commas between them: samples of errors do not show what they hold

    int verbosity = 0; ///< 1: stacks of errors and debug lines; 2: requests and responses too
    // What a terminal shows:
    bool quiet = false; ///< nothing but errors
    bool console = false; ///< plain lines, none of them rewritten
    std::chrono::milliseconds consoleUpdate{200}; ///< between two states of the live line
    bool debug = false; ///< says what the parts of a run do

    /// "ADDRESS[:PORT]" to which connections to a host go (hostrules.h), by its name.
    QMap<QString, QString> hosts;
    AddressOrder addresses = AddressOrder::Rotate; ///< of hosts that have several
    /// Hosts (patterns of hostrules.h) that may be loaded though they are not nearby (nearby.h).
    QStringList allowedHosts;
    bool checkTarget = true; ///< whether the base URL can be reached is found out before the start

    QMap<QString, std::optional<QString>> environment; ///< no value: the system's own is passed on

    /// The load that is meant. Of stages that nobody can read there are none.
    LoadPlan loadPlan() const;
    /// The names in maskHeaders, in small letters.
    QStringList maskedHeaders() const;

    /// All reasons why this cannot be run where there are these limits, in the order of the fields. Looks at
    /// no file.
    QList<ProfileProblem> validate(const SystemLimits &limits = {}) const;

    bool operator==(const Profile &) const = default;
};

} // namespace Molotov
