// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonParseError>
#include <QRegularExpression>
#include <QSaveFile>

#include <cmath>

using std::chrono::milliseconds;

namespace Molotov {

namespace {

constexpr qint64 MaxFileSize = 16 << 20;

constexpr QLatin1String RootKey("molotov");
constexpr QLatin1String VersionKey("version");
constexpr QLatin1String TestsKey("tests");
constexpr QLatin1String EnvironmentKey("env");

QString tr(const char *text)
{
    return QCoreApplication::translate("ProfileFile", text);
}

int lineAt(const QByteArray &text, qsizetype offset)
{
    return int(text.left(offset).count('\n')) + 1;
}

/// Reads the fields of a file, keeps the first thing that does not fit, and knows where in the text it
/// stands.
class Reader
{
public:
    Reader(const QByteArray &text, const QString &path)
        : m_text(text)
        , m_path(path)
    {
    }

    const std::optional<Error> &error() const { return m_error; }

    void fail(const QStringList &keys, const QString &problem)
    {
        if (!m_error) {
            m_error = Error{tr("%1:%2: the field “%3” %4.")
                                .arg(QDir::toNativeSeparators(m_path))
                                .arg(lineOf(keys))
                                .arg(keys.join(QLatin1Char('.')), problem)};
        }
    }

    QJsonObject object(const QJsonValue &value, const QStringList &keys)
    {
        if (!value.isUndefined() && !value.isObject())
            fail(keys, tr("must be an object"));
        return value.toObject();
    }

    QString text(const QJsonObject &object, const QStringList &keys)
    {
        const auto value = object.value(keys.last());
        if (!value.isUndefined() && !value.isString())
            fail(keys, tr("must be a text"));
        return value.toString();
    }

    /// A whole number; `fallback` when the key is missing or null.
    qint64 integer(const QJsonObject &object, const QStringList &keys, qint64 fallback, qint64 largest)
    {
        const auto value = object.value(keys.last());
        if (value.isUndefined() || value.isNull())
            return fallback;
        const double number = value.toDouble(NAN);
        if (std::isnan(number) || number != std::floor(number) || std::abs(number) > double(largest)) {
            fail(keys, tr("must be a whole number"));
            return fallback;
        }
        return qint64(number);
    }

    milliseconds seconds(const QJsonObject &object, const QStringList &keys, milliseconds fallback)
    {
        const auto value = object.value(keys.last());
        if (value.isUndefined() || value.isNull())
            return fallback;
        constexpr double Century = 3.2e9; // more is a slip, and would overflow further on
        const double number = value.toDouble(NAN);
        if (std::isnan(number) || std::abs(number) > Century) {
            fail(keys, tr("must be a number of seconds"));
            return fallback;
        }
        return milliseconds(std::llround(number * 1000));
    }

    QMap<QString, std::optional<QString>> environment(const QJsonObject &parent, const QStringList &keys)
    {
        QMap<QString, std::optional<QString>> result;
        const auto values = object(parent.value(EnvironmentKey), keys);
        for (auto it = values.begin(); it != values.end(); ++it) {
            if (it.value().isNull())
                result.insert(it.key(), std::nullopt);
            else if (it.value().isString())
                result.insert(it.key(), it.value().toString());
            else
                fail(keys + QStringList(it.key()), tr("must be a text, or null to take the system's value"));
        }
        return result;
    }

private:
    /// The line of the last of nested keys; each is looked for behind the one before it.
    int lineOf(const QStringList &keys) const
    {
        qsizetype at = 0;
        const QString text = QString::fromUtf8(m_text);
        for (const auto &key : keys) {
            const QRegularExpression pattern(QLatin1Char('"') + QRegularExpression::escape(key)
                                             + QLatin1String("\"\\s*:"));
            const auto match = pattern.match(text, at);
            if (match.hasMatch())
                at = match.capturedStart();
        }
        return int(text.left(at).count(QLatin1Char('\n'))) + 1;
    }

    const QByteArray &m_text;
    QString m_path;
    std::optional<Error> m_error;
};

Profile readProfile(Reader &reader, const QJsonObject &test, const QString &name, const QDir &folder)
{
    const auto keys = [&name](const char *key) {
        return QStringList{RootKey, TestsKey, name, QLatin1String(key)};
    };
    constexpr qint64 MaxInt = std::numeric_limits<int>::max();
    constexpr qint64 MaxExact = qint64(1) << 53; // what a double can hold exactly

    Profile profile;
    const auto scenario = reader.text(test, keys("scenario"));
    if (!scenario.isEmpty())
        profile.scenarioFile = QDir::cleanPath(folder.absoluteFilePath(scenario));
    profile.baseUrl = reader.text(test, keys("base_url"));
    profile.processes = int(reader.integer(test, keys("processes"), profile.processes, MaxInt));
    profile.workers = int(reader.integer(test, keys("workers"), profile.workers, MaxInt));
    profile.rampUp = reader.seconds(test, keys("ramp_up"), profile.rampUp);
    profile.duration = reader.seconds(test, keys("duration"), profile.duration);
    profile.maxRuns = reader.integer(test, keys("max_runs"), profile.maxRuns, MaxExact);
    profile.delay = reader.seconds(test, keys("delay"), profile.delay);
    profile.environment = reader.environment(test, keys("env"));
    return profile;
}

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

} // namespace

Result<ProfileFile> ProfileFile::load(const QString &path)
{
    const auto shown = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isDir())
        return Error{tr("%1 is a folder; choose a profile file in it.").arg(shown)};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("The profile %1 cannot be opened: %2.").arg(shown, file.errorString())};
    if (file.size() > MaxFileSize)
        return Error{tr("%1 is too large to be a profile (%L2 bytes).").arg(shown).arg(file.size())};
    const auto text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error{tr("The profile %1 cannot be read: %2.").arg(shown, file.errorString())};
    return parse(text, path);
}

Result<ProfileFile> ProfileFile::parse(const QByteArray &text, const QString &path)
{
    const auto shown = QDir::toNativeSeparators(path);
    if (text.trimmed().isEmpty())
        return Error{tr("%1 is empty; it is no profile.").arg(shown)};
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(text, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        return Error{tr("%1:%2: the file is no whole JSON (%3); it may be broken or half-written.")
                         .arg(shown)
                         .arg(lineAt(text, parseError.offset))
                         .arg(parseError.errorString())};
    }
    const auto rootValue = document.object().value(RootKey);
    if (!rootValue.isObject())
        return Error{tr("%1 is JSON, but no profile: it has no object “molotov” at its top.").arg(shown)};

    ProfileFile result;
    result.m_root = document.object();
    const auto root = rootValue.toObject();
    Reader reader(text, path);
    const auto version = reader.integer(root, {RootKey, VersionKey}, FormatVersion, 1 << 30);
    if (version > FormatVersion) {
        return Error{
            tr("%1 was written by a newer version of Molotov (format %2, this one reads %3); open it "
               "with that version.")
                .arg(shown)
                .arg(version)
                .arg(FormatVersion)};
    }

    const QDir folder = QFileInfo(path).absoluteDir();
    const auto shared = reader.environment(root, {RootKey, EnvironmentKey});
    const auto tests = reader.object(root.value(TestsKey), {RootKey, TestsKey});
    for (auto it = tests.begin(); it != tests.end(); ++it) {
        const auto keys = reader.object(it.value(), {RootKey, TestsKey, it.key()});
        auto profile = readProfile(reader, keys, it.key(), folder);
        auto environment = shared;
        environment.insert(profile.environment); // a test's own value wins
        profile.environment = environment;
        result.m_tests.insert(it.key(), {profile, keys});
    }
    if (reader.error())
        return *reader.error();
    if (result.m_tests.isEmpty())
        return Error{tr("%1 holds no test: “molotov.tests” is missing or empty.").arg(shown)};
    return result;
}

QByteArray ProfileFile::toJson(const QString &path) const
{
    const QDir folder = QFileInfo(path).absoluteDir();
    auto root = m_root.value(RootKey).toObject();
    const auto shared = stillShared(root.value(EnvironmentKey).toObject());
    if (root.contains(EnvironmentKey))
        root[EnvironmentKey] = shared;

    QJsonObject tests;
    for (auto it = m_tests.begin(); it != m_tests.end(); ++it) {
        const auto &profile = it->profile;
        auto keys = it->keys;
        keys[QLatin1String("scenario")] = portablePath(profile.scenarioFile, folder);
        keys[QLatin1String("base_url")] = profile.baseUrl;
        keys[QLatin1String("processes")] = profile.processes;
        keys[QLatin1String("workers")] = profile.workers;
        keys[QLatin1String("ramp_up")] = seconds(profile.rampUp);
        keys[QLatin1String("duration")] = seconds(profile.duration);
        keys[QLatin1String("max_runs")] = profile.maxRuns;
        keys[QLatin1String("delay")] = seconds(profile.delay);
        QJsonObject environment;
        for (auto variable = profile.environment.begin(); variable != profile.environment.end(); ++variable) {
            const QJsonValue value = *variable ? QJsonValue(**variable) : QJsonValue(QJsonValue::Null);
            if (!shared.contains(variable.key()) || shared.value(variable.key()) != value)
                environment.insert(variable.key(), value);
        }
        if (environment.isEmpty())
            keys.remove(EnvironmentKey);
        else
            keys[EnvironmentKey] = environment;
        tests.insert(it.key(), keys);
    }
    root[VersionKey] = FormatVersion;
    root[TestsKey] = tests;
    auto whole = m_root;
    whole[RootKey] = root;
    return QJsonDocument(whole).toJson();
}

QJsonObject ProfileFile::stillShared(QJsonObject environment) const
{
    for (const auto &test : m_tests) {
        for (const auto &name : environment.keys()) {
            if (!test.profile.environment.contains(name))
                environment.remove(name);
        }
    }
    return environment;
}

Status ProfileFile::save(const QString &path) const
{
    QSaveFile file(path);
    const auto text = toJson(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        return Error{tr("The profile could not be saved to %1: %2. What was there before is unchanged.")
                         .arg(QDir::toNativeSeparators(path), file.errorString())};
    }
    return {};
}

Profile ProfileFile::profile(const QString &name) const
{
    Q_ASSERT(contains(name));
    return m_tests.value(name).profile;
}

void ProfileFile::setProfile(const QString &name, const Profile &profile)
{
    m_tests[name].profile = profile;
}

void ProfileFile::adopt(const ProfileFile &other, const QString &otherName, const QString &name)
{
    Q_ASSERT(other.contains(otherName));
    m_tests.insert(name, other.m_tests.value(otherName));
}

} // namespace Molotov
