// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/runcontroller.h"
#include "core/control/words/runwords.h"
#include "core/model/sizing.h"
#include "tests/support/httpserver.h"
#include "tests/support/runrecorder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;
using namespace std::chrono_literals;
using Verdict = SizingResult::Verdict;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

const RunSettings ShortWindows{.tick = 20ms, .sizingWindow = 2s, .sizingSamples = 40};

} // namespace

/// Sizing with real helpers against a real server on this computer.
class TestSizingRun : public QObject
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
        m_controller = std::make_unique<RunController>(m_programs, ShortWindows);
        m_recorder = std::make_unique<RunRecorder>(m_controller.get());
    }

    void findsTheLimit()
    {
        // Each worker keeps a connection: from the sixth on, they fail.
        m_server->setHandler([](const ServedRequest &request) {
            return ServerAnswer::response(request.connection > 5 ? 500 : 200);
        });
        run(profile());
        const auto result = outcome().last.sizing;
        QVERIFY(result);
        QCOMPARE(result->verdict, Verdict::LimitFound);
        QVERIFY2(result->workers > 5 && result->workers <= 20, qPrintable(QString::number(result->workers)));
        QVERIFY(result->failedPercent() > 5);
        QVERIFY(result->ok + result->failed >= 40);
        QCOMPARE(outcome().end, RunOutcome::End::Finished);
        QVERIFY2(RunWords::reason(outcome()).startsWith(
                     QStringLiteral("Sizing is over: %1 workers reached with ").arg(result->workers)),
                 qPrintable(RunWords::reason(outcome())));
        QCOMPARE(RunRecorder::ends(outcome().last), QStringLiteral("finished finished"));
    }

    void findsTheLimitWhenNothingSucceeds()
    {
        m_server->setHandler([](const ServedRequest &) { return ServerAnswer::close(); });
        run(profile());
        const auto result = outcome().last.sizing;
        QVERIFY(result);
        QCOMPARE(result->verdict, Verdict::LimitFound);
        QCOMPARE(result->ok, 0);
        QVERIFY(result->workers >= 1);
        QVERIFY2(RunWords::reason(outcome()).contains(QStringLiteral("reached with 100 % failures")),
                 qPrintable(RunWords::reason(outcome())));
    }

    void endsAtTheTop()
    {
        run(profile());
        const auto result = outcome().last.sizing;
        QVERIFY(result);
        QCOMPARE(result->verdict, Verdict::TargetHeld);
        QCOMPARE(result->failed, 0);
        QCOMPARE(outcome().end, RunOutcome::End::Finished);
        QCOMPARE(
            RunWords::reason(outcome()),
            QStringLiteral(
                "Sizing is over: the target held 20 workers with 0 % failures, where 5 % are tolerated."));
        const auto curve = sizingCurve(outcome().series);
        QVERIFY(!curve.isEmpty());
        QCOMPARE(curve.last().workers, 20);
        QVERIFY(curve.last().okRate > 0);
    }

#ifdef Q_OS_UNIX
    void goesOnWithoutAHelper()
    {
        bool isKilled = false;
        connect(m_recorder->source(), &RunSource::snapshotTaken, this, [&isKilled](const Snapshot &taken) {
            if (!std::exchange(isKilled, true))
                ::kill(pid_t(taken.helpers.at(1).pid), SIGKILL);
        });
        auto pair = profile();
        pair.rampUp = 0s;
        run(pair);
        const auto result = outcome().last.sizing;
        QVERIFY(result);
        QCOMPARE(result->verdict, Verdict::TargetHeld);
        QVERIFY2(
            RunWords::reason(outcome()).startsWith(RunWords::sizing(*result) + QStringLiteral(" Helper 2 ")),
            qPrintable(RunWords::reason(outcome())));
        QCOMPARE(RunRecorder::ends(outcome().last), QStringLiteral("finished crashed"));
    }
#endif

    void isNotFinishedWhenItIsStopped()
    {
        connect(m_recorder->source(), &RunSource::workersChanged, m_controller.get(),
                &RunController::stopRun);
        auto slow = profile();
        slow.rampUp = 1min;
        run(slow);
        QCOMPARE(outcome().end, RunOutcome::End::Stopped);
        QCOMPARE(outcome().last.sizing->verdict, Verdict::NotFinished);
        QVERIFY2(RunWords::reason(outcome()).startsWith(QStringLiteral("Sizing was not finished: ")),
                 qPrintable(RunWords::reason(outcome())));
    }

    void isNotFinishedWhenTheTimeIsOver()
    {
        auto brief = profile();
        brief.rampUp = 0s;
        brief.duration = 1s;
        run(brief);
        QCOMPARE(outcome().end, RunOutcome::End::Finished);
        QCOMPARE(outcome().last.sizing->verdict, Verdict::NotFinished);
        QCOMPARE(RunWords::reason(outcome()),
                 QStringLiteral("Sizing was not finished: 20 workers had begun."));
    }

private:
    Profile profile() const
    {
        return {.scenarioFile = m_folder.filePath(QStringLiteral("shop.js")),
                .baseUrl = m_server->url().toString(),
                .processes = 2,
                .workers = 10,
                .rampUp = 1s,
                .duration = 1min,
                .delay = 20ms,
                .sizing = true};
    }

    void run(const Profile &profile)
    {
        m_controller->startRun(profile);
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder->isOver(), Patience);
    }

    const RunOutcome &outcome() const
    {
        return m_recorder->outcome();
    }

    QTemporaryDir m_folder;
    Programs m_programs;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<RunController> m_controller;
    std::unique_ptr<RunRecorder> m_recorder;
};

QTEST_GUILESS_MAIN(TestSizingRun)
#include "tst_sizingrun.moc"
