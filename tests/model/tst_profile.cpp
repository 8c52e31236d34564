// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/listenaddress.h"
#include "core/model/outputurls.h"
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

    void knowsWhereToListen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host"); // empty: it is none
        QTest::newRow("port") << QStringLiteral("9464") << QStringLiteral("127.0.0.1");
        QTest::newRow("address") << QStringLiteral("0.0.0.0:9464") << QStringLiteral("0.0.0.0");
        QTest::newRow("IPv6") << QStringLiteral("[::1]:9464") << QStringLiteral("::1");
        for (const char *text :
             {"0", "65536", "x", ":9464", "::1:9464", "h:", "h:-1", "h:+1", "h: 1", "[]:1"})
            QTest::newRow(text) << QString::fromLatin1(text) << QString();
    }

    void knowsWhereToListen()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        Profile profile;
        profile.scenarioFile = QStringLiteral("/a.js");
        profile.prometheus = text;
        const auto problems = profile.validate();
        QCOMPARE(problems.isEmpty(), !host.isEmpty());
        if (host.isEmpty())
            QCOMPARE(problems.first().field, ProfileField::Prometheus);
        else
            QCOMPARE(*ListenAddress::parse(text), (ListenAddress{.host = host, .port = 9464}));
    }

    void knowsTheUrlsOfInfluxDb_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("problem"); // a part of it; empty: there is none
        const auto row = [](const char *url, const char *problem) {
            QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(problem);
        };
        row("http://h:8086/write?db=x", "");
        row("https://u:p@h/influx/write?db=x&precision=s", "");
        row("http://h/api/v2/write?org=o&bucket=b", "");
        row("http://TOKEN@[::1]:8086/api/v2/write?orgID=o&bucket=b&precision=ms", "");
        row("http://h/api/v3/write_lp?db=x&precision=nanosecond", "");
        row("http://h:8086", "must look like");
        row("http://h:8086/", "must look like");
        row("h:8086/write?db=x", "must look like");
        row("udp://h:8089/write?db=x", "must look like");
        row("http:///write?db=x", "must look like");
        row("http://h:99999/write?db=x", "must look like");
        row("http://h/write?db=x#y", "must look like");
        row("http://h/write", "no database");
        row("http://h/write?db=", "no database");
        row("http://h/api/v2/write?org=o", "no bucket");
        row("http://h/api/v2/write?bucket=b", "no organization");
        row("http://h/write?db=x&precision=m", "precision");
        row("http://u:hunter2@h:1:2/write?token=hunter2", "must look like");
    }

    void knowsTheUrlsOfInfluxDb()
    {
        QFETCH(QString, url);
        QFETCH(QString, problem);
        auto profile = good();
        profile.influxdb = url;
        const auto problems = profile.validate();
        QCOMPARE(problems.isEmpty(), problem.isEmpty());
        if (problem.isEmpty())
            return;
        QCOMPARE(problems.first().field, ProfileField::Influxdb);
        QVERIFY2(problems.first().text.contains(problem), qPrintable(problems.first().text));
        QVERIFY(!problems.first().text.contains(QStringLiteral("hunter2")));
    }

    void knowsTheUrlsOfOtlp_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("metrics"); // empty: it is none
        const auto row = [](const char *url, const char *metrics) {
            QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(metrics);
        };
        row("http://h:4318", "http://h:4318/v1/metrics");
        row("http://h:4318/", "http://h:4318/v1/metrics");
        row("https://h/v1/metrics", "https://h/v1/metrics");
        row("https://h/api/v1/otlp/", "https://h/api/v1/otlp/v1/metrics");
        row("https://h/a%2Fb?tenant=x", "https://h/a%2Fb/v1/metrics?tenant=x");
        row("h:4318", "");
        row("grpc://h:4317", "");
        row("http://", "");
        row("http://h#x", "");
        row("http://a b", "");
    }

    void knowsTheUrlsOfOtlp()
    {
        QFETCH(QString, url);
        QFETCH(QString, metrics);
        auto profile = good();
        profile.otlp = url;
        const auto problems = profile.validate();
        QCOMPARE(problems.isEmpty(), !metrics.isEmpty());
        if (metrics.isEmpty()) {
            QCOMPARE(problems.first().field, ProfileField::Otlp);
            QVERIFY(problems.first().text.contains(QStringLiteral("must look like http://host:4318")));
        } else {
            QCOMPARE(OutputUrls::otlpMetricsUrl(QUrl(url)).toString(QUrl::FullyEncoded), metrics);
        }
    }

    void knowsTheUnitOfTimeStamps()
    {
        const auto precision = [](const char *query) {
            return OutputUrls::influxPrecision(
                QUrl(QLatin1String("http://h/write?db=x") + QLatin1String(query)));
        };
        QCOMPARE(precision(""), std::chrono::nanoseconds(1ns));
        QCOMPARE(precision("&precision=u"), std::chrono::nanoseconds(1us));
        QCOMPARE(precision("&precision=ms"), std::chrono::nanoseconds(1ms));
        QCOMPARE(precision("&precision=s"), std::chrono::nanoseconds(1s));
    }

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
            "stages that nobody can read", [](Profile &p) { p.stages = QStringLiteral("30s"); },
            ProfileField::Stages, "such as 30s:10,1m:50,30s:0");
        row(
            "a rate that nobody can read", [](Profile &p) { p.rate = QStringLiteral("fast"); },
            ProfileField::Rate, "such as 100/s");
        row(
            "stages and a rate",
            [](Profile &p) {
                p.stages = QStringLiteral("1s:1");
                p.rate = QStringLiteral("1/s");
            },
            ProfileField::Stages, "one of the two");
        row(
            "more users than there may be", [](Profile &p) { p.stages = QStringLiteral("1s:10001"); },
            ProfileField::Stages, "at most 10");
        row(
            "fewer users than processes",
            [](Profile &p) {
                p.rate = QStringLiteral("1/s");
                p.processes = 3;
                p.maxUsers = 2;
            },
            ProfileField::MaxUsers, "from 3, one in each process");
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
            "no goal",
            [](Profile &p) {
                p.thresholds = {QStringLiteral("rate(failed) < 1 %"), QStringLiteral("p95(latncy) < 3 s")};
            },
            ProfileField::Thresholds, "Goal 2, “p95(latncy) < 3 s”, column 5: Expected a measure (latency");
        row(
            "tolerance < 0", [](Profile &p) { p.sizingTolerance = -0.5; }, ProfileField::SizingTolerance,
            "from 0 to 100 %, not -0.5");
        row(
            "tolerance > 100", [](Profile &p) { p.sizingTolerance = 100.5; }, ProfileField::SizingTolerance,
            "not 100.5");
        row(
            "no tolerance", [](Profile &p) { p.sizingTolerance = qQNaN(); }, ProfileField::SizingTolerance,
            "not nan");
        const auto finding = [](const char *goal) {
            return [goal](Profile &p) { p.findLimit = QString::fromLatin1(goal); };
        };
        const char *goal = "p95(latency) < 300 ms";
        row("no goal to find", finding("p95(latency)"), ProfileField::FindLimit, "column 13: Expected");
        row("a goal that aborts", finding("p95(latency) < 3 s, abort"), ProfileField::FindLimit,
            "leave out “abort”");
        const auto findingWith = [=](auto change) {
            return [=](Profile &p) {
                finding(goal)(p);
                change(p);
            };
        };
        row("limit of stages", findingWith([](Profile &p) { p.rate = QStringLiteral("10s:5/s"); }),
            ProfileField::FindLimit, "in place of stages");
        row("limit of sizing", findingWith([](Profile &p) { p.sizing = true; }), ProfileField::FindLimit,
            "one of the two");
        row("limit of a single run", findingWith([](Profile &p) { p.singleRun = true; }),
            ProfileField::FindLimit, "leave out the single run");
        row("short steps", findingWith([](Profile &p) { p.limitStep = 500ms; }), ProfileField::LimitStep,
            "from 1 s");
        row("settling < 0", findingWith([](Profile &p) { p.limitSettling = -1ms; }),
            ProfileField::LimitSettling, "from 0 s");
        row("most below the first", findingWith([](Profile &p) {
                p.workers = 20;
                p.limitMost = 19;
            }),
            ProfileField::LimitMost, "the first one, 20");
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
            "no header", [](Profile &p) { p.maskHeaders = QStringLiteral("X-Token, X Key"); },
            ProfileField::MaskHeaders, "“x key” cannot be the name of a header");
        row(
            "no host", [](Profile &p) { p.hosts.insert(QStringLiteral("http://a"), QStringLiteral("b")); },
            ProfileField::Hosts, "“http://a” cannot be the name of a host");
        row(
            "no address", [](Profile &p) { p.hosts.insert(QStringLiteral("a"), QStringLiteral("b:x")); },
            ProfileField::Hosts, "Connections to a must go to an address such as 10.0.0.7");
        row(
            "no pattern", [](Profile &p) { p.allowedHosts = QStringList(QStringLiteral("a.*")); },
            ProfileField::AllowedHosts, "“a.*” cannot be a host that may be loaded");
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

    void eachGoalHasItsProblem()
    {
        auto profile = good();
        profile.thresholds = {QString(), QStringLiteral("rate(failed) < 1 %"),
                              QStringLiteral("max(latency) < 1")};
        const auto problems = profile.validate();
        QCOMPARE(problems.size(), 2);
        QVERIFY(problems.first().text.startsWith(QStringLiteral("Goal 1, “”, column 1: ")));
        QCOMPARE(problems.last().text,
                 QStringLiteral("Goal 3, “max(latency) < 1”, column 17: Expected a unit of max(latency) "
                                "(us, ms, s or min), found the end."));
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
