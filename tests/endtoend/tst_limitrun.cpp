// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"
#include "core/control/words/runwords.h"
#include "tests/endtoend/recentusers.h"
#include "tests/support/httpserver.h"
#include "tests/support/runrecorder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QQueue>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;
using Verdict = LimitResult::Verdict;

namespace {

constexpr int Patience = 100'000; // ms; a machine may be busy

const RunSettings QuickTicks{.tick = 20ms};

/// How many requests came within the last second.
class RecentRequests
{
public:
    RecentRequests() { m_clock.start(); }

    qsizetype note()
    {
        constexpr qint64 Second = 1000; // ms
        const auto now = m_clock.elapsed();
        while (!m_times.isEmpty() && m_times.head() <= now - Second)
            m_times.dequeue();
        m_times.enqueue(now);
        return m_times.size();
    }

private:
    QElapsedTimer m_clock;
    QQueue<qint64> m_times;
};

} // namespace

/// Finding the limit with real helpers against a real server on this computer.
class TestLimitRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_programs = findPrograms();
        m_programs.helper = QStringLiteral(MOLOTOV_BIN_DIR "/molotov-helper");
        QFile file(m_folder.filePath(QStringLiteral("shop.js")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("import { assert, scenario } from 'molotov';\n"
                   "scenario('get', async (session) => {\n"
                   "  const response = await session.get('/');\n"
                   "  assert.equal(response.status, 200);\n"
                   "});\n");
    }

    void init()
    {
        m_server = std::make_unique<HttpServer>();
        m_controller = std::make_unique<RunController>(m_programs, QuickTicks);
        m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    }

    void findsTheMostUsersBeforeRequestsFail()
    {
        const auto users = std::make_shared<RecentUsers>();
        m_server->setHandler([users](const ServedRequest &request) {
            return ServerAnswer::response(users->note(request.connection) > 6 ? 500 : 200).after(20ms);
        });
        run(profile());
        QVERIFY(limit().held() && limit().broken());
        QCOMPARE(limit().verdict, Verdict::Found);
        QCOMPARE(limit().held()->load, 6.0);
        QCOMPARE(limit().broken()->load, 7.0);
        QCOMPARE(limit().broken()->outcome, LimitStep::Outcome::TooManyFailed);
        QCOMPARE(outcome().end, RunOutcome::End::Finished);
        QVERIFY2(RunWords::reason(outcome()).startsWith(QStringLiteral("Held up to 6 users: p95 ")),
                 qPrintable(RunWords::reason(outcome())));
        // Each change is a marker, and nothing is counted that the server did not see.
        QCOMPARE(outcome().markers.size(), limit().steps.size() - 1);
        QCOMPARE(outcome().last.requests, m_server->requests().size());
        QCOMPARE(outcome().last.requestsFailed, 0);
    }

    void findsTheHighestRateBeforeTheTargetIsSlow()
    {
        const auto requests = std::make_shared<RecentRequests>();
        m_server->setHandler([requests](const ServedRequest &) {
            return ServerAnswer::response(200).after(requests->note() > 65 ? 900ms : 10ms);
        });
        auto open = profile();
        open.rate = QStringLiteral("15/s");
        open.maxUsers = 300;
        run(open);
        QCOMPARE(limit().verdict, Verdict::Found);
        QVERIFY(limit().isRate);
        QVERIFY2(limit().held()->load >= 30 && limit().held()->load < 75,
                 qPrintable(RunWords::reason(outcome())));
        QVERIFY(limit().broken()->load <= 120);
        QVERIFY(*limit().broken()->measured >= 400);
        QCOMPARE(outcome().last.requests, m_server->requests().size());
    }

    void endsAtTheHighestLoadThatIsPermitted()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::response(200).after(5ms); });
        auto bounded = profile();
        bounded.workers = 3;
        bounded.limitMost = 8;
        run(bounded);
        QCOMPARE(limit().verdict, Verdict::MostHeld);
        QCOMPARE(limit().held()->load, 8.0);
        QVERIFY2(RunWords::reason(outcome()).contains(QStringLiteral("the limit is above it")),
                 qPrintable(RunWords::reason(outcome())));
        QCOMPARE(outcome().last.requests, m_server->requests().size());
    }

    void endsWhenNothingHolds()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::close(); });
        run(profile());
        QCOMPARE(limit().verdict, Verdict::NothingHeld);
        QCOMPARE(limit().steps.size(), 1);
        QVERIFY2(RunWords::reason(outcome()).startsWith(QStringLiteral(
                     "Not even the first load held, 2 users: 100 % of the iterations failed.")),
                 qPrintable(RunWords::reason(outcome())));
    }

    void isNotFinishedWhenTheTimeIsOver()
    {
        auto brief = profile();
        brief.duration = 1s;
        run(brief);
        QCOMPARE(outcome().end, RunOutcome::End::Finished);
        QCOMPARE(limit().verdict, Verdict::NotFinished);
        QCOMPARE(RunWords::reason(outcome()),
                 QStringLiteral("The search for the limit was not finished: no load was measured."));
    }

    void takesNoOrdersMeanwhile()
    {
        connect(m_recorder->source(), &RunSource::workersChanged, m_controller.get(), [this] {
            m_controller->changeLoad({.kind = LoadChange::Kind::Target, .load = 20, .time = 0s});
            m_controller->changeLoad({.kind = LoadChange::Kind::Pause, .load = 0, .time = 0s});
        });
        auto brief = profile();
        brief.duration = 1s;
        run(brief);
        QVERIFY(outcome().markers.isEmpty());
    }

#ifdef Q_OS_UNIX
    void endsWhenAHelperIsLost()
    {
        bool isKilled = false;
        connect(m_recorder->source(), &RunSource::snapshotTaken, this, [&isKilled](const Snapshot &taken) {
            if (!std::exchange(isKilled, true))
                ::kill(pid_t(taken.helpers.at(1).pid), SIGKILL);
        });
        run(profile());
        QCOMPARE(limit().verdict, Verdict::NotFinished);
        QCOMPARE(RunRecorder::ends(outcome().last), QStringLiteral("finished crashed"));
    }
#endif

private:
    Profile profile() const
    {
        return {.scenarioFile = m_folder.filePath(QStringLiteral("shop.js")),
                .baseUrl = m_server->url().toString(),
                .processes = 2,
                .workers = 1,
                .duration = 10min,
                .findLimit = QStringLiteral("p95(latency) < 400 ms"),
                .limitStep = 1s,
                .limitSettling = 400ms};
    }

    void run(const Profile &profile)
    {
        m_controller->startRun(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
        QVERIFY(outcome().last.limit);
    }

    const RunOutcome &outcome() const
    {
        return m_recorder->outcome();
    }
    const LimitResult &limit() const
    {
        return *outcome().last.limit;
    }

    QTemporaryDir m_folder;
    Programs m_programs;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<RunController> m_controller;
    std::unique_ptr<RunRecorder> m_recorder;
};

QTEST_GUILESS_MAIN(TestLimitRun)
#include "tst_limitrun.moc"
