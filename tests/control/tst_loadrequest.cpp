// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/loadrequest.h"

#include "core/control/compiler/scenariocompiler.h"

#include "core/model/protocol/framereader.h"

#include <QTest>

using namespace Molotov;
using namespace std::chrono_literals;

/// What a profile and its compiled files become for a helper.
class TestLoadRequest : public QObject
{
    Q_OBJECT

    static CompiledScenario scenario()
    {
        const auto module = [](const char *name, const char *code) {
            return CompiledModule{.sourceFile = QStringLiteral("/tests/") + QLatin1String(name),
                                  .sourceName = QLatin1String(name),
                                  .code = QLatin1String(code),
                                  .map = {}};
        };
        return {module("shop.ts", "scenario();"), {module("a.js", "a();"), module("b.js", "b();")}};
    }

private Q_SLOTS:
    void saysAllThatAProfileSays()
    {
        Profile profile;
        profile.processes = 3;
        profile.workers = 20;
        profile.rampUp = 1s;
        profile.duration = 2s;
        profile.maxRuns = 4;
        profile.delay = 5ms;
        profile.rampDown = 300ms;
        profile.iterations = 6;
        profile.pacing = 7ms;
        profile.baseUrl = QStringLiteral("http://host");
        profile.environment = {{QStringLiteral("A"), QStringLiteral("1")}};
        profile.singleMode = QStringLiteral("browse");
        profile.singleRun = true;
        profile.stopOnFailure = true;
        profile.forceShutdown = true;
        profile.verbosity = 2;
        profile.iterationTimeout = 6s;
        profile.statsd = true;
        profile.statsdAddress = QStringLiteral("udp://host:1");
        profile.statsdRawNames = true;
        profile.foldNames = false;
        profile.maskHeaders = QStringLiteral(" X-Token ,,X-Key");
        profile.hosts = {{QStringLiteral("shop.example"), QStringLiteral("10.0.0.7:8443")}};
        profile.addresses = AddressOrder::First;
        profile.allowedHosts = {QStringLiteral("*.example.com")};
        const Protocol::LoadScenario expected{
            .sourceName = QStringLiteral("shop.ts"),
            .code = QStringLiteral("scenario();"),
            .extensions = {{QStringLiteral("a.js"), QStringLiteral("a();")},
                           {QStringLiteral("b.js"), QStringLiteral("b();")}},
            .share = {.index = 0, .count = 3, .weights = {}},
            .seed = 7,
            .baseUrl = QStringLiteral("http://host"),
            .load = {.users = 60,
                     .rampUp = 1s,
                     .rampDown = 300ms,
                     .duration = 2s,
                     .maxRuns = 4,
                     .iterations = 6,
                     .delay = 5ms,
                     .pacing = 7ms},
            .environment = {{QStringLiteral("A"), QStringLiteral("1")}},
            .singleMode = QStringLiteral("browse"),
            .singleRun = true,
            .stopOnFailure = true,
            .forceShutdown = true,
            .verbosity = 2,
            .iterationTimeout = 6s,
            .statsdAddress = QStringLiteral("udp://host:1"),
            .statsdRawNames = true,
            .foldNames = false,
            .maskedHeaders = {QStringLiteral("x-token"), QStringLiteral("x-key")},
            .hosts = {{QStringLiteral("shop.example"), QStringLiteral("10.0.0.7:8443")}},
            .addresses = AddressOrder::First,
            .allowedHosts = {QStringLiteral("*.example.com")},
        };
        const auto request = LoadRequest::make(scenario(), profile, 7);
        QVERIFY(request.isOk());
        QVERIFY(*request == expected);
    }

    void namesNoServerOfStatsdWhenItIsOff()
    {
        const auto request = LoadRequest::make(scenario(), Profile(), 7);
        QVERIFY(request.isOk());
        QCOMPARE(request->statsdAddress, QString());
    }

    void takesVariablesWithoutAValueFromTheSystem()
    {
        qputenv("TST_LOADREQUEST", "system's");
        Profile profile;
        profile.environment = {{QStringLiteral("TST_LOADREQUEST"), {}}, {QStringLiteral("TST_NONE"), {}}};
        const auto request = LoadRequest::make(scenario(), profile, 7);
        QVERIFY(request.isOk());
        QCOMPARE(request->environment,
                 (QMap<QString, QString>{{QStringLiteral("TST_LOADREQUEST"), QStringLiteral("system's")}}));
    }

    void refusesWhatDoesNotFitIntoAFrame()
    {
        auto large = scenario();
        large.extensions.first().code = QString(Protocol::MaxFrameSize, QLatin1Char('x'));
        const auto request = LoadRequest::make(large, Profile(), 7);
        QVERIFY(!request.isOk());
        QCOMPARE(
            request.error().text,
            QStringLiteral("/tests/shop.ts, its extensions and the data files that they import are larger "
                           "than 64 MB."));
    }
};

QTEST_GUILESS_MAIN(TestLoadRequest)
#include "tst_loadrequest.moc"
