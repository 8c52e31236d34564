// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/profileoptions.h"

#include "app/cli/options.h"
#include "app/cli/optionvalues.h"
#include "core/model/loadshapes.h"
#include "core/model/sizing.h"

#include <algorithm>

namespace Molotov::Cli {

namespace {

void fillProfile(Profile &profile, OptionValues &values)
{
    values.integer("processes", profile.processes);
    values.integer("workers", profile.workers);
    values.seconds("duration", profile.duration);
    values.integer("max-runs", profile.maxRuns);
    values.seconds("ramp-up", profile.rampUp);
    values.seconds("delay", profile.delay);
    values.seconds("ramp-down", profile.rampDown);
    values.text("stages", profile.stages);
    values.text("rate", profile.rate);
    values.integer("max-users", profile.maxUsers);
    values.flag("stepped", profile.stepped);
    values.flag("poisson", profile.poisson);
    values.integer("iterations", profile.iterations);
    values.seconds("pacing", profile.pacing);
    values.seconds("timeout", profile.iterationTimeout);
    values.text("single-mode", profile.singleMode);
    values.flag("single-run", profile.singleRun);
    values.flag("exception", profile.stopOnFailure);
    values.integer("fail", profile.failThreshold);
    values.texts("threshold", profile.thresholds);
    values.flag("force-shutdown", profile.forceShutdown);
    values.flag("sizing", profile.sizing);
    values.number("sizing-tolerance", profile.sizingTolerance);
    values.text("find-limit", profile.findLimit);
    values.seconds("limit-step", profile.limitStep);
    values.seconds("limit-settling", profile.limitSettling);
    values.integer("limit-most", profile.limitMost);
    values.text("base-url", profile.baseUrl);
    values.hosts(profile.hosts);
    values.choice("addresses", profile.addresses, addressOrderNames());
    values.texts("allow-host", profile.allowedHosts);
    profile.checkTarget = profile.checkTarget && !values.isSet("no-check");
    values.environment(profile.environment);
    values.files("use-extension", profile.extensions);
    values.flag("statsd", profile.statsd);
    values.text("statsd-address", profile.statsdAddress);
    values.flag("statsd-raw-names", profile.statsdRawNames);
    values.text("prometheus", profile.prometheus);
    values.output("json-lines", profile.jsonLines);
    values.text("influxdb", profile.influxdb);
    values.text("otlp", profile.otlp);
    profile.foldNames = profile.foldNames && !values.isSet("raw-names");
    values.text("mask-headers", profile.maskHeaders);
    values.flag("quiet", profile.quiet);
    values.flag("console", profile.console);
    values.seconds("console-update", profile.consoleUpdate);
    values.flag("debug", profile.debug);
    if (const int level = values.count("v", "verbose"); level > 0)
        profile.verbosity = std::min(level, Profile::MaxVerbosity);
}

// What was said on the command line was meant so, as with -w 1.
void fillSizing(Profile &profile, const OptionValues &values)
{
    if (!profile.sizing)
        return;
    const auto sized = withSizingDefaults(profile);
    if (!values.isSet("workers"))
        profile.workers = sized.workers;
    if (!values.isSet("ramp-up"))
        profile.rampUp = sized.rampUp;
}

// Of two options that cannot go together, the one on the command line wins over the one of the file.
Status settleConflicts(Profile &profile, const OptionValues &values)
{
    const bool isVerbose = values.count("v", "verbose") > 0;
    if (values.isSet("quiet") && isVerbose)
        return Error{CommandLine::tr("-q prints nothing and -v more: give one of them.")};
    if (values.isSet("quiet"))
        profile.verbosity = 0;
    if (isVerbose)
        profile.quiet = false;
    if (profile.quiet && profile.verbosity > 0)
        return Error{CommandLine::tr("The test is both quiet and verbose; give -q or -v.")};

    if (values.isSet("sizing") && values.isSet("find-limit"))
        return Error{CommandLine::tr("--sizing and --find-limit both choose the load: give one of the two.")};
    if (values.isSet("sizing"))
        profile.findLimit.clear();
    if (values.isSet("find-limit"))
        profile.sizing = false;

    if (values.isSet("single-run") && values.isSet("single-mode"))
        return Error{CommandLine::tr(
            "--single-run runs all scenarios and --single-mode one of them: give one of the two.")};
    if (values.isSet("single-run"))
        profile.singleMode.clear();
    if (values.isSet("single-mode"))
        profile.singleRun = false;
    return {};
}

// A load of the command line takes the place of the one of the file, with its ramps.
void settleLoads(Profile &profile, const OptionValues &values)
{
    if (values.isSet("find-limit") && (values.isSet("workers") || profile.rate.contains(QLatin1Char(':'))))
        profile.rate = values.value("rate").value_or(QString());
    if (values.isSet("find-limit") && !values.isSet("stages"))
        profile.stages.clear();
    if (!values.isSet("stages") && !values.isSet("rate"))
        return;
    if (!values.isSet("stages"))
        profile.stages.clear();
    if (!values.isSet("rate"))
        profile.rate.clear();
    if (!values.isSet("ramp-up"))
        profile.rampUp = {};
    if (!values.isSet("ramp-down"))
        profile.rampDown = {};
}

// The stages of a shape stand in for the load that they are made for.
Status fillShape(Profile &profile, const OptionValues &values)
{
    const auto name = values.value("shape");
    if (!name)
        return {};
    const auto shape = LoadShapes::fromName(*name);
    if (!shape) {
        QStringList names;
        for (const auto known : LoadShapes::all())
            names.append(LoadShapes::name(known));
        return Error{CommandLine::tr("There is no shape “%1”; there are: %2.")
                         .arg(*name, names.join(QStringLiteral(", ")))};
    }
    if (values.isSet("stages"))
        return Error{CommandLine::tr("A shape makes stages: give --shape or --stages.")};
    const auto duration = profile.duration;
    profile = LoadShapes::apply(*shape, LoadShapes::baseOf(profile), profile);
    if (values.isSet("duration"))
        profile.duration = duration;
    return {};
}

} // namespace

Status applyOptions(OptionValues &values, Profile &profile)
{
    fillProfile(profile, values);
    if (values.error())
        return *values.error();
    if (const auto status = settleConflicts(profile, values); !status)
        return status;
    settleLoads(profile, values);
    fillSizing(profile, values);
    if (const auto status = fillShape(profile, values); !status)
        return status;
    if (profile.debug && !profile.quiet)
        profile.verbosity = Profile::MaxVerbosity;
    return {};
}

QStringList noticesOf(const Profile &profile, const OptionValues &values)
{
    QStringList notices;
    if (values.isSet("uvloop"))
        notices.append(CommandLine::tr("--uvloop has no meaning here: nothing of Python runs."));
    if (profile.debug)
        notices.append(CommandLine::tr("Debug mode: the run is slower than without, so believe no figures."));
    return notices;
}

} // namespace Molotov::Cli
