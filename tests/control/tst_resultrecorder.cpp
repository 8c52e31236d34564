// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"
#include "core/control/results/resultrecorder.h"
#include "tests/support/measuredrun.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

namespace {

// Tells a whole run, as fast as it can be told.
Snapshot tell(RunSink &sink, MeasuredRun &run, int seconds)
{
    sink.logged({.text = run.info().profile.test + QStringLiteral(" comes")});
    sink.runBegan(run.info());
    for (int i = 0; i < seconds; ++i) {
        const auto news = run.second();
        sink.secondsClosed(news.seconds);
        sink.snapshotTaken(*news.totals);
    }
    const auto last = run.end();
    sink.secondsClosed(last.seconds);
    sink.snapshotTaken(*last.totals);
    sink.runEnded(*last.outcome);
    return *last.totals;
}

} // namespace

class TestResultRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsThatFollowAtOnceAreKeptApart()
    {
        const QTemporaryDir folder;
        ResultRecorder recorder([&folder](const RunInfo &info) {
            return folder.filePath(info.profile.test + QLatin1Char('.') + ResultReader::suffix());
        });
        QSignalSpy ended(&recorder, &ResultRecorder::ended);
        QMap<QString, Snapshot> told;
        for (quint32 seed = 1; seed <= 5; ++seed) {
            MeasuredRun run(3, 25, seed);
            run.info().profile.test = QStringLiteral("run %1").arg(seed);
            told.insert(run.info().profile.test, tell(recorder, run, int(seed)));
        }
        QTRY_COMPARE(ended.size(), 5);
        for (auto it = told.cbegin(); it != told.cend(); ++it) {
            const auto reader =
                ResultReader::open(folder.filePath(it.key() + QLatin1Char('.') + ResultReader::suffix()));
            QVERIFY(reader);
            const auto record = reader->record();
            QVERIFY(record);
            QVERIFY(record->entry.isComplete);
            QCOMPARE(record->outcome.last.requests, it->requests);
            QCOMPARE(record->outcome.last.endpoints, it->endpoints);
            QCOMPARE(record->log.size(), 1);
            QCOMPARE(record->log.first().text, it.key() + QStringLiteral(" comes"));
        }
    }

    void aRunThatNeverBeganLeavesNothing()
    {
        const QTemporaryDir folder;
        {
            ResultRecorder recorder(
                [&folder](const RunInfo &) { return folder.filePath(QStringLiteral("run.molotov-result")); });
            recorder.logged({.text = QStringLiteral("a warning")});
            recorder.runEnded({.end = RunOutcome::End::Failed});
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void whatCannotBeWrittenIsSaidOnceAndAtTheEnd()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("results")));
        QVERIFY(file.open(QIODevice::WriteOnly)); // where the folder should be
        ResultRecorder recorder([&folder](const RunInfo &) {
            return folder.filePath(QStringLiteral("results/run.molotov-result"));
        });
        const QSignalSpy failed(&recorder, &ResultRecorder::failed);
        QSignalSpy ended(&recorder, &ResultRecorder::ended);
        MeasuredRun run;
        tell(recorder, run, 3);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!ended.first().at(1).value<Status>());
    }
};

QTEST_GUILESS_MAIN(TestResultRecorder)
#include "tst_resultrecorder.moc"
