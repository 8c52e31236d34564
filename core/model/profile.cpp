// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profile.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

QString baseUrlProblem(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return Profile::tr("The base URL “%1” is not a URL: %2.").arg(text, url.errorString());
    if ((url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        || url.host().isEmpty())
        return Profile::tr("The base URL must look like http://host or https://host, not “%1”.").arg(text);
    if (url.hasQuery() || url.hasFragment()) {
        return Profile::tr("The base URL goes before paths: leave out what begins with “?” or “#” in “%1”.")
            .arg(text);
    }
    return {};
}

QString rangeProblem(const QString &what, int value, int largest)
{
    if (value >= 1 && value <= largest)
        return {};
    return Profile::tr("%1 must be from 1 to %L2, not %L3.").arg(what).arg(largest).arg(value);
}

// Each worker keeps a connection open at least. That only few of them have one at a time, nobody can know
// before.
QString descriptorsProblem(int workers, qint64 permitted)
{
    const auto most = std::max<qint64>(1, permitted - Profile::OwnDescriptors);
    if (workers <= most)
        return {};
    return Profile::tr(
               "%L1 workers per process need %L2 open files and connections, and the system lets a "
               "process have %L3: use at most %L4 workers in each process, or raise the limit of open "
               "files (ulimit -n).")
        .arg(workers)
        .arg(workers + Profile::OwnDescriptors)
        .arg(permitted)
        .arg(most);
}

QString toleranceProblem(double percent)
{
    if (std::isfinite(percent) && percent >= 0 && percent <= 100)
        return {};
    return Profile::tr("The tolerance of sizing must be from 0 to 100 %, not %1.").arg(percent);
}

QString extensionsProblem(const QStringList &extensions)
{
    for (const auto &file : extensions) {
        if (file.isEmpty())
            return Profile::tr("An extension is a file; its name is empty.");
        if (extensions.count(file) > 1)
            return Profile::tr("The extension %1 is named twice.").arg(file);
    }
    return {};
}

QString statsdAddressProblem(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && url.scheme() == QLatin1String("udp") && !url.host().isEmpty() && url.port() > 0
        && (url.path().isEmpty() || url.path() == QLatin1String("/")))
        return {};
    return Profile::tr("The address of statsd must look like udp://host:8125, not “%1”.").arg(text);
}

QString environmentProblem(const QMap<QString, std::optional<QString>> &environment)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        if (!name.match(it.key()).hasMatch())
            return Profile::tr("“%1” cannot be the name of an environment variable: letters, digits and "
                               "underscores only, and no digit first.")
                .arg(it.key());
    }
    return {};
}

} // namespace

QList<ProfileProblem> Profile::validate(const SystemLimits &limits) const
{
    QList<ProfileProblem> problems;
    const auto check = [&problems](ProfileField field, const QString &problem) {
        if (!problem.isEmpty())
            problems.append({field, problem});
    };
    const auto notNegative = [](const QString &what, auto value) {
        return value < decltype(value)(0) ? tr("%1 must not be negative.").arg(what) : QString();
    };

    check(ProfileField::ScenarioFile, scenarioFile.isEmpty() ? tr("Choose a scenario file.") : QString());
    check(ProfileField::BaseUrl, baseUrlProblem(baseUrl));
    check(ProfileField::Processes, rangeProblem(tr("Processes"), processes, MaxProcesses));
    check(ProfileField::Workers, rangeProblem(tr("Workers per process"), workers, MaxWorkers));
    if (limits.descriptors && workers <= MaxWorkers)
        check(ProfileField::Workers, descriptorsProblem(workers, *limits.descriptors));
    check(ProfileField::RampUp, notNegative(tr("Ramp-up"), rampUp));
    if (rampUp > duration)
        check(ProfileField::RampUp,
              sizing ? tr("The ramp-up of sizing, 300 s unless told otherwise, is longer than the duration.")
                     : tr("The ramp-up is longer than the duration: the last workers would never start."));
    check(ProfileField::Duration,
          duration > milliseconds(0) ? QString() : tr("The duration must be above 0 s."));
    check(ProfileField::MaxRuns, notNegative(tr("Runs per worker"), maxRuns));
    check(ProfileField::Delay, notNegative(tr("The delay"), delay));
    check(ProfileField::IterationTimeout,
          notNegative(tr("The time limit of an iteration"), iterationTimeout));
    if (singleRun && !singleMode.isEmpty())
        check(ProfileField::SingleRun,
              tr("A single run goes through all scenarios; it cannot go with a single scenario, “%1”.")
                  .arg(singleMode));
    check(ProfileField::FailThreshold,
          notNegative(tr("The number of failures that fail the test"), failThreshold.value_or(0)));
    check(ProfileField::SizingTolerance, toleranceProblem(sizingTolerance));
    check(ProfileField::Extensions, extensionsProblem(extensions));
    if (statsd)
        check(ProfileField::StatsdAddress, statsdAddressProblem(statsdAddress));
    if (verbosity < 0 || verbosity > MaxVerbosity)
        check(ProfileField::Verbosity,
              tr("The verbosity must be from 0 to %1, not %2.").arg(MaxVerbosity).arg(verbosity));
    check(ProfileField::ConsoleUpdate, notNegative(tr("The time between updates"), consoleUpdate));
    check(ProfileField::Environment, environmentProblem(environment));
    return problems;
}

} // namespace Molotov
