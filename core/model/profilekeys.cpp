// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilekeys.h"

#include "core/model/jsonreader.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

constexpr QLatin1String ScenarioKey("scenario");
constexpr QLatin1String ThresholdsKey("thresholds");
constexpr QLatin1String AllowedHostsKey("allowed_hosts");
constexpr QLatin1String JsonLinesKey("json_lines");
constexpr QLatin1String StandardOutput("-"); // is no file
constexpr qint64 MaxInt = std::numeric_limits<int>::max();

// Those that a new test always has, beside its scenario file.
constexpr auto MainKeys =
    std::make_tuple(std::pair("base_url", &Profile::baseUrl), std::pair("processes", &Profile::processes),
                    std::pair("workers", &Profile::workers), std::pair("ramp_up", &Profile::rampUp),
                    std::pair("duration", &Profile::duration), std::pair("max_runs", &Profile::maxRuns),
                    std::pair("delay", &Profile::delay));

// Either texts, or lists of stages.
constexpr auto StageKeys =
    std::make_tuple(std::pair("stages", &Profile::stages), std::pair("rate", &Profile::rate));

// The keys that a test need not have: each is written when it was read or when it says something.
constexpr auto OptionalKeys = std::make_tuple(
    std::pair("iteration_timeout", &Profile::iterationTimeout), std::pair("ramp_down", &Profile::rampDown),
    std::pair("max_users", &Profile::maxUsers), std::pair("stepped", &Profile::stepped),
    std::pair("poisson", &Profile::poisson), std::pair("iterations", &Profile::iterations),
    std::pair("pacing", &Profile::pacing), std::pair("single_mode", &Profile::singleMode),
    std::pair("single_run", &Profile::singleRun), std::pair("exception", &Profile::stopOnFailure),
    std::pair("fail", &Profile::failThreshold), std::pair("force_shutdown", &Profile::forceShutdown),
    std::pair("sizing", &Profile::sizing), std::pair("sizing_tolerance", &Profile::sizingTolerance),
    std::pair("find_limit", &Profile::findLimit), std::pair("limit_step", &Profile::limitStep),
    std::pair("limit_settling", &Profile::limitSettling), std::pair("limit_most", &Profile::limitMost),
    std::pair("use_extension", &Profile::extensions), std::pair("statsd", &Profile::statsd),
    std::pair("statsd_address", &Profile::statsdAddress),
    std::pair("statsd_raw_names", &Profile::statsdRawNames), std::pair("prometheus", &Profile::prometheus),
    std::pair("influxdb", &Profile::influxdb), std::pair("otlp", &Profile::otlp),
    std::pair("fold_names", &Profile::foldNames), std::pair("mask_headers", &Profile::maskHeaders),
    std::pair("verbose", &Profile::verbosity), std::pair("quiet", &Profile::quiet),
    std::pair("console", &Profile::console), std::pair("console_update", &Profile::consoleUpdate),
    std::pair("debug", &Profile::debug), std::pair("hosts", &Profile::hosts),
    std::pair("addresses", &Profile::addresses), std::pair("check_target", &Profile::checkTarget));

template <typename Keys, typename Visit>
void forEach(const Keys &keys, Visit visit)
{
    std::apply([&visit](const auto &...pairs) { (visit(QLatin1String(pairs.first), pairs.second), ...); },
               keys);
}

// A path from a file, relative to its folder; an empty one stays empty.
QString absolutePath(const QString &path, const QDir &folder)
{
    return path.isEmpty() ? path : QDir::cleanPath(folder.absoluteFilePath(path));
}

/// Reads a key into a field; what the file leaves out stays as it is.
struct FieldReader
{
    JsonReader &reader;
    const QJsonObject &test;
    const QDir &folder;

    void read(const QStringList &keys, QString &field) { field = reader.text(test, keys, field); }
    void read(const QStringList &keys, bool &field) { field = reader.flag(test, keys, field); }
    void read(const QStringList &keys, double &field) { field = reader.number(test, keys, field); }
    void read(const QStringList &keys, milliseconds &field) { field = reader.seconds(test, keys, field); }

    /// A level; Molotov's files may say true for the first.
    void read(const QStringList &keys, int &field)
    {
        const auto value = test.value(keys.last());
        field = value.isBool() ? int(value.toBool()) : int(reader.integer(test, keys, field, MaxInt));
    }

    void read(const QStringList &keys, qint64 &field)
    {
        field = reader.integer(test, keys, field, JsonReader::MaxExact);
    }

    void read(const QStringList &keys, std::optional<qint64> &field)
    {
        const auto value = test.value(keys.last());
        if (!value.isUndefined() && !value.isNull())
            field = reader.integer(test, keys, 0, JsonReader::MaxExact);
    }

    void read(const QStringList &keys, AddressOrder &field)
    {
        field = AddressOrder(reader.choice(test, keys, addressOrderNames(), int(field)));
    }

    void read(const QStringList &keys, QMap<QString, QString> &field)
    {
        field = reader.textsByName(test, keys);
    }

    void read(const QStringList &keys, QStringList &field)
    {
        field = reader.texts(test, keys);
        for (auto &file : field)
            file = absolutePath(file, folder);
    }
};

QJsonValue seconds(milliseconds value)
{
    return double(value.count()) / 1000;
}

/// A path in the folder of the file, or one beside it, is written relative to it, so that both can be moved
/// and checked in together; one on another drive cannot be.
QString portablePath(const QString &file, const QDir &folder)
{
    return file.isEmpty() ? QString() : QDir::fromNativeSeparators(folder.relativeFilePath(file));
}

QJsonValue toJson(milliseconds field, const QDir &)
{
    return seconds(field);
}

QJsonValue toJson(std::optional<qint64> field, const QDir &)
{
    return field ? QJsonValue(*field) : QJsonValue(QJsonValue::Null);
}

QJsonValue toJson(const QStringList &field, const QDir &folder)
{
    QJsonArray files;
    for (const auto &file : field)
        files.append(portablePath(file, folder));
    return files;
}

QJsonValue toJson(AddressOrder field, const QDir &)
{
    return addressOrderNames().at(int(field));
}

QJsonValue toJson(const QMap<QString, QString> &field, const QDir &)
{
    QJsonObject texts;
    for (auto it = field.begin(); it != field.end(); ++it)
        texts.insert(it.key(), it.value());
    return texts;
}

template <typename T>
QJsonValue toJson(const T &field, const QDir &)
{
    return field;
}

} // namespace

Profile readTest(JsonReader &reader, const QJsonObject &test, const QStringList &path, const QDir &folder)
{
    const auto keys = [&path](const char *key) { return path + QStringList(QLatin1String(key)); };
    Profile profile;
    profile.scenarioFile = absolutePath(reader.text(test, keys("scenario")), folder);
    profile.baseUrl = reader.text(test, keys("base_url"));
    profile.processes = int(reader.integer(test, keys("processes"), profile.processes, MaxInt));
    profile.workers = int(reader.integer(test, keys("workers"), profile.workers, MaxInt));
    profile.rampUp = reader.seconds(test, keys("ramp_up"), profile.rampUp);
    profile.duration = reader.seconds(test, keys("duration"), profile.duration);
    profile.maxRuns = reader.integer(test, keys("max_runs"), profile.maxRuns, JsonReader::MaxExact);
    profile.delay = reader.seconds(test, keys("delay"), profile.delay);
    FieldReader fields{reader, test, folder};
    forEach(OptionalKeys,
            [&](QLatin1String key, auto field) { fields.read(keys(key.data()), profile.*field); });
    profile.stages = reader.stages(test, keys("stages"), QStringLiteral("users"));
    profile.rate = reader.stages(test, keys("rate"), QStringLiteral("rate"));
    profile.thresholds = reader.texts(test, path + QStringList(ThresholdsKey));
    profile.allowedHosts = reader.texts(test, path + QStringList(AllowedHostsKey));
    const auto jsonLines = reader.text(test, path + QStringList(JsonLinesKey));
    profile.jsonLines = jsonLines == StandardOutput ? jsonLines : absolutePath(jsonLines, folder);
    profile.environment = reader.environment(test, keys("env"));
    return profile;
}

QStringList unusedKeys(const QJsonObject &test)
{
    QStringList used{QStringLiteral("env"), ScenarioKey, ThresholdsKey, AllowedHostsKey, JsonLinesKey};
    const auto note = [&used](QLatin1String key, auto) { used += key; };
    forEach(MainKeys, note);
    forEach(StageKeys, note);
    forEach(OptionalKeys, note);
    QStringList unused;
    const auto keys = test.keys();
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(unused),
                 [&used](const QString &key) { return !used.contains(key); });
    return unused;
}

QJsonObject changedKeys(const Profile &before, const Profile &after, const QDir &folder)
{
    QJsonObject changed;
    if (before.scenarioFile != after.scenarioFile)
        changed[ScenarioKey] = portablePath(after.scenarioFile, folder);
    const auto compare = [&](QLatin1String key, auto field) {
        if (before.*field != after.*field)
            changed[key] = toJson(after.*field, folder);
    };
    forEach(MainKeys, compare);
    forEach(StageKeys, compare);
    forEach(OptionalKeys, compare);
    if (before.thresholds != after.thresholds)
        changed[ThresholdsKey] = QJsonArray::fromStringList(after.thresholds);
    if (before.allowedHosts != after.allowedHosts)
        changed[AllowedHostsKey] = QJsonArray::fromStringList(after.allowedHosts);
    if (before.jsonLines != after.jsonLines)
        changed[JsonLinesKey] =
            after.jsonLines == StandardOutput ? after.jsonLines : portablePath(after.jsonLines, folder);
    return changed;
}

QJsonObject newTest(const Profile &profile, const QDir &folder)
{
    auto test = changedKeys(Profile(), profile, folder);
    test[ScenarioKey] = portablePath(profile.scenarioFile, folder);
    forEach(MainKeys, [&](QLatin1String key, auto field) { test[key] = toJson(profile.*field, folder); });
    return test;
}

} // namespace Molotov
