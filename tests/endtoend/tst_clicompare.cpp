// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Test;

namespace {

constexpr int Patience = 60'000; // ms; a machine may be busy

const QByteArray Shop = "import { scenario, step } from 'molotov';\n"
                        "scenario('shop', async (session) => {\n"
                        "  await session.get('/products');\n"
                        "  await step('pay', () => session.get('/cart'));\n"
                        "});\n";

} // namespace

/// Results of real runs, compared by the real molotov-cli.
class TestCliCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(filePath("shop.ts"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(Shop);
        file.close();
        run("before", 8);
        run("after", 8, std::chrono::milliseconds(60));
    }

    void findsWhatBecameSlower()
    {
        CliProcess cli(m_folder.path());
        compare(cli, "before", "after");
        const auto text = cli.output();
        if (text.contains(QStringLiteral("was late itself")))
            QSKIP("this computer is too busy to make a load by which a server can be judged");
        QCOMPARE(cli.exitCode(), int(ExitCode::Regression));
        // On a busy computer the other endpoint may be slower, too.
        QVERIFY2(text.contains(QRegularExpression(QStringLiteral(
                     "(1 of 2 endpoints is|2 of 2 endpoints are) slower; 1 of 1 step is slower"))),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("GET /cart  slower: p50 +")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Step pay  slower: p50 +")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("The run before lasted only 1")), qPrintable(text));
    }

    void aLargeToleranceAllowsIt()
    {
        CliProcess cli(m_folder.path());
        compare(cli, "before", "after", {QStringLiteral("--tolerance"), QStringLiteral("900%")});
        if (cli.output().contains(QStringLiteral("was late itself")))
            QSKIP("this computer is too busy to make a load by which a server can be judged");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
    }

    void aRunIsNoWorseThanItself()
    {
        CliProcess cli(m_folder.path());
        compare(cli, "before", "before");
        if (cli.output().contains(QStringLiteral("was late itself")))
            QSKIP("this computer is too busy to make a load by which a server can be judged");
        QCOMPARE(cli.exitCode(), int(ExitCode::Finished));
        QVERIFY2(cli.output().startsWith(QStringLiteral("No difference that can be told from chance.")),
                 qPrintable(cli.output()));
    }

    void anotherLoadIsNotCompared()
    {
        run("more", 9, std::chrono::milliseconds(0), 1);
        CliProcess cli(m_folder.path());
        compare(cli, "before", "more");
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        const auto text = cli.output();
        QVERIFY2(text.startsWith(QStringLiteral("The two runs cannot be compared")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Warning: The load was not the same")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Warning: The run after lasted")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("workers: 8, then 9")), qPrintable(text));
    }

    void saysWhatIsNoResult()
    {
        CliProcess cli(m_folder.path());
        compare(cli, "before", "nowhere");
        QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
        QVERIFY2(cli.errors().contains(QStringLiteral("There is no result nowhere.molotov-result.")),
                 qPrintable(cli.errors()));
        CliProcess other(m_folder.path());
        other.start({QStringLiteral("compare"), QStringLiteral("shop.ts"), resultOf("before")});
        QTRY_VERIFY_WITH_TIMEOUT(!other.isRunning(), Patience);
        QCOMPARE(other.exitCode(), int(ExitCode::Usage));
        QVERIFY2(other.errors().contains(QStringLiteral("shop.ts is not the result of a run.")),
                 qPrintable(other.errors()));
    }

private:
    QString filePath(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    static QString resultOf(const char *name)
    {
        return QStringLiteral("%1.molotov-result").arg(QLatin1String(name));
    }

    /// A run against a server whose /cart takes longer by `delay`.
    void run(const char *name, int workers, std::chrono::milliseconds delay = {}, int seconds = 12)
    {
        // 40 ms, so that what this computer adds is small beside it.
        HttpServer server([delay](const ServedRequest &request) {
            auto answer = ServerAnswer::json("{}");
            answer.delay = std::chrono::milliseconds(40);
            if (request.path() == "/cart")
                answer.delay += delay;
            return answer;
        });
        CliProcess cli(m_folder.path());
        cli.start({QStringLiteral("shop.ts"), QStringLiteral("-q"), QStringLiteral("-w%1").arg(workers),
                   QStringLiteral("-d%1").arg(seconds), QStringLiteral("--base-url"), server.url().toString(),
                   QStringLiteral("--result"), resultOf(name)});
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
        QVERIFY2(cli.exitCode() == int(ExitCode::Finished), qPrintable(cli.errors()));
    }

    void compare(CliProcess &cli, const char *before, const char *after, const QStringList &more = {})
    {
        cli.start(QStringList{QStringLiteral("compare"), resultOf(before), resultOf(after)} + more);
        QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Patience);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_clicompare.moc"
