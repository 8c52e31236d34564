// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"
#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif
#include <numeric>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

} // namespace

/// What molotov-cli leaves of a run, also when the run does not come to a good end.
class TestCliResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
        write("shop.ts", "import { scenario, step, check } from 'molotov';\n"
                         "import { pause } from './pause';\n"
                         "scenario('get', async (session) => {\n"
                         "    const page = await step('look', () => session.get('/products/7'));\n"
                         "    check('is there', page.status === 200);\n"
                         "    await pause();\n"
                         "});\n");
        write("pause.ts", "import { sleep } from 'molotov';\nexport const pause = () => sleep(0.01);\n");
        m_result = m_folder->filePath(QStringLiteral("run.molotov-result"));
        m_cli = std::make_unique<CliProcess>(m_folder->path());
    }

    void cleanup() { m_cli.reset(); }

    void holdsWhatTheServerSaw()
    {
        start({QStringLiteral("-p"), QStringLiteral("2"), QStringLiteral("-w"), QStringLiteral("3"),
               QStringLiteral("-d"), QStringLiteral("3")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY2(m_cli->exitCode() == int(ExitCode::Finished), qPrintable(m_cli->errors()));
        const auto record = read();
        QVERIFY(record);
        const auto &totals = record->outcome.last;
        const auto served = qint64(m_server->requests().size());
        QCOMPARE(totals.requests, served);
        QCOMPARE(totals.endpoints.size(), 1);
        QCOMPARE(totals.endpoints.first().count, served);
        QCOMPARE(totals.steps.first().ok, served);
        QCOMPARE(totals.checks.first().passed, served);
        qint64 inSeconds = 0;
        const auto seconds = ResultReader::open(m_result)->seconds();
        for (const auto &second : *seconds)
            inSeconds += second.measured.endpoints.value(0).count;
        QCOMPARE(inSeconds, served);

        const auto summary = m_cli->summary();
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInteger(), served);
        const auto latency = summary[QStringLiteral("requests")][QStringLiteral("latency_ms")];
        for (const auto &[name, value] :
             {std::pair("p50", totals.latency.p50), {"p99", totals.latency.p99}, {"max", totals.latency.max}})
            QCOMPARE(latency[QLatin1String(name)].toDouble(), double(value.count()) / 1000);

        QVERIFY(record->entry.isComplete);
        QCOMPARE(record->outcome.end, RunOutcome::End::Finished);
        QCOMPARE(record->info.profile.workers, 3);
        QCOMPARE(record->info.scenarios.first().name, QStringLiteral("get"));
        QStringList sources;
        for (const auto &source : record->sources)
            sources += QFileInfo(source.path).fileName();
        sources.sort();
        QCOMPARE(sources, (QStringList{QStringLiteral("pause.ts"), QStringLiteral("shop.ts")}));
        QVERIFY(record->sources.first().content.contains(QLatin1String("molotov")));
        QCOMPARE(record->workers.value(1).size(), 3);
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("run.*")}),
                 QStringList{QStringLiteral("run.molotov-result")});
    }

    void replacesAResultAndNothingElse()
    {
        write("run.molotov-result", "my thesis");
        start({QStringLiteral("-r"), QStringLiteral("1")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Usage));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("is there and is no result of this program")),
                 qPrintable(m_cli->errors()));
        QCOMPARE(m_server->requests().size(), 0);
        QFile::remove(m_result);
        for (int i = 0; i < 2; ++i) {
            m_cli = std::make_unique<CliProcess>(m_folder->path());
            start({QStringLiteral("-r"), QStringLiteral("1")});
            QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
            QCOMPARE(m_cli->exitCode(), int(ExitCode::Finished));
            QCOMPARE(read()->outcome.last.requests, 1);
        }
    }

    void aFolderThatIsMissingIsSaidBefore()
    {
        m_result = m_folder->filePath(QStringLiteral("nowhere/run.molotov-result"));
        start({QStringLiteral("-r"), QStringLiteral("1")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QCOMPARE(m_cli->exitCode(), int(ExitCode::Usage));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("There is no folder")), qPrintable(m_cli->errors()));
        QCOMPARE(m_server->requests().size(), 0);
    }

    // The run goes on while its result waits for the disk, and all of it is there in the end.
    void aSlowDiskSlowsNoRun()
    {
#ifndef MOLOTOV_SLOW_DISK
        QSKIP("only on Linux, and sanitizers want to be loaded first");
#else
        const auto log = m_folder->filePath(QStringLiteral("slow.log"));
        m_cli->setVariable(QStringLiteral("LD_PRELOAD"), QStringLiteral(MOLOTOV_SLOW_DISK));
        m_cli->setVariable(QStringLiteral("SLOW_DISK_LOG"), log);
        start({QStringLiteral("-w"), QStringLiteral("3"), QStringLiteral("-d"), QStringLiteral("3")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY2(m_cli->exitCode() == int(ExitCode::Finished), qPrintable(m_cli->errors()));
        const auto summary = m_cli->summary();
        const auto served = qint64(m_server->requests().size());
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInteger(), served);
        const auto diskTime = double(QFileInfo(log).size()) / 1'000;
        const auto runTime = summary[QStringLiteral("duration_s")].toDouble();
        QVERIFY2(runTime < diskTime, qPrintable(QStringLiteral("%1 and %2").arg(runTime).arg(diskTime)));
        const auto record = read();
        QVERIFY(record);
        QVERIFY(record->entry.isComplete);
        QCOMPARE(record->outcome.last.requests, served);
        const auto seconds = ResultReader::open(m_result)->seconds();
        QCOMPARE(std::accumulate(seconds->begin(), seconds->end(), qint64(0),
                                 [](qint64 sum, const RunSecond &second) {
                                     return sum + countsOf(second.measured).requests;
                                 }),
                 served);
#endif
    }

#ifdef Q_OS_UNIX
    void openAfterKill()
    {
        start({QStringLiteral("-w"), QStringLiteral("3"), QStringLiteral("-d"), QStringLiteral("60")});
        QTRY_VERIFY_WITH_TIMEOUT(secondsWritten() >= 2, Patience);
        ::kill(pid_t(m_cli->pid()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        const auto record = read();
        QVERIFY(record);
        QVERIFY(!record->entry.isComplete);
        QVERIFY(!record->entry.isGoing);
        QVERIFY(record->outcome.series.size() >= 2);
        double requests = 0;
        for (const auto &point : record->outcome.series)
            requests += point.requestRate;
        QCOMPARE(qint64(requests), record->outcome.last.requests);
        QVERIFY(record->outcome.last.requests <= m_server->requests().size());
    }

    void aFullDiskEndsNoRun()
    {
        // A file of more than so many blocks of 512 bytes cannot be written, as on a disk that is full.
        m_cli->setShell(QStringLiteral("trap '' XFSZ; ulimit -f 600; exec \"$@\""));
        write("shop.ts", "import { scenario, sleep } from 'molotov';\n"
                         "scenario('get', async (session) => {\n"
                         "    await session.get('/');\n"
                         "    console.log('x'.repeat(2000));\n"
                         "    await sleep(0.05);\n"
                         "});\n");
        start({QStringLiteral("-w"), QStringLiteral("5"), QStringLiteral("-d"), QStringLiteral("4")});
        QTRY_VERIFY_WITH_TIMEOUT(!m_cli->isRunning(), Patience);
        QVERIFY2(m_cli->exitCode() == int(ExitCode::NoSummary), qPrintable(m_cli->errors()));
        QVERIFY2(m_cli->errors().contains(QStringLiteral("run.molotov-result cannot be written")),
                 qPrintable(m_cli->errors()));
        const auto summary = m_cli->summary();
        QCOMPARE(summary[QStringLiteral("state")].toString(), QStringLiteral("finished"));
        QCOMPARE(summary[QStringLiteral("requests")][QStringLiteral("count")].toInt(),
                 int(m_server->requests().size()));
        const auto record = read(); // what was written before
        QVERIFY(record);
        QVERIFY(!record->entry.isComplete);
    }
#endif

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
    }

    void start(const QStringList &arguments)
    {
        m_cli->start(QStringList{QStringLiteral("shop.ts"), QStringLiteral("--base-url"),
                                 m_server->url(QString()).toString(), QStringLiteral("--summary"),
                                 QStringLiteral("-"), QStringLiteral("--result"), m_result}
                     + arguments);
    }

    Result<RunRecord> read() const
    {
        const auto reader = ResultReader::open(m_result);
        return reader ? reader->record() : Result<RunRecord>(reader.error());
    }

    qsizetype secondsWritten() const
    {
        const auto record = read();
        return record ? record->outcome.series.size() : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
    QString m_result;
};

QTEST_GUILESS_MAIN(TestCliResults)
#include "tst_cliresults.moc"
