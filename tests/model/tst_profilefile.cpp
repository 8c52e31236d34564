// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Molotov;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::function<void(Profile &)>)

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

    void everyOptionIsReadAgain()
    {
        Profile profile;
        profile.scenarioFile = path(QStringLiteral("shop.ts"));
        profile.rampDown = 1200ms;
        profile.stages = QStringLiteral("30s:10,1m:50");
        profile.rate = QStringLiteral("100/s");
        profile.maxUsers = 70;
        profile.stepped = true;
        profile.poisson = true;
        profile.iterations = 1LL << 40;
        profile.pacing = 1500ms;
        profile.iterationTimeout = 2500ms;
        profile.singleMode = QStringLiteral("browse");
        profile.singleRun = true;
        profile.stopOnFailure = true;
        profile.failThreshold = 0;
        profile.thresholds = {QStringLiteral("p95(latency, \"GET /\") < 300 ms"), QStringLiteral("x")};
        profile.forceShutdown = true;
        profile.sizing = true;
        profile.sizingTolerance = 2.5;
        profile.findLimit = QStringLiteral("p95(latency) < 300 ms");
        profile.limitStep = 20s;
        profile.limitSettling = 2500ms;
        profile.limitMost = 400;
        profile.extensions = {path(QStringLiteral("lib/a.js")), QStringLiteral("/elsewhere/b.ts")};
        profile.statsd = true;
        profile.statsdAddress = QStringLiteral("udp://stats:9000");
        profile.statsdRawNames = true;
        profile.prometheus = QStringLiteral("[::1]:9464");
        profile.jsonLines = path(QStringLiteral("out/run.jsonl"));
        profile.influxdb = QStringLiteral("http://host:8086/write?db=load");
        profile.otlp = QStringLiteral("http://host:4318");
        profile.foldNames = false;
        profile.maskHeaders = QStringLiteral("X-Token");
        profile.verbosity = 2;
        profile.quiet = true;
        profile.console = true;
        profile.consoleUpdate = 1s;
        profile.debug = true;
        profile.hosts = {{QStringLiteral("shop.example"), QStringLiteral("10.0.0.7:8443")}};
        profile.addresses = AddressOrder::Random;
        profile.checkTarget = false;
        profile.allowedHosts = {QStringLiteral("shop.example"), QStringLiteral("*.example.com")};
        ProfileFile file;
        file.setProfile(QStringLiteral("all"), profile);
        const auto text = file.toJson(path(QStringLiteral("molotov.json")));
        QVERIFY2(text.contains("\"lib/a.js\""), text.constData());
        QVERIFY2(text.contains("\"out/run.jsonl\""), text.constData());
        const auto again = ProfileFile::parse(text, path(QStringLiteral("molotov.json")));
        QVERIFY2(again.isOk(), qPrintable(errorOf(again)));
        QVERIFY(again->profile(QStringLiteral("all")) == profile);
    }

    void stagesMayBeObjects_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("stages");
        QTest::addColumn<QString>("rate");
        QTest::newRow("users") << QByteArray(
            R"("stages": [{"duration": "30s", "users": 10}, {"duration": 60.5, "users": "50"}])")
                               << QStringLiteral("30s:10,60.5:50") << QString();
        QTest::newRow("rates") << QByteArray(
            R"("rate": [{"duration": "1m", "rate": "600/m"}, {"duration": "1h", "rate": 0.00001}])")
                               << QString() << QStringLiteral("1m:600/m,1h:0.00001");
        QTest::newRow("a number") << QByteArray(R"("rate": 100)") << QString() << QStringLiteral("100");
        QTest::newRow("none") << QByteArray(R"("stages": [], "rate": null)") << QString() << QString();
    }

    void stagesMayBeObjects()
    {
        QFETCH(QByteArray, settings);
        const auto file =
            ProfileFile::parse(R"({"molotov": {"tests": {"a": {"duration": 90, )" + settings + "}}}}",
                               path(QStringLiteral("molotov.json")));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        auto profile = file->profile(QStringLiteral("a"));
        QTEST(profile.stages, "stages");
        QTEST(profile.rate, "rate");
        auto changed = *file;
        profile.workers = 7;
        changed.setProfile(QStringLiteral("a"), profile);
        const auto text = changed.toJson(path(QStringLiteral("molotov.json")));
        QVERIFY2(text.contains(settings), text.constData()); // what nobody changed stays as it was written
        profile.stages = QStringLiteral("1m:1");
        changed.setProfile(QStringLiteral("a"), profile);
        QVERIFY(changed.toJson(path(QStringLiteral("molotov.json"))).contains(R"("stages": "1m:1")"));
    }

    void stagesThatLackSomethingAreAnError()
    {
        const auto error = [this](const QByteArray &stages) {
            return errorOf(ProfileFile::parse(R"({"molotov": {"tests": {"a": {"stages": )" + stages + "}}}}",
                                              path(QStringLiteral("molotov.json"))));
        };
        QVERIFY2(
            error(R"([{"duration": 30, "rate": 10}])").contains(QStringLiteral("“duration” and “users”")),
            qPrintable(error(R"([{"duration": 30, "rate": 10}])")));
        QVERIFY(!error(R"(["30s:10"])").isEmpty());
        QVERIFY(!error(R"([{"duration": true, "users": 10}])").isEmpty());
        QVERIFY(!error("true").isEmpty());
    }

    void theStandardOutputIsNoFile()
    {
        const auto file =
            ProfileFile::parse(R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "json_lines": "-"}}}})",
                               path(QStringLiteral("molotov.json")));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        QCOMPARE(file->profile(QStringLiteral("a")).jsonLines, QStringLiteral("-"));
        QVERIFY(file->unusedKeys(QStringLiteral("a")).isEmpty());
        ProfileFile other;
        other.setProfile(QStringLiteral("a"), file->profile(QStringLiteral("a")));
        QVERIFY(other.toJson(path(QStringLiteral("sub/molotov.json"))).contains("\"json_lines\": \"-\""));
    }

    void anOptionIsWrittenWhenItWasReadOrIsNoDefault()
    {
        const auto file = ProfileFile::load(
            write(R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "console": false, "fail": null}}}})"));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        auto changed = *file;
        auto profile = changed.profile(QStringLiteral("a"));
        profile.verbosity = 1;
        changed.setProfile(QStringLiteral("a"), profile);
        const auto saved =
            QJsonDocument::fromJson(changed.toJson(path(QStringLiteral("profile.json")))).object();
        const auto test = saved[u"molotov"][u"tests"][u"a"].toObject();
        QCOMPARE(test.keys().join(QLatin1Char(' ')), QStringLiteral("console fail scenario verbose"));
        QCOMPARE(test[u"console"], QJsonValue(false));
        QCOMPARE(test[u"fail"], QJsonValue(QJsonValue::Null));
        QCOMPARE(test[u"verbose"], QJsonValue(1));
    }

    void aGoalMayBeATextByItself()
    {
        const QByteArray text =
            R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "thresholds": "count(failed) == 0", "x": 1}}}})";
        auto file = ProfileFile::load(write(text));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        QCOMPARE(file->unusedKeys(QStringLiteral("a")), QStringList(QStringLiteral("x")));
        auto profile = file->profile(QStringLiteral("a"));
        QCOMPARE(profile.thresholds, QStringList(QStringLiteral("count(failed) == 0")));
        QCOMPARE(file->toJson(path(QStringLiteral("profile.json"))), text);
        profile.thresholds.append(QStringLiteral("rate(errors) < 1 %"));
        (*file).setProfile(QStringLiteral("a"), profile);
        const auto saved =
            QJsonDocument::fromJson(file->toJson(path(QStringLiteral("profile.json")))).object();
        const QJsonArray both{QStringLiteral("count(failed) == 0"), QStringLiteral("rate(errors) < 1 %")};
        QCOMPARE(saved[u"molotov"][u"tests"][u"a"][u"thresholds"].toArray(), both);
    }

    void onlyWhatHasChangedIsWritten_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<std::function<void(Profile &)>>("change");
        const auto row = [](const char *name, const char *from, const char *to,
                            const std::function<void(Profile &)> &change) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << change;
        };
        row("nothing", "", "", [](Profile &) {});
        row("a number", "\"workers\" : 3", "\"workers\" : 5", [](Profile &profile) { profile.workers = 5; });
        row("what was not there", "\"scenario\":\t\"shop.ts\"",
            "\"scenario\":\t\"shop.ts\",\r\n   \"delay\": 0.5",
            [](Profile &profile) { profile.delay = 500ms; });
        row("back to the default", "\"workers\" : 3", "\"workers\" : 1",
            [](Profile &profile) { profile.workers = 1; });
        row("a path", "\"shop.ts\"", "\"sub/other.ts\"", [](Profile &profile) {
            profile.scenarioFile.replace(QStringLiteral("shop.ts"), QStringLiteral("sub/other.ts"));
        });
        row("a variable", "\"A\": \"1\"", "\"A\": \"2\"",
            [](Profile &profile) { profile.environment[QStringLiteral("A")] = QStringLiteral("2"); });
        row("a variable more", "\"A\": \"1\"", "\"A\": \"1\", \"B\": null",
            [](Profile &profile) { profile.environment[QStringLiteral("B")] = std::nullopt; });
        row("a variable less", "\"env\": {\"A\": \"1\"},\r\n   ", "",
            [](Profile &profile) { profile.environment.remove(QStringLiteral("A")); });
    }

    void onlyWhatHasChangedIsWritten()
    {
        // With a byte order mark, line ends of Windows, tabs, an odd indentation and order, and foreign keys.
        const QByteArray text =
            "\xef\xbb\xbf{\r\n \"zeta\": [1,  2],\r\n \"molotov\": {\"env\" :{\"S\":\"s\"},"
            "\r\n  \"tests\": {\r\n   \"b\": { \"workers\":2,\"scenario\": \"./x/../b.ts\",\t\"uvloop\": "
            "true },"
            "\r\n\r\n  \"a\" : {\r\n   \"workers\" : 3,\r\n   \"env\": {\"A\": \"1\"},"
            "\r\n   \"duration\": 1e1,\r\n   \"scenario\":\t\"shop.ts\"\r\n  }}}}";
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(std::function<void(Profile &)>, change);
        auto file = ProfileFile::load(write(text));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        auto profile = file->profile(QStringLiteral("a"));
        change(profile);
        (*file).setProfile(QStringLiteral("a"), profile);
        auto expected = text;
        QVERIFY(from.isEmpty() || text.count(from) == 1);
        if (!from.isEmpty())
            expected.replace(from, to);
        QCOMPARE(file->toJson(path(QStringLiteral("profile.json"))), expected);
        const auto again = ProfileFile::parse(expected, path(QStringLiteral("profile.json")));
        QVERIFY2(again.isOk(), qPrintable(errorOf(again)));
        QVERIFY(again->profile(QStringLiteral("a")) == profile);
    }

    void aTestIsAddedInTheStyleOfTheFile()
    {
        const auto file = ProfileFile::load(write("{\n  \"molotov\": {\n    \"tests\": {\n"
                                                  "      \"z\": {\"workers\": 3}\n    }\n  }\n}\n"));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        auto changed = *file;
        changed.adopt(*file, QStringLiteral("z"), QStringLiteral("a"));
        auto profile = file->profile(QStringLiteral("z"));
        profile.workers = 2;
        profile.baseUrl = QStringLiteral("http://x");
        changed.setProfile(QStringLiteral("z"), profile);
        QCOMPARE(changed.toJson(path(QStringLiteral("profile.json"))),
                 QByteArray("{\n  \"molotov\": {\n    \"tests\": {\n"
                            "      \"z\": {\"workers\": 2, \"base_url\": \"http://x\"},\n"
                            "      \"a\": {\n        \"workers\": 3\n      }\n    }\n  }\n}\n"));
    }

    void optionsAreReadAsMolotovWritesThem()
    {
        const auto file = ProfileFile::load(write(
            R"({"molotov": {"tests": {
                "a": {"scenario": "a.ts", "console": false, "quiet": true, "verbose": true, "fail": 3,
                      "exception": true, "use_extension": "one.js"},
                "b": {"scenario": "b.ts", "verbose": 2, "use_extension": ["one.js", "/two.js"],
                      "sizing": true, "sizing_tolerance": 10, "statsd": true, "uvloop": true}}}})"));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        Profile a;
        a.scenarioFile = path(QStringLiteral("a.ts"));
        a.quiet = true;
        a.verbosity = 1;
        a.failThreshold = 3;
        a.stopOnFailure = true;
        a.extensions = {path(QStringLiteral("one.js"))};
        QVERIFY(file->profile(QStringLiteral("a")) == a);
        const auto b = file->profile(QStringLiteral("b"));
        QCOMPARE(b.verbosity, 2);
        QCOMPARE(b.extensions, QStringList({path(QStringLiteral("one.js")), QStringLiteral("/two.js")}));
        QVERIFY(b.sizing);
        QCOMPARE(b.sizingTolerance, 10.0);
        QVERIFY(b.statsd);
        QCOMPARE(b.statsdAddress, QStringLiteral("udp://localhost:8125"));
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
            "a": {"scenario": "a.ts", "uvloop": true, "workers": 3},
            "b": {"scenario": "b.ts", "virtualenv": "venv"}}}})";
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
        QCOMPARE(root[u"tests"][u"a"][u"uvloop"].toBool(), true);
        QCOMPARE(root[u"tests"][u"a"][u"workers"].toInt(), 4);
        QCOMPARE(root[u"tests"][u"b"][u"virtualenv"].toString(), QStringLiteral("venv"));
    }

    void tellsWhichKeysMeanNothing()
    {
        const auto file =
            ProfileFile::load(write(R"({"molotov": {"version": 1, "requirements": "r", "tests": {
            "a": {"scenario": "a.ts", "uvloop": true, "env": {}, "console": true, "workes": 5},
            "b": {"scenario": "b.ts"}}}})"));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        QCOMPARE(file->unusedKeys(QStringLiteral("a")).join(QLatin1Char(' ')),
                 QStringLiteral("requirements uvloop workes"));
        QCOMPARE(file->unusedKeys(QStringLiteral("b")).join(QLatin1Char(' ')),
                 QStringLiteral("requirements"));
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

    void numbersAreTakenAsMolotovTakesThem()
    {
        const auto file = ProfileFile::load(write(R"({"molotov": {
            "env": {"NAME": "x", "WEIGHT": 10, "PART": 0.5, "FAST": true, "SLOW": false, "BIG": 12345678901},
            "tests": {"t": {"scenario": "a.ts", "console": 1, "debug": 0, "quiet": 2, "console_update": 0}}}})"));
        QVERIFY2(file.isOk(), qPrintable(errorOf(file)));
        const auto profile = file->profile(QStringLiteral("t"));
        QStringList values;
        for (const auto &value : profile.environment)
            values.append(value.value_or(QStringLiteral("?")));
        QCOMPARE(values.join(QLatin1Char(' ')), QStringLiteral("12345678901 true x 0.5 false 10"));
        QCOMPARE(profile.console, true);
        QCOMPARE(profile.debug, false);
        QCOMPARE(profile.quiet, true);
        QCOMPARE(profile.consoleUpdate, 0ms);
        QCOMPARE(profile.validate().size(), 0);
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
        row("a goal that is no text", R"({"molotov": {"tests": {"a": {"thresholds": ["p", 3]}}}})",
            {QStringLiteral("molotov.tests.a.thresholds"), QStringLiteral("a text or a list of texts")});
        row("a flag that is a text", R"({"molotov": {"tests": {"a": {"console": "false"}}}})",
            {QStringLiteral("molotov.tests.a.console"), QStringLiteral("must be true or false")});
        row("a name that is a number", R"({"molotov": {"tests": {"a": {"single_mode": 1}}}})",
            {QStringLiteral("molotov.tests.a.single_mode"), QStringLiteral("must be a text")});
        row("a fraction of a failure", R"({"molotov": {"tests": {"a": {"fail": 0.5}}}})",
            {QStringLiteral("molotov.tests.a.fail"), QStringLiteral("a whole number")});
        row("a tolerance in words", R"({"molotov": {"tests": {"a": {"sizing_tolerance": "5%"}}}})",
            {QStringLiteral("molotov.tests.a.sizing_tolerance"), QStringLiteral("must be a number")});
        row("an extension that is none", R"({"molotov": {"tests": {"a": {"use_extension": ["a.js", 1]}}}})",
            {QStringLiteral("molotov.tests.a.use_extension"), QStringLiteral("a text or a list of texts")});
        row("a level in words", R"({"molotov": {"tests": {"a": {"verbose": "very"}}}})",
            {QStringLiteral("molotov.tests.a.verbose"), QStringLiteral("a whole number")});
        row("a time in words", R"({"molotov": {"tests": {"a": {"iteration_timeout": "1s"}}}})",
            {QStringLiteral("molotov.tests.a.iteration_timeout"), QStringLiteral("number of seconds")});
        row("a key twice", "{\"molotov\": {\"tests\": {\n\"a\": {\"workers\": 1,\n\"workers\": 2}}}}",
            {QStringLiteral("profile.json:3:"), QStringLiteral("“molotov.tests.a.workers” is there twice")});
        row("a test twice", R"({"molotov": {"tests": {"a": {}, "a": {}}}})",
            {QStringLiteral("“molotov.tests.a” is there twice")});
        row("variable", R"({"molotov": {"tests": {"a": {"env": {"X": [5]}}}}})",
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
        QVERIFY(status.error().text.contains(QLatin1String("cannot be written")));
        QVERIFY(ProfileFile::load(old).isOk());
    }
};

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
