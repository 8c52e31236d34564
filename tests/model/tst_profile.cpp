// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profile.h"

#include <QTest>

#include <functional>

using namespace Molotov;
using namespace std::chrono_literals;

using Change = std::function<void(Profile &)>;
Q_DECLARE_METATYPE(Change)

class TestProfile : public QObject
{
    Q_OBJECT

    static Profile good()
    {
        Profile profile;
        profile.scenarioFile = QStringLiteral("/tests/shop.ts");
        return profile;
    }

private Q_SLOTS:
    void aScenarioFileIsAllThatIsNeeded() { QVERIFY(good().validate().isEmpty()); }

    void theAddressOfStatsdMattersOnlyWhenItIsUsed()
    {
        auto profile = good();
        profile.statsdAddress = QStringLiteral("nowhere");
        QVERIFY(profile.validate().isEmpty());
        profile.statsd = true;
        profile.statsdAddress = QStringLiteral("udp://[::1]:8125/");
        QVERIFY(profile.validate().isEmpty());
    }

    void problemsNameTheirFieldAndWhatToDo_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<ProfileField>("field");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const Change &change, ProfileField field, const char *part) {
            QTest::newRow(name) << change << field << QString::fromUtf8(part);
        };
        row(
            "no file", [](Profile &p) { p.scenarioFile.clear(); }, ProfileField::ScenarioFile, "Choose");
        row(
            "no scheme", [](Profile &p) { p.baseUrl = QStringLiteral("example.org"); }, ProfileField::BaseUrl,
            "http://host");
        row(
            "no host", [](Profile &p) { p.baseUrl = QStringLiteral("http://"); }, ProfileField::BaseUrl,
            "http://");
        row(
            "ftp", [](Profile &p) { p.baseUrl = QStringLiteral("ftp://a"); }, ProfileField::BaseUrl,
            "http://host");
        row(
            "space in host", [](Profile &p) { p.baseUrl = QStringLiteral("http://a b"); },
            ProfileField::BaseUrl, "not a URL");
        row(
            "query in base URL", [](Profile &p) { p.baseUrl = QStringLiteral("http://a/b?c=d"); },
            ProfileField::BaseUrl, "leave out what begins with");
        row(
            "fragment in base URL", [](Profile &p) { p.baseUrl = QStringLiteral("http://a/#/b"); },
            ProfileField::BaseUrl, "leave out what begins with");
        row(
            "0 processes", [](Profile &p) { p.processes = 0; }, ProfileField::Processes,
            "from 1 to 64, not 0");
        row(
            "0 workers", [](Profile &p) { p.workers = 0; }, ProfileField::Workers, "not 0");
        row(
            "100,000 workers", [](Profile &p) { p.workers = 100'000; }, ProfileField::Workers, "not 100");
        row(
            "ramp-up < 0", [](Profile &p) { p.rampUp = -1ms; }, ProfileField::RampUp, "negative");
        row(
            "ramp-up > duration", [](Profile &p) { p.rampUp = 25h; }, ProfileField::RampUp, "longer");
        row(
            "no duration", [](Profile &p) { p.duration = 0ms; }, ProfileField::Duration, "above 0");
        row(
            "runs < 0", [](Profile &p) { p.maxRuns = -1; }, ProfileField::MaxRuns, "negative");
        row(
            "delay < 0", [](Profile &p) { p.delay = -1ms; }, ProfileField::Delay, "negative");
        row(
            "limit < 0", [](Profile &p) { p.iterationTimeout = -1ms; }, ProfileField::IterationTimeout,
            "negative");
        row(
            "single run of one",
            [](Profile &p) {
                p.singleRun = true;
                p.singleMode = QStringLiteral("browse");
            },
            ProfileField::SingleRun, "“browse”");
        row(
            "failures < 0", [](Profile &p) { p.failThreshold = -1; }, ProfileField::FailThreshold,
            "negative");
        row(
            "tolerance < 0", [](Profile &p) { p.sizingTolerance = -0.5; }, ProfileField::SizingTolerance,
            "from 0 to 100 %, not -0.5");
        row(
            "tolerance > 100", [](Profile &p) { p.sizingTolerance = 100.5; }, ProfileField::SizingTolerance,
            "not 100.5");
        row(
            "no tolerance", [](Profile &p) { p.sizingTolerance = qQNaN(); }, ProfileField::SizingTolerance,
            "not nan");
        row(
            "nameless extension", [](Profile &p) { p.extensions = QStringList{QString()}; },
            ProfileField::Extensions, "empty");
        row(
            "an extension twice",
            [](Profile &p) {
                p.extensions = {QStringLiteral("/a.js"), QStringLiteral("/a.js")};
            },
            ProfileField::Extensions, "/a.js is named twice");
        for (const char *address : {"", "localhost:8125", "udp://localhost", "tcp://localhost:8125",
                                    "udp://:8125", "udp://a b:1", "udp://host:8125/path"}) {
            row(
                address,
                [address](Profile &p) {
                    p.statsd = true;
                    p.statsdAddress = QLatin1String(address);
                },
                ProfileField::StatsdAddress, "udp://host:8125");
        }
        row(
            "verbosity", [](Profile &p) { p.verbosity = 3; }, ProfileField::Verbosity, "from 0 to 2, not 3");
        row(
            "no update", [](Profile &p) { p.consoleUpdate = -1ms; }, ProfileField::ConsoleUpdate, "negative");
        row(
            "variable", [](Profile &p) { p.environment.insert(QStringLiteral("A=B"), {}); },
            ProfileField::Environment, "A=B");
    }

    void problemsNameTheirFieldAndWhatToDo()
    {
        QFETCH(Change, change);
        QFETCH(ProfileField, field);
        QFETCH(QString, part);
        auto profile = good();
        change(profile);
        const auto problems = profile.validate();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().field, field);
        QVERIFY2(problems.first().text.contains(part), qPrintable(problems.first().text));
    }

    void workersNeedDescriptors()
    {
        auto profile = good();
        profile.workers = 974;
        const SystemLimits limits{.descriptors = 1024};
        QVERIFY(profile.validate(limits).isEmpty());
        profile.workers = 975;
        QVERIFY(profile.validate().isEmpty());
        const auto problems = profile.validate(limits);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().field, ProfileField::Workers);
        QCOMPARE(problems.first().text,
                 QStringLiteral(
                     "975 workers per process need 1,025 open files and connections, and the system lets a "
                     "process have 1,024: use at most 974 workers in each process, or raise the "
                     "limit of open files (ulimit -n)."));
        profile.workers = Profile::MaxWorkers + 1; // one reason is enough
        QCOMPARE(profile.validate(limits).size(), 1);
        profile.workers = 1; // has room where a helper has any
        QVERIFY(profile.validate({.descriptors = 20}).isEmpty());
    }

    void allProblemsComeAtOnce()
    {
        auto profile = good();
        profile.scenarioFile.clear();
        profile.workers = 0;
        profile.delay = -1s;
        QCOMPARE(profile.validate().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
