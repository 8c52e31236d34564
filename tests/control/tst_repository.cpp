// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/git/repository.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Molotov;

/// What git may be given, and what is shown of it.
class TestRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *url, const char *shown) { QTest::newRow(url) << url << shown; };
        row("https://host/team/tests.git", "https://host/team/tests.git");
        row("https://token@host/tests.git", "https://host/tests.git");
        row("https://user:secret@host:8443/tests", "https://host:8443/tests");
        row("ssh://git@host:22/tests.git", "ssh://git@host:22/tests.git");
        row("git://host/tests", "git://host/tests");
        row("http://host/tests", "http://host/tests");
        row("file:///srv/tests", "file:///srv/tests");
        row("git@host:team/tests.git", "git@host:team/tests.git");
        row("host.example:tests", "host.example:tests");
    }

    void takesUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, shown);
        const auto repository = Repository::make(url, {});
        QVERIFY2(repository.isOk(), repository ? "" : qPrintable(repository.error().text));
        QCOMPARE(repository->url(), url);
        QCOMPARE(repository->shownUrl(), shown);
    }

    void refusesWhatIsNoUrl_data()
    {
        QTest::addColumn<QString>("url");
        for (const auto *url : {"",
                                "-",
                                "--upload-pack=touch x",
                                "--upload-pack=touch",
                                "ext::sh -c touch% x",
                                "ext::sh",
                                "fd::17",
                                "ftp://host/x",
                                "HTTPS://host/x",
                                "ext://host/x",
                                "https://-oProxyCommand=x/y",
                                "ssh://-oProxyCommand=x/y",
                                "ssh://git@-oProxyCommand=x/y",
                                "-oProxyCommand=x:y",
                                "git@-oProxyCommand=x:y",
                                "https://host/a b",
                                "https://host/a\nb",
                                "no/such/folder",
                                "C:tests",
                                "host::x"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }

    void refusesWhatIsNoUrl()
    {
        QFETCH(QString, url);
        const auto repository = Repository::make(url, {});
        QVERIFY(!repository.isOk());
        QVERIFY(repository.error().text.endsWith(QLatin1Char('.')));
    }

    void takesFolders()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("my tests"));
        QVERIFY(QDir().mkpath(path));
        const auto repository = Repository::make(path, {});
        QVERIFY(repository.isOk());
        QCOMPARE(QUrl(repository->url()).toLocalFile(), path);
        QVERIFY(repository->url().startsWith(QStringLiteral("file:///")));
    }

    void checksRefs_data()
    {
        QTest::addColumn<QString>("ref");
        QTest::addColumn<bool>("isFine");
        for (const auto *ref : {"", "main", "v1.2", "feature/login", "refs/heads/main", "1a2b3c4", "ümlaut"})
            QTest::newRow(qPrintable(QStringLiteral("fine ") + QString::fromUtf8(ref)))
                << QString::fromUtf8(ref) << true;
        for (const auto *ref : {"-x", "--upload-pack=x", "+main", "main:other", "a b", "a..b", "a~1", "a^",
                                "a*", "a?", "a[", "a\\b", "@", "a@{1}", "/a", "a/", "a//b", "a.lock", "a\n"})
            QTest::newRow(qPrintable(QStringLiteral("wrong ") + QString::fromLatin1(ref)))
                << QString::fromLatin1(ref) << false;
    }

    void checksRefs()
    {
        QFETCH(QString, ref);
        QFETCH(bool, isFine);
        const auto repository = Repository::make(QStringLiteral("https://host/x"), ref);
        QCOMPARE(repository.isOk(), isFine);
        if (!isFine)
            QCOMPARE(repository.error().text,
                     QStringLiteral("“%1” is no name of a branch, a tag or a commit.").arg(ref));
    }

    void foldersAreTheirOwn()
    {
        const auto nameOf = [](const char *url) {
            return Repository::make(QString::fromLatin1(url), {})->folderName();
        };
        const auto name = nameOf("https://host/team/tests.git");
        QVERIFY2(name.startsWith(QStringLiteral("tests.git-")), qPrintable(name));
        QVERIFY(name != nameOf("https://host/other/tests.git"));
        QVERIFY(!nameOf("https://host/..").contains(QLatin1Char('/')));
        QCOMPARE(name, nameOf("https://host/team/tests.git"));
    }

    void saysWhatWasCheckedOut()
    {
        const Checkout checkout{.folder = {},
                                .shownUrl = QStringLiteral("https://host/tests"),
                                .commit = QString(40, QLatin1Char('a')),
                                .date = QDateTime({2026, 11, 20}, {10, 30}, QTimeZone(3600)),
                                .subject = QStringLiteral("Add a test")};
        QCOMPARE(checkout.toString(),
                 QStringLiteral("https://host/tests at aaaaaaaaaa of 2026-11-20 10:30: Add a test"));
    }
};

QTEST_GUILESS_MAIN(TestRepository)
#include "tst_repository.moc"
