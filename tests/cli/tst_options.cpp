// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/options.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Molotov;
using namespace Molotov::Cli;

namespace {

// What is set of the options that are seldom set.
QString more(const Profile &profile)
{
    const auto flag = [](bool isSet, const char *name) {
        return isSet ? QLatin1Char(' ') + QLatin1String(name) : QString();
    };
    const auto text = [](bool isSet, const char *name, const auto &value) {
        return isSet ? QStringLiteral(" %1=%2").arg(QLatin1String(name)).arg(value) : QString();
    };
    const Profile usual;
    QStringList extensions;
    for (const auto &file : profile.extensions)
        extensions.append(QDir::current().relativeFilePath(file));
    QStringList hosts;
    for (auto it = profile.hosts.begin(); it != profile.hosts.end(); ++it)
        hosts.append(it.key() + QLatin1Char('>') + it.value());
    return text(!profile.singleMode.isEmpty(), "single", profile.singleMode)
           + flag(profile.singleRun, "single-run") + flag(profile.stopOnFailure, "exception")
           + text(profile.failThreshold.has_value(), "fail", profile.failThreshold.value_or(0))
           + flag(profile.forceShutdown, "force-shutdown") + flag(profile.sizing, "sizing")
           + text(profile.sizingTolerance != usual.sizingTolerance, "tolerance", profile.sizingTolerance)
           + text(!profile.findLimit.isEmpty(), "limit",
                  QStringLiteral("%1,%2,%3,%4")
                      .arg(profile.findLimit)
                      .arg(profile.limitStep.count())
                      .arg(profile.limitSettling.count())
                      .arg(profile.limitMost))
           + text(profile.iterationTimeout != usual.iterationTimeout, "timeout",
                  profile.iterationTimeout.count())
           + text(!profile.stages.isEmpty(), "stages", profile.stages)
           + text(!profile.rate.isEmpty(), "rate", profile.rate) + flag(profile.stepped, "stepped")
           + text(!extensions.isEmpty(), "extensions", extensions.join(QLatin1Char(',')))
           + text(!profile.thresholds.isEmpty(), "goals", profile.thresholds.join(QLatin1Char(';')))
           + flag(profile.statsd, "statsd")
           + text(profile.statsdAddress != usual.statsdAddress, "address", profile.statsdAddress)
           + flag(profile.statsdRawNames, "raw") + flag(!profile.foldNames, "raw-names")
           + text(!profile.maskHeaders.isEmpty(), "mask", profile.maskHeaders) + flag(profile.quiet, "quiet")
           + text(profile.verbosity > 0, "verbose", profile.verbosity) + flag(profile.console, "console")
           + text(profile.consoleUpdate != usual.consoleUpdate, "update", profile.consoleUpdate.count())
           + flag(profile.debug, "debug") + text(!profile.influxdb.isEmpty(), "influxdb", profile.influxdb)
           + text(!profile.otlp.isEmpty(), "otlp", profile.otlp)
           + text(!profile.hosts.isEmpty(), "hosts", hosts.join(QLatin1Char(',')))
           + text(profile.addresses != usual.addresses, "addresses",
                  addressOrderNames().at(int(profile.addresses)))
           + flag(!profile.checkTarget, "no-check")
           + text(!profile.allowedHosts.isEmpty(), "allowed", profile.allowedHosts.join(QLatin1Char(',')));
}

QString printed(const Options &options)
{
    const auto &profile = options.profile;
    QStringList variables;
    for (auto it = profile.environment.begin(); it != profile.environment.end(); ++it)
        variables.append(it.key() + (it.value() ? QLatin1Char('=') + *it.value() : QString()));
    return QStringLiteral("%1 p%2 w%3 d%4 r%5 ramp%6 delay%7 url=%8 env=%9")
               .arg(QDir::current().relativeFilePath(profile.scenarioFile))
               .arg(profile.processes)
               .arg(profile.workers)
               .arg(profile.duration.count())
               .arg(profile.maxRuns)
               .arg(profile.rampUp.count())
               .arg(profile.delay.count())
               .arg(profile.baseUrl, variables.join(QLatin1Char(',')))
           + more(profile)
           + (options.profile.jsonLines.isEmpty()
                  ? QString()
                  : QStringLiteral(" lines=") + QFileInfo(options.profile.jsonLines).fileName())
           + (options.summaryFile.isEmpty() ? QString() : QStringLiteral(" summary=") + options.summaryFile)
           + (options.reportFiles.isEmpty()
                  ? QString()
                  : QStringLiteral(" reports=") + options.reportFiles.join(QLatin1Char(',')))
           + (options.notices.isEmpty()
                  ? QString()
                  : QStringLiteral(" notice: ") + options.notices.join(QStringLiteral(" notice: ")));
}

QString answer(const QByteArray &arguments)
{
    const auto words =
        QString::fromUtf8("molotov-cli " + arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto answer = CommandLine::parse(words);
    if (const auto *error = std::get_if<Error>(&answer))
        return error->text;
    if (const auto *text = std::get_if<Text>(&answer))
        return text->text;
    return printed(std::get<Options>(answer));
}

} // namespace

/// Command lines, and what becomes of them.
class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QDir::setCurrent(m_folder.path());
        write("one.json", "{\"molotov\": {\"tests\": {\"shop\": {\"scenario\": \"sub/shop.ts\", \"workers\": "
                          "7, \"duration\": 60, "
                          "\"env\": {\"A\": \"1\", \"B\": \"2\"}}}}}");
        write(
            "two.json",
            "{\"molotov\": {\"tests\": {\"b\": {\"scenario\": \"b.ts\"}, \"a\": {\"scenario\": \"a.ts\"}}}}");
        write("default.json", "{\"molotov\": {\"tests\": {\"a\": {\"scenario\": \"a.ts\"}, \"test\": "
                              "{\"scenario\": \"t.ts\"}}}}");
        write("sizing.json",
              R"({"molotov": {"tests": {"a": {"scenario": "a.ts", "sizing": true, "ramp_up": 10}}}})");
        write("limit.json", R"({"molotov": {"tests": {
            "a": {"scenario": "a.ts", "find_limit": "p95(latency) < 300 ms"},
            "b": {"scenario": "a.ts", "rate": "100/s"}, "c": {"scenario": "a.ts", "stages": "1m:5"}}}})");
        write("ramps.json",
              R"({"molotov": {"tests": {"shop": {"scenario": "a.ts", "ramp_up": 5, "ramp_down": 2,
              "rate": "100/s"}}}})");
        write("options.json", R"({"molotov": {"tests": {
            "quiet": {"scenario": "a.ts", "quiet": true, "single_mode": "browse"},
            "verbose": {"scenario": "a.ts", "verbose": true, "single_run": true},
            "both": {"scenario": "a.ts", "verbose": true, "quiet": true},
            "extended": {"scenario": "a.ts", "use_extension": ["a.js", "b.js"]},
            "goals": {"scenario": "a.ts", "thresholds": ["rate(failed)<1%", "count(failed)==0"]}}}})");
        write("all.json",
              QByteArray(
                  "{'molotov': {'tests': {'a': {'scenario': 'a.ts', 'processes': 2, 'workers': 3, "
                  "'duration': 4, 'max_runs': 5, 'ramp_up': 1, 'delay': 2, 'base_url': 'http://a', 'env': "
                  "{'A': '1'}, "
                  "'single_mode': 'browse', 'exception': true, 'fail': 6, 'force_shutdown': true, 'sizing': "
                  "true, "
                  "'sizing_tolerance': 7, 'iteration_timeout': 8, 'use_extension': 'a.js', 'statsd': true, "
                  "'statsd_address': 'udp://a:1', 'statsd_raw_names': true, 'fold_names': false, "
                  "'mask_headers': 'X-A', 'verbose': "
                  "1, 'console': true, "
                  "'console_update': 9}}}}")
                  .replace('\'', '"'));
        write("python.json",
              R"({"molotov": {"requirements": "r.txt", "env": {"A": "1"}, "tests": {
                  "a": {"scenario": "a.ts", "uvloop": true, "console": false}}}})");
        write("newer.json", "{\"molotov\": {\"version\": 99, \"tests\": {}}}");
        write("empty.json", "");
        write("half.json", "{\"molotov\":\n {\"tests");
        QVERIFY(QDir().mkdir(QStringLiteral("folder")));
    }

    void understands_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *arguments, const char *expected) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(expected);
        };
        row("plain", "shop.ts", "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        row("all",
            "-p 2 -w 50 -d 30 -r 10 --ramp-up 2.5 --delay 0.1 --base-url http://h:80 --env A=1 --env B --env "
            "C=x=y "
            "--env D= -v --summary out.json shop.ts",
            "shop.ts p2 w50 d30000 r10 ramp2500 delay100 url=http://h:80 env=A=1,B,C=x=y,D= verbose=1 "
            "summary=out.json");
        row("long names, scenario first",
            "shop.ts --processes=2 --workers=3 --duration=0.5 --max-runs=4 --quiet --summary -",
            "shop.ts p2 w3 d500 r4 ramp0 delay0 url= env= quiet summary=-");
        row("the only test", "--config one.json",
            "sub/shop.ts p1 w7 d60000 r0 ramp0 delay0 url= env=A=1,B=2");
        row("options win", "--config one.json shop -w 9 --env B=3",
            "sub/shop.ts p1 w9 d60000 r0 ramp0 delay0 url= env=A=1,B=3");
        row("by name", "--config two.json a", "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        row("Molotov's default name", "--config default.json",
            "t.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=");
        const auto more = [&row](const char *options, const char *expected) {
            row(options, qPrintable(QStringLiteral("shop.ts ") + QLatin1String(options)),
                qPrintable(QStringLiteral("shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= ")
                           + QLatin1String(expected)));
        };
        more("--single-run", "single-run");
        more("-s browse", "single=browse");
        more("--single-mode=browse", "single=browse");
        more("-x -f 0", "exception fail=0");
        more("--exception --fail 12", "exception fail=12");
        more("--force-shutdown --timeout 1.5", "force-shutdown timeout=1500");
        more("--statsd", "statsd");
        more("--statsd --statsd-address udp://h:1 --statsd-raw-names", "statsd address=udp://h:1 raw");
        more("--raw-names", "raw-names");
        more("--mask-headers X-A,X-B", "mask=X-A,X-B");
        more("--host a=10.0.0.7:80 --host b=[::1] --addresses first",
             "hosts=a>10.0.0.7:80,b>[::1] addresses=first");
        more("--allow-host a.example --allow-host *.b.example", "allowed=a.example,*.b.example");
        more("--no-check", "no-check");
        more("-q", "quiet");
        more("-v", "verbose=1");
        more("-vv", "verbose=2");
        more("-v -v --verbose", "verbose=2");
        more("-c --console-update 2", "console update=2000");
        more("--debug", "verbose=2 debug notice: Debug mode: the run is slower than without, so believe no "
                        "figures.");
        more("-q --debug", "quiet debug notice: Debug mode: the run is slower than without, so believe no "
                           "figures.");
        more("--uvloop", "notice: --uvloop has no meaning here: nothing of Python runs.");
        more("--threshold max(latency)<1s --threshold=rate(failed)<1%",
             "goals=max(latency)<1s;rate(failed)<1%");
        row("goals are added to those of the profile",
            "--config options.json goals --threshold max(latency)<1s",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= "
            "goals=rate(failed)<1%;count(failed)==0;max(latency)<1s");
        more("--stages 1m:5 --stepped", "stages=1m:5 stepped");
        more("--shape load", "stages=2m:1,10m:1,1m:0");
        more("--rate 100/s --shape smoke", "rate=1m:5/s stepped");
        row("a shape of a test, which has less time", "--config one.json --shape soak",
            "sub/shop.ts p1 w7 d15000000 r0 ramp0 delay0 url= env=A=1,B=2 stages=5m:7,4h:7,5m:0");
        row("stages in the place of a rate and its ramps", "--config ramps.json --stages 1m:5",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= stages=1m:5");
        row("a rate in the place of another", "--config ramps.json --rate 9/s",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= rate=9/s");
        row("a shape that is cut off", "a.ts -p 2 -w 10 -d 60 --ramp-up 5 --shape breakpoint",
            "a.ts p2 w10 d60000 r0 ramp0 delay0 url= env= stages=30m:200");
        more("--use-extension a.js --use-extension=lib/b.js", "extensions=a.js,lib/b.js");
        more("--use-extension a.js b.js -q", "extensions=a.js,b.js quiet");
        more("--use-extension=a.js b.js --use-extension c.js d.js", "extensions=a.js,b.js,c.js,d.js");
        row("an extension first", "--use-extension a.js shop.ts",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= extensions=a.js");
        row("reports", "shop.ts --report a.html --report b.xml",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= reports=a.html,b.xml");
        row("JSON lines", "shop.ts --json-lines run.jsonl --summary -",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= lines=run.jsonl summary=-");
        row("JSON lines to the standard output", "shop.ts --json-lines /dev/stdout",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= lines=-");
        row("InfluxDB", "shop.ts --influxdb http://h:8086/write?db=x",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= influxdb=http://h:8086/write?db=x");
        row("OpenTelemetry", "shop.ts --otlp http://h:4318",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= otlp=http://h:4318");
        row("standard output by its other name", "shop.ts --summary /dev/stdout",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= summary=-");
        row("sizing", "--sizing shop.ts", "shop.ts p1 w500 d86400000 r0 ramp300000 delay0 url= env= sizing");
        row("sizing shares its workers", "--sizing -p 3 --sizing-tolerance 0.5 shop.ts",
            "shop.ts p3 w167 d86400000 r0 ramp300000 delay0 url= env= sizing tolerance=0.5");
        row("sizing of one worker", "--sizing -w 1 --ramp-up 0 shop.ts",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= sizing");
        row("sizing of a profile", "--config sizing.json -p 2",
            "a.ts p2 w250 d86400000 r0 ramp10000 delay0 url= env= sizing");
        row("finding the limit", "--find-limit p95(latency)<300ms -w 5 shop.ts",
            "shop.ts p1 w5 d86400000 r0 ramp0 delay0 url= env= limit=p95(latency)<300ms,10000,5000,0");
        row("finding the limit of a rate",
            "--find-limit rate(errors)<1% --rate 20/s --limit-step 30 --limit-settling 1.5 --limit-most 900 "
            "shop.ts",
            "shop.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= limit=rate(errors)<1%,30000,1500,900 "
            "rate=20/s");
        row("finding the limit wins over the profile's sizing",
            "--config sizing.json --find-limit p95(latency)<300ms",
            "a.ts p1 w1 d86400000 r0 ramp10000 delay0 url= env= limit=p95(latency)<300ms,10000,5000,0");
        row("sizing wins over the profile's search for the limit", "--config limit.json a --sizing",
            "a.ts p1 w500 d86400000 r0 ramp300000 delay0 url= env= sizing");
        row("workers win over the profile's rate", "--config limit.json b --find-limit p50(latency)<1s -w 9",
            "a.ts p1 w9 d86400000 r0 ramp0 delay0 url= env= limit=p50(latency)<1s,10000,5000,0");
        row("the limit is looked for without the profile's stages",
            "--config limit.json c --find-limit p50(latency)<1s",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= limit=p50(latency)<1s,10000,5000,0");
        const char *quiet = "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= single=browse quiet";
        row("quiet, says the profile", "--config options.json quiet", quiet);
        row("verbose wins over the profile's quiet", "--config options.json quiet -vv",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= single=browse verbose=2");
        row("quiet wins over the profile's verbose", "--config options.json verbose -q",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= single-run quiet");
        row("one scenario wins over the profile's single run", "--config options.json verbose -s buy",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= single=buy verbose=1");
        row("a single run wins over the profile's scenario", "--config options.json quiet --single-run",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= single-run quiet");
        row("extensions replace those of the profile", "--config options.json extended --use-extension c.js",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env= extensions=c.js");
        row("every setting of a profile", "--config all.json",
            "a.ts p2 w3 d4000 r5 ramp1000 delay2000 url=http://a env=A=1 single=browse exception fail=6 "
            "force-shutdown sizing tolerance=7 timeout=8000 extensions=a.js statsd address=udp://a:1 raw "
            "raw-names mask=X-A verbose=1 console update=9000");
        row("options win over every one",
            "--config all.json -p 20 -w 30 -d 40 -r 50 --ramp-up 10 --delay 20 --base-url http://b --env A=2 "
            "-s buy -f 60 --sizing-tolerance 70 --timeout 80 --use-extension b.js --statsd-address udp://b:2 "
            "-vv "
            "--console-update 90",
            "a.ts p20 w30 d40000 r50 ramp10000 delay20000 url=http://b env=A=2 single=buy exception fail=60 "
            "force-shutdown sizing tolerance=70 timeout=80000 extensions=b.js statsd address=udp://b:2 raw "
            "raw-names mask=X-A verbose=2 console update=90000");
        row("keys of the other tool", "--config python.json",
            "a.ts p1 w1 d86400000 r0 ramp0 delay0 url= env=A=1 notice: python.json: “requirements” has no "
            "meaning "
            "here and is left alone. notice: python.json: “uvloop” has no meaning here and is left alone.");
        row("version", "--version", "molotov-cli " MOLOTOV_VERSION);
    }

    void understands()
    {
        QFETCH(QByteArray, arguments);
        QTEST(answer(arguments).toUtf8(), "expected");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *arguments, const char *expected) {
            QTest::newRow(name) << QByteArray(arguments) << QByteArray(expected);
        };
        row("nothing", "", "No scenario file was named; see molotov-cli --help.");
        row("two scenarios", "a.ts b.ts", "“b.ts” is one argument too many; see molotov-cli --help.");
        row("unknown", "--nope a.ts", "Unknown option 'nope'.");
        row("no value", "a.ts -w", "Missing value after '-w'.");
        row("no number", "a.ts -w many", "--workers takes a whole number, not “many”.");
        row("fraction", "a.ts -p 1.5", "--processes takes a whole number, not “1.5”.");
        row("more than an int", "a.ts -p 3000000000", "--processes takes a whole number, not “3000000000”.");
        row("no time", "a.ts -d 1m", "--duration takes a number of seconds, not “1m”.");
        row("not a number", "a.ts -d nan", "--duration takes a number of seconds, not “nan”.");
        row("for ever", "a.ts --delay inf", "--delay takes a number of seconds, not “inf”.");
        row("no workers", "a.ts -w 0", "Workers per process must be from 1 to 10,000, not 0.");
        row("too many workers", "a.ts -w 100000",
            "Workers per process must be from 1 to 10,000, not 100,000.");
        row("all that is wrong", "a.ts -p 0 -r -2",
            "Processes must be from 1 to 64, not 0.\nRuns per worker must not be negative.");
        row("no URL", "a.ts --base-url ftp://x",
            "The base URL must look like http://host or https://host, not “ftp://x”.");
        row("nameless variable", "a.ts --env =x",
            "“” cannot be the name of an environment variable: letters, digits and underscores only, and no "
            "digit "
            "first.");
        row("quiet and verbose", "a.ts -q -v", "-q prints nothing and -v more: give one of them.");
        row("quiet and verbose in the profile", "--config options.json both",
            "The test is both quiet and verbose; give -q or -v.");
        row("a single run of one scenario", "a.ts --single-run -s b",
            "--single-run runs all scenarios and --single-mode one of them: give one of the two.");
        row("no number of failures", "a.ts -f some", "--fail takes a whole number, not “some”.");
        row("fewer than no failures", "a.ts -f -1",
            "The number of failures at which the test fails must not be negative.");
        row("no shape", "a.ts --shape round",
            "There is no shape “round”; there are: smoke, load, stress, spike, soak, breakpoint.");
        row("a shape and stages", "a.ts --shape load --stages 1m:1",
            "A shape makes stages: give --shape or --stages.");
        row("no goal", "a.ts --threshold max(latency)<1",
            "Goal 1, “max(latency)<1”, column 15: Expected a unit of max(latency) (us, ms, s or min), found "
            "the end.");
        row("no goal beside those of the profile", "--config options.json goals --threshold p95",
            "Goal 3, “p95”, column 4: Expected “(”, found the end.");
        row("no tolerance", "a.ts --sizing --sizing-tolerance 5%",
            "--sizing-tolerance takes a number, not “5%”.");
        row("too much tolerance", "a.ts --sizing --sizing-tolerance 101",
            "The tolerance of sizing must be from 0 to 100 %, not 101.");
        row("no goal to find", "a.ts --find-limit p95(latency)",
            "The goal whose limit is to be found, “p95(latency)”, column 13: Expected <, <=, >, >= or ==, "
            "found "
            "the end.");
        row("both kinds of search", "a.ts --find-limit p95(latency)<1s --sizing",
            "--sizing and --find-limit both choose the load: give one of the two.");
        row("no time for sizing", "a.ts --sizing -d 60",
            "The ramp-up of sizing, 300 s unless told otherwise, is longer than the duration.");
        row("an update before the last", "a.ts --console-update -1",
            "The time between updates must not be negative.");
        row("no statsd", "a.ts --statsd --statsd-address nowhere",
            "The address of statsd must look like udp://host:8125, not “nowhere”.");
        row("extensions before the scenario", "--use-extension a.js b.js c.js",
            "“c.js” is one argument too many; see molotov-cli --help.");
        row("no extension", "a.ts --use-extension", "Missing value after '--use-extension'.");
        row("an extension twice", "a.ts --use-extension e.js e.js",
            "The extension HERE/e.js is named twice.");
        row("several tests", "--config two.json", "two.json holds several tests; name one of them: a, b.");
        row("no such test", "--config two.json c", "two.json holds no test “c”; it has: a, b.");
        row("no such profile", "--config none.json",
            "HERE/none.json cannot be opened: No such file or directory.");
        row("a folder", "--config folder", "HERE/folder is a folder, not a file.");
        row("no JSON lines file",
            "a.ts --json-lines=", "--json-lines takes the name of a file, or - for the standard output.");
        row("two on the standard output", "a.ts --json-lines - --summary -",
            "The summary and the JSON lines cannot both go to the standard output: name a file for one of "
            "them.");
        row("no summary file",
            "a.ts --summary=", "--summary takes the name of a file, or - for the standard output.");
        row("no database", "a.ts --influxdb http://:hunter2@h:8086/write",
            "The URL of InfluxDB names no database: add ?db=NAME to it.");
        row("no URL of OpenTelemetry", "a.ts --otlp localhost:4318",
            "The URL of the OpenTelemetry receiver must look like http://host:4318 or "
            "https://host/v1/metrics.");
        row("empty", "--config empty.json", "HERE/empty.json is empty; it is no profile.");
        row("half", "--config half.json",
            "HERE/half.json:2: the file is no whole JSON (unterminated string); it may be broken or "
            "half-written.");
        row("newer", "--config newer.json",
            "HERE/newer.json was written by a newer version of Molotov (format 99, this one reads 1); open "
            "it with "
            "that version.");
    }

    void refuses()
    {
        QFETCH(QByteArray, arguments);
        QTEST(answer(arguments).replace(QDir::currentPath(), QStringLiteral("HERE")).toUtf8(), "expected");
    }

    void takesTheScenarioThatMolotovWould()
    {
        const QByteArray rest = " p1 w1 d86400000 r0 ramp0 delay0 url= env=";
        write("loadtest.ts", "");
        QCOMPARE(answer("").toUtf8(), "loadtest.ts" + rest);
        write("loadtest.js", "");
        QCOMPARE(answer("").toUtf8(), "loadtest.js" + rest);
        QCOMPARE(answer("other.js").toUtf8(), "other.js" + rest);
        write("bare.json", R"({"molotov": {"tests": {"test": {}}}})");
        QCOMPARE(answer("--config bare.json").toUtf8(), "loadtest.js" + rest);
        QVERIFY(QFile::remove(QStringLiteral("loadtest.ts")) && QFile::remove(QStringLiteral("loadtest.js")));
        QCOMPARE(answer("--config bare.json"), QStringLiteral("Choose a scenario file."));
    }

    void knowsEveryOptionOfMolotov()
    {
        const auto help = answer("--help");
        for (const auto *option :
             {"--single-run",     "-s, --single-mode",  "--config",        "--version",
              "--debug",          "-v, --verbose",      "-w, --workers",   "--ramp-up",
              "--sizing",         "--sizing-tolerance", "--delay",         "--console-update",
              "-p, --processes",  "-d, --duration",     "-r, --max-runs",  "-q, --quiet",
              "-x, --exception",  "-f, --fail",         "-c, --console",   "--statsd",
              "--statsd-address", "--uvloop",           "--use-extension", "--force-shutdown"})
            QVERIFY2(help.contains(QLatin1String("  ") + QLatin1String(option) + QLatin1Char(' ')), option);
    }

    void helps()
    {
        const auto help = answer("--help");
        for (const auto *text :
             {"--ramp-up <S>", "  130  stopped by Ctrl-C", "    3  the scenario file does not compile"})
            QVERIFY2(help.contains(QLatin1String(text)), qPrintable(help));
    }

private:
    static void write(const char *name, const QByteArray &text)
    {
        QFile file(QString::fromUtf8(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
