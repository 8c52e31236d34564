// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repositoryfetch.h"
#include "core/control/git/repositorytests.h"
#include "tests/support/gitrepository.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Molotov;
using namespace Molotov::Test;

constexpr int Limit = 60'000;

/// Repositories of this computer, fetched and read.
class TestRepositoryFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void fetchesAState_data();
    void fetchesAState();
    void restoresAFolder();
    void leavesAloneWhatIsInUse();
    void removesWhatNobodyUses();
    void beginsAnewWhatWasLeftHalfWay();
    void canBeCancelled();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void runsNoHooks();
    void obeysNoSettingsOfARepository();
    void takesNoSubmodules();
    void tellsNoSecrets();
    void waitsForNobodyElse();
    void givesUpInTime();
    void isLockedForAsLongAsGitRuns();
    void offersTests();
    void letsNoFileLeadOut_data();
    void letsNoFileLeadOut();
    void saysWhichTestIsMissing();

private:
    struct Outcome
    {
        std::optional<Checkout> checkout;
        QString error;
        QStringList progress;
    };
    Outcome fetch(const QString &url, const QString &ref = {}) const;
    QString contentOf(const Checkout &checkout, const QString &name) const;
    static void write(const QString &path, const QByteArray &content);

    QString m_git;
    std::unique_ptr<QTemporaryDir> m_cache;
};

void TestRepositoryFetch::initTestCase()
{
    m_git = QStandardPaths::findExecutable(QStringLiteral("git"));
    if (m_git.isEmpty())
        QSKIP("git is not installed");
}

void TestRepositoryFetch::init()
{
    m_cache = std::make_unique<QTemporaryDir>();
}

TestRepositoryFetch::Outcome TestRepositoryFetch::fetch(const QString &url, const QString &ref) const
{
    Outcome outcome;
    const auto repository = Repository::make(url, ref);
    if (!repository) {
        outcome.error = repository.error().text;
        return outcome;
    }
    RepositoryFetch fetch(m_git, m_cache->path());
    connect(&fetch, &RepositoryFetch::progressed, this,
            [&](const QString &line) { outcome.progress.append(line); });
    connect(&fetch, &RepositoryFetch::fetched, this,
            [&](const Checkout &checkout) { outcome.checkout = checkout; });
    connect(&fetch, &RepositoryFetch::failed, this, [&](const Error &error) { outcome.error = error.text; });
    fetch.start(*repository);
    if (!QTest::qWaitFor([&] { return outcome.checkout || !outcome.error.isEmpty(); }, Limit))
        outcome.error = QStringLiteral("it did not end");
    return outcome;
}

QString TestRepositoryFetch::contentOf(const Checkout &checkout, const QString &name) const
{
    QFile file(QDir(checkout.folder).filePath(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void TestRepositoryFetch::write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestRepositoryFetch::fetchesAState_data()
{
    QTest::addColumn<QString>("ref");
    QTest::addColumn<QString>("content");
    QTest::newRow("what the repository prefers") << ""
                                                 << "third";
    QTest::newRow("branch") << "old"
                            << "first";
    QTest::newRow("tag") << "v2"
                         << "second";
    QTest::newRow("tag with a message") << "v2-signed"
                                        << "second";
    QTest::newRow("commit") << "COMMIT"
                            << "second";
    QTest::newRow("beginning of a commit") << "SHORT"
                                           << "second";
}

void TestRepositoryFetch::fetchesAState()
{
    QFETCH(QString, ref);
    QFETCH(QString, content);
    const GitRepository repository;
    const auto file = QStringLiteral("sub/a.txt");
    repository.write(file, "first");
    repository.commit(QStringLiteral("one"));
    repository.git({QStringLiteral("branch"), QStringLiteral("old")});
    repository.write(file, "second");
    const auto second = repository.commit(QStringLiteral("two"));
    repository.git({QStringLiteral("tag"), QStringLiteral("v2")});
    repository.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("-m"), QStringLiteral("m"),
                    QStringLiteral("v2-signed")});
    repository.write(file, "third");
    repository.commit(QStringLiteral("three"));

    ref.replace(QStringLiteral("COMMIT"), second).replace(QStringLiteral("SHORT"), second.left(9));
    const auto outcome = fetch(repository.url(), ref);
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    QCOMPARE(contentOf(*outcome.checkout, file), content);
    QCOMPARE(outcome.checkout->shownUrl, repository.url());
    QCOMPARE(outcome.checkout->date, QDateTime({2026, 11, 20}, {10, 30}, Qt::UTC));
    if (content == QStringLiteral("second")) {
        QCOMPARE(outcome.checkout->commit, second);
        QCOMPARE(outcome.checkout->subject, QStringLiteral("two"));
    }
    QVERIFY(!outcome.progress.isEmpty());
}

void TestRepositoryFetch::restoresAFolder()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.commit(QStringLiteral("one"));
    auto first = fetch(repository.url());
    QVERIFY2(first.checkout, qPrintable(first.error));
    const QDir folder(first.checkout->folder);
    QCOMPARE(folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList(QStringLiteral("a.txt")));
    write(folder.filePath(QStringLiteral("rubbish.txt")), {});
    write(folder.filePath(QStringLiteral("a.txt")), "changed by hand");
    first.checkout.reset(); // nobody uses it any more

    const auto second = fetch(repository.url());
    QVERIFY2(second.checkout, qPrintable(second.error));
    QCOMPARE(second.checkout->folder, folder.path());
    QCOMPARE(contentOf(*second.checkout, QStringLiteral("a.txt")), QStringLiteral("first"));
    QCOMPARE(folder.entryList(QDir::Files), QStringList(QStringLiteral("a.txt")));
}

// What a person has been shown is what runs, whatever others fetch meanwhile.
void TestRepositoryFetch::leavesAloneWhatIsInUse()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.write(QStringLiteral("gone.txt"), "x");
    repository.commit(QStringLiteral("one"));
    auto first = fetch(repository.url());
    QVERIFY2(first.checkout, qPrintable(first.error));
    const QDir folder(first.checkout->folder);
    write(folder.filePath(QStringLiteral("mark.txt")), {});

    const auto same = fetch(repository.url());
    QVERIFY2(same.checkout, qPrintable(same.error));
    QCOMPARE(same.checkout->folder, folder.path());
    QVERIFY(folder.exists(QStringLiteral("mark.txt")));

    repository.git({QStringLiteral("rm"), QStringLiteral("-q"), QStringLiteral("gone.txt")});
    repository.write(QStringLiteral("a.txt"), "second");
    repository.git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("--amend"),
                    QStringLiteral("-am"), QStringLiteral("rewritten")});
    const auto second = fetch(repository.url());
    QVERIFY2(second.checkout, qPrintable(second.error));
    QVERIFY(second.checkout->folder != folder.path());
    QCOMPARE(contentOf(*second.checkout, QStringLiteral("a.txt")), QStringLiteral("second"));
    QVERIFY(!QDir(second.checkout->folder).exists(QStringLiteral("gone.txt")));
    QCOMPARE(contentOf(*first.checkout, QStringLiteral("a.txt")), QStringLiteral("first"));
    QVERIFY(folder.exists(QStringLiteral("gone.txt")));
}

void TestRepositoryFetch::removesWhatNobodyUses()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.commit(QStringLiteral("one"));
    auto first = fetch(repository.url());
    QVERIFY2(first.checkout, qPrintable(first.error));
    const auto folder = first.checkout->folder;
    const auto old = m_cache->filePath(QStringLiteral("other-url"));
    QVERIFY(QDir().mkpath(old));
    write(folder + QStringLiteral(".gone.used"),
          "4194303\nmolotov\n" + QSysInfo::machineHostName().toUtf8() + '\n'); // of who has crashed
    QCOMPARE(QProcess::execute(QStringLiteral("touch"), {QStringLiteral("-d2020-01-01"), old}), 0);
    first.checkout.reset();

    repository.write(QStringLiteral("a.txt"), "second");
    repository.commit(QStringLiteral("two"));
    const auto second = fetch(repository.url());
    QVERIFY2(second.checkout, qPrintable(second.error));
    QVERIFY(!QFileInfo::exists(folder));
    QVERIFY(!QFileInfo::exists(old));
}

void TestRepositoryFetch::beginsAnewWhatWasLeftHalfWay()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.commit(QStringLiteral("one"));
    const auto folder = QDir(m_cache->path()).filePath(Repository::make(repository.url(), {})->folderName());
    const auto broken = folder + QStringLiteral("/repository/HEAD.lock");
    QVERIFY(QDir().mkpath(folder + QStringLiteral("/repository")));
    write(broken, {});
    write(folder + QStringLiteral(".incomplete"), {});

    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    QCOMPARE(contentOf(*outcome.checkout, QStringLiteral("a.txt")), QStringLiteral("first"));
    QVERIFY(!QFileInfo::exists(broken));
    QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".incomplete")));
}

void TestRepositoryFetch::canBeCancelled()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.commit(QStringLiteral("one"));
    const auto name = Repository::make(repository.url(), {})->folderName();
    const QDir cache(m_cache->path());
    {
        RepositoryFetch fetch(m_git, m_cache->path());
        fetch.start(*Repository::make(repository.url(), {}));
        QTRY_VERIFY_WITH_TIMEOUT(cache.exists(name + QStringLiteral(".incomplete")), Limit);
    }
    QVERIFY(cache.exists(name + QStringLiteral(".incomplete")));
    QVERIFY(!cache.exists(name + QStringLiteral(".lock")));
    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    QVERIFY(!cache.exists(name + QStringLiteral(".incomplete")));
}

void TestRepositoryFetch::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("ref");
    QTest::addColumn<QString>("said");
    QTest::newRow("no such branch") << "URL"
                                    << "nosuch"
                                    << "URL has no branch, tag or commit “nosuch”.";
    QTest::newRow("no such commit") << "URL"
                                    << "abcdef1234"
                                    << "URL has no branch, tag or commit “abcdef1234”.";
    const QString unknown(40, QLatin1Char('a'));
    QTest::newRow("no such whole commit")
        << "URL" << unknown << QStringLiteral("URL has no branch, tag or commit “%1”.").arg(unknown);
    QTest::newRow("no repository") << "file:///no/such/folder"
                                   << ""
                                   << "file:///no/such/folder cannot be fetched: '/no/such/folder' does not "
                                      "appear to be a git repository.";
    QTest::newRow("nobody there") << "http://127.0.0.1:1/x"
                                  << ""
                                  << "http://127.0.0.1:1/x cannot be fetched: unable to access "
                                     "'http://127.0.0.1:1/x/': Failed to connect to 127.0.0.1 port 1*.";
}

void TestRepositoryFetch::saysWhatIsWrong()
{
    QFETCH(QString, url);
    QFETCH(QString, ref);
    QFETCH(QString, said);
    const GitRepository repository;
    repository.commit(QStringLiteral("one"));
    url.replace(QStringLiteral("URL"), repository.url());
    said.replace(QStringLiteral("URL"), repository.url());
    const auto outcome = fetch(url, ref);
    QVERIFY(!outcome.checkout);
    const auto pattern =
        QRegularExpression::escape(said).replace(QStringLiteral("\\*"), QStringLiteral(".*"));
    QVERIFY2(QRegularExpression(QStringLiteral("^%1$").arg(pattern)).match(outcome.error).hasMatch(),
             qPrintable(outcome.error));
}

// Neither those of a template nor those that somebody has put into the folder of the cache.
void TestRepositoryFetch::runsNoHooks()
{
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.commit(QStringLiteral("one"));
    QVERIFY(fetch(repository.url()).checkout);
    const auto name = Repository::make(repository.url(), {})->folderName();
    const QDir hooks(m_cache->filePath(name + QStringLiteral("/repository/hooks")));
    QVERIFY(QDir().mkpath(hooks.path()));
    QFile hook(hooks.filePath(QStringLiteral("post-checkout")));
    write(hook.fileName(), "#!/bin/sh\ntouch \"" + m_cache->path().toUtf8() + "/hooked\"\n");
    QVERIFY(hook.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const auto second = fetch(repository.url());
    QVERIFY2(second.checkout, qPrintable(second.error));
    QVERIFY(!QFileInfo::exists(m_cache->filePath(QStringLiteral("hooked"))));
}

// A file of attributes can only name filters; what they run is said by the settings of who fetches.
void TestRepositoryFetch::obeysNoSettingsOfARepository()
{
    const auto mark = m_cache->filePath(QStringLiteral("ran"));
    const auto command = QStringLiteral("touch '%1'; cat").arg(mark);
    const GitRepository repository;
    repository.write(QStringLiteral("a.txt"), "first");
    repository.write(QStringLiteral(".gitattributes"), "* filter=evil diff=evil merge=evil\n");
    const auto settings =
        QStringLiteral("[filter \"evil\"]\n\tsmudge = \"%1\"\n\tprocess = \"%1\"\n\trequired = true\n"
                       "[core]\n\tfsmonitor = \"%1\"\n\tpager = \"%1\"\n")
            .arg(command);
    repository.write(QStringLiteral(".gitconfig"), settings.toUtf8());
    repository.write(QStringLiteral("config"), settings.toUtf8());
    repository.commit(QStringLiteral("one"));
    for (const auto *name : {"filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.pager",
                             "uploadpack.packObjectsHook"})
        repository.git({QStringLiteral("config"), QLatin1String(name), command});
    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    QCOMPARE(contentOf(*outcome.checkout, QStringLiteral("a.txt")), QStringLiteral("first"));
    QVERIFY(!QFileInfo::exists(mark));
}

void TestRepositoryFetch::takesNoSubmodules()
{
    const GitRepository part;
    part.write(QStringLiteral("a.txt"), "part");
    part.commit(QStringLiteral("one"));
    const GitRepository repository;
    repository.git({QStringLiteral("-c"), QStringLiteral("protocol.file.allow=always"),
                    QStringLiteral("submodule"), QStringLiteral("--quiet"), QStringLiteral("add"), part.url(),
                    QStringLiteral("part")});
    repository.commit(QStringLiteral("one"));
    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    QVERIFY(QFileInfo::exists(outcome.checkout->folder + QStringLiteral("/.gitmodules")));
    QVERIFY(QDir(outcome.checkout->folder + QStringLiteral("/part")).isEmpty());
}

void TestRepositoryFetch::tellsNoSecrets()
{
    const auto outcome = fetch(QStringLiteral("http://me:secret@127.0.0.1:1/x"));
    QVERIFY2(outcome.error.startsWith(QStringLiteral("http://127.0.0.1:1/x cannot be fetched: ")),
             qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains(QStringLiteral("secret")), qPrintable(outcome.error));
    QVERIFY2(!outcome.progress.join(QLatin1Char(' ')).contains(QStringLiteral("secret")),
             qPrintable(outcome.progress.join(QLatin1Char('\n'))));
}

void TestRepositoryFetch::waitsForNobodyElse()
{
    const GitRepository repository;
    repository.commit(QStringLiteral("one"));
    const auto name = Repository::make(repository.url(), {})->folderName();
    QLockFile other(m_cache->filePath(name + QStringLiteral(".lock")));
    QVERIFY(other.lock());
    QCOMPARE(
        fetch(repository.url()).error,
        QStringLiteral("Another Molotov is fetching %1; try again when it is done.").arg(repository.url()));
    other.unlock();
    QVERIFY(fetch(repository.url()).checkout);
}

void TestRepositoryFetch::givesUpInTime()
{
    const GitRepository repository;
    repository.commit(QStringLiteral("one"));
    RepositoryFetch fetch(m_git, m_cache->path());
    fetch.setLimits({.fetch = std::chrono::milliseconds(0), .local = std::chrono::minutes(1)});
    QSignalSpy failed(&fetch, &RepositoryFetch::failed);
    fetch.start(*Repository::make(repository.url(), {}));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Limit);
    QCOMPARE(failed[0][0].value<Error>().text,
             QStringLiteral("%1 cannot be fetched: git did not finish within 0 s.").arg(repository.url()));

    RepositoryFetch without({}, m_cache->path());
    QSignalSpy missing(&without, &RepositoryFetch::failed);
    without.start(*Repository::make(repository.url(), {}));
    QTRY_COMPARE_WITH_TIMEOUT(missing.count(), 1, Limit);
    QVERIFY(missing[0][0].value<Error>().text.startsWith(QStringLiteral("git was not found")));
}

// A git that was told to end may still write; nobody else may come before it has ended.
void TestRepositoryFetch::isLockedForAsLongAsGitRuns()
{
#ifndef Q_OS_UNIX
    QSKIP("the program is a shell script");
#endif
    const auto git = m_cache->filePath(QStringLiteral("git"));
    const auto ended = m_cache->filePath(QStringLiteral("ended"));
    const auto repository = *Repository::make(QStringLiteral("http://127.0.0.1:1/x"), {});
    const auto lock = m_cache->filePath(repository.folderName() + QStringLiteral(".lock"));
    write(git, "#!/bin/sh\ntrap 'sleep 0.3; test -e \"" + lock.toUtf8() + "\" && touch \"" + ended.toUtf8()
                   + "\"; exit 1' TERM\ntouch \"" + ended.toUtf8() + ".not\"\nwhile :; do sleep 0.1; done\n");
    QVERIFY(QFile(git).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    {
        RepositoryFetch late(git, m_cache->path());
        late.setLimits({.fetch = std::chrono::minutes(1), .local = std::chrono::milliseconds(500)});
        QSignalSpy failed(&late, &RepositoryFetch::failed);
        late.start(repository);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Limit);
        QVERIFY(QFile::remove(ended));
    }
    QVERIFY(QFile::remove(ended + QStringLiteral(".not")));
    {
        RepositoryFetch cancelled(git, m_cache->path());
        cancelled.start(repository);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(ended + QStringLiteral(".not")), Limit);
    }
    QVERIFY(QFile::exists(ended));
}

static const QByteArray TwoTests = R"({"molotov": {"requirements": "requirements.txt", "tests": {
    "big": {"scenario": "load/shop.ts", "workers": 7, "json_lines": "/home/qa/.bashrc", "prometheus": "0.0.0.0:80", "influxdb": "http://evil/write?db=x", "otlp": "http://evil", "env": {"TARGET": "x", "HOME": null}},
    "small": {"scenario": "load/shop.ts"}}}})";

void TestRepositoryFetch::offersTests()
{
    const GitRepository repository;
    repository.write(QStringLiteral("molotov.json"), TwoTests);
    repository.write(QStringLiteral("load/shop.ts"), "x");
    repository.commit(QStringLiteral("one"));
    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    const auto tests = RepositoryTests::read(*outcome.checkout);
    QVERIFY2(tests.isOk(), tests ? "" : qPrintable(tests.error().text));
    QCOMPARE(tests->names(), QStringList({QStringLiteral("big"), QStringLiteral("small")}));
    const auto big = tests->test(QStringLiteral("big"));
    QVERIFY2(big.isOk(), big ? "" : qPrintable(big.error().text));
    QCOMPARE(big->profile.scenarioFile, outcome.checkout->folder + QStringLiteral("/load/shop.ts"));
    QCOMPARE(big->profile.repository, outcome.checkout->folder);
    QCOMPARE(big->profile.workers, 7);
    QCOMPARE(big->profile.jsonLines, QString());
    QCOMPARE(big->profile.prometheus, QString());
    QCOMPARE(big->profile.influxdb, QString());
    QCOMPARE(big->profile.otlp, QString());
    QCOMPARE(big->profile.environment.keys(), QStringList(QStringLiteral("TARGET")));
    QCOMPARE(
        big->notices,
        QStringList({QStringLiteral("molotov.json: “requirements” has no meaning here and is left alone."),
                     QStringLiteral("The test asks for metrics for Prometheus, which it is not given unless "
                                    "you say where (--prometheus)."),
                     QStringLiteral("The test asks for JSON lines, which are not written unless you say "
                                    "where (--json-lines)."),
                     QStringLiteral("The test asks for lines for InfluxDB, which are not sent unless you say "
                                    "where (--influxdb)."),
                     QStringLiteral("The test asks for OpenTelemetry metrics, which are not sent unless you "
                                    "say where (--otlp)."),
                     QStringLiteral("The test asks for this computer's variable HOME, which it is not given "
                                    "unless you add it to the environment of the test (--env HOME).")}));
}

void TestRepositoryFetch::letsNoFileLeadOut_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *scenario, const char *said) {
        QTest::newRow(name) << QByteArray(R"({"molotov": {"tests": {"t": {"scenario": ")") + scenario
                                   + R"("}}}})"
                            << QString::fromLatin1(said);
    };
    row("link to a file", "link.ts", "link.ts leads out of the repository URL, which is not allowed.");
    row("link to a folder", "folder/shop.ts",
        "folder/shop.ts leads out of the repository URL, which is not allowed.");
    row("link to nothing", "nothing.ts", "nothing.ts leads out of the repository URL, which is not allowed.");
    row("dots", "../x.ts", "../x.ts leads out of the repository URL, which is not allowed.");
    row("absolute", "OUTSIDE/shop.ts",
        "RELATIVE/shop.ts leads out of the repository URL, which is not allowed.");
    row("not there", "a/b.ts", "URL has no file a/b.ts.");
}

void TestRepositoryFetch::letsNoFileLeadOut()
{
    QFETCH(QByteArray, profile);
    QFETCH(QString, said);
    const QTemporaryDir outside;
    QFile secret(outside.filePath(QStringLiteral("shop.ts")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.close();
    const GitRepository repository;
    repository.write(QStringLiteral("molotov.json"), profile.replace("OUTSIDE", outside.path().toUtf8()));
    repository.link(QStringLiteral("link.ts"), secret.fileName());
    repository.link(QStringLiteral("folder"), outside.path());
    repository.link(QStringLiteral("nothing.ts"), outside.filePath(QStringLiteral("nothing.ts")));
    repository.link(QStringLiteral("linked.json"), repository.path() + QStringLiteral("/molotov.json"));
    repository.commit(QStringLiteral("one"));
    const auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    const auto tests = RepositoryTests::read(*outcome.checkout);
    QVERIFY2(tests.isOk(), tests ? "" : qPrintable(tests.error().text));
    const auto test = tests->test({});
    QVERIFY(!test.isOk());
    said.replace(QStringLiteral("URL"), repository.url());
    said.replace(QStringLiteral("RELATIVE"), QDir(outcome.checkout->folder).relativeFilePath(outside.path()));
    QCOMPARE(test.error().text, said);

    for (const auto *file : {"linked.json", "../x.json"}) {
        const auto other = RepositoryTests::read(*outcome.checkout, QString::fromLatin1(file));
        QVERIFY(!other.isOk());
        QCOMPARE(other.error().text,
                 QStringLiteral("%1 leads out of the repository %2, which is not allowed.")
                     .arg(QString::fromLatin1(file), repository.url()));
    }
}

void TestRepositoryFetch::saysWhichTestIsMissing()
{
    const GitRepository repository;
    repository.commit(QStringLiteral("empty"));
    auto outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    auto tests = RepositoryTests::read(*outcome.checkout);
    QVERIFY(!tests.isOk());
    QCOMPARE(tests.error().text,
             QStringLiteral("%1 has no molotov.json, which says what to run.").arg(repository.url()));

    repository.write(QStringLiteral("load/molotov.json"), TwoTests);
    repository.commit(QStringLiteral("one"));
    outcome = fetch(repository.url());
    QVERIFY2(outcome.checkout, qPrintable(outcome.error));
    tests = RepositoryTests::read(*outcome.checkout);
    QVERIFY(!tests.isOk());
    QCOMPARE(tests.error().text, QStringLiteral("%1 has no molotov.json at its top; name one of these as the "
                                                "profile file (--config): load/molotov.json.")
                                     .arg(repository.url()));

    tests = RepositoryTests::read(*outcome.checkout, QStringLiteral("load/molotov.json"));
    QVERIFY2(tests.isOk(), tests ? "" : qPrintable(tests.error().text));
    QCOMPARE(tests->test(QStringLiteral("huge")).error().text,
             QStringLiteral("load/molotov.json of %1 holds no test “huge”; it has: big, small.")
                 .arg(repository.url()));
    QCOMPARE(tests->test({}).error().text,
             QStringLiteral("load/molotov.json of %1 holds several tests; name one of them: big, small.")
                 .arg(repository.url()));
    QCOMPARE(tests->test(QStringLiteral("small")).error().text,
             QStringLiteral("%1 has no file load/load/shop.ts.").arg(repository.url()));
}

QTEST_GUILESS_MAIN(TestRepositoryFetch)
#include "tst_repositoryfetch.moc"
