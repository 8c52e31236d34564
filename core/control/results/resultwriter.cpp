// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultwriter.h"

#include "core/control/results/codes.h"
#include "core/control/results/limitjson.h"
#include "core/control/results/packing.h"
#include "core/control/results/reasontext.h"
#include "core/control/results/schema.h"
#include "core/control/results/secrets.h"
#include "core/control/results/stacktext.h"
#include "core/model/files.h"
#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QThread>
#include <QUuid>

#include <algorithm>

namespace Molotov {

namespace {

constexpr qsizetype MaxRates = 60;

// Without the distributions of what nobody looks at second by second, and with fewer cells in the others.
Protocol::MetricsDelta coarse(Protocol::MetricsDelta measured)
{
    for (auto *endpoints : {&measured.endpoints, &measured.fixtures.endpoints}) {
        for (auto &endpoint : *endpoints) {
            endpoint.latency = endpoint.latency.coarse();
            endpoint.responseTime = endpoint.responseTime.coarse();
            endpoint.failedLatency = endpoint.failedLatency.coarse();
            endpoint.phases = {};
        }
    }
    for (auto &scenario : measured.scenarios) {
        scenario.duration = scenario.duration.coarse();
        scenario.failedDuration = scenario.failedDuration.coarse();
    }
    for (auto &step : measured.steps) {
        step.duration = step.duration.coarse();
        step.failedDuration = step.failedDuration.coarse();
    }
    measured.loopLag = measured.loopLag.coarse();
    measured.ownLag = measured.ownLag.coarse();
    measured.queued = measured.queued.coarse();
    measured.responseTime = measured.responseTime.coarse();
    return measured;
}

QString textOf(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString textOf(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Head and body of a message of a sampled exchange, as the table has them.
QVariantList valuesOf(const Protocol::SampledHead &head, const Protocol::SampledBody &body)
{
    QJsonArray fields;
    for (const auto &field : head.list) {
        fields.append(field.name);
        fields.append(QString::fromUtf8(field.value));
    }
    return {textOf(fields), head.leftOut, body.bytes, body.size, body.isDiscarded};
}

// Pairs become one when there are too many.
void addRate(QList<double> &rates, double rate)
{
    rates.append(rate);
    if (rates.size() <= 2 * MaxRates)
        return;
    QList<double> halves;
    for (qsizetype i = 0; i + 1 < rates.size(); i += 2)
        halves.append((rates.at(i) + rates.at(i + 1)) / 2);
    rates = halves;
}

QString ratesText(const QList<double> &rates)
{
    QJsonArray array;
    for (const auto rate : rates)
        array.append(std::round(rate * 10) / 10);
    return textOf(array);
}

} // namespace

ResultWriter::ResultWriter(QString path, Database database, const Ages &ages)
    : m_path(std::move(path))
    , m_ages(ages)
    , m_lock(std::make_unique<QLockFile>(m_path + QStringLiteral(".lock")))
    , m_database(std::move(database))
{
    m_lock->setStaleLockTime(0); // for as long as this process is there
    m_lock->tryLock(0);
}

Result<std::unique_ptr<ResultWriter>> ResultWriter::create(const QString &path, const RunInfo &info,
                                                           const Ages &ages)
{
    const QFileInfo file(path);
    QDir().mkpath(file.absolutePath());
    // Made by us and not by SQLite, so that nobody else can read it from the first byte on.
    if (const auto made = Files::create(path, {}); !made)
        return made.error();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    auto database = Database::open(path, Database::Access::Write);
    if (!database)
        return Error{tr("The result %1 cannot be made: %2.")
                         .arg(QDir::toNativeSeparators(path), database.error().text)};
    std::unique_ptr<ResultWriter> writer(new ResultWriter(path, *std::move(database), ages));
    if (const auto begun = writer->begin(info); !begun) {
        writer.reset();
        QFile::remove(path);
        return Error{tr("The result %1 cannot be made: %2. Make room on that disk, or choose another place.")
                         .arg(QDir::toNativeSeparators(path), begun.error().text)};
    }
    return writer;
}

Status ResultWriter::begin(const RunInfo &info)
{
    // FULL: what is committed is on the disk, also after a power cut.
    if (auto status = m_database.run(QStringLiteral("PRAGMA journal_mode = WAL;\n"
                                                    "PRAGMA synchronous = FULL;\n"));
        !status)
        return status;
    if (auto status = m_database.begin(); !status)
        return status;
    for (const auto part : {&ResultWriter::makeTables, &ResultWriter::writeRun, &ResultWriter::writeScenarios,
                            &ResultWriter::writeSources}) {
        if (auto status = (this->*part)(info); !status) {
            m_database.rollback();
            return status;
        }
    }
    return m_database.commit();
}

Status ResultWriter::makeTables(const RunInfo &)
{
    if (auto status = m_database.run(ResultSchema::tables()); !status)
        return status;
    return m_database.run(QStringLiteral("PRAGMA user_version = %1").arg(ResultSchema::Version), {});
}

Status ResultWriter::writeRun(const RunInfo &info)
{
    ProfileFile profile;
    const auto test = info.profile.test.isEmpty() ? QStringLiteral("test") : info.profile.test;
    profile.setProfile(test, Secrets::masked(info.profile));
    const auto place = QFileInfo(info.profile.scenarioFile).dir().filePath(QStringLiteral("molotov.json"));
    return m_database.run(
        QStringLiteral("INSERT INTO run (id, test, scenario_file, profile, started_at, seed, version, "
                       "qt_version, system, processor, cores, host, state) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')"),
        {QUuid::createUuid().toString(QUuid::WithoutBraces), info.profile.test, info.profile.scenarioFile,
         QString::fromUtf8(profile.toJson(place)), info.startedAt.toMSecsSinceEpoch(),
         QString::number(info.seed), QStringLiteral(MOLOTOV_VERSION), QString::fromLatin1(qVersion()),
         QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(), QThread::idealThreadCount(),
         QSysInfo::machineHostName()});
}

Status ResultWriter::writeScenarios(const RunInfo &info)
{
    for (qsizetype i = 0; i < info.scenarios.size(); ++i) {
        if (auto status = m_database.run(QStringLiteral("INSERT INTO scenario VALUES (?, ?, ?)"),
                                         {i, info.scenarios.at(i).name, info.scenarios.at(i).weight});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::writeSources(const RunInfo &info)
{
    for (const auto &source : info.sourceFiles) {
        const auto text = Files::read(source, SourceLimit);
        if (auto status = m_database.run(QStringLiteral("INSERT INTO source VALUES (?, ?)"),
                                         {source, text ? QString::fromUtf8(*text) : text.error().text});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::write(const ResultNews &news)
{
    if (news.isEmpty())
        return {};
    if (auto status = saveIfGone(); !status)
        return status;
    if (auto status = m_database.begin(); !status)
        return error(status.error());
    State state = m_state;
    auto status = writeAll(news, state);
    if (status)
        status = m_database.commit();
    if (!status) {
        m_database.rollback();
        return error(status.error());
    }
    m_state = std::move(state);
    return {};
}

Status ResultWriter::writeAll(const ResultNews &news, State &state)
{
    for (const auto &second : news.seconds) {
        if (auto status = writeSecond(second); !status)
            return status;
        state.sum.add(second.measured);
        state.exact.append(second);
        if (second.isWhole())
            addRate(state.rates, second.point.requestRate);
    }
    state.workers.insert(news.workers);
    if (auto status = writeLines(news, state); !status)
        return status;
    if (auto status = writeSamples(news.samples, state); !status)
        return status;
    if (auto status = writeMarkers(news.markers); !status)
        return status;
    if (news.totals) {
        if (auto status = writeTotals(*news.totals, state); !status)
            return status;
        if (state.exact.size() >= m_ages.exact || news.outcome) {
            if (auto status = condense(state, news.totals->endpoints); !status)
                return status;
        }
    }
    return news.outcome ? writeOutcome(*news.outcome) : Status();
}

Status ResultWriter::writeSecond(const RunSecond &second)
{
    const auto &measured = second.measured;
    const auto &point = second.point;
    const auto counts = countsOf(measured);
    QVariantList values{point.second,        qint64(second.length.count()),
                        counts.iterationsOk, counts.iterationsFailed,
                        counts.requests,     counts.requestsFailed};
    for (const auto count : counts.statuses)
        values.append(count);
    for (const qint64 value :
         {measured.bytesIn, measured.bytesOut, qint64(point.activeWorkers), qint64(point.p50.count()),
          qint64(point.p95.count()), qint64(point.p99.count()), qint64(point.max.count()),
          qint64(point.isTrusted), qint64(point.responseP95.count())})
        values.append(value);
    if (auto status = m_database.run(
            QStringLiteral(
                "INSERT INTO second VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            values);
        !status)
        return status;
    return m_database.run(QStringLiteral("INSERT INTO measured VALUES (?, ?, ?)"),
                          {point.second, qint64(second.length.count()), pack(measured)});
}

Status ResultWriter::writeTotals(const Snapshot &totals, State &state)
{
    if (auto status = m_database.run(
            QStringLiteral("UPDATE run SET elapsed_us = ?, load_us = ?, iterations_ok = ?, "
                           "iterations_failed = ?, iterations_aborted = ?, requests = ?, "
                           "requests_failed = ?, requests_aborted = ?, requests_retried = ?, p50_us = ?, "
                           "p95_us = ?, p99_us = ?, rates = ?"),
            {qint64(totals.elapsed.count()), qint64(totals.loadTime.count()), totals.iterationsOk,
             totals.iterationsFailed, totals.iterationsAborted, totals.requests, totals.requestsFailed,
             totals.requestsAborted, totals.requestsRetried, qint64(totals.latency.p50.count()),
             qint64(totals.latency.p95.count()), qint64(totals.latency.p99.count()), ratesText(state.rates)});
        !status)
        return status;
    if (auto status = writeErrors(totals.errors, state); !status)
        return status;
    if (auto status = writeHelpers(totals.helpers); !status)
        return status;
    if (auto status = writeGoals(totals.goals); !status)
        return status;
    if (auto status = writeTrust(totals.trust); !status)
        return status;
    return writeFacts(totals, state);
}

Status ResultWriter::writeErrors(const QList<ErrorGroup> &groups, State &state)
{
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const auto &group = groups.at(i);
        if (state.errorCounts.value(i) == group.count)
            continue;
        if (auto status = m_database.run(
                QStringLiteral("INSERT OR REPLACE INTO error VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                {i, Codes::of(group.error.kind), group.error.message, group.error.endpoint, group.error.step,
                 StackText::of(group.error.stack), group.isExample, group.count, qint64(group.first.count()),
                 qint64(group.last.count()), ReasonText::of(group.problem)});
            !status)
            return status;
        state.errorCounts.insert(i, group.count);
    }
    return {};
}

Status ResultWriter::writeHelpers(const QList<HelperMetrics> &helpers)
{
    for (const auto &helper : helpers) {
        if (auto status = m_database.run(
                QStringLiteral("INSERT OR REPLACE INTO helper VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                {helper.index, helper.pid, Codes::of(helper.end), helper.requests, helper.loopLag.count,
                 qint64(helper.loopLag.p50.count()), qint64(helper.loopLag.p99.count()),
                 qint64(helper.loopLag.max.count()), qint64(helper.effort.time.count()),
                 qint64(helper.effort.cpu.count()), qint64(helper.effort.cpuWait.count()),
                 qint64(helper.effort.script.count())});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::writeGoals(const QList<GoalStatus> &goals)
{
    for (qsizetype i = 0; i < goals.size(); ++i) {
        const auto &goal = goals.at(i);
        if (auto status = m_database.run(QStringLiteral("INSERT OR REPLACE INTO goal VALUES (?, ?, ?, ?)"),
                                         {i, goal.goal.toString(), Codes::of(goal.state),
                                          goal.measured ? QVariant(*goal.measured) : QVariant()});
            !status)
            return status;
    }
    return {};
}

// Evidence that is no longer there goes.
Status ResultWriter::writeTrust(const std::optional<TrustVerdict> &verdict)
{
    if (!verdict)
        return {};
    if (auto status = m_database.run(QStringLiteral("UPDATE run SET limited_by = ?, trusted = ?"),
                                     {Codes::of(verdict->limitedBy), verdict->isOk});
        !status)
        return status;
    const auto &evidence = verdict->evidence;
    for (qsizetype i = 0; i < evidence.size(); ++i) {
        const auto &one = evidence.at(i);
        if (auto status =
                m_database.run(QStringLiteral("INSERT OR REPLACE INTO trust VALUES (?, ?, ?, ?, ?, ?)"),
                               {i, Codes::of(one.code), one.measured, one.limit, one.name, one.helper});
            !status)
            return status;
    }
    return m_database.run(QStringLiteral("DELETE FROM trust WHERE number >= ?"), {evidence.size()});
}

Status ResultWriter::writeWorkers(State &state)
{
    for (auto it = state.workers.cbegin(); it != state.workers.cend(); ++it) {
        if (auto status =
                m_database.run(QStringLiteral("INSERT OR REPLACE INTO worker VALUES (?, ?, ?, ?, ?, ?)"),
                               {it.key().first, it->position, Codes::of(it->state), it->scenario,
                                it->iterations, it->failed});
            !status)
            return status;
    }
    state.workers.clear();
    return {};
}

// What has no table of its own.
Status ResultWriter::writeFacts(const Snapshot &totals, const State &state)
{
    QMap<QString, QString> facts;
    if (totals.longScript) {
        facts.insert(QStringLiteral("long_script"),
                     textOf(QJsonObject{{QStringLiteral("time_us"), qint64(totals.longScript->time.count())},
                                        {QStringLiteral("name"), totals.longScript->name},
                                        {QStringLiteral("at"), totals.longScript->place}}));
    }
    if (totals.sizing) {
        facts.insert(QStringLiteral("sizing"),
                     textOf(QJsonObject{{QStringLiteral("verdict"), Codes::of(totals.sizing->verdict)},
                                        {QStringLiteral("workers"), totals.sizing->workers},
                                        {QStringLiteral("ok"), totals.sizing->ok},
                                        {QStringLiteral("failed"), totals.sizing->failed},
                                        {QStringLiteral("tolerance"), totals.sizing->tolerance}}));
    }
    if (totals.limit)
        facts.insert(QStringLiteral("limit"), textOf(limitJson(*totals.limit)));
    if (state.droppedLines > 0)
        facts.insert(QStringLiteral("dropped_lines"), QString::number(state.droppedLines));
    for (auto it = facts.begin(); it != facts.end(); ++it) {
        if (auto status = m_database.run(QStringLiteral("INSERT OR REPLACE INTO fact VALUES (?, ?)"),
                                         {it.key(), it.value()});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::writeSamples(const QList<RunSample> &samples, State &state)
{
    for (const auto &sample : samples) {
        const auto number = state.samples++;
        if (auto status = m_database.run(QStringLiteral("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?)"),
                                         {number, sample.group, sample.helper, sample.sample.worker,
                                          sample.sample.scenario, qint64(sample.sample.at.count()),
                                          sample.sample.message});
            !status)
            return status;
        for (qsizetype i = 0; i < sample.sample.exchanges.size(); ++i) {
            const auto &exchange = sample.sample.exchanges.at(i);
            QVariantList values{number,
                                i,
                                exchange.method,
                                exchange.url,
                                qint64(exchange.startedAt.count()),
                                qint64(exchange.duration.count()),
                                exchange.status,
                                exchange.reason,
                                exchange.failure};
            values += valuesOf(exchange.requestHead, exchange.requestBody);
            values += valuesOf(exchange.responseHead, exchange.responseBody);
            if (auto status = m_database.run(
                    QStringLiteral(
                        "INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                        "?, ?, ?, ?)"),
                    values);
                !status)
                return status;
        }
    }
    return {};
}

Status ResultWriter::writeMarkers(const QList<RunMarker> &markers)
{
    for (const auto &marker : markers) {
        const auto change = marker.change.value_or(LoadChange());
        const bool isTarget = marker.change && change.kind == LoadChange::Kind::Target;
        const bool hasTime = isTarget || change.kind == LoadChange::Kind::Extend;
        if (auto status = m_database.run(
                QStringLiteral("INSERT INTO marker (at_us, kind, load_before, load, time_us, note) "
                               "VALUES (?, ?, ?, ?, ?, ?)"),
                {qint64(marker.at.count()), Codes::ofMarker(marker.change),
                 marker.change ? QVariant(marker.loadBefore) : QVariant(),
                 isTarget ? QVariant(change.load) : QVariant(),
                 hasTime ? QVariant(qint64(change.time.count())) : QVariant(), marker.note});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::writeLines(const ResultNews &news, State &state)
{
    state.droppedLines += news.droppedLines;
    for (const auto &line : news.lines) {
        if (state.lines >= MaxLines) {
            ++state.droppedLines;
            continue;
        }
        if (auto status = m_database.run(
                QStringLiteral("INSERT INTO log (level, helper, worker, text) VALUES (?, ?, ?, ?)"),
                {Codes::of(line.level), line.helper, line.worker, line.text});
            !status)
            return status;
        ++state.lines;
    }
    return {};
}

Status ResultWriter::writeOutcome(const RunOutcome &outcome)
{
    if (auto status = writeGoals(outcome.last.goals); !status) // as they were judged at the end
        return status;
    if (auto status = writePhases(outcome); !status)
        return status;
    return m_database.run(
        QStringLiteral("UPDATE run SET state = ?, failure = ?, reason = ?, losses = ?, verdict = ?"),
        {Codes::of(outcome.end), Codes::of(outcome.failure), ReasonText::of(outcome.reason),
         ReasonText::of(outcome.losses), Codes::of(outcome.goalVerdict())});
}

Status ResultWriter::writePhases(const RunOutcome &outcome)
{
    for (const auto &phase : phasesOf(outcome)) {
        QVariantList values{Codes::of(phase.kind), qint64(phase.from.count()), qint64(phase.to.count())};
        if (phase.kind == RunPhase::Kind::Load && outcome.load) {
            const auto secondOf = [](std::chrono::microseconds time) {
                return qint64(std::chrono::floor<std::chrono::seconds>(time).count());
            };
            values +=
                {secondOf(outcome.load->from), secondOf(outcome.load->to), pack(outcome.load->measured)};
        } else {
            values += {QVariant(), QVariant(), QVariant()};
        }
        if (auto status =
                m_database.run(QStringLiteral("INSERT INTO phase VALUES (?, ?, ?, ?, ?, ?)"), values);
            !status)
            return status;
    }
    return {};
}

// The exact seconds become a part of the exact sum, and less exact themselves.
Status ResultWriter::condense(State &state, const QList<EndpointMetrics> &endpoints)
{
    for (const auto &second : std::as_const(state.exact)) {
        if (auto status = m_database.run(QStringLiteral("UPDATE measured SET data = ? WHERE start = ?"),
                                         {pack(coarse(second.measured)), second.point.second});
            !status)
            return status;
        state.condensedUntil = second.point.second + 1;
    }
    state.exact.clear();
    if (auto status = m_database.run(QStringLiteral("INSERT OR REPLACE INTO total VALUES (0, ?, ?)"),
                                     {state.condensedUntil, pack(state.sum.sum())});
        !status)
        return status;
    if (auto status = writeEndpoints(endpoints); !status)
        return status;
    if (auto status = writeWorkers(state); !status)
        return status;
    return thin(state);
}

Status ResultWriter::writeEndpoints(const QList<EndpointMetrics> &endpoints)
{
    for (const auto &endpoint : endpoints) {
        const auto &latency = endpoint.latency;
        if (auto status = m_database.run(
                QStringLiteral(
                    "INSERT OR REPLACE INTO endpoint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                {endpoint.method, endpoint.name, endpoint.count, endpoint.failed, endpoint.aborted,
                 endpoint.retried, qint64(latency.min.count()), latency.mean, qint64(latency.p50.count()),
                 qint64(latency.p90.count()), qint64(latency.p95.count()), qint64(latency.p99.count()),
                 qint64(latency.max.count())});
            !status)
            return status;
    }
    return {};
}

Status ResultWriter::thin(State &state)
{
    const auto until = (state.condensedUntil - m_ages.whole) / m_ages.joined * m_ages.joined;
    for (; state.thinnedUntil < until; state.thinnedUntil += m_ages.joined) {
        const QVariantList range{state.thinnedUntil, state.thinnedUntil + m_ages.joined};
        QList<RunSecond> seconds;
        {
            auto rows = m_database.query(
                QStringLiteral("SELECT start, length_us, data FROM measured WHERE start >= ? AND start < ? "
                               "ORDER BY start"),
                range);
            if (!rows)
                return rows.error();
            while (rows->next()) {
                auto measured = unpack(rows->value(2).toByteArray());
                if (!measured)
                    return measured.error();
                seconds.append({.point = {.second = rows->value(0).toInt()},
                                .length = std::chrono::microseconds(rows->value(1).toLongLong()),
                                .measured = *std::move(measured)});
            }
        }
        if (seconds.size() < 2)
            continue;
        auto all = joined(seconds);
        all.measured = coarse(all.measured);
        for (const auto *table : {"second", "measured"}) {
            if (auto status = m_database.run(
                    QStringLiteral("DELETE FROM %1 WHERE start >= ? AND start < ?").arg(QLatin1String(table)),
                    range);
                !status)
                return status;
        }
        if (auto status = writeSecond(all); !status)
            return status;
    }
    return {};
}

// Somebody took the file away under us, or its folder. What was in it is still ours, on most systems.
Status ResultWriter::saveIfGone()
{
    if (QFileInfo::exists(m_path))
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    if (const auto status = m_database.run(QStringLiteral("VACUUM INTO ?"), {m_path}); !status)
        return error(status.error());
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
    auto database = Database::open(m_path, Database::Access::Write);
    if (!database)
        return error(database.error());
    m_database = *std::move(database);
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);
    m_lock->tryLock(0);
    const auto status = m_database.run(QStringLiteral("PRAGMA journal_mode = WAL;\n"
                                                      "PRAGMA synchronous = FULL;\n"));
    return status ? status : Status(error(status.error()));
}

Status ResultWriter::finish()
{
    const auto status = m_database.run(QStringLiteral("PRAGMA journal_mode = DELETE"), {});
    m_lock->unlock();
    return status ? status : Status(error(status.error()));
}

Error ResultWriter::error(const Error &cause) const
{
    return {tr("The result %1 cannot be written: %2. Make room on that disk, or see that the file may be "
               "written to.")
                .arg(QDir::toNativeSeparators(m_path), cause.text)};
}

} // namespace Molotov
