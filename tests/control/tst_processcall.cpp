// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/process/processcall.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Molotov;
using namespace std::chrono_literals;
using End = ProcessCall::Answer::End;

/// Calls of the shell, which does whatever a program may do.
class TestProcessCall : public QObject
{
    Q_OBJECT

private:
    static constexpr int Patience = 20'000;

    QTemporaryDir m_folder;

    ProcessCall::Command shell(const QString &script) const
    {
        return {.name = QStringLiteral("it"),
                .program = QStringLiteral("/bin/sh"),
                .arguments = {QStringLiteral("-c"), script},
                .folder = m_folder.path(),
                .timeLimit = 20s};
    }

    static ProcessCall::Answer answerTo(const ProcessCall::Command &command)
    {
        ProcessCall call;
        QList<ProcessCall::Answer> answers;
        connect(&call, &ProcessCall::answered, &call, [&](const auto &answer) { answers += answer; });
        call.start(command);
        if (!answers.isEmpty())
            qFatal("it answered from within start()");
        if (!QTest::qWaitFor([&] { return !answers.isEmpty(); }, Patience))
            qFatal("no answer");
        QTest::qWait(20);
        return answers.size() == 1 ? answers.first() : ProcessCall::Answer{.problem = QStringLiteral("two")};
    }

    /// The process that the script has written its id of.
    static bool isThere(const QByteArray &pid) { return ::kill(pid.trimmed().toInt(), 0) == 0; }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void answersWithWhatItWrote()
    {
        auto command = shell(QStringLiteral("cat; pwd; echo $OWN; echo no >&2; exit 3"));
        command.environment.insert(QStringLiteral("OWN"), QStringLiteral("mine"));
        auto answer = answerTo(command);
        QCOMPARE(answer.end, End::Exited);
        QCOMPARE(answer.exitCode, 3);
        QCOMPARE(answer.output, QFile::encodeName(m_folder.path()) + "\nmine\n");
        QCOMPARE(answer.errors, "no\n");
        QCOMPARE(answer.problem, QString());
        command.hasOutput = false;
        answer = answerTo(command);
        QCOMPARE(answer.output, QByteArray());
        QCOMPARE(answer.errors, "no\n");
    }

    void keepsAPartOfManyErrors()
    {
        auto command = shell(QStringLiteral("printf abcd >&2; sleep 0.1; printf efgh >&2"));
        command.maxErrors = 5;
        QCOMPARE(answerTo(command).errors, "abcde");
        command.keepsLastErrors = true;
        QCOMPARE(answerTo(command).errors, "defgh");
    }

    void tellsOfErrorsAsTheyCome()
    {
        ProcessCall call;
        QSignalSpy written(&call, &ProcessCall::errorsWritten);
        call.start(shell(QStringLiteral("echo one >&2; exec sleep 60")));
        QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, Patience);
        QCOMPARE(written.first().first().toByteArray(), "one\n");
    }

    void saysWhatWasWrong()
    {
        auto missing = shell({});
        missing.program = QStringLiteral("/no/such/program");
        auto answer = answerTo(missing);
        QCOMPARE(answer.end, End::NotStarted);
        QVERIFY2(answer.problem.startsWith(QStringLiteral("it could not be started from /no/such/program: ")),
                 qPrintable(answer.problem));

        answer = answerTo(shell(QStringLiteral("kill -SEGV $$")));
        QCOMPARE(answer.end, End::Crashed);
        QCOMPARE(answer.problem, QStringLiteral("it crashed (signal 11)"));

        answer = answerTo(shell(QStringLiteral("exec head -c 64000001 /dev/zero")));
        QCOMPARE(answer.end, End::TooMuch);
        QCOMPARE(answer.problem, QStringLiteral("it wrote more than 64.0 MB"));
        answer = answerTo(shell(QStringLiteral("exec head -c 64000000 /dev/zero")));
        QCOMPARE(answer.end, End::Exited);
        QCOMPARE(answer.output.size(), ProcessCall::MaxOutput);
    }

    void endsWhatTakesTooLong_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("timeToEnd");
        QTest::addColumn<QByteArray>("lastWords");
        const auto polite = QStringLiteral("trap 'echo bye >&2; exit 0' TERM; while :; do sleep 0.05; done");
        QTest::newRow("killed") << polite << 0 << QByteArray();
        QTest::newRow("asked") << polite << 10'000 << QByteArray("bye\n");
        QTest::newRow("asked in vain")
            << QStringLiteral("trap '' TERM; while :; do sleep 0.05; done") << 300 << QByteArray();
    }

    void endsWhatTakesTooLong()
    {
        QFETCH(QString, script);
        QFETCH(int, timeToEnd);
        auto command = shell(script);
        command.timeLimit = 500ms;
        command.timeToEnd = std::chrono::milliseconds(timeToEnd);
        const auto answer = answerTo(command);
        QCOMPARE(answer.end, End::TooLate);
        QCOMPARE(answer.problem, QStringLiteral("it did not finish within 0.5 s"));
        QTEST(answer.errors, "lastWords");
    }

    void limitsTheMemory()
    {
        auto command = shell(QStringLiteral("ulimit -d"));
        command.memory = qint64(1) << 30;
        QCOMPARE(answerTo(command).output, "1048576\n"); // in KB
    }

    void theProcessEndsWithIt()
    {
        auto call = std::make_unique<ProcessCall>();
        QSignalSpy written(call.get(), &ProcessCall::errorsWritten);
        QSignalSpy answered(call.get(), &ProcessCall::answered);
        call->start(shell(QStringLiteral("echo $$ >&2; exec sleep 60")));
        QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, Patience);
        const auto pid = written.first().first().toByteArray();
        QVERIFY(isThere(pid));
        call.reset();
        QVERIFY(!isThere(pid));
        QCOMPARE(answered.size(), 0);
    }

    void theProcessMayEndByItself()
    {
        auto call = std::make_unique<ProcessCall>();
        QSignalSpy written(call.get(), &ProcessCall::errorsWritten);
        const auto file = m_folder.filePath(QStringLiteral("bye"));
        auto command = shell(QStringLiteral("trap 'echo bye > %1; exit' TERM; echo $$ >&2; "
                                            "while :; do sleep 0.05; done")
                                 .arg(file));
        command.timeToEnd = 10s;
        call->start(command);
        QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, Patience);
        call.reset();
        QVERIFY(QFile::exists(file));
        QVERIFY(!isThere(written.first().first().toByteArray()));
    }
};

QTEST_GUILESS_MAIN(TestProcessCall)
#include "tst_processcall.moc"
