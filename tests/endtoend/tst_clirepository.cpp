// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/exitcodes.h"
#include "tests/endtoend/cliprocess.h"
#include "tests/support/gitrepository.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Molotov;
using namespace Molotov::Test;

/// molotov-cli --repo, with repositories of this computer.
class tst_CliRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runsATest();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void importsNothingFromOutside();
    void canBeInterrupted();

private:
    void run(CliProcess &cli, const QStringList &arguments) const;

    QTemporaryDir m_cache;
    GitRepository m_repository;
    QString m_commit;
};

constexpr int Limit = 60'000;

static const QByteArray Scenario =
    "import { scenario, env } from 'molotov';\n"
    "import { path } from '../lib/path.js';\n"
    "scenario('get', async (session) => {\n"
    "  await session.get(path, { query: { home: String(env.HOME), a: env.A } });\n"
    "});\n";

static const QByteArray Profiles =
    R"({"molotov": {"requirements": "requirements.txt", "env": {"HOME": null, "A": "1"},
    "tests": {"big": {"scenario": "load/shop.js", "workers": 100, "duration": 3600, "max_runs": 1},
              "python": {"scenario": "loadtest.py"}}}})";

void tst_CliRepository::initTestCase()
{
    m_repository.write(QStringLiteral("molotov.json"), Profiles);
    m_repository.write(QStringLiteral("load/shop.js"), Scenario);
    m_repository.write(QStringLiteral("load/molotov.json"),
                       "{}"); // the repository is the project all the same
    m_repository.write(QStringLiteral("lib/path.js"), "export const path = '/old';\n");
    m_repository.write(QStringLiteral("loadtest.py"), "from molotov import scenario\n");
    m_repository.commit(QStringLiteral("old"));
    m_repository.git({QStringLiteral("tag"), QStringLiteral("v1")});
    m_repository.write(QStringLiteral("lib/path.js"), "export const path = '/new';\n");
    m_commit = m_repository.commit(QStringLiteral("Ask for \x1b[31mmore"));
}

void tst_CliRepository::run(CliProcess &cli, const QStringList &arguments) const
{
    cli.setVariable(QStringLiteral("XDG_CACHE_HOME"), m_cache.path());
    cli.setVariable(QStringLiteral("HOME"), m_cache.path());
    cli.start(arguments);
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
}

void tst_CliRepository::runsATest()
{
    HttpServer server;
    const auto url = server.url().toString();
    CliProcess cli(m_cache.path());
    run(cli, {QStringLiteral("--repo"), m_repository.url(), QStringLiteral("big"), QStringLiteral("-w"),
              QStringLiteral("2"), QStringLiteral("--base-url"), url});
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.errors()));
    const auto lines = cli.output().split(QLatin1Char('\n'));
    QCOMPARE(lines.value(0), QStringLiteral("%1 at %2 of 2026-11-20 10:30: Ask for \uFFFD[31mmore")
                                 .arg(m_repository.url(), m_commit.left(10)));
    QCOMPARE(lines.value(1), QStringLiteral("Test “big”, scenario file load/shop.js"));
    QCOMPARE(lines.value(2),
             QStringLiteral("molotov.json: “requirements” has no meaning here and is left alone."));
    QCOMPARE(lines.value(3),
             QStringLiteral("The test asks for this computer's variable HOME, which it is not given "
                            "unless you add it to the environment of the test (--env HOME)."));
    QVERIFY2(lines.value(4).startsWith(QStringLiteral("shop.js: 1 process of 2 workers, 1 h, at most 1 run")),
             qPrintable(lines.value(4)));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().first().target, QByteArray("/new?home=undefined&a=1"));

    CliProcess old(m_cache.path());
    run(old, {QStringLiteral("--repo"), m_repository.path(), QStringLiteral("--ref"), QStringLiteral("v1"),
              QStringLiteral("big"), QStringLiteral("-w"), QStringLiteral("1"), QStringLiteral("--env"),
              QStringLiteral("HOME"), QStringLiteral("--base-url"), url, QStringLiteral("-q")});
    QVERIFY2(old.exitCode() == 0, qPrintable(old.errors()));
    QCOMPARE(old.output(), QString());
    QCOMPARE(server.requests().size(), 3);
    QVERIFY2(server.requests().last().target.startsWith("/old?home=%2F"),
             server.requests().last().target.constData());
}

void tst_CliRepository::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QString &arguments, const QString &said) {
        QTest::newRow(name) << arguments.split(QLatin1Char(' ')) << said;
    };
    row("option for a URL", QStringLiteral("--repo=--upload-pack=x big"),
        QStringLiteral(
            "“--upload-pack=x” is no repository that may be fetched: it takes a URL of https, http, ssh, "
            "git, file, user@host:path, or a folder that is there."));
    row("helper for a URL", QStringLiteral("--repo ext::sh%20x big"),
        QStringLiteral(
            "“ext::sh%20x” is no repository that may be fetched: it takes a URL of https, http, ssh, git, "
            "file, user@host:path, or a folder that is there."));
    row("no such test", QStringLiteral("--repo REPO huge"),
        QStringLiteral("molotov.json of REPO holds no test “huge”; it has: big, python."));
    row("no such ref", QStringLiteral("--repo REPO --ref v9 big"),
        QStringLiteral("REPO has no branch, tag or commit “v9”."));
    row("ref alone", QStringLiteral("--ref v9 big"),
        QStringLiteral("--ref belongs to --repo, which names a repository."));
    row("too many", QStringLiteral("--repo REPO big small"),
        QStringLiteral("“small” is one argument too many; see molotov-cli --help."));
    row("not a number", QStringLiteral("--repo REPO big -w x"),
        QStringLiteral("--workers takes a whole number, not “x”."));
    row("another profile file", QStringLiteral("--repo REPO --config load/none.json big"),
        QStringLiteral("REPO has no file load/none.json."));
    row("out of the repository", QStringLiteral("--repo REPO --config ../x.json big"),
        QStringLiteral("../x.json leads out of the repository REPO, which is not allowed."));
}

void tst_CliRepository::saysWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    arguments.replaceInStrings(QStringLiteral("REPO"), m_repository.url());
    said.replace(QStringLiteral("REPO"), m_repository.url());
    CliProcess cli(m_cache.path());
    run(cli, arguments);
    QCOMPARE(cli.errors().trimmed(), QStringLiteral("molotov-cli: ") + said);
    QCOMPARE(cli.exitCode(), int(ExitCode::Usage));
}

void tst_CliRepository::importsNothingFromOutside()
{
    const QTemporaryDir outside;
    QFile secret(outside.filePath(QStringLiteral("secret.txt")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write("secret");
    secret.close();
    const GitRepository stranger;
    stranger.write(QStringLiteral("molotov.json"), R"({"molotov": {"tests": {"t": {"scenario": "a.js"}}}})");
    stranger.write(QStringLiteral("a.js"), "import secret from './link.txt';\n"
                                           "import { scenario } from 'molotov';\n"
                                           "scenario('s', async () => { console.log(secret); });\n");
    stranger.link(QStringLiteral("link.txt"), secret.fileName());
    stranger.commit(QStringLiteral("one"));
    CliProcess cli(m_cache.path());
    run(cli, {QStringLiteral("--repo"), stranger.url(), QStringLiteral("-r"), QStringLiteral("1")});
    QCOMPARE(cli.exitCode(), int(ExitCode::BadScenario));
    QVERIFY2(cli.errors().contains(QStringLiteral("which lies outside of the project's folder")),
             qPrintable(cli.errors()));
    QVERIFY(!cli.output().contains(QStringLiteral("secret\n")));
}

void tst_CliRepository::canBeInterrupted()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer holds a signal back for as long as the program waits");
#elif defined(Q_OS_UNIX)
    HttpServer silent; // it is no server of Git, and never answers
    silent.setHandler([](const ServedRequest &) { return ServerAnswer::never(); });
    CliProcess cli(m_cache.path());
    cli.setVariable(QStringLiteral("XDG_CACHE_HOME"), m_cache.path());
    cli.start({QStringLiteral("--repo"), silent.url(QStringLiteral("/x")).toString()});
    QTRY_COMPARE_WITH_TIMEOUT(silent.requests().size(), 1, Limit);
    ::kill(pid_t(cli.pid()), SIGINT);
    QTRY_VERIFY_WITH_TIMEOUT(!cli.isRunning(), Limit);
    QCOMPARE(cli.exitCode(), int(ExitCode::Interrupted));
#endif
}

QTEST_GUILESS_MAIN(tst_CliRepository)
#include "tst_clirepository.moc"
