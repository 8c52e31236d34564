// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakedialogs.h"
#include "tests/support/gitrepository.h"
#include "ui/models/documentflow.h"
#include "ui/models/profileeditor.h"
#include "ui/models/recentprofiles.h"
#include "ui/models/repositoryflow.h"

#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;

class TestRepositoryFlow : public QObject
{
    Q_OBJECT

private:
    static constexpr int Patience = 20'000; // ms; a machine may be busy

    struct Desk
    {
        QTemporaryDir cache;
        ProfileEditor editor;
        RecentProfiles recent;
        FakeDialogs dialogs;
        DocumentFlow document{&editor, &recent, &dialogs};
        RepositoryFlow flow;
        QStringList failures;
        std::optional<RepositoryOffer> offer;

        explicit Desk(const QString &git = QStandardPaths::findExecutable(QStringLiteral("git")))
            : flow({git, cache.path()}, &document, &dialogs)
        {
            QObject::connect(&flow, &RepositoryFlow::failed, &flow,
                             [this](const QString &text) { failures.append(text); });
            QObject::connect(&flow, &RepositoryFlow::offered, &flow,
                             [this](const RepositoryOffer &offered) { offer = offered; });
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty())
            QSKIP("git is not installed");
    }

    void aTestIsOfferedAndOpened()
    {
        const Test::GitRepository repository;
        repository.write(QStringLiteral("molotov.json"),
                         R"({"molotov": {"tests": {"shop": {"scenario": "shop.js", "workers": 7},
                            "stray": {"scenario": "../shop.js"}}}})");
        repository.write(QStringLiteral("shop.js"), "// nothing");
        const auto commit = repository.commit(QStringLiteral("Load the shop"));

        Desk desk;
        desk.dialogs.repository =
            RepositoryFlow::Request{.url = repository.url(), .ref = {}, .profileFile = {}};
        desk.flow.begin();
        QVERIFY(desk.flow.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(desk.offer, Patience);
        QVERIFY(!desk.flow.isBusy());
        QCOMPARE(desk.offer->checkout.commit, commit);
        QCOMPARE(desk.offer->checkout.subject, QStringLiteral("Load the shop"));
        QCOMPARE(desk.offer->tests.size(), 2);
        QCOMPARE(desk.offer->tests.at(0).profile.workers, 7);
        QVERIFY(desk.offer->tests.at(1).problem.contains(QLatin1String("leads out of the repository")));
        QCOMPARE(desk.flow.recent(), QStringList{repository.url()});

        desk.flow.open(desk.offer->tests.at(0));
        QCOMPARE(desk.editor.name(), QStringLiteral("shop"));
        QVERIFY(desk.editor.profile().scenarioFile.startsWith(desk.cache.path()));
        QVERIFY(!desk.editor.isModified());
    }

    // They may be gone by the time that the profile is opened.
    void aProfileNeverRefersToFilesOfTheCache()
    {
        const Test::GitRepository repository;
        repository.write(QStringLiteral("molotov.json"),
                         R"({"molotov": {"tests": {"shop": {"scenario": "shop.js"}}}})");
        repository.write(QStringLiteral("shop.js"), "// nothing");
        repository.commit(QStringLiteral("one"));
        Desk desk;
        desk.flow.fetch({.url = repository.url(), .ref = {}, .profileFile = {}});
        QTRY_VERIFY_WITH_TIMEOUT(desk.offer, Patience);
        desk.flow.open(desk.offer->tests.at(0));
        const QTemporaryDir folder;
        desk.dialogs.path = folder.filePath(QStringLiteral("shop.json"));
        desk.document.save();
        QCOMPARE(desk.dialogs.errors.size(), 1);
        QVERIFY2(desk.dialogs.errors.first().contains(repository.url()),
                 qPrintable(desk.dialogs.errors.first()));
        QVERIFY(QDir(folder.path()).isEmpty());

        auto profile = desk.editor.profile();
        profile.scenarioFile = folder.filePath(QStringLiteral("own.js"));
        desk.editor.edit(profile);
        desk.document.save();
        QTRY_VERIFY(desk.document.place().isSaved());
    }

    // Until another profile takes the place of the test.
    void theFilesOfAnOpenTestStay()
    {
        const Test::GitRepository repository;
        repository.write(QStringLiteral("molotov.json"),
                         R"({"molotov": {"tests": {"shop": {"scenario": "shop.js"}}}})");
        repository.write(QStringLiteral("shop.js"), "// first");
        repository.commit(QStringLiteral("one"));
        Desk desk;
        const auto fetch = [&] {
            desk.offer.reset();
            desk.flow.fetch({.url = repository.url(), .ref = {}, .profileFile = {}});
            return QTest::qWaitFor([&] { return desk.offer.has_value(); }, Patience);
        };
        QVERIFY(fetch());
        desk.flow.open(desk.offer->tests.at(0));
        const auto file = desk.editor.profile().scenarioFile;
        repository.write(QStringLiteral("shop.js"), "// second");
        repository.commit(QStringLiteral("two"));
        QVERIFY(fetch());
        QVERIFY(QFile::exists(file));
        desk.document.newProfile();
        QVERIFY(fetch());
        QVERIFY(!QFile::exists(file));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        QTest::newRow("no URL") << QString() << "The repository needs a URL";
        QTest::newRow("an option") << "--upload-pack=x"
                                   << "is no repository that may be fetched";
        QTest::newRow("nothing there") << "file:///nowhere/at/all"
                                       << "cannot be fetched";
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QString, url);
        QFETCH(QString, text);
        Desk desk;
        desk.flow.fetch({.url = url, .ref = {}, .profileFile = {}});
        QTRY_COMPARE_WITH_TIMEOUT(desk.failures.size(), 1, Patience);
        QVERIFY2(desk.failures.first().contains(text), qPrintable(desk.failures.first()));
        QVERIFY(!desk.flow.isBusy());
        QCOMPARE(desk.flow.recent(), QStringList());
    }

    void withoutGitThatIsSaid()
    {
        Desk desk((QString()));
        desk.flow.fetch({.url = QStringLiteral("https://host/x.git"), .ref = {}, .profileFile = {}});
        QTRY_COMPARE_WITH_TIMEOUT(desk.failures.size(), 1, Patience);
        QVERIFY(desk.failures.first().startsWith(QLatin1String("git was not found")));
    }

    void nothingComesOfWhatIsCancelled()
    {
        const Test::GitRepository repository;
        repository.write(QStringLiteral("molotov.json"),
                         R"({"molotov": {"tests": {"a": {"scenario": "a.js"}}}})");
        repository.write(QStringLiteral("a.js"), "// nothing");
        repository.commit(QStringLiteral("a"));
        Desk desk;
        desk.flow.fetch({.url = repository.url(), .ref = {}, .profileFile = {}});
        desk.flow.cancel();
        QVERIFY(!desk.flow.isBusy());
        desk.flow.fetch(
            {.url = repository.url(), .ref = QStringLiteral("no-such-branch"), .profileFile = {}});
        QTRY_COMPARE_WITH_TIMEOUT(desk.failures.size(), 1, Patience);
        QVERIFY(!desk.offer);
        // What was cancelled lets go of the folder.
        desk.flow.fetch({.url = repository.url(), .ref = {}, .profileFile = {}});
        QTRY_VERIFY_WITH_TIMEOUT(desk.offer, Patience);
    }
};

QTEST_GUILESS_MAIN(TestRepositoryFlow)
#include "tst_repositoryflow.moc"
