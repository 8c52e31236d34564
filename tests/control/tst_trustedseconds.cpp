// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/reportverdict.h"
#include "core/control/results/trustedseconds.h"
#include "core/control/words/trustwords.h"
#include "tests/support/keptruns.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

/// The totals of a kept run without the seconds that cannot be trusted.
class TestTrustedSeconds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsUpTheOthers()
    {
        const auto run = ResultReader::readRun(keep({.seconds = 8, .doubtful = {2, 3, 6}}));
        QVERIFY(run);
        QCOMPARE(doubtfulTime(run->record), 3s);
        qint64 requests = 0;
        Histogram latency;
        for (const auto &second : run->seconds) {
            if (QSet{2, 3, 6}.contains(second.point.second))
                continue;
            for (const auto &endpoint : second.measured.endpoints) {
                requests += endpoint.count - endpoint.aborted;
                QVERIFY(latency.add(endpoint.latency));
            }
        }
        const auto rest = withoutDoubtful(*run);
        QVERIFY(rest);
        const auto &whole = run->record.outcome;
        const auto &left = rest->outcome;
        QCOMPARE(left.leftOut, 3s);
        QCOMPARE(left.last.requests - left.last.requestsAborted, requests);
        QVERIFY(left.last.requests < whole.last.requests);
        QCOMPARE(left.last.latency.p95, latency.percentile(0.95));
        QCOMPARE(left.last.latency.max, latency.max());
        QCOMPARE(rest->latencies, latency.sparse());
        QCOMPARE(left.last.loadTime, whole.last.loadTime - 3s);
        QCOMPARE(left.last.elapsed, whole.last.elapsed);
        QCOMPARE(left.last.errors, whole.last.errors);
        QCOMPARE(left.last.helpers, whole.last.helpers);
        QCOMPARE(left.series.size(), whole.series.size());
        QVERIFY(ReportVerdict(left).notes.contains(TrustWords::leftOut(3s)));
    }

    void leavesARunThatCanBeTrustedAsItIs()
    {
        const auto path = keep({.seconds = 3});
        const auto whole = readRecord(path, false);
        const auto rest = readRecord(path, true);
        QVERIFY(whole && rest);
        QCOMPARE(doubtfulTime(*whole), 0s);
        QCOMPARE(rest->outcome.leftOut, 0s);
        QCOMPARE(rest->outcome.last, whole->outcome.last);
    }

    void saysThatNothingWouldBeLeft()
    {
        const auto rest = readRecord(keep({.seconds = 2, .isComplete = false, .doubtful = {0, 1}}), true);
        QVERIFY(!rest);
        QVERIFY(rest.error().text.contains(QStringLiteral("nothing left")));
        QVERIFY(!readRecord(m_folder.path() + QStringLiteral("/none.molotov-result"), true));
    }

private:
    QString keep(const KeptRuns::Run &run) const { return KeptRuns(m_folder.path()).add(run); }

    const QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestTrustedSeconds)
#include "tst_trustedseconds.moc"
