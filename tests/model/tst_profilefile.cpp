// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

class TestProfileFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }

    QString write(const QByteArray &text) const
    {
        QFile file(path(QStringLiteral("profile.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return file.fileName();
    }

    static QString errorOf(const Result<ProfileFile> &result)
    {
        return result.isOk() ? QString() : result.error().text;
    }

private Q_SLOTS:
    void whatIsSavedIsReadAgain()
    {
        Profile profile;
        profile.scenarioFile = path(QStringLiteral("sub/shop.ts"));
        profile.baseUrl = QStringLiteral("https://example.org");
        profile.processes = 2;
        profile.workers = 50;
        profile.rampUp = 1500ms;
        profile.duration = 90s;
        profile.maxRuns = 7;
        profile.delay = 250ms;
        profile.environment = {{QStringLiteral("TARGET"), QStringLiteral("x")}, {QStringLiteral("HOME"), {}}};
        ProfileFile file;
        file.setProfile(QStringLiteral("smoke"), profile);
        QVERIFY(file.save(path(QStringLiteral("molotov.json"))).isOk());

        const auto again = ProfileFile::load(path(QStringLiteral("molotov.json")));
        QVERIFY2(again.isOk(), qPrintable(errorOf(again)));
        QCOMPARE(again->names(), QStringList(QStringLiteral("smoke")));
        QVERIFY(again->profile(QStringLiteral("smoke")) == profile);
    }

    void pathsAreKeptRelativeToTheFile()
    {
        ProfileFile file;
        Profile profile;
        profile.scenarioFile = QStringLiteral("/work/tests/sub/shop.ts");
        file.setProfile(QStringLiteral("a"), profile);
        QVERIFY(file.toJson(QStringLiteral("/work/tests/molotov.json")).contains("\"sub/shop.ts\""));
        QVERIFY(file.toJson(QStringLiteral("/work/other/molotov.json")).contains("\"../tests/sub/shop.ts\""));
    }

    void unknownKeysAreKeptAtEveryLevel()
    {
        const QByteArray text = R"({"other": {"tool": 1}, "molotov": {"requirements": "r.txt", "tests": {
            "a": {"scenario": "a.ts", "sizing": true, "workers": 3},
            "b": {"scenario": "b.ts", "statsd_address": "udp://x"}}}})";
        auto file = ProfileFile::load(write(text));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        QCOMPARE(file->names(), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        auto profile = file->profile(QStringLiteral("a"));
        profile.workers = 4;
        (*file).setProfile(QStringLiteral("a"), profile);

        const auto saved =
            QJsonDocument::fromJson(file->toJson(path(QStringLiteral("profile.json")))).object();
        QCOMPARE(saved[u"other"][u"tool"].toInt(), 1);
        const auto root = saved[u"molotov"];
        QCOMPARE(root[u"requirements"].toString(), QStringLiteral("r.txt"));
        QCOMPARE(root[u"tests"][u"a"][u"sizing"].toBool(), true);
        QCOMPARE(root[u"tests"][u"a"][u"workers"].toInt(), 4);
        QCOMPARE(root[u"tests"][u"b"][u"statsd_address"].toString(), QStringLiteral("udp://x"));
    }

    void theEnvironmentOfTheFileIsSharedAndATestsOwnWins()
    {
        const QByteArray text = R"({"molotov": {"env": {"A": "file", "B": "file", "C": null}, "tests": {
            "t": {"scenario": "a.ts", "env": {"B": "test"}}}}})";
        const auto file = ProfileFile::load(write(text));
        const QMap<QString, std::optional<QString>> expected{{QStringLiteral("A"), QStringLiteral("file")},
                                                             {QStringLiteral("B"), QStringLiteral("test")},
                                                             {QStringLiteral("C"), std::nullopt}};
        QVERIFY(file->profile(QStringLiteral("t")).environment == expected);

        const auto saved =
            QJsonDocument::fromJson(file->toJson(path(QStringLiteral("profile.json")))).object();
        QCOMPARE(saved[u"molotov"][u"tests"][u"t"][u"env"].toObject().keys(),
                 QStringList(QStringLiteral("B")));
        QCOMPARE(saved[u"molotov"][u"env"].toObject().size(), 3);
    }

    void aVariableThatIsTakenOutStaysOut()
    {
        const QByteArray text = R"({"molotov": {"env": {"A": "file"}, "tests": {
            "t": {"scenario": "a.ts"}, "u": {"scenario": "a.ts"}}}})";
        auto file = ProfileFile::load(write(text));
        auto profile = file->profile(QStringLiteral("t"));
        profile.environment.clear();
        (*file).setProfile(QStringLiteral("t"), profile);
        QVERIFY((*file).save(path(QStringLiteral("profile.json"))).isOk());
        const auto again = ProfileFile::load(path(QStringLiteral("profile.json")));
        QVERIFY(again->profile(QStringLiteral("t")).environment.isEmpty());
        QCOMPARE(again->profile(QStringLiteral("u")).environment.size(), 1);
    }

    void badFilesGiveOneSentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("parts");
        const auto row = [](const char *name, const QByteArray &text, const QStringList &parts) {
            QTest::newRow(name) << text << parts;
        };
        row("empty", "", {QStringLiteral("is empty")});
        row("blank", " \n\t", {QStringLiteral("is empty")});
        row("not JSON", "hello", {QStringLiteral("profile.json:1:"), QStringLiteral("no whole JSON")});
        row("half-written", "{\n\"molotov\": {\n\"tests\": {", {QStringLiteral("profile.json:3:")});
        row("binary", QByteArray("\x00\xff\xfe\x80", 4), {QStringLiteral("no whole JSON")});
        row("foreign", R"({"name": "left-pad", "version": "1"})", {QStringLiteral("no object “molotov”")});
        row("an array", "[1]", {QStringLiteral("no object “molotov”")});
        row("newer", R"({"molotov": {"version": 2, "tests": {}}})", {QStringLiteral("newer version")});
        row("no tests", R"({"molotov": {"tests": {}}})", {QStringLiteral("holds no test")});
        row("tests is a list", R"({"molotov": {"tests": []}})", {QStringLiteral("molotov.tests")});
        row("wrong type",
            "{\"molotov\": {\"tests\": {\n\"a\": {\"workers\": 1},\n\"b\": {\n\"workers\": \"ten\"}}}}",
            {QStringLiteral("profile.json:4:"), QStringLiteral("molotov.tests.b.workers"),
             QStringLiteral("a whole number")});
        row("a fraction of a worker", R"({"molotov": {"tests": {"a": {"workers": 1.5}}}})",
            {QStringLiteral("a whole number")});
        row("too many", R"({"molotov": {"tests": {"a": {"workers": 1e300}}}})",
            {QStringLiteral("a whole number")});
        row("seconds", R"({"molotov": {"tests": {"a": {"duration": "1m"}}}})",
            {QStringLiteral("molotov.tests.a.duration"), QStringLiteral("number of seconds")});
        row("variable", R"({"molotov": {"tests": {"a": {"env": {"X": 5}}}}})",
            {QStringLiteral("molotov.tests.a.env.X")});
    }

    void badFilesGiveOneSentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, parts);
        const auto error = errorOf(ProfileFile::load(write(text)));
        for (const auto &part : parts)
            QVERIFY2(error.contains(part), qPrintable(error));
        QVERIFY2(error.contains(QLatin1String("profile.json")), qPrintable(error));
    }

    void aFolderOrAMissingFileGivesOneSentence()
    {
        QVERIFY(errorOf(ProfileFile::load(m_folder.path())).contains(QLatin1String("is a folder")));
        QVERIFY(errorOf(ProfileFile::load(path(QStringLiteral("none.json"))))
                    .contains(QLatin1String("none.json")));
    }

    void aTestIsAdoptedWithTheKeysThatWeDoNotKnow()
    {
        const auto other = ProfileFile::load(write(
            R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "budget": 5}, "b": {"workers": 2}}}})"));
        QVERIFY(other.isOk());
        ProfileFile file;
        file.adopt(*other, QStringLiteral("a"), QStringLiteral("copy"));
        QCOMPARE(file.names(), QStringList{QStringLiteral("copy")});
        QVERIFY(file.toJson(path(QStringLiteral("new.json"))).contains("\"budget\": 5"));
    }

    void aFailedSaveSaysSoAndLeavesTheOldFile()
    {
        const auto old = write(R"({"molotov": {"tests": {"a": {"scenario": "a.ts"}}}})");
        auto file = ProfileFile::load(old);
        QVERIFY(file.isOk());
        const auto status = file->save(path(QStringLiteral("no/such/folder/p.json")));
        QVERIFY(!status.isOk());
        QVERIFY(status.error().text.contains(QLatin1String("could not be saved")));
        QVERIFY(ProfileFile::load(old).isOk());
    }
};

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
