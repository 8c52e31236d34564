// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/outputs/jsonlinesoutput.h"
#include "core/control/outputs/liveoutputs.h"
#include "tests/support/measuredrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Molotov;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QJsonObject> objectsOf(const QByteArray &text)
{
    QList<QJsonObject> objects;
    auto lines = text.split('\n');
    if (lines.takeLast().isEmpty()) { // else the last one is not whole
        for (const auto &line : lines)
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

QStringList typesOf(const QList<QJsonObject> &objects)
{
    QStringList types;
    for (const auto &object : objects) {
        const auto type = object[QStringLiteral("type")].toString();
        if (types.isEmpty() || types.last() != type)
            types += type;
    }
    return types;
}

// Of a number in each second, such as "requests", "count".
qint64 sumOf(const QList<QJsonObject> &objects, const char *group, const char *key)
{
    qint64 sum = 0;
    for (const auto &object : objects) {
        if (object[QStringLiteral("type")] == QStringLiteral("second"))
            sum += object[QLatin1String(group)][QLatin1String(key)].toInteger();
    }
    return sum;
}

} // namespace

class TestLiveOutputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("run.jsonl"));
    }

    void linesAddUpToTheRun()
    {
        LiveOutputs outputs;
        const auto outcome = play(outputs, 20);
        const auto &all = outcome.last;
        const auto lines = objectsOf(contentOf(m_path));
        QVERIFY(lines.size() > 20);
        QCOMPARE(typesOf(lines).first(), QStringLiteral("begin"));
        QCOMPARE(typesOf(lines).last(), QStringLiteral("end"));
        QCOMPARE(lines.first()[QStringLiteral("scenarios")].toArray().size(), 2);
        QCOMPARE(lines.first()[QStringLiteral("seed")].toString(), QStringLiteral("42"));
        QVERIFY(contentOf(m_path).startsWith(R"({"type":"begin",)"));

        QVERIFY(all.requests > 0);
        QCOMPARE(sumOf(lines, "requests", "count"), all.requests);
        QCOMPARE(sumOf(lines, "requests", "failed"), all.requestsFailed);
        QCOMPARE(sumOf(lines, "requests", "aborted"), all.requestsAborted);
        QCOMPARE(sumOf(lines, "requests", "bytes_in"), all.bytesIn);
        QCOMPARE(sumOf(lines, "requests", "bytes_out"), all.bytesOut);
        QCOMPARE(sumOf(lines, "iterations", "ok"), all.iterationsOk);
        QCOMPARE(sumOf(lines, "iterations", "failed"), all.iterationsFailed);
        qint64 latencies = 0;
        QMap<QString, qint64> statuses;
        for (const auto &line : lines) {
            const auto endpoints = line[QStringLiteral("endpoints")].toArray();
            for (const auto &endpoint : endpoints) {
                latencies += endpoint[QStringLiteral("latency_ms")][QStringLiteral("count")].toInteger();
                const auto counts = endpoint[QStringLiteral("status")].toObject();
                for (auto it = counts.begin(); it != counts.end(); ++it)
                    statuses[it.key()] += it->toInteger();
            }
        }
        QCOMPARE(latencies, all.latency.count);
        qint64 failures = 0;
        for (const auto &endpoint : all.endpoints)
            failures += endpoint.statuses.value(503);
        QCOMPARE(statuses.value(QStringLiteral("503")), failures);

        qint64 errors = 0;
        for (const auto &line : lines)
            errors += line[QStringLiteral("type")] == QStringLiteral("error") ? 1 : 0;
        QVERIFY(errors > 0);
        QCOMPARE(errors, all.errors.size()); // each group once
        const auto &end = lines.last();
        QCOMPARE(end[QStringLiteral("requests")][QStringLiteral("count")].toInteger(), all.requests);
        QCOMPARE(end[QStringLiteral("dropped_lines")].toInteger(), 0);
        QCOMPARE(end[QStringLiteral("errors")][0][QStringLiteral("count")].toInteger(),
                 all.errors.first().count);
    }

    void markersAreToldAsTheyCome()
    {
        LiveOutputs outputs;
        MeasuredRun run;
        run.info().profile.jsonLines = m_path;
        QVERIFY(outputs.prepareRun(run.info().profile));
        outputs.runBegan(run.info());
        outputs.marked({.at = 2s, .change = {}, .loadBefore = 0, .note = QStringLiteral("cache emptied")});
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        outputs.runEnded(*run.end().outcome);
        QVERIFY(ended.wait());
        const auto lines = objectsOf(contentOf(m_path));
        QVERIFY(typesOf(lines).contains(QStringLiteral("marker")));
        const auto &marker = lines.at(1);
        QCOMPARE(marker[QStringLiteral("note")].toString(), QStringLiteral("cache emptied"));
        QCOMPARE(marker[QStringLiteral("at_s")].toDouble(), 2.0);
    }

    void theNextRunReplacesTheLast()
    {
        LiveOutputs outputs;
        play(outputs, 3);
        play(outputs, 2);
        const auto lines = objectsOf(contentOf(m_path));
        QCOMPARE(lines.last()[QStringLiteral("type")].toString(), QStringLiteral("end"));
        QCOMPARE(typesOf(lines).filter(QStringLiteral("begin")).size(), 1);
    }

    void aRunThatDoesNotBeginHasItsEnd()
    {
        LiveOutputs outputs;
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        QVERIFY(outputs.prepareRun(profile()));
        outputs.runEnded(
            {.end = RunOutcome::End::Failed,
             .reason = {.code = RunReason::Code::Profile, .text = QStringLiteral("It cannot be.")},
             .last = {}});
        QTRY_COMPARE(ended.size(), 1);
        const auto lines = objectsOf(contentOf(m_path));
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.first()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
        QCOMPARE(lines.first()[QStringLiteral("reason")].toString(), QStringLiteral("It cannot be."));
        QVERIFY(outputs.prepareRun(profile())); // and may be replaced
    }

    void nobodyWaitsWithoutOutputs()
    {
        LiveOutputs outputs;
        QVERIFY(outputs.prepareRun({}));
        QVERIFY(!outputs.isOpen());
    }

    void replacesNoOtherFile()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("alias ls='ls -l'\n");
        file.close();
        LiveOutputs outputs;
        const auto status = outputs.prepareRun(profile());
        QVERIFY(!status);
        QVERIFY2(status.error().text.contains(QStringLiteral("so it is not replaced")),
                 qPrintable(status.error().text));
        QCOMPARE(contentOf(m_path), QByteArray("alias ls='ls -l'\n"));
        QVERIFY(!outputs.isOpen());
    }

    void saysWhatCannotBeOpened()
    {
        m_path = m_folder->filePath(QStringLiteral("no/such/folder.jsonl"));
        LiveOutputs outputs;
        const auto status = outputs.prepareRun(profile());
        QVERIFY(!status);
        QVERIFY2(status.error().text.startsWith(QStringLiteral("The JSON lines cannot be written to ")),
                 qPrintable(status.error().text));
    }

    void theQueueDropsWhatHasNoRoom()
    {
        OutputQueue queue;
        for (int i = 0; i < OutputQueue::MaxSeconds + 7; ++i)
            queue.add(QList<RunSecond>{{.point = {.second = i}}});
        const auto news = queue.take();
        QCOMPARE(news.seconds.size(), OutputQueue::MaxSeconds);
        QCOMPARE(news.seconds.last().point.second, int(OutputQueue::MaxSeconds) - 1);
        QCOMPARE(news.droppedSeconds, 7);
        QCOMPARE(queue.take().seconds.size(), 0);

        auto output = JsonLinesOutput::open(m_path);
        QVERIFY(output);
        QVERIFY((*output)->write(news));
        QCOMPARE((*output)->losses(),
                 QStringLiteral("7 JSON lines were not written to %1: what reads them was "
                                "too slow or gone.")
                     .arg(QDir::toNativeSeparators(m_path)));
    }

#ifdef Q_OS_UNIX
    void aReaderThatDoesNotReadLosesWhatIsCounted()
    {
        const int reader = makePipe();
        QVERIFY(reader >= 0);
        auto output = JsonLinesOutput::open(m_path, 50ms);
        QVERIFY(output);
        MeasuredRun run(40);
        QVERIFY((*output)->write({.began = run.info()}));
        // More than may wait; a pipe itself takes little.
        OutputNews news;
        for (int i = 0; i < 50; ++i)
            news.seconds += run.second().seconds;
        constexpr int Writes = 4;
        for (int i = 0; i < Writes; ++i) {
            QElapsedTimer clock;
            clock.start();
            QVERIFY((*output)->write(news));
            QVERIFY(clock.elapsed() < 5'000); // 0.1 s, and what making the lines takes
        }
        const auto lines = Writes * news.seconds.size() + 2; // with begin and end
        QVERIFY((*output)->write({.outcome = RunOutcome()}));
        const auto losses = (*output)->losses();
        output = Error{};

        QByteArray text;
        char buffer[65'536];
        for (ssize_t count = 0; (count = ::read(reader, buffer, sizeof buffer)) > 0;)
            text.append(buffer, count);
        ::close(reader);
        const auto whole = text.count('\n');
        QVERIFY(whole > 0);
        QVERIFY(text.size() < JsonLinesOutput::MaxWaiting);
        QVERIFY2(losses.startsWith(QStringLiteral("%1 JSON lines were not written").arg(lines - whole)),
                 qPrintable(losses + QStringLiteral(" of ") + QString::number(lines)));
    }

    void aSlowReaderGetsWholeLines()
    {
        const int reader = makePipe();
        QVERIFY(reader >= 0);
        auto output = JsonLinesOutput::open(m_path, 50ms);
        QVERIFY(output);
        MeasuredRun run(40);
        QByteArray text;
        char buffer[3'000];
        for (int i = 0; i < 12; ++i) {
            OutputNews news;
            news.seconds = run.second().seconds;
            QVERIFY((*output)->write(news));
            const auto count = ::read(reader, buffer, sizeof buffer);
            text.append(buffer, std::max<ssize_t>(0, count));
        }
        for (ssize_t count = 0; (count = ::read(reader, buffer, sizeof buffer)) > 0;) {
            text.append(buffer, count);
            QVERIFY((*output)->write({}));
        }
        ::close(reader);
        QCOMPARE((*output)->losses(), QString());
        const auto lines = objectsOf(text);
        QVERIFY(lines.size() >= 10);
        for (const auto &line : lines)
            QCOMPARE(line[QStringLiteral("type")].toString(), QStringLiteral("second"));
    }

    void runsThatFollowAtOnceAreToldApart()
    {
        const int reader = makePipe();
        QVERIFY(reader >= 0);
        LiveOutputs outputs;
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        const auto pathOf = [this](qsizetype run) {
            return run == 0 ? m_path : m_folder->filePath(QStringLiteral("%1.jsonl").arg(run));
        };
        QList<qint64> requests;
        for (int i = 0; i < 4; ++i) {
            // More than a pipe takes: the outputs are still busy with the first run when all others are over.
            MeasuredRun run(i == 0 ? 50 : 3, 25, quint32(i) + 1);
            run.info().profile.jsonLines = pathOf(i);
            QVERIFY(outputs.prepareRun(run.info().profile));
            outputs.runBegan(run.info());
            for (int second = 0; second < (i == 0 ? 30 : i); ++second)
                outputs.secondsClosed(run.second().seconds);
            const auto last = run.end();
            outputs.secondsClosed(last.seconds);
            outputs.runEnded(*last.outcome);
            requests.append(last.totals->requests);
        }
        QVERIFY(ended.isEmpty());
        QByteArray text;
        char buffer[65'536];
        const auto drained = [&] {
            for (ssize_t count = 0; (count = ::read(reader, buffer, sizeof buffer)) > 0;)
                text.append(buffer, count);
            return ended.size() == requests.size();
        };
        QTRY_VERIFY_WITH_TIMEOUT(drained(), 20'000);
        ::close(reader);
        for (qsizetype i = 0; i < requests.size(); ++i) {
            const auto lines = objectsOf(i == 0 ? text : contentOf(pathOf(i)));
            QVERIFY(!lines.isEmpty());
            QCOMPARE(typesOf(lines).first(), QStringLiteral("begin"));
            QCOMPARE(typesOf(lines).last(), QStringLiteral("end"));
            QCOMPARE(sumOf(lines, "requests", "count"), requests.at(i));
        }
    }

    void aReaderThatIsGoneEndsNothing()
    {
        const int reader = makePipe();
        QVERIFY(reader >= 0);
        auto info = profile();
        LiveOutputs outputs;
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        QVERIFY(outputs.prepareRun(info));
        ::close(reader);
        MeasuredRun run;
        outputs.runBegan(run.info());
        QTRY_COMPARE(complained.size(), 1);
        outputs.secondsClosed(run.second().seconds);
        outputs.runEnded({});
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(complained.size(), 2); // what went wrong, and what was lost
        QVERIFY2(complained.first().first().toString().startsWith(
                     QStringLiteral("The JSON lines cannot be written to ")),
                 qPrintable(complained.first().first().toString()));
        QVERIFY2(complained.last().first().toString().startsWith(QStringLiteral("3 JSON lines were not")),
                 qPrintable(complained.last().first().toString()));
    }

    void aPipeWithoutAReaderIsAnError()
    {
        ::close(makePipe());
        LiveOutputs outputs;
        const auto status = outputs.prepareRun(profile());
        QVERIFY(!status);
        QVERIFY2(status.error().text.contains(QStringLiteral("start its reader first")),
                 qPrintable(status.error().text));
    }
#endif

private:
    Profile profile() const
    {
        Profile profile;
        profile.jsonLines = m_path;
        return profile;
    }

    RunOutcome play(LiveOutputs &outputs, int seconds)
    {
        QSignalSpy ended(&outputs, &LiveOutputs::ended);
        QSignalSpy complained(&outputs, &LiveOutputs::complained);
        MeasuredRun run;
        const auto status = outputs.prepareRun(profile());
        if (!status)
            qWarning("%s", qPrintable(status.error().text));
        outputs.runBegan(run.info());
        ResultNews news;
        const auto tell = [&] {
            outputs.secondsClosed(news.seconds);
            outputs.snapshotTaken(*news.totals);
        };
        for (int i = 0; i < seconds; ++i) {
            news = run.second();
            tell();
        }
        news = run.end();
        tell();
        const RunOutcome outcome{.last = *news.totals};
        outputs.runEnded(outcome);
        if (ended.isEmpty())
            ended.wait(20'000);
        if (ended.size() != 1 || !complained.isEmpty())
            QTest::qFail("it did not end, or complained", __FILE__, __LINE__);
        return outcome;
    }

#ifdef Q_OS_UNIX
    // With a reader that reads only when it is asked to.
    int makePipe() const
    {
        const auto name = QFile::encodeName(m_path);
        if (::mkfifo(name.constData(), 0600) != 0)
            return -1;
        return ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
#endif

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestLiveOutputs)
#include "tst_liveoutputs.moc"
