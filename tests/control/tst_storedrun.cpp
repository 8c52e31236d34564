// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/resultreader.h"
#include "core/control/results/resultwriter.h"
#include "core/control/results/storedrun.h"
#include "tests/support/keptsample.h"
#include "tests/support/measuredrun.h"
#include "tests/support/runrecorder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestStoredRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatALiveRunSays()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("run.molotov-result"));
        MeasuredRun run;
        auto writer = ResultWriter::create(path, run.info());
        QVERIFY(writer);
        for (int i = 0; i < 5; ++i)
            QVERIFY((*writer)->write(run.second()));
        auto end = run.end();
        const auto sample = keptSample(0, 12, std::chrono::seconds(3));
        end.samples = {sample};
        const RunMarker marker{
            .at = std::chrono::seconds(2), .change = {}, .loadBefore = 0, .note = QStringLiteral("now")};
        end.markers = {marker};
        QVERIFY((*writer)->write(end));
        QVERIFY((*writer)->finish());
        const auto record = ResultReader::open(path)->record();
        QVERIFY(record);
        StoredRun stored(*record);
        const RunRecorder recorder(&stored);
        QList<RunSample> samples;
        connect(&stored, &RunSource::sampled, this,
                [&samples](const RunSample &kept) { samples.append(kept); });
        QList<RunMarker> markers;
        connect(&stored, &RunSource::marked, this,
                [&markers](const RunMarker &kept) { markers.append(kept); });
        stored.play();
        QVERIFY(recorder.lines().isEmpty()); // nothing from within the call
        QTRY_VERIFY(recorder.isOver());
        QCOMPARE(recorder.lines(),
                 (QStringList{QStringLiteral("scenarios: browse"), QStringLiteral("measuring"),
                              QStringLiteral("Finished"), QStringLiteral("outcome")}));
        QCOMPARE(recorder.outcome().series.size(), 5);
        QCOMPARE(samples, {sample});
        QCOMPARE(markers, {marker});
        QCOMPARE(recorder.lastSnapshot(), recorder.outcome().last);
    }
};

QTEST_GUILESS_MAIN(TestStoredRun)
#include "tst_storedrun.moc"
