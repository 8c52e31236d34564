// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/packing.h"
#include "core/control/results/resultreader.h"
#include "core/control/results/resultwriter.h"
#include "core/control/results/secrets.h"
#include "tests/support/measuredrun.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

#define VERIFY_DONE(status)                                                                                  \
    do {                                                                                                     \
        const auto result = status;                                                                          \
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));                                     \
    } while (false)

namespace {

// What a result need not have: it is known only while the run goes on.
Snapshot kept(Snapshot snapshot)
{
    snapshot.activeWorkers = 0;
    snapshot.currentRate.reset();
    for (auto &helper : snapshot.helpers)
        helper.loopLag = {.count = helper.loopLag.count,
                          .p50 = helper.loopLag.p50,
                          .p99 = helper.loopLag.p99,
                          .max = helper.loopLag.max};
    for (auto &helper : snapshot.helpers) {
        const auto effort = helper.effort;
        helper.effort = {
            .time = effort.time, .cpu = effort.cpu, .cpuWait = effort.cpuWait, .script = effort.script};
    }
    return snapshot;
}

} // namespace

class TestResultFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("deep/run.molotov-result"));
    }

    void packsAndUnpacks()
    {
        MeasuredRun run;
        const auto second = run.second().seconds.first();
        const auto packed = pack(second.measured);
        const auto unpacked = unpack(packed);
        QVERIFY(unpacked);
        QCOMPARE(*unpacked, second.measured);
        for (const auto length : {packed.size() / 2, packed.size() - 1}) {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("qUncompress")));
            QVERIFY(!unpack(packed.left(length)));
        }
        QVERIFY(!unpack({}));
        QVERIFY(!unpack(QByteArray(1'000, '\xff'))); // no memory has room for what it says it is
        auto bytes = qUncompress(packed);
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            bytes[i] = char(bytes.at(i) ^ 0x55);
            (void)unpack(qCompress(bytes)); // whatever it says, it comes back
            bytes[i] = char(bytes.at(i) ^ 0x55);
        }
    }

    void isReadAsItWasMeasured_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("a short run") << 3;
        QTest::newRow("a part of it is condensed") << 75;
    }

    void isReadAsItWasMeasured()
    {
        QFETCH(int, seconds);
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY2(writer, writer ? "" : qPrintable(writer.error().text));
        QList<SeriesPoint> points;
        for (int i = 0; i < seconds; ++i) {
            const auto news = run.second();
            for (const auto &second : news.seconds)
                points.append(second.point);
            VERIFY_DONE((*writer)->write(news));
            if (i % 20 == 1)
                compare(*news.totals, points, false); // another program reads it meanwhile
        }
        const auto last = run.end();
        QVERIFY((*writer)->write(last));
        QVERIFY((*writer)->finish());
        compare(last.outcome->last, points, true);
        const auto record = ResultReader::open(m_path)->record();
        QCOMPARE(record->entry.verdict, GoalVerdict::NotJudged);
        QCOMPARE(record->workers.size(), 2);
        QCOMPARE(record->workers.value(1).size(), 5);
        QCOMPARE(record->workers.value(1).at(4), (Protocol::WorkerStatus{.position = 4,
                                                                         .state = Protocol::WorkerState::Done,
                                                                         .scenario = 0,
                                                                         .iterations = 7,
                                                                         .failed = 1}));
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
        QVERIFY(!QFile::exists(m_path + QStringLiteral(".lock")));
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void theLoadIsKeptApart_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("isComplete");
        QTest::newRow("a short run") << 8 << true;
        QTest::newRow("a part of it is condensed") << 75 << true;
        QTest::newRow("it broke off") << 8 << false;
    }

    void theLoadIsKeptApart()
    {
        QFETCH(int, seconds);
        QFETCH(bool, isComplete);
        MeasuredRun run;
        run.info().profile.rampUp = 2500ms;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        for (int i = 0; i < seconds; ++i)
            VERIFY_DONE((*writer)->write(run.second()));
        const auto expected = run.end();
        if (isComplete)
            VERIFY_DONE((*writer)->write(expected));
        const auto reader = ResultReader::open(m_path);
        QVERIFY(reader);
        const auto record = reader->record();
        QVERIFY2(record, record ? "" : qPrintable(record.error().text));
        QVERIFY(record->outcome.load);
        const auto &load = *record->outcome.load;
        QCOMPARE(load.from, std::chrono::microseconds(3s));
        QCOMPARE(load.to, std::chrono::microseconds(std::chrono::seconds(seconds)));
        QCOMPARE(load, *expected.outcome->load);
        qint64 requests = 0;
        const auto all = reader->seconds();
        QVERIFY(all);
        for (const auto &second : *all)
            requests += second.point.second < 3 ? 0 : countsOf(second.measured).requests;
        if (isComplete) // the last quarter of a second is no whole one
            requests -= countsOf(expected.seconds.last().measured).requests;
        QCOMPARE(load.totals.requests, requests);
        QVERIFY(load.totals.requests < record->outcome.last.requests);
    }

    void keepsWhatWentWrong()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        VERIFY_DONE((*writer)->write(run.second()));
        auto last = run.end();
        const HelperLoss loss{
            .code = HelperLoss::Code::Crashed, .helper = 1, .pid = 48, .text = QStringLiteral("signal 11")};
        const ErrorGroup lost{
            .error = {.kind = ErrorKind::Local, .message = {}, .stack = {}},
            .count = 1,
            .problem = RunProblem{.code = RunProblem::Code::WorkersLost, .loss = loss, .workers = 5}};
        last.totals = last.outcome->last;
        last.totals->errors.append(lost);
        last.outcome->reason = {.code = RunReason::Code::FirstFailure,
                                .text = QStringLiteral("shop.ts:2: no “stock”")};
        last.outcome->losses = {loss};
        VERIFY_DONE((*writer)->write(last));
        VERIFY_DONE((*writer)->finish());
        const auto record = ResultReader::open(m_path)->record();
        QVERIFY(record);
        QCOMPARE(record->outcome.reason, last.outcome->reason);
        QCOMPARE(record->outcome.losses, last.outcome->losses);
        QCOMPARE(record->outcome.last.errors.last(), lost);
    }

    void secondsAddUpToTheTotals()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        Snapshot totals;
        for (int i = 0; i < 130; ++i) {
            const auto news = run.second();
            totals = *news.totals;
            VERIFY_DONE((*writer)->write(news));
        }
        const auto seconds = ResultReader::open(m_path)->seconds();
        QVERIFY(seconds);
        QCOMPARE(seconds->size(), 130);
        qint64 requests = 0;
        Histogram latency;
        for (const auto &second : *seconds) {
            for (const auto &endpoint : second.measured.endpoints) {
                requests += endpoint.count;
                QVERIFY(latency.add(endpoint.latency));
            }
        }
        QCOMPARE(requests, totals.requests);
        QCOMPARE(latency.count(), totals.latency.count);
        QCOMPARE(latency.min(), totals.latency.min);
        QCOMPARE(latency.max(), totals.latency.max);
        for (const double fraction : {0.5, 0.9, 0.99}) {
            const auto exact = fraction == 0.5   ? totals.latency.p50
                               : fraction == 0.9 ? totals.latency.p90
                                                 : totals.latency.p99;
            const auto read = latency.percentile(fraction);
            QVERIFY2(std::abs(double(read.count()) / double(exact.count()) - 1) <= 1.0 / 100,
                     qPrintable(QStringLiteral("%1 and %2").arg(read.count()).arg(exact.count())));
        }
    }

    void hasTheDistributionOfAllLatencies()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        for (int i = 0; i < 75; ++i) // a part of it is condensed
            VERIFY_DONE((*writer)->write(run.second()));
        const auto last = run.end();
        VERIFY_DONE((*writer)->write(last));
        VERIFY_DONE((*writer)->finish());
        const auto reader = ResultReader::open(m_path);
        QVERIFY(reader);
        const auto record = reader->record();
        QVERIFY(record);
        Histogram latencies;
        QVERIFY(latencies.add(record->latencies));
        QCOMPARE(summarize(latencies), last.totals->latency);
    }

    void whatIsOldIsJoined()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info(), {.exact = 5, .whole = 60, .joined = 10});
        QVERIFY(writer);
        Snapshot totals;
        for (int part = 0; part < 19; ++part) { // 5 s at a time
            ResultNews news;
            for (int i = 0; i < 5; ++i)
                news.add(run.second(i == 4));
            totals = *news.totals;
            QVERIFY((*writer)->write(news));
        }
        const auto reader = ResultReader::open(m_path);
        const auto seconds = reader->seconds();
        QVERIFY(seconds);
        QCOMPARE(seconds->size(), 3 + 65);
        QCOMPARE(seconds->first().length, std::chrono::microseconds(10s));
        QCOMPARE(seconds->at(3).point.second, 30);
        QCOMPARE(seconds->last().length, std::chrono::microseconds(1s));
        qint64 requests = 0;
        for (const auto &second : *seconds) {
            for (const auto &endpoint : second.measured.endpoints)
                requests += endpoint.count;
        }
        QCOMPARE(requests, totals.requests);
        QCOMPARE(kept(reader->record()->outcome.last), kept(totals));
        QCOMPARE(reader->record()->outcome.series.size(), 68);
    }

    void aRunThatDidNotEndSaysSo()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        QVERIFY((*writer)->write(run.second()));
        {
            const auto entry = ResultReader::open(m_path)->entry();
            QVERIFY(!entry->isComplete);
            QVERIFY(entry->isGoing);
        }
        // As after a crash or a power cut: the file and its log, copied at some moment.
        const auto copy = m_folder->filePath(QStringLiteral("copy.molotov-result"));
        QVERIFY(QFile::copy(m_path, copy));
        QVERIFY(QFile::copy(m_path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")));
        const auto record = ResultReader::open(copy)->record();
        QVERIFY(record);
        QVERIFY(!record->entry.isComplete);
        QVERIFY(!record->entry.isGoing);
        QCOMPARE(record->outcome.end, RunOutcome::End::Stopped);
        QCOMPARE(record->outcome.series.size(), 1);
    }

    void samplesAreKeptInFull()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        const Protocol::SampledExchange exchange{
            .method = QStringLiteral("POST"),
            .url = QStringLiteral("http://shop.test/orders?a=1"),
            .requestHead = {.list = {{QStringLiteral("Cookie"), "***"}, {QStringLiteral("X-Ä"), "ü"}},
                            .leftOut = 2},
            .requestBody = {.bytes = QByteArray("\0\xff binary", 9), .size = 100'000},
            .status = 503,
            .reason = QStringLiteral("Busy"),
            .responseHead = {.list = {{QStringLiteral("Set-Cookie"), "***"}}},
            .responseBody = {.bytes = "<b>busy</b>", .size = 11, .isDiscarded = true},
            .startedAt = 1s,
            .duration = 20ms};
        for (int i = 0; i < 2; ++i) {
            RunSample sample{.group = 3, .helper = 1};
            sample.sample = {.message = QStringLiteral("expected 200, got 503"),
                             .worker = 7,
                             .scenario = 0,
                             .at = 2s,
                             .exchanges = {exchange, exchange}};
            sample.sample.exchanges.last().failure = QStringLiteral("refused");
            ResultNews news;
            news.add(sample);
            VERIFY_DONE((*writer)->write(news));
            const auto reader = ResultReader::open(m_path);
            const auto record = reader->record();
            QVERIFY2(record, record ? "" : qPrintable(record.error().text));
            QCOMPARE(record->samples.size(), i + 1);
            QCOMPARE(record->samples.last().group, 3);
            QCOMPARE(record->samples.last().helper, 1);
            QCOMPARE(record->samples.last().sample, sample.sample);
        }
    }

    void markersAreKept()
    {
        using namespace std::chrono_literals;
        using Kind = LoadChange::Kind;
        const QList<RunMarker> markers{
            {.at = 500ms, .change = LoadChange{Kind::Target, 24, 2s}, .loadBefore = 10, .note = {}},
            {.at = 600ms, .change = {}, .loadBefore = 0, .note = QStringLiteral("cache emptied")},
            {.at = 700ms, .change = LoadChange{Kind::Pause, 0, 0s}, .loadBefore = 11.4, .note = {}},
            {.at = 1200ms, .change = LoadChange{Kind::Resume, 0, 0s}, .loadBefore = 17.4, .note = {}},
            {.at = 1300ms, .change = LoadChange{Kind::Extend, 0, 30s}, .loadBefore = 18.6, .note = {}}};
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        auto first = run.second();
        for (const auto &marker : markers.mid(0, 3))
            first.add(marker);
        first.add(1, {{.position = 11, .state = Protocol::WorkerState::Running}}); // one of those that came
        VERIFY_DONE((*writer)->write(first));
        auto last = run.end();
        for (const auto &marker : markers.mid(3))
            last.add(marker);
        VERIFY_DONE((*writer)->write(last));
        QVERIFY((*writer)->finish());
        const auto record = ResultReader::open(m_path)->record();
        QVERIFY2(record, record ? "" : qPrintable(record.error().text));
        QCOMPARE(record->outcome.markers, markers);
        QCOMPARE(record->workers.value(1).last().position, 11);
        QCOMPARE(record->course().users(), 24);
        QCOMPARE(record->course().length(), 2h + 30s);
    }

    void theLogIsBounded()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        for (int part = 0; part < 5; ++part) {
            ResultNews news;
            for (int i = 0; i < 6'000; ++i)
                news.add(LogLine{.helper = 1, .worker = i, .text = QStringLiteral("a line")});
            news.totals = Snapshot();
            VERIFY_DONE((*writer)->write(news));
        }
        const auto record = ResultReader::open(m_path)->record();
        QVERIFY(record);
        QCOMPARE(record->log.size(), ResultWriter::MaxLines);
        QCOMPARE(record->log.first().text, QStringLiteral("a line"));
        QCOMPARE(record->log.size() + record->droppedLines, 30'000);
    }

    void secretsAreLeftOut()
    {
        MeasuredRun run;
        run.info().profile.environment = {{QStringLiteral("SHOP_PASSWORD"), QStringLiteral("hunter2")},
                                          {QStringLiteral("LANG"), QStringLiteral("de")},
                                          {QStringLiteral("API_TOKEN"), std::nullopt}};
        run.info().profile.baseUrl = QStringLiteral("https://qa:hunter2@shop.test/");
        run.info().profile.influxdb =
            QStringLiteral("http://hunter2@influx.test/write?db=load&u=qa&p=hunter2&rp=week");
        run.info().profile.otlp = QStringLiteral("https://qa:hunter2@otlp.test/?api_key=hunter2");
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        QVERIFY((*writer)->write(run.end()));
        QVERIFY((*writer)->finish());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hunter2"));
        const auto profile = ResultReader::open(m_path)->record()->info.profile;
        QCOMPARE(profile.environment.value(QStringLiteral("SHOP_PASSWORD")), Secrets::mask());
        QCOMPARE(profile.environment.value(QStringLiteral("LANG")), QStringLiteral("de"));
        QCOMPARE(profile.baseUrl, QStringLiteral("https://qa:***@shop.test/"));
        QCOMPARE(profile.influxdb, QStringLiteral("http://***@influx.test/write?db=load&u=qa&p=***&rp=week"));
        QCOMPARE(profile.otlp, QStringLiteral("https://***@otlp.test/?api_key=***"));
    }

    void whatIsNoResultIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("%1 is not the result of a run.");
        QTest::newRow("text") << QByteArray("{}") << QStringLiteral("%1 is not the result of a run.");
        QTest::newRow("cut off") << QByteArray("SQLite format 3\0", 16) + QByteArray(80, 'x')
                                 << QStringLiteral("The result %1 is damaged: file is not a database.");
    }

    void whatIsNoResultIsRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, sentence);
        const auto path = m_folder->filePath(QStringLiteral("other"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto reader = ResultReader::open(path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().text, sentence.arg(path));
    }

    void aMissingOneIsSaid()
    {
        const auto reader = ResultReader::open(m_path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().text, QStringLiteral("There is no result %1.").arg(m_path));
    }

    void whatIsThereIsNotOverwritten()
    {
        MeasuredRun run;
        QVERIFY(ResultWriter::create(m_path, run.info()));
        QVERIFY(!ResultWriter::create(m_path, run.info()));
    }

#ifdef Q_OS_UNIX
    void comesBackWhenItsFolderIsTakenAway()
    {
        MeasuredRun run;
        auto writer = ResultWriter::create(m_path, run.info());
        QVERIFY(writer);
        QVERIFY((*writer)->write(run.second()));
        QVERIFY(QDir(QFileInfo(m_path).path()).removeRecursively());
        const auto news = run.second();
        VERIFY_DONE((*writer)->write(news));
        QCOMPARE(kept(ResultReader::open(m_path)->record()->outcome.last), kept(*news.totals));
    }
#endif

private:
    void compare(const Snapshot &totals, const QList<SeriesPoint> &points, bool isComplete)
    {
        const auto reader = ResultReader::open(m_path);
        QVERIFY2(reader, reader ? "" : qPrintable(reader.error().text));
        const auto record = reader->record();
        QVERIFY2(record, record ? "" : qPrintable(record.error().text));
        QCOMPARE(record->entry.isComplete, isComplete);
        QCOMPARE(record->entry.test, QStringLiteral("checkout"));
        QCOMPARE(record->info.seed, 42);
        QCOMPARE(record->info.scenarios.size(), 2);
        QCOMPARE(record->info.profile.workers, 5);
        QCOMPARE(record->outcome.series, points);
        const auto read = kept(record->outcome.last);
        const auto expected = kept(totals);
        QCOMPARE(read.endpoints, expected.endpoints);
        QCOMPARE(read.trends, expected.trends);
        QCOMPARE(read.loopLag, expected.loopLag);
        QCOMPARE(read.errors, expected.errors);
        QCOMPARE(read.helpers, expected.helpers);
        QCOMPARE(read.effort, expected.effort);
        QCOMPARE(read.machine, expected.machine);
        QVERIFY(read.trust == expected.trust);
        QCOMPARE(read, expected);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestResultFile)
#include "tst_resultfile.moc"
