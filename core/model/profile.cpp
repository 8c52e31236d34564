// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profile.h"

#include "core/model/goalparser.h"
#include "core/model/listenaddress.h"
#include "core/model/outputurls.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <limits>

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

// What says how many users there are.
ProfileField fieldOfUsers(const Profile &profile)
{
    if (!profile.rate.isEmpty())
        return ProfileField::MaxUsers;
    return profile.stages.isEmpty() ? ProfileField::Workers : ProfileField::Stages;
}

QString usersProblem(const Profile &profile, int users)
{
    const auto processes = std::max(profile.processes, 1);
    const auto most = qint64(processes) * Profile::MaxWorkers;
    if (fieldOfUsers(profile) == ProfileField::Stages) {
        return users <= most ? QString()
                             : Profile::tr("%L1 processes have at most %L2 users, not %L3.")
                                   .arg(processes)
                                   .arg(most)
                                   .arg(users);
    }
    if (users >= processes && users <= most)
        return {};
    return Profile::tr(
               "The most users of all processes together must be from %L1, one in each process, to %L2, "
               "not %L3.")
        .arg(processes)
        .arg(most)
        .arg(users);
}

QString stagesProblem(const Profile &profile)
{
    if (profile.stages.isEmpty())
        return {};
    if (!profile.rate.isEmpty())
        return Profile::tr("Stages are of users, and a rate has stages of its own: give one of the two.");
    if (profile.sizing)
        return Profile::tr("Sizing adds workers by itself: leave out the stages.");
    const auto stages = LoadStages::parseUsers(profile.stages);
    return stages ? QString() : stages.error().text;
}

QString rateProblem(const Profile &profile)
{
    if (profile.rate.isEmpty())
        return {};
    if (profile.sizing)
        return Profile::tr("Sizing adds workers by itself: leave out the rate.");
    if (profile.singleRun)
        return Profile::tr("In a single run each worker begins when it is ready: leave out the rate.");
    const auto rates = LoadStages::parseRates(profile.rate);
    return rates ? QString() : rates.error().text;
}

QString toleranceProblem(double percent)
{
    if (std::isfinite(percent) && percent >= 0 && percent <= 100)
        return {};
    return Profile::tr("The tolerance of sizing must be from 0 to 100 %, not %1.").arg(percent);
}

QString findLimitProblem(const Profile &profile)
{
    const auto parsed = parseGoal(profile.findLimit);
    if (const auto *problem = std::get_if<GoalProblem>(&parsed)) {
        return Profile::tr("The goal whose limit is to be found, “%1”, column %2: %3")
            .arg(profile.findLimit, QString::number(problem->column), problem->text);
    }
    if (std::get<Goal>(parsed).abortAfter)
        return Profile::tr("Finding the limit ends by itself: leave out “abort” in “%1”.")
            .arg(profile.findLimit);
    if (profile.sizing)
        return Profile::tr("Sizing and finding the limit both choose the load: give one of the two.");
    if (profile.singleRun)
        return Profile::tr("Finding the limit needs workers that go on: leave out the single run.");
    if (!profile.stages.isEmpty() || profile.rate.contains(QLatin1Char(':')))
        return Profile::tr(
            "Finding the limit changes the load by itself: give a number of workers or one rate to "
            "begin with, in place of stages.");
    return {};
}

QList<ProfileProblem> limitProblems(const Profile &profile)
{
    if (profile.findLimit.isEmpty())
        return {};
    // More than an hour for one load is a mistake of the unit.
    constexpr std::chrono::hours Longest{1};
    QList<ProfileProblem> problems;
    if (const auto problem = findLimitProblem(profile); !problem.isEmpty())
        problems.append({ProfileField::FindLimit, problem});
    if (profile.limitStep < std::chrono::seconds(1) || profile.limitStep > Longest)
        problems.append({ProfileField::LimitStep,
                         Profile::tr("The time for which each load is measured must be from 1 s to 1 h.")});
    if (profile.limitSettling < milliseconds(0) || profile.limitSettling > Longest)
        problems.append(
            {ProfileField::LimitSettling, Profile::tr("The settling time must be from 0 s to 1 h.")});
    const double first = profile.loadPlan().curve().most();
    if (profile.limitMost < 0 || (profile.limitMost > 0 && double(profile.limitMost) < first))
        problems.append(
            {ProfileField::LimitMost,
             Profile::tr("The highest load must not be below the first one, %L1: raise it, or write 0 for "
                         "no other limit than that of the processes.")
                 .arg(first)});
    return problems;
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

// Each goal has its own, since all are typed by hand.
QStringList thresholdProblems(const QStringList &thresholds)
{
    QStringList problems;
    for (qsizetype i = 0; i < thresholds.size(); ++i) {
        const auto goal = parseGoal(thresholds.at(i));
        if (const auto *problem = std::get_if<GoalProblem>(&goal)) {
            problems += Profile::tr("Goal %1, “%2”, column %3: %4")
                            .arg(QString::number(i + 1), thresholds.at(i), QString::number(problem->column),
                                 problem->text);
        }
    }
    return problems;
}

QString statsdAddressProblem(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && url.scheme() == QLatin1String("udp") && !url.host().isEmpty() && url.port() > 0
        && (url.path().isEmpty() || url.path() == QLatin1String("/")))
        return {};
    return Profile::tr("The address of statsd must look like udp://host:8125, not “%1”.").arg(text);
}

QString maskHeadersProblem(const QStringList &names)
{
    static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9a-z-]+$")); // RFC 9110, 5.6.2
    for (const auto &name : names) {
        if (!token.match(name).hasMatch())
            return Profile::tr(
                       "“%1” cannot be the name of a header: write names such as X-Api-Key, with commas "
                       "between them.")
                .arg(name);
    }
    return {};
}

QString prometheusProblem(const QString &text)
{
    if (text.isEmpty() || ListenAddress::parse(text))
        return {};
    return Profile::tr("Where Prometheus fetches metrics must look like 9464, 127.0.0.1:9464 or [::1]:9464, "
                       "not “%1”.")
        .arg(text);
}

QString hostsProblem(const QMap<QString, QString> &hosts)
{
    for (auto it = hosts.begin(); it != hosts.end(); ++it) {
        if (hostInAscii(it.key()).isEmpty())
            return Profile::tr(
                       "“%1” cannot be the name of a host: write it as in URLs, such as shop.example.")
                .arg(it.key());
        if (!HostTarget::parse(it.value())) {
            return Profile::tr("Connections to %1 must go to an address such as 10.0.0.7, 10.0.0.7:8443 or "
                               "[::1]:8443, not to “%2”.")
                .arg(it.key(), it.value());
        }
    }
    return {};
}

QString allowedHostsProblem(const QStringList &hosts)
{
    for (const auto &host : hosts) {
        if (hostPatternInAscii(host).isEmpty()) {
            return Profile::tr(
                       "“%1” cannot be a host that may be loaded: write its name, such as shop.example, "
                       "or *.example.com for all names below example.com.")
                .arg(host);
        }
    }
    return {};
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

LoadPlan Profile::loadPlan() const
{
    constexpr qint64 Most = std::numeric_limits<int>::max(); // neither factor has been checked
    LoadPlan plan{.users = int(std::clamp<qint64>(qint64(processes) * workers, 0, Most)),
                  .rampUp = rampUp,
                  .rampDown = rampDown,
                  .duration = duration,
                  .isStepped = stepped,
                  .isPoisson = poisson,
                  .maxRuns = maxRuns,
                  .iterations = iterations,
                  .delay = delay,
                  .pacing = pacing};
    if (!rate.isEmpty()) {
        plan.model = LoadPlan::Model::Open;
        plan.users = maxUsers;
        if (const auto rates = LoadStages::parseRates(rate))
            plan.stages = *rates;
        if (plan.stages.size() == 1 && plan.stages.first().time == milliseconds(0)) {
            plan.stages.first().time = duration;
            plan.isStepped = true;
        }
    } else if (!stages.isEmpty()) {
        if (const auto users = LoadStages::parseUsers(stages))
            plan.stages = *users;
        plan.users = int(plan.curve().most());
    }
    return plan;
}

QStringList Profile::maskedHeaders() const
{
    QStringList names;
    const auto parts = maskHeaders.split(QLatin1Char(','));
    for (const auto &part : parts) {
        if (const auto name = part.trimmed().toLower(); !name.isEmpty())
            names.append(name);
    }
    return names;
}

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
    const auto plan = loadPlan();
    const auto usersField = fieldOfUsers(*this);
    if (usersField == ProfileField::Workers)
        check(usersField, rangeProblem(tr("Workers per process"), workers, MaxWorkers));
    else
        check(usersField, usersProblem(*this, plan.users));
    const int ofProcess = processes > 0 ? int((qint64(plan.users) + processes - 1) / processes) : 0;
    if (limits.descriptors && ofProcess <= MaxWorkers)
        check(usersField, descriptorsProblem(ofProcess, *limits.descriptors));
    check(ProfileField::Stages, stagesProblem(*this));
    check(ProfileField::Rate, rateProblem(*this));
    for (const auto &problem : plan.validate()) {
        const bool isOfSizing = sizing && problem.field == ProfileField::RampUp && rampUp > duration;
        check(problem.field,
              isOfSizing
                  ? tr("The ramp-up of sizing, 300 s unless told otherwise, is longer than the duration.")
                  : problem.text);
    }
    check(ProfileField::IterationTimeout,
          notNegative(tr("The time limit of an iteration"), iterationTimeout));
    if (singleRun && !singleMode.isEmpty())
        check(ProfileField::SingleRun,
              tr("A single run goes through all scenarios; it cannot go with a single scenario, “%1”.")
                  .arg(singleMode));
    check(ProfileField::FailThreshold,
          notNegative(tr("The number of failures at which the test fails"), failThreshold.value_or(0)));
    for (const auto &problem : thresholdProblems(thresholds))
        check(ProfileField::Thresholds, problem);
    check(ProfileField::SizingTolerance, toleranceProblem(sizingTolerance));
    problems += limitProblems(*this);
    check(ProfileField::Extensions, extensionsProblem(extensions));
    if (statsd)
        check(ProfileField::StatsdAddress, statsdAddressProblem(statsdAddress));
    check(ProfileField::MaskHeaders, maskHeadersProblem(maskedHeaders()));
    check(ProfileField::Prometheus, prometheusProblem(prometheus));
    check(ProfileField::Influxdb, OutputUrls::influxProblem(influxdb));
    check(ProfileField::Otlp, OutputUrls::otlpProblem(otlp));
    if (verbosity < 0 || verbosity > MaxVerbosity)
        check(ProfileField::Verbosity,
              tr("The verbosity must be from 0 to %1, not %2.").arg(MaxVerbosity).arg(verbosity));
    check(ProfileField::ConsoleUpdate, notNegative(tr("The time between updates"), consoleUpdate));
    check(ProfileField::Hosts, hostsProblem(hosts));
    check(ProfileField::AllowedHosts, allowedHostsProblem(allowedHosts));
    check(ProfileField::Environment, environmentProblem(environment));
    return problems;
}

} // namespace Molotov
