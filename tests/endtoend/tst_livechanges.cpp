// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/threadedrunservice.h"
#include "tests/support/httpserver.h"
#include "tests/support/runrecorder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;
using Kind = LoadChange::Kind;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

Programs programs()
{
    auto programs = findPrograms();
    programs.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
    return programs;
}

} // namespace

/// The load of a run of two real helpers, changed again and again while it goes on.
class TestLiveChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HttpServer>();
    }

    // A user that is there twice, or works without having come, fails by itself.
    void noUserIsLostOrDoubled()
    {
        write("const inside = {}; const busy = {};\n"
              "setup((id) => { if (inside[id]) throw new Error('doubled ' + id); inside[id] = true; });\n"
              "teardown((id) => { if (!inside[id]) throw new Error('lost ' + id); inside[id] = false; });\n"
              "scenario('a', async (session) => {\n"
              "  const id = session.context.workerId;\n"
              "  assert.ok(inside[id] && !busy[id]);\n"
              "  busy[id] = true;\n"
              "  await session.get('/' + id);\n"
              "  busy[id] = false;\n"
              "  await sleep(0.01);\n"
              "});\n");
        Run run(profile());
        QVERIFY(run.begin());
        std::mt19937 random(14'20);
        for (int i = 1; i <= 100; ++i) {
            const bool isChecked = i % 25 == 0;
            if (isChecked)
                run.service.changeLoad({.kind = Kind::Resume, .load = 0, .time = 0s});
            run.service.changeLoad({.kind = isChecked ? Kind::Target : Kind(random() % 4),
                                    .load = double(random() % 20),
                                    .time = isChecked ? 0us : std::chrono::microseconds(random() % 100'000)});
            QTest::qWait(int(random() % 20));
            if (!isChecked)
                continue;
            // Once the run has answered.
            QTRY_VERIFY_WITH_TIMEOUT(run.activeWorkers == int(run.course.loadAt(run.elapsed)), Patience);
        }
        QVERIFY(run.end());
        const auto &last = run.recorder.outcome().last;
        QCOMPARE(last.iterationsFailed, 0);
        QCOMPARE(last.iterationsAborted, 0);
        QVERIFY(last.errors.isEmpty());
        QVERIFY(last.iterationsOk > 20);
        QCOMPARE(last.requests, m_server->requests().size());
        QCOMPARE(last.iterationsOk, m_server->requests().size());
        QCOMPARE(RunRecorder::ends(last), QStringLiteral("finished finished"));
    }

    void noArrivalIsLostOrDoubled()
    {
        write("scenario('a', async (session) => { await session.get('/'); });\n");
        auto open = profile();
        open.rate = QStringLiteral("40/s");
        open.maxUsers = 50;
        Run run(open);
        QVERIFY(run.begin());
        std::mt19937 random(14'21);
        for (int i = 1; i <= 60; ++i) {
            run.service.changeLoad({.kind = Kind(random() % 3),
                                    .load = double(random() % 200),
                                    .time = std::chrono::microseconds(random() % 100'000)});
            QTest::qWait(int(random() % 40));
        }
        run.service.changeLoad({.kind = Kind::Target, .load = 0, .time = 0s});
        run.service.changeLoad({.kind = Kind::Resume, .load = 0, .time = 0s});
        QTRY_VERIFY_WITH_TIMEOUT(!run.course.isPaused() && run.course.loadAt(run.elapsed) == 0, Patience);
        QTest::qWait(500);
        QVERIFY(run.end());
        const auto &last = run.recorder.outcome().last;
        QCOMPARE(last.iterationsFailed, 0);
        QCOMPARE(last.iterationsOk, m_server->requests().size());
        // A change that a helper hears a moment late finds arrivals begun that it would not have had, at
        // most one a change.
        const double meant = run.course.withPauses().total();
        const auto begun = double(last.iterationsOk + last.iterationsDropped);
        QVERIFY2(begun >= std::ceil(meant - 1e-6) && begun <= meant + 60,
                 qPrintable(QStringLiteral("%1 of %2").arg(begun).arg(meant)));
    }

    void aRunIsMadeLonger()
    {
        write("scenario('a', async (session) => { await session.get('/'); await sleep(0.05); });\n");
        auto brief = profile();
        brief.duration = 3s;
        Run run(brief);
        QVERIFY(run.begin());
        run.service.changeLoad({.kind = Kind::Extend, .load = 0, .time = 2s});
        QTRY_VERIFY_WITH_TIMEOUT(run.recorder.isOver(), Patience);
        QCOMPARE(run.recorder.outcome().end, RunOutcome::End::Finished);
        QVERIFY(run.recorder.outcome().last.loadTime >= 5s);
        QCOMPARE(run.recorder.outcome().last.iterationsOk, m_server->requests().size());
    }

    // The helper that has no user at first stays for those that may come.
    void usersComeToAHelperThatHadNone()
    {
        write("scenario('a', async (session) => {\n"
              "  await session.get('/' + session.context.workerId); await sleep(0.05);\n"
              "});\n");
        auto one = profile();
        one.stages = QStringLiteral("10m:1");
        one.stepped = true;
        Run run(one);
        QVERIFY(run.begin());
        run.service.changeLoad({.kind = Kind::Target, .load = 2, .time = 0s});
        QTRY_VERIFY_WITH_TIMEOUT(hasSeen("/1"), Patience);
        QVERIFY(run.end());
        QCOMPARE(RunRecorder::ends(run.recorder.outcome().last), QStringLiteral("finished finished"));
    }

    void aRunOfFewUsersEndsWithThem()
    {
        write("scenario('a', async (session) => { await session.get('/'); });\n");
        auto one = profile();
        one.stages = QStringLiteral("10m:1");
        one.stepped = true;
        one.maxRuns = 5;
        Run run(one);
        run.service.startRun(one);
        QTRY_VERIFY_WITH_TIMEOUT(run.recorder.isOver(), Patience);
        QCOMPARE(run.recorder.outcome().end, RunOutcome::End::Finished);
        QCOMPARE(m_server->requests().size(), 5);
    }

private:
    struct Run
    {
        Profile profile;
        ThreadedRunService service{programs()};
        RunRecorder recorder{&service};
        LoadCourse course;
        int activeWorkers = 0;
        std::chrono::microseconds elapsed{0};

        explicit Run(const Profile &wanted)
            : profile(wanted)
            , course(wanted.loadPlan())
        {
            QObject::connect(&service, &RunService::marked, &service, [this](const RunMarker &marker) {
                if (marker.change)
                    course.apply(marker.at, *marker.change);
            });
            QObject::connect(&service, &RunService::snapshotTaken, &service,
                             [this](const Snapshot &snapshot) {
                                 activeWorkers = snapshot.activeWorkers;
                                 elapsed = snapshot.elapsed;
                             });
        }
        bool begin()
        {
            service.startRun(profile);
            return QTest::qWaitFor([this] { return recorder.lastSnapshot().iterationsOk > 0; }, Patience);
        }
        bool end()
        {
            service.stopRun();
            return QTest::qWaitFor([this] { return recorder.isOver(); }, Patience);
        }
    };

    Profile profile() const
    {
        Profile profile{.scenarioFile = m_folder->filePath(QStringLiteral("test.js")),
                        .baseUrl = m_server->url().toString(),
                        .processes = 2,
                        .workers = 3,
                        .duration = 10min};
        return profile;
    }

    void write(const char *script) const
    {
        QFile file(m_folder->filePath(QStringLiteral("test.js")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the scenario");
        file.write("import { assert, scenario, setup, sleep, teardown } from 'molotov';\n");
        file.write(script);
    }

    bool hasSeen(const char *path) const
    {
        const auto requests = m_server->requests();
        return std::any_of(requests.begin(), requests.end(),
                           [path](const ServedRequest &request) { return request.path() == path; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpServer> m_server;
};

QTEST_GUILESS_MAIN(TestLiveChanges)
#include "tst_livechanges.moc"
