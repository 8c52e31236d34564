// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/distribution.h"
#include "core/model/effort.h"
#include "core/model/errorgroup.h"
#include "core/model/histogram.h"
#include "core/model/hostrules.h"
#include "core/model/loadchange.h"
#include "core/model/loadplan.h"
#include "core/model/phases.h"
#include "core/model/workshare.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <tuple>
#include <variant>

/// What a helper and its controller say to each other over the helper's stdin and stdout.
///
/// Both begin with Hello. Then: LoadScenario → ScenarioLoaded or LoadFailed; StartRun → MetricsDelta,
/// WorkerStates, ErrorSample and ScriptLog until RunFinished, after which the helper exits by itself. A
/// helper whose workers stop by themselves for what should stop the whole run says RunBroken at once. While
/// the run goes on, CurrentWorkers may come each second, and ChangeLoad and StopRun at any time. When its
/// stdin closes, a helper stops at once whatever it is doing.
///
/// With traceExchanges, TracedExchange and TracedNote come from the first script on that runs, until the end.
///
/// A helper whose users are not needed any more does not end: the load may change. It says LoadIdle, and
/// waits for the end of the duration or for StopRun.
///
/// One helper of a run is its keeper: what is done once in a run is done there. Before StartRun it gets
/// RunGlobalSetup → GlobalSetupDone, if the scenario has one; when GlobalSetupDone holds an error, nothing
/// follows. If there is a globalTeardown, its StartRun says so. Then it does not finish when its workers are
/// done: it says WorkersDone, waits for RunGlobalTeardown, and RunFinished ends it after that.
///
/// A message travels as a frame (framereader.h) that holds a CBOR array of its number in the variant and its
/// fields in the order of fields(). Whoever adds, removes or moves a field or a message raises
/// ProtocolVersion.
namespace Molotov::Protocol {

constexpr int ProtocolVersion = 17;

/// Both ways, first of all. A side that reads another version than its own ends the conversation.
struct Hello
{
    int protocol = ProtocolVersion;
    QString version; ///< of the program, for people
    qint64 pid = 0;

    bool operator==(const Hello &) const = default;
    static constexpr auto fields() { return std::make_tuple(&Hello::protocol, &Hello::version, &Hello::pid); }
};

// ---- to a helper ----

/// A file of JavaScript, made ready for the engine.
struct ScriptModule
{
    QString sourceName; ///< of the user's file, for stack traces
    QString code; ///< one ES2016 module that imports nothing but "molotov"

    bool operator==(const ScriptModule &) const = default;
    static constexpr auto fields() { return std::make_tuple(&ScriptModule::sourceName, &ScriptModule::code); }
};

/// All that a helper needs to know of a run.
struct LoadScenario
{
    QString sourceName; ///< of the scenario file, for its stack traces
    QString code; ///< one ES2016 module that imports nothing but "molotov"
    QList<ScriptModule> extensions; ///< run before the scenario file, in this order
    WorkShare share;
    quint64 seed = 0; ///< of the whole run; each helper and worker derives its own
    QString baseUrl;
    LoadPlan load; ///< of all helpers
    QMap<QString, QString> environment; ///< what `env` holds
    QString singleMode; ///< the only scenario that is used; empty = all
    bool singleRun = false; ///< each worker runs each scenario once, in the order of their names
    bool stopOnFailure = false; ///< the first failed iteration stops the run
    bool forceShutdown = false; ///< iterations under way at the end of the duration are aborted
    int verbosity = 0; ///< 2: requests and responses are logged
    std::chrono::milliseconds iterationTimeout{0}; ///< an iteration that takes longer fails; 0 = no limit
    QString statsdAddress; ///< udp://host:port; empty = nothing is sent
    bool statsdRawNames = false; ///< dots and slashes in names are sent as they are
    bool foldNames = true; ///< as Profile has it
    QStringList maskedHeaders; ///< in small letters; samples of errors do not show what they hold
    QMap<QString, QString> hosts; ///< as Profile has them, and what follows
    AddressOrder addresses = AddressOrder::Rotate;
    QStringList allowedHosts;
    bool traceExchanges = false; ///< each exchange, check and error is told as it comes

    bool operator==(const LoadScenario &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(
            &LoadScenario::sourceName, &LoadScenario::code, &LoadScenario::extensions, &LoadScenario::share,
            &LoadScenario::seed, &LoadScenario::baseUrl, &LoadScenario::load, &LoadScenario::environment,
            &LoadScenario::singleMode, &LoadScenario::singleRun, &LoadScenario::stopOnFailure,
            &LoadScenario::forceShutdown, &LoadScenario::verbosity, &LoadScenario::iterationTimeout,
            &LoadScenario::statsdAddress, &LoadScenario::statsdRawNames, &LoadScenario::foldNames,
            &LoadScenario::maskedHeaders, &LoadScenario::hosts, &LoadScenario::addresses,
            &LoadScenario::allowedHosts, &LoadScenario::traceExchanges);
    }
};

/// To the keeper.
struct RunGlobalSetup
{
    bool operator==(const RunGlobalSetup &) const = default;
    static constexpr auto fields() { return std::make_tuple(); }
};

/// Go. The run's clock starts in each helper when it reads this.
struct StartRun
{
    QString vars; ///< as in GlobalSetupDone; empty = none
    bool keeps = false; ///< to the keeper, if there is a globalTeardown

    bool operator==(const StartRun &) const = default;
    static constexpr auto fields() { return std::make_tuple(&StartRun::vars, &StartRun::keeps); }
};

/// To helpers whose scenario listens to events.
struct CurrentWorkers
{
    int workers = 0; ///< of all helpers, started and not done

    bool operator==(const CurrentWorkers &) const = default;
    static constexpr auto fields() { return std::make_tuple(&CurrentWorkers::workers); }
};

/// To the keeper, once it has said WorkersDone and no other helper is left.
struct RunGlobalTeardown
{
    bool operator==(const RunGlobalTeardown &) const = default;
    static constexpr auto fields() { return std::make_tuple(); }
};

/// While the run goes on. Each helper works out its own share, as it does of the plan.
struct ChangeLoad
{
    std::chrono::microseconds at{0}; ///< on the run's clock; the same for all helpers
    LoadChange change;

    bool operator==(const ChangeLoad &) const = default;
    static constexpr auto fields() { return std::make_tuple(&ChangeLoad::at, &ChangeLoad::change); }
};

struct StopRun
{
    /// false: iterations under way finish; true: they are aborted. Teardowns run either way, but a
    /// globalTeardown that is under way has as little time as they have.
    bool now = false;

    bool operator==(const StopRun &) const = default;
    static constexpr auto fields() { return std::make_tuple(&StopRun::now); }
};

// ---- from a helper ----

struct ScenarioInfo
{
    QString name;
    double weight = 1;

    bool operator==(const ScenarioInfo &) const = default;
    static constexpr auto fields() { return std::make_tuple(&ScenarioInfo::name, &ScenarioInfo::weight); }
};

struct ScenarioLoaded
{
    QList<ScenarioInfo> scenarios; ///< in the order of registration, never empty
    bool hasGlobalSetup = false;
    bool hasGlobalTeardown = false;
    bool isListening = false; ///< to events

    bool operator==(const ScenarioLoaded &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ScenarioLoaded::scenarios, &ScenarioLoaded::hasGlobalSetup,
                               &ScenarioLoaded::hasGlobalTeardown, &ScenarioLoaded::isListening);
    }
};

struct LoadFailed
{
    ScriptError error;

    bool operator==(const LoadFailed &) const = default;
    static constexpr auto fields() { return std::make_tuple(&LoadFailed::error); }
};

struct GlobalSetupDone
{
    QString vars; ///< what it stored with setVar, as the runtime packs it
    std::optional<ScriptError> error;

    bool operator==(const GlobalSetupDone &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&GlobalSetupDone::vars, &GlobalSetupDone::error);
    }
};

/// count = those with a whole response + failed + aborted.
struct EndpointDelta
{
    QString method;
    QString name;
    qint64 count = 0;
    qint64 failed = 0; ///< got no whole response
    qint64 aborted = 0; ///< cut off by us
    qint64 retried = 0; ///< sent again on another connection; not in `count`
    QMap<int, qint64> statuses;
    SparseHistogram latency; ///< of those with a whole response, from the sending
    SparseHistogram failedLatency; ///< of those that failed
    Phases<SparseHistogram> phases; ///< of those with a whole response, each as far as it is known
    SparseHistogram responseTime; ///< of the same, from the moment that each was meant to go out

    bool operator==(const EndpointDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&EndpointDelta::method, &EndpointDelta::name, &EndpointDelta::count,
                               &EndpointDelta::failed, &EndpointDelta::aborted, &EndpointDelta::retried,
                               &EndpointDelta::statuses, &EndpointDelta::latency,
                               &EndpointDelta::failedLatency, &EndpointDelta::phases,
                               &EndpointDelta::responseTime);
    }
};

struct ScenarioDelta
{
    int scenario = 0; ///< index in ScenarioLoaded; -1 = none could be picked, then all have failed
    qint64 ok = 0;
    qint64 failed = 0;
    qint64 aborted = 0; ///< cut off by us
    SparseHistogram duration; ///< of those that are ok
    SparseHistogram failedDuration;
    std::chrono::microseconds scriptTime{0}; ///< in which its JavaScript ran, found by samples

    bool operator==(const ScenarioDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ScenarioDelta::scenario, &ScenarioDelta::ok, &ScenarioDelta::failed,
                               &ScenarioDelta::aborted, &ScenarioDelta::duration,
                               &ScenarioDelta::failedDuration, &ScenarioDelta::scriptTime);
    }
};

/// The steps of one name: measured parts of iterations.
struct StepDelta
{
    QString name; ///< "outer / inner" of a step in another
    qint64 ok = 0;
    qint64 failed = 0;
    qint64 aborted = 0; ///< cut off by the end of the iteration
    qint64 requests = 0; ///< that were sent in such a step, or in a step in it
    SparseHistogram duration; ///< of those that are ok
    SparseHistogram failedDuration;

    bool operator==(const StepDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&StepDelta::name, &StepDelta::ok, &StepDelta::failed, &StepDelta::aborted,
                               &StepDelta::requests, &StepDelta::duration, &StepDelta::failedDuration);
    }
};

struct CheckDelta
{
    QString name;
    qint64 passed = 0;
    qint64 failed = 0;

    bool operator==(const CheckDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&CheckDelta::name, &CheckDelta::passed, &CheckDelta::failed);
    }
};

/// What a script added to a counter of its own.
struct CounterDelta
{
    QString name;
    double added = 0; ///< 0 or more

    bool operator==(const CounterDelta &) const = default;
    static constexpr auto fields() { return std::make_tuple(&CounterDelta::name, &CounterDelta::added); }
};

/// What a script added to a trend of its own.
struct TrendDelta
{
    QString name;
    SparseDistribution values;

    bool operator==(const TrendDelta &) const = default;
    static constexpr auto fields() { return std::make_tuple(&TrendDelta::name, &TrendDelta::values); }
};

/// What a script set a gauge of its own to.
struct GaugeDelta
{
    QString name;
    double last = 0;
    double min = 0; ///< since the last delta, as `max`
    double max = 0;

    bool operator==(const GaugeDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&GaugeDelta::name, &GaugeDelta::last, &GaugeDelta::min, &GaugeDelta::max);
    }
};

/// The exchanges of what sets up and tears down the run, its workers and their sessions.
struct FixturesDelta
{
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    QList<EndpointDelta> endpoints;

    bool operator==(const FixturesDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&FixturesDelta::bytesIn, &FixturesDelta::bytesOut, &FixturesDelta::endpoints);
    }
};

/// A script that kept the engine for so long that all else had to wait.
struct LongScript
{
    std::chrono::microseconds time{0};
    ScriptError place; ///< `message` names the function, the stack says where it is, as far as known

    bool operator==(const LongScript &) const = default;
    static constexpr auto fields() { return std::make_tuple(&LongScript::time, &LongScript::place); }
};

/// What a helper measured since its last one; four times a second, and once at the end of a run.
/// Lists hold only what changed.
struct MetricsDelta
{
    std::chrono::microseconds elapsed{0}; ///< since StartRun, at the end of what this covers
    /// Of `elapsed`, the time in which load was meant to run: it ends when the duration is over, when the run
    /// is stopped, or when the last worker has done all its iterations.
    std::chrono::microseconds loadTime{0};
    int activeWorkers = 0; ///< started and not done
    qint64 bytesIn = 0; ///< of iterations, as the two below
    qint64 bytesOut = 0;
    QList<EndpointDelta> endpoints;
    FixturesDelta fixtures;
    QList<ScenarioDelta> scenarios;
    QList<StepDelta> steps;
    QList<CheckDelta> checks;
    QList<ErrorGroup> errors; ///< counts since the last delta; places are of the compiled module
    QList<CounterDelta> counters;
    QList<TrendDelta> trends;
    QList<GaugeDelta> gauges;
    SparseHistogram loopLag; ///< how late the helper's event loop was, while there were workers
    SparseHistogram ownLag; ///< the same without what long scripts caused
    SparseHistogram queued; ///< how long iterations and requests that could go on waited for their turn
    std::optional<LongScript> longScript; ///< the longest of the run, when it is a new one
    qint64 dropped = 0; ///< iterations that did not begin when they were meant to, as no user was free
    qint64 late = 0; ///< iterations that began later than the pacing says
    /// From the moment that iterations were meant to begin; of those that are ok.
    SparseHistogram responseTime;
    HelperEffort effort;
    MachineUse machine; ///< only of the seconds of a run: the controller measures it, and no helper

    bool operator==(const MetricsDelta &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&MetricsDelta::elapsed, &MetricsDelta::loadTime, &MetricsDelta::activeWorkers,
                               &MetricsDelta::bytesIn, &MetricsDelta::bytesOut, &MetricsDelta::endpoints,
                               &MetricsDelta::fixtures, &MetricsDelta::scenarios, &MetricsDelta::steps,
                               &MetricsDelta::checks, &MetricsDelta::errors, &MetricsDelta::counters,
                               &MetricsDelta::trends, &MetricsDelta::gauges, &MetricsDelta::loopLag,
                               &MetricsDelta::ownLag, &MetricsDelta::queued, &MetricsDelta::longScript,
                               &MetricsDelta::dropped, &MetricsDelta::late, &MetricsDelta::responseTime,
                               &MetricsDelta::effort, &MetricsDelta::machine);
    }
};

enum class WorkerState {
    Waiting, ///< for its turn in the ramp-up
    Running, ///< in an iteration
    Thinking, ///< in a sleep() of its scenario, or in the delay between iterations
    Failed, ///< its last iteration failed, and no other has succeeded since
    Done,
};
constexpr WorkerState lastEnumerator(WorkerState)
{
    return WorkerState::Done;
}

struct WorkerStatus
{
    int position = 0; ///< in its helper, from 0
    WorkerState state = WorkerState::Waiting;
    int scenario = -1; ///< index in ScenarioLoaded of the last one it began; -1 = none yet
    qint64 iterations = 0; ///< finished ones, ok or failed
    qint64 failed = 0;

    bool operator==(const WorkerStatus &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&WorkerStatus::position, &WorkerStatus::state, &WorkerStatus::scenario,
                               &WorkerStatus::iterations, &WorkerStatus::failed);
    }
};

/// The workers that are not as they were in the last one; four times a second.
struct WorkerStates
{
    QList<WorkerStatus> changed;

    bool operator==(const WorkerStates &) const = default;
    static constexpr auto fields() { return std::make_tuple(&WorkerStates::changed); }
};

enum class LogLevel { Debug, Info, Warning, Error };
constexpr LogLevel lastEnumerator(LogLevel)
{
    return LogLevel::Error;
}

/// A line of console.* or session.print().
struct ScriptLog
{
    LogLevel level = LogLevel::Info;
    int worker = -1; ///< worker id; -1 = of no worker
    QString text;
    qint64 dropped = 0; ///< lines that were left out before this one, because a script wrote too many

    bool operator==(const ScriptLog &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ScriptLog::level, &ScriptLog::worker, &ScriptLog::text, &ScriptLog::dropped);
    }
};

// What a sample has room for, so that all of them fit into a frame and a result.
constexpr qsizetype MaxSampledExchanges = 3;
constexpr qsizetype MaxSampledBody = 64 << 10; ///< bytes
constexpr int MaxSamplesOfGroup = 5; ///< of errors
constexpr int MaxSamplesOfRun = 200; ///< of all helpers
constexpr qsizetype MaxSampledHead = 32 << 10; ///< bytes of header fields; as many characters of a URL

struct SampledField
{
    QString name;
    QByteArray value; ///< "***" in the place of a secret

    bool operator==(const SampledField &) const = default;
    static constexpr auto fields() { return std::make_tuple(&SampledField::name, &SampledField::value); }
};

struct SampledHead
{
    QList<SampledField> list; ///< in their order
    int leftOut = 0; ///< fields that there was no room for

    bool operator==(const SampledHead &) const = default;
    static constexpr auto fields() { return std::make_tuple(&SampledHead::list, &SampledHead::leftOut); }
};

struct SampledBody
{
    QByteArray bytes; ///< without content codings; the first MaxSampledBody at most, MaxTracedBody of a trace
    qint64 size = 0; ///< of all of it
    bool isDiscarded = false; ///< the script did not want it

    bool operator==(const SampledBody &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&SampledBody::bytes, &SampledBody::size, &SampledBody::isDiscarded);
    }
};

struct SampledExchange
{
    QString method;
    QString url; ///< without a user
    SampledHead requestHead;
    SampledBody requestBody;
    int status = 0; ///< 0 = no response has come
    QString reason;
    SampledHead responseHead;
    SampledBody responseBody;
    QString failure; ///< why there is no response; empty, too, when it was still waited for
    std::chrono::microseconds startedAt{0}; ///< since StartRun
    std::chrono::microseconds duration{0};

    bool operator==(const SampledExchange &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&SampledExchange::method, &SampledExchange::url, &SampledExchange::requestHead,
                               &SampledExchange::requestBody, &SampledExchange::status,
                               &SampledExchange::reason, &SampledExchange::responseHead,
                               &SampledExchange::responseBody, &SampledExchange::failure,
                               &SampledExchange::startedAt, &SampledExchange::duration);
    }
};

/// A failed iteration, kept as evidence; at once, and bounded. The error itself is counted by a MetricsDelta
/// that follows.
struct ErrorSample
{
    ScriptError error; ///< as its group has it
    QString message; ///< of this one
    int worker = 0; ///< worker id
    int scenario = -1; ///< index in ScenarioLoaded; -1 = none could be picked
    std::chrono::microseconds at{0}; ///< since StartRun
    QList<SampledExchange> exchanges; ///< the last of the iteration, in their order

    bool operator==(const ErrorSample &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&ErrorSample::error, &ErrorSample::message, &ErrorSample::worker,
                               &ErrorSample::scenario, &ErrorSample::at, &ErrorSample::exchanges);
    }
};

// What a trace has room for, so that a window can keep all of it.
constexpr qsizetype MaxTracedExchanges = 500;
constexpr qsizetype MaxTracedBody = 1 << 20; ///< bytes
constexpr qint64 MaxTracedBytes = 32 << 20; ///< of all bodies of a trace; later ones are left out
constexpr qsizetype MaxTracedNotes = 2000;

/// What a script was about, as far as it is known.
struct TracedOrigin
{
    QString part; ///< of the script: the name of a scenario, or "setup" and the like
    QString step; ///< "checkout / pay"; empty = none
    QList<StackFrame> calls; ///< the innermost first

    bool operator==(const TracedOrigin &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&TracedOrigin::part, &TracedOrigin::step, &TracedOrigin::calls);
    }
};

/// An exchange that is over, for a person who looks for a mistake; each hop of redirects is one.
struct TracedExchange
{
    SampledExchange exchange; ///< nothing is masked; began at so much after LoadScenario
    TracedOrigin origin; ///< of the request
    Phases<std::optional<std::chrono::microseconds>> phases; ///< those that took place and can be told
    qint64 bytesOut = 0; ///< of the whole message
    qint64 bytesIn = 0; ///< the same; as it came, which may be packed

    bool operator==(const TracedExchange &) const = default;
    static constexpr auto fields()
    {
        return std::make_tuple(&TracedExchange::exchange, &TracedExchange::origin, &TracedExchange::phases,
                               &TracedExchange::bytesOut, &TracedExchange::bytesIn);
    }
};

/// A check or an error, as it comes.
struct TracedNote
{
    enum class Kind { CheckPassed, CheckFailed, Error };
    friend constexpr Kind lastEnumerator(Kind) { return Kind::Error; }

    Kind kind = Kind::Error;
    ScriptError error; ///< of a check: its message is the name of the check, its stack where that stands

    bool operator==(const TracedNote &) const = default;
    static constexpr auto fields() { return std::make_tuple(&TracedNote::kind, &TracedNote::error); }
};

/// The helper stops by itself, and so shall all others.
struct RunBroken
{
    enum class Why {
        SetupFailed, ///< a setup or setupSession; the helper has aborted what was under way
        IterationFailed, ///< the first one, and the profile says to stop at it
    };
    friend constexpr Why lastEnumerator(Why) { return Why::IterationFailed; }

    Why why = Why::SetupFailed;
    ScriptError error;

    bool operator==(const RunBroken &) const = default;
    static constexpr auto fields() { return std::make_tuple(&RunBroken::why, &RunBroken::error); }
};

/// Of the keeper: all its workers are done, all their deltas are sent.
struct WorkersDone
{
    bool operator==(const WorkersDone &) const = default;
    static constexpr auto fields() { return std::make_tuple(); }
};

/// None of the helper's users is needed any more, unless the load changes: they are few, and others have
/// them, or the load has gone down.
struct LoadIdle
{
    int changes = 0; ///< so many ChangeLoad the helper has read
    bool hasEnded = false; ///< some of its users have done all that they had to

    bool operator==(const LoadIdle &) const = default;
    static constexpr auto fields() { return std::make_tuple(&LoadIdle::changes, &LoadIdle::hasEnded); }
};

/// The last word: all is done, all deltas are sent.
struct RunFinished
{
    bool operator==(const RunFinished &) const = default;
    static constexpr auto fields() { return std::make_tuple(); }
};

using ToHelper = std::variant<Hello, LoadScenario, RunGlobalSetup, StartRun, CurrentWorkers, StopRun,
                              RunGlobalTeardown, ChangeLoad>;
using FromHelper =
    std::variant<Hello, ScenarioLoaded, LoadFailed, GlobalSetupDone, MetricsDelta, WorkerStates, ScriptLog,
                 ErrorSample, RunBroken, WorkersDone, RunFinished, LoadIdle, TracedExchange, TracedNote>;

} // namespace Molotov::Protocol
