// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/profileoptions.h"

#include "app/cli/options.h"
#include "app/cli/optionvalues.h"
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
    values.seconds("timeout", profile.iterationTimeout);
    values.text("single-mode", profile.singleMode);
    values.flag("single-run", profile.singleRun);
    values.flag("exception", profile.stopOnFailure);
    values.integer("fail", profile.failThreshold);
    values.flag("force-shutdown", profile.forceShutdown);
    values.flag("sizing", profile.sizing);
    values.number("sizing-tolerance", profile.sizingTolerance);
    values.text("base-url", profile.baseUrl);
    values.environment(profile.environment);
    values.files("use-extension", profile.extensions);
    values.flag("statsd", profile.statsd);
    values.text("statsd-address", profile.statsdAddress);
    values.flag("statsd-raw-names", profile.statsdRawNames);
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

    if (values.isSet("single-run") && values.isSet("single-mode"))
        return Error{CommandLine::tr(
            "--single-run runs all scenarios and --single-mode one of them: give one of the two.")};
    if (values.isSet("single-run"))
        profile.singleMode.clear();
    if (values.isSet("single-mode"))
        profile.singleRun = false;
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
    fillSizing(profile, values);
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
