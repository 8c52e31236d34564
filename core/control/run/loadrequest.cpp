// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/run/loadrequest.h"

#include "core/control/compiler/scenariocompiler.h"
#include "core/model/protocol/codec.h"
#include "core/model/protocol/framereader.h"

namespace Molotov {

namespace {

QMap<QString, QString> resolved(const QMap<QString, std::optional<QString>> &environment)
{
    QMap<QString, QString> values;
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        const auto name = it.key().toLocal8Bit();
        if (it.value())
            values.insert(it.key(), **it);
        else if (qEnvironmentVariableIsSet(name.constData()))
            values.insert(it.key(), qEnvironmentVariable(name.constData()));
    }
    return values;
}

QList<Protocol::ScriptModule> scriptsOf(const QList<CompiledModule> &modules)
{
    QList<Protocol::ScriptModule> scripts;
    for (const auto &module : modules)
        scripts.append({.sourceName = module.sourceName, .code = module.code});
    return scripts;
}

} // namespace

Result<Protocol::LoadScenario> LoadRequest::make(const CompiledScenario &scenario, const Profile &profile,
                                                 quint64 seed)
{
    const Protocol::LoadScenario request{
        .sourceName = scenario.sourceName,
        .code = scenario.code,
        .extensions = scriptsOf(scenario.extensions),
        .share = {.index = 0, .count = profile.processes, .weights = {}},
        .seed = seed,
        .baseUrl = profile.baseUrl,
        .load = profile.loadPlan(),
        .environment = resolved(profile.environment),
        .singleMode = profile.singleMode,
        .singleRun = profile.singleRun,
        .stopOnFailure = profile.stopOnFailure,
        .forceShutdown = profile.forceShutdown,
        .verbosity = profile.verbosity,
        .iterationTimeout = profile.iterationTimeout,
        .statsdAddress = profile.statsd ? profile.statsdAddress : QString(),
        .statsdRawNames = profile.statsdRawNames,
        .foldNames = profile.foldNames,
        .maskedHeaders = profile.maskedHeaders(),
        .hosts = profile.hosts,
        .addresses = profile.addresses,
        .allowedHosts = profile.allowedHosts,
    };
    // Other shares may take a few bytes more.
    constexpr qsizetype Spare = 100;
    if (Protocol::encode(request).size() + Spare > qsizetype(Protocol::MaxFrameSize)) {
        return Error{tr("%1, its extensions and the data files that they import are larger than %2 MB.")
                         .arg(scenario.sourceFile)
                         .arg(Protocol::MaxFrameSize >> 20)};
    }
    return request;
}

} // namespace Molotov
