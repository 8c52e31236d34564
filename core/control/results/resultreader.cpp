// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"

#include "core/control/results/codes.h"
#include "core/control/results/limitjson.h"
#include "core/control/results/packing.h"
#include "core/control/results/reasontext.h"
#include "core/control/results/schema.h"
#include "core/control/results/stacktext.h"
#include "core/control/run/loadphasemerger.h"
#include "core/control/words/format.h"
#include "core/model/goalparser.h"
#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSet>

using std::chrono::microseconds;

namespace Molotov {

namespace {

microseconds timeOf(const QVariant &value)
{
    return microseconds(value.toLongLong());
}

// No run is that long, nor any second of one.
constexpr qint64 LastSecond = 1'000'000'000;
constexpr microseconds LongestSecond = std::chrono::hours(24 * 365);

bool isSecond(qint64 start, microseconds length)
{
    return start >= 0 && start <= LastSecond && length.count() >= 0 && length <= LongestSecond;
}

bool isRunTime(microseconds time)
{
    return time.count() >= 0 && time <= std::chrono::seconds(LastSecond);
}

constexpr qsizetype HeaderSize = 16;

bool isDatabase(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly)
           && file.read(HeaderSize) == QByteArray("SQLite format 3\0", HeaderSize);
}

} // namespace

Result<ResultReader> ResultReader::open(const QString &path)
{
    const auto shown = QDir::toNativeSeparators(path);
    const QFileInfo file(path);
    if (!file.isFile())
        return Error{tr("There is no result %1.").arg(shown)};
    if (!file.isReadable())
        return Error{tr("The result %1 may not be read.").arg(shown)};
    if (!isDatabase(path))
        return Error{tr("%1 is not the result of a run.").arg(shown)};
    auto database = Database::open(path, Database::Access::Read);
    if (!database)
        return Error{tr("The result %1 cannot be read: %2.").arg(shown, database.error().text)};
    ResultReader reader(path, *std::move(database));
    auto version = reader.m_database.query(QStringLiteral("PRAGMA user_version"));
    if (!version || !version->next())
        return reader.error(version ? Error{tr("it has no version")} : version.error());
    const auto number = version->value(0).toInt();
    if (number > ResultSchema::Version)
        return Error{
            tr("The result %1 was written by a newer version of this program: use that one.").arg(shown)};
    if (number < 1)
        return Error{tr("%1 is not the result of a run.").arg(shown)};
    return reader;
}

Error ResultReader::error(const Error &cause) const
{
    return {tr("The result %1 is damaged: %2.")
                .arg(QDir::toNativeSeparators(m_path), Format::oneLine(cause.text))};
}

// What an older file does not have is null, and a table that it does not have is empty.
Result<QSqlQuery> ResultReader::rows(const char *table, const char *columns, const char *rest,
                                     const QVariantList &values) const
{
    const auto name = QLatin1String(table);
    auto known = m_database.query(QStringLiteral("SELECT name FROM pragma_table_info('%1')").arg(name));
    if (!known)
        return known.error();
    QSet<QString> there;
    while (known->next())
        there.insert(known->value(0).toString());
    if (const auto status = Database::endOf(*known); !status)
        return status.error();
    QStringList wanted = QString::fromLatin1(columns).split(QStringLiteral(", "));
    for (auto &column : wanted) {
        if (!there.contains(column))
            column = QStringLiteral("NULL");
    }
    const auto list = wanted.join(QLatin1Char(','));
    if (there.isEmpty())
        return m_database.query(QStringLiteral("SELECT %1 LIMIT 0").arg(list));
    return m_database.query(QStringLiteral("SELECT %1 FROM %2 %3").arg(list, name, QLatin1String(rest)),
                            values);
}

Result<RunEntry> ResultReader::entry() const
{
    auto row =
        rows("run", "id, test, scenario_file, title, note, pinned, started_at, state, elapsed_us, load_us, "
                    "iterations_ok, iterations_failed, requests, requests_failed, p50_us, p95_us, p99_us, "
                    "verdict, rates");
    if (!row || !row->next())
        return error(row ? Error{tr("the run is missing")} : row.error());
    int column = 0;
    const auto next = [&] { return row->value(column++); };
    RunEntry entry{.path = m_path};
    entry.id = next().toString();
    entry.test = next().toString();
    entry.scenarioFile = next().toString();
    entry.title = next().toString();
    entry.note = next().toString();
    entry.isPinned = next().toBool();
    entry.startedAt = QDateTime::fromMSecsSinceEpoch(next().toLongLong());
    const auto state = next().toString();
    entry.isComplete = state != QLatin1String("running");
    entry.end = Codes::valueOf(state, RunOutcome::End::Failed, RunOutcome::End::Stopped);
    if (!entry.isComplete) {
        QLockFile lock(m_path + QStringLiteral(".lock"));
        lock.setStaleLockTime(0);
        qint64 pid = 0;
        QString host;
        QString program;
        entry.isGoing = lock.getLockInfo(&pid, &host, &program) && !lock.tryLock(0);
    }
    entry.elapsed = timeOf(next());
    entry.loadTime = timeOf(next());
    entry.iterationsOk = next().toLongLong();
    entry.iterationsFailed = next().toLongLong();
    entry.requests = next().toLongLong();
    entry.requestsFailed = next().toLongLong();
    entry.p50 = timeOf(next());
    entry.p95 = timeOf(next());
    entry.p99 = timeOf(next());
    entry.verdict = Codes::valueOf(next().toString(), GoalVerdict::NotJudged, GoalVerdict::None);
    const auto rates = QJsonDocument::fromJson(next().toString().toUtf8()).array();
    for (const auto &rate : rates)
        entry.rates.append(rate.toDouble());
    entry.size = QFileInfo(m_path).size();
    return entry;
}

Result<RunRecord> ResultReader::record() const
{
    RunRecord record;
    const auto known = entry();
    if (!known)
        return known.error();
    record.entry = *known;
    if (!isRunTime(known->elapsed) || !isRunTime(known->loadTime))
        return error({tr("its run took no time that there is")});
    for (const auto part : {&ResultReader::readInfo, &ResultReader::readTotals, &ResultReader::readLoad,
                            &ResultReader::readSeries, &ResultReader::readFacts, &ResultReader::readMarkers,
                            &ResultReader::readWorkers, &ResultReader::readSamples, &ResultReader::readLog}) {
        if (const auto status = (this->*part)(record); !status)
            return error(status.error());
    }
    return record;
}

Result<Profile> ResultReader::profile() const
{
    RunRecord record;
    const auto known = entry();
    if (!known)
        return known.error();
    record.entry = *known;
    if (const auto status = readInfo(record); !status)
        return error(status.error());
    return record.info.profile;
}

Status ResultReader::readInfo(RunRecord &record) const
{
    auto row = rows("run", "profile, seed, version, qt_version, system, processor, cores, host, failure, "
                           "reason, losses");
    if (!row || !row->next())
        return row ? Error{tr("the run is missing")} : row.error();
    int column = 0;
    const auto next = [&] { return row->value(column++); };
    const auto place = QFileInfo(record.entry.scenarioFile).dir().filePath(QStringLiteral("molotov.json"));
    const auto profiles = ProfileFile::parse(next().toString().toUtf8(), place);
    if (!profiles)
        return profiles.error();
    if (!profiles->names().isEmpty())
        record.info.profile = profiles->profile(profiles->names().first());
    record.info.profile.test = record.entry.test;
    record.info.startedAt = record.entry.startedAt;
    record.info.seed = next().toString().toULongLong();
    record.version = next().toString();
    record.qtVersion = next().toString();
    record.system = next().toString();
    record.processor = next().toString();
    record.cores = next().toInt();
    record.host = next().toString();
    record.outcome.profile = record.info.profile;
    record.outcome.end = record.entry.end;
    record.outcome.failure =
        Codes::valueOf(next().toString(), RunOutcome::Failure::Setup, RunOutcome::Failure::None);
    record.outcome.reason = ReasonText::reason(next().toString());
    record.outcome.losses = ReasonText::losses(next().toString());
    if (!record.entry.isComplete)
        record.outcome.reason = {.code = record.entry.isGoing ? RunReason::Code::StillGoing
                                                              : RunReason::Code::ProgramEnded};

    auto scenarios = rows("scenario", "name, weight", "ORDER BY position");
    if (!scenarios)
        return scenarios.error();
    while (scenarios->next())
        record.info.scenarios.append(
            {.name = scenarios->value(0).toString(), .weight = scenarios->value(1).toDouble()});
    if (auto status = Database::endOf(*scenarios); !status)
        return status;
    auto sources = rows("source", "path, content", "ORDER BY rowid");
    if (!sources)
        return sources.error();
    while (sources->next()) {
        record.sources.append(
            {.path = sources->value(0).toString(), .content = sources->value(1).toString()});
        record.info.sourceFiles.append(record.sources.last().path);
    }
    return Database::endOf(*sources);
}

Status ResultReader::readTotals(RunRecord &record) const
{
    auto &totals = record.outcome.last;
    qint64 until = 0;
    SnapshotMerger merger(1, {});
    merger.runStarted(record.info.scenarios, record.info.startedAt);
    // There is no helper here: what the merger finds wrong is wrong in the file.
    const auto add = [&](const Protocol::MetricsDelta &measured) {
        auto delta = measured;
        delta.elapsed = {}; // it has been sorted into seconds
        delta.loadTime = {};
        return merger.add(0, delta, {});
    };
    {
        auto row = rows("total", "until, data");
        if (!row)
            return row.error();
        if (row->next()) {
            until = row->value(0).toLongLong();
            const auto sum = unpack(row->value(1).toByteArray());
            if (!sum)
                return sum.error();
            if (const auto added = add(*sum); !added)
                return added;
        }
    }
    const auto seconds = secondsFrom(until);
    if (!seconds)
        return seconds.error();
    for (const auto &second : *seconds) {
        if (const auto added = add(second.measured); !added)
            return added;
    }
    totals = merger.snapshot(record.entry.elapsed);
    totals.elapsed = record.entry.elapsed;
    totals.loadTime = record.entry.loadTime;
    totals.activeWorkers = 0;
    record.latencies = merger.times(GoalTimes::Latency, {}).sparse();
    if (const auto status = readErrors(totals); !status)
        return status;
    if (const auto status = readHelpers(totals); !status)
        return status;
    if (const auto status = readTrust(totals); !status)
        return status;
    return readGoals(totals);
}

// A run that did not come to its end, or an older one, has no sum of its load: then its seconds are added up.
Status ResultReader::readLoad(RunRecord &record) const
{
    auto phase = rows("phase", "first_second, end_second, data", "WHERE name = 'load'");
    if (!phase)
        return phase.error();
    const bool isKept = phase->next();
    if (const auto status = Database::endOf(*phase); !status)
        return status;
    if (isKept) {
        if (phase->value(2).isNull())
            return {};
        const auto measured = unpack(phase->value(2).toByteArray());
        if (!measured)
            return measured.error();
        const auto load = loadPhaseOf(record.info.scenarios, std::chrono::seconds(phase->value(0).toInt()),
                                      std::chrono::seconds(phase->value(1).toInt()), *measured);
        if (!load)
            return load.error();
        record.outcome.load = *load;
        return {};
    }
    if (rampUpOf(record.info.profile).count() == 0)
        return {};
    const auto seconds = secondsFrom(0);
    if (!seconds)
        return seconds.error();
    LoadPhaseMerger merger(record.info.profile, record.info.scenarios);
    merger.add(*seconds, record.entry.loadTime);
    record.outcome.load = merger.phase();
    return {};
}

Status ResultReader::readErrors(Snapshot &totals) const
{
    auto errors =
        rows("error", "kind, message, endpoint, step, stack, is_example, count, first_us, last_us, problem",
             "ORDER BY number");
    if (!errors)
        return errors.error();
    while (errors->next()) {
        totals.errors.append({.error = {.kind = Codes::valueOf(errors->value(0).toString(),
                                                               lastEnumerator(ErrorKind()), ErrorKind::Local),
                                        .message = errors->value(1).toString(),
                                        .stack = StackText::parse(errors->value(4).toString()),
                                        .endpoint = errors->value(2).toString(),
                                        .step = errors->value(3).toString()},
                              .count = errors->value(6).toLongLong(),
                              .first = timeOf(errors->value(7)),
                              .last = timeOf(errors->value(8)),
                              .isExample = errors->value(5).toBool(),
                              .problem = ReasonText::problem(errors->value(9).toString())});
    }
    return Database::endOf(*errors);
}

Status ResultReader::readHelpers(Snapshot &totals) const
{
    auto helpers = rows("helper",
                        "number, pid, end, requests, lag_count, lag_p50_us, lag_p99_us, lag_max_us, time_us, "
                        "cpu_us, cpu_wait_us, script_us",
                        "ORDER BY number");
    if (!helpers)
        return helpers.error();
    totals.helpers.clear();
    while (helpers->next()) {
        HelperMetrics helper{.index = helpers->value(0).toInt(), .pid = helpers->value(1).toLongLong()};
        helper.end = Codes::valueOf(helpers->value(2).toString(), HelperEnd::Lost, HelperEnd::Lost);
        helper.requests = helpers->value(3).toLongLong();
        helper.loopLag = {.count = helpers->value(4).toLongLong(),
                          .p50 = timeOf(helpers->value(5)),
                          .p99 = timeOf(helpers->value(6)),
                          .max = timeOf(helpers->value(7))};
        helper.effort = {.time = timeOf(helpers->value(8)),
                         .cpu = timeOf(helpers->value(9)),
                         .cpuWait = timeOf(helpers->value(10)),
                         .script = timeOf(helpers->value(11))};
        totals.helpers.append(helper);
    }
    return Database::endOf(*helpers);
}

Status ResultReader::readGoals(Snapshot &totals) const
{
    auto goals = rows("goal", "text, state, measured", "ORDER BY number");
    if (!goals)
        return goals.error();
    while (goals->next()) {
        const auto parsed = parseGoals({goals->value(0).toString()});
        if (parsed.isEmpty())
            return Error{tr("it has no goal “%1”").arg(goals->value(0).toString())};
        totals.goals.append({.goal = parsed.first(),
                             .state = Codes::valueOf(goals->value(1).toString(), GoalStatus::State::NotJudged,
                                                     GoalStatus::State::NotJudged),
                             .measured = goals->value(2).isNull()
                                             ? std::nullopt
                                             : std::optional(goals->value(2).toDouble())});
    }
    return Database::endOf(*goals);
}

Status ResultReader::readMarkers(RunRecord &record) const
{
    auto markers = rows("marker", "at_us, kind, load_before, load, time_us, note", "ORDER BY number");
    if (!markers)
        return markers.error();
    while (markers->next()) {
        RunMarker marker{.at = timeOf(markers->value(0)), .note = markers->value(5).toString()};
        const auto code = markers->value(1).toString();
        const LoadChange change{.kind =
                                    Codes::valueOf(code, LoadChange::Kind::Extend, LoadChange::Kind::Target),
                                .load = markers->value(3).toDouble(),
                                .time = timeOf(markers->value(4))};
        if (Codes::of(change.kind) == code)
            marker.change = change;
        marker.loadBefore = markers->value(2).toDouble();
        constexpr double MostLoad = 1e6;
        const bool isSound =
            isRunTime(marker.at) && isRunTime(change.time) && change.load >= 0 && change.load <= MostLoad;
        if (!isSound)
            return Error{tr("it has a change of the load that no run can have")};
        record.outcome.markers.append(marker);
    }
    return Database::endOf(*markers);
}

// What an older file measured has been judged by then.
Status ResultReader::readTrust(Snapshot &totals) const
{
    auto run = rows("run", "limited_by, trusted");
    if (!run || !run->next())
        return run ? Error{tr("the run is missing")} : run.error();
    if (run->value(0).isNull())
        return {};
    totals.trust.reset();
    if (run->value(0).toString().isEmpty())
        return {};
    TrustVerdict verdict{
        .limitedBy = Codes::valueOf(run->value(0).toString(), lastEnumerator(RunLimit()), RunLimit::Nothing),
        .isOk = run->value(1).toBool()};
    auto evidence = rows("trust", "code, measured, boundary, name, helper", "ORDER BY number");
    if (!evidence)
        return evidence.error();
    while (evidence->next()) {
        const auto name = evidence->value(0).toString();
        const auto code = Codes::valueOf(name, lastEnumerator(TrustEvidence::Code()), TrustEvidence::Code());
        if (Codes::of(code) != name)
            return Error{tr("it has no evidence “%1”").arg(name)};
        verdict.evidence.append({.code = code,
                                 .measured = evidence->value(1).toDouble(),
                                 .limit = evidence->value(2).toDouble(),
                                 .name = evidence->value(3).toString(),
                                 .helper = evidence->value(4).toInt()});
    }
    totals.trust = verdict;
    return Database::endOf(*evidence);
}

Status ResultReader::readWorkers(RunRecord &record) const
{
    auto workers =
        rows("worker", "helper, position, state, scenario, iterations, failed", "ORDER BY helper, position");
    if (!workers)
        return workers.error();
    const auto users = record.course().users();
    const int helpers = record.info.profile.processes;
    while (workers->next()) {
        const auto helper = workers->value(0).toLongLong();
        const auto position = workers->value(1).toLongLong();
        const bool isHelper = helper >= 0 && helper < helpers;
        if (!isHelper || position < 0
            || position >= WorkShare{.index = int(helper), .count = helpers, .weights = {}}.of(users))
            return Error{tr("it has a worker that the run did not have")};
        record.workers[int(helper)].append(
            {.position = int(position),
             .state = Codes::valueOf(workers->value(2).toString(), lastEnumerator(Protocol::WorkerState()),
                                     Protocol::WorkerState::Done),
             .scenario = workers->value(3).toInt(),
             .iterations = workers->value(4).toLongLong(),
             .failed = workers->value(5).toLongLong()});
    }
    return Database::endOf(*workers);
}

Status ResultReader::readSeries(RunRecord &record) const
{
    auto seconds = rows(
        "second",
        "start, length_us, iterations_ok, iterations_failed, requests, requests_failed, status_2xx, "
        "status_3xx, status_4xx, status_5xx, status_other, workers, p50_us, p95_us, p99_us, max_us, trusted, "
        "response_p95_us",
        "WHERE length_us >= 1000000 ORDER BY start");
    if (!seconds)
        return seconds.error();
    while (seconds->next()) {
        const auto length = timeOf(seconds->value(1));
        if (!isSecond(seconds->value(0).toLongLong(), length))
            return Error{tr("it has a second %1").arg(seconds->value(0).toString())};
        const auto rate = [&](int column) {
            return ratePerSecond(double(seconds->value(column).toLongLong()), length);
        };
        SeriesPoint point{.second = seconds->value(0).toInt(),
                          .okRate = rate(2),
                          .failedRate = rate(3),
                          .requestRate = rate(4),
                          .requestFailedRate = rate(5),
                          .p50 = timeOf(seconds->value(12)),
                          .p95 = timeOf(seconds->value(13)),
                          .p99 = timeOf(seconds->value(14)),
                          .max = timeOf(seconds->value(15)),
                          .responseP95 = timeOf(seconds->value(17)),
                          .activeWorkers = seconds->value(11).toInt(),
                          .isTrusted = seconds->isNull(16) || seconds->value(16).toBool()};
        for (int i = 0; i < StatusClassCount; ++i)
            point.statusRates.at(size_t(i)) = rate(6 + i);
        record.outcome.series.append(point);
    }
    return Database::endOf(*seconds);
}

Status ResultReader::readFacts(RunRecord &record) const
{
    auto facts = rows("fact", "name, value");
    if (!facts)
        return facts.error();
    auto &totals = record.outcome.last;
    while (facts->next()) {
        const auto name = facts->value(0).toString();
        const auto text = facts->value(1).toString();
        const auto value = QJsonDocument::fromJson(text.toUtf8()).object();
        if (name == QLatin1String("long_script")) {
            totals.longScript = LongScript{.time = microseconds(value[QLatin1String("time_us")].toInteger()),
                                           .name = value[QLatin1String("name")].toString(),
                                           .place = value[QLatin1String("at")].toString()};
        } else if (name == QLatin1String("sizing")) {
            totals.sizing = SizingResult{.verdict = Codes::valueOf(value[QLatin1String("verdict")].toString(),
                                                                   SizingResult::Verdict::TargetHeld,
                                                                   SizingResult::Verdict::NotFinished),
                                         .workers = value[QLatin1String("workers")].toInt(),
                                         .ok = value[QLatin1String("ok")].toInteger(),
                                         .failed = value[QLatin1String("failed")].toInteger(),
                                         .tolerance = value[QLatin1String("tolerance")].toDouble()};
        } else if (name == QLatin1String("limit")) {
            totals.limit = limitOf(value);
        } else if (name == QLatin1String("dropped_lines")) {
            record.droppedLines = text.toLongLong();
        }
    }
    return Database::endOf(*facts);
}

Status ResultReader::readSamples(RunRecord &record) const
{
    auto samples = rows("sample", "error, helper, worker, scenario, at_us, message", "ORDER BY number");
    if (!samples)
        return samples.error();
    while (samples->next()) {
        RunSample sample{.group = samples->value(0).toInt(), .helper = samples->value(1).toInt()};
        sample.sample.worker = samples->value(2).toInt();
        sample.sample.scenario = samples->value(3).toInt();
        sample.sample.at = timeOf(samples->value(4));
        sample.sample.message = samples->value(5).toString();
        record.samples.append(sample);
    }
    if (auto status = Database::endOf(*samples); !status)
        return status;
    auto exchanges = rows(
        "exchange",
        "sample, method, url, started_us, duration_us, status, reason, failure, request_head, "
        "request_left_out, request_body, request_size, request_discarded, response_head, response_left_out, "
        "response_body, response_size, response_discarded",
        "ORDER BY sample, position");
    if (!exchanges)
        return exchanges.error();
    while (exchanges->next()) {
        const auto number = exchanges->value(0).toLongLong();
        if (number < 0 || number >= record.samples.size())
            return Error{tr("an exchange belongs to no error")};
        const auto messageAt = [&](int column, Protocol::SampledHead &head, Protocol::SampledBody &body) {
            const auto fields = QJsonDocument::fromJson(exchanges->value(column).toString().toUtf8()).array();
            for (qsizetype i = 0; i + 1 < fields.size(); i += 2)
                head.list.append(
                    {.name = fields.at(i).toString(), .value = fields.at(i + 1).toString().toUtf8()});
            head.leftOut = exchanges->value(column + 1).toInt();
            body = {.bytes = exchanges->value(column + 2).toByteArray(),
                    .size = exchanges->value(column + 3).toLongLong(),
                    .isDiscarded = exchanges->value(column + 4).toBool()};
        };
        Protocol::SampledExchange exchange{.method = exchanges->value(1).toString(),
                                           .url = exchanges->value(2).toString(),
                                           .status = exchanges->value(5).toInt(),
                                           .reason = exchanges->value(6).toString(),
                                           .failure = exchanges->value(7).toString(),
                                           .startedAt = timeOf(exchanges->value(3)),
                                           .duration = timeOf(exchanges->value(4))};
        messageAt(8, exchange.requestHead, exchange.requestBody);
        messageAt(13, exchange.responseHead, exchange.responseBody);
        record.samples[number].sample.exchanges.append(exchange);
    }
    return Database::endOf(*exchanges);
}

Status ResultReader::readLog(RunRecord &record) const
{
    auto lines = rows("log", "level, helper, worker, text", "ORDER BY number");
    if (!lines)
        return lines.error();
    while (lines->next()) {
        record.log.append({.level = Codes::valueOf(lines->value(0).toString(), Protocol::LogLevel::Error,
                                                   Protocol::LogLevel::Info),
                           .helper = lines->value(1).toInt(),
                           .worker = lines->value(2).toInt(),
                           .text = lines->value(3).toString()});
    }
    return Database::endOf(*lines);
}

Result<KeptRun> ResultReader::readRun(const QString &path)
{
    const auto reader = open(path);
    if (!reader)
        return reader.error();
    const auto record = reader->record();
    if (!record)
        return record.error();
    const auto seconds = reader->seconds();
    if (!seconds)
        return seconds.error();
    return KeptRun{.record = *record, .seconds = *seconds};
}

Result<QList<RunSecond>> ResultReader::seconds() const
{
    auto seconds = secondsFrom(0);
    if (!seconds)
        return error(seconds.error());
    return seconds;
}

Result<QList<RunSecond>> ResultReader::secondsFrom(qint64 start) const
{
    auto rows = this->rows("measured", "start, length_us, data", "WHERE start >= ? ORDER BY start", {start});
    if (!rows)
        return rows.error();
    QList<RunSecond> seconds;
    while (rows->next()) {
        if (!isSecond(rows->value(0).toLongLong(), timeOf(rows->value(1))))
            return Error{tr("it has a second %1").arg(rows->value(0).toString())};
        auto measured = unpack(rows->value(2).toByteArray());
        if (!measured)
            return measured.error();
        RunSecond second{.length = timeOf(rows->value(1)), .measured = *std::move(measured)};
        second.point = pointOf(rows->value(0).toInt(), second.length, second.measured);
        seconds.append(second);
    }
    if (const auto status = Database::endOf(*rows); !status)
        return status.error();
    return seconds;
}

} // namespace Molotov
