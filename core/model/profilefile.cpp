// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/profilefile.h"

#include "core/model/files.h"
#include "core/model/jsonedit.h"
#include "core/model/jsonreader.h"
#include "core/model/profilekeys.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonParseError>

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

constexpr char NewFile[] = R"({
    "molotov": {
        "version": 1,
        "tests": {
        }
    }
}
)";

using Environment = QMap<QString, std::optional<QString>>;

/// The variables that must stand in a test: what it has of its own, and what the whole file does not give it.
Environment ownEnvironment(Environment environment, const Environment &before, const Environment &shared)
{
    for (auto variable = shared.begin(); variable != shared.end(); ++variable) {
        const auto &name = variable.key();
        if (!before.contains(name) && environment.value(name) == *variable)
            environment.remove(name);
    }
    return environment;
}

void writeEnvironment(JsonEdit &edit, const QStringList &keys, const Environment &before,
                      const Environment &after)
{
    if (after.isEmpty() && !before.isEmpty())
        return edit.remove(keys);
    for (const auto &name : before.keys()) {
        if (!after.contains(name))
            edit.remove(keys + QStringList(name));
    }
    for (auto variable = after.begin(); variable != after.end(); ++variable) {
        if (!before.contains(variable.key()) || before.value(variable.key()) != *variable)
            edit.set(keys + QStringList(variable.key()),
                     *variable ? QJsonValue(**variable) : QJsonValue(QJsonValue::Null));
    }
}

int lineAt(const QByteArray &text, qsizetype offset)
{
    return int(text.left(offset).count('\n')) + 1;
}

} // namespace

Result<ProfileFile> ProfileFile::load(const QString &path)
{
    const auto text = Files::read(path, MaxFileSize);
    if (!text)
        return text.error();
    return parse(*text, path);
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

    if (const auto twice = JsonEdit(text).duplicate({RootKey})) {
        return Error{tr("%1:%2: the key “%3” is there twice; remove one of the two.")
                         .arg(shown)
                         .arg(twice->line)
                         .arg(twice->keys.join(QLatin1Char('.')))};
    }

    ProfileFile result;
    result.m_text = text;
    result.m_root = document.object();
    const auto root = rootValue.toObject();
    JsonReader reader(text, path);
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
        auto profile = readTest(reader, keys, {RootKey, TestsKey, it.key()}, folder);
        auto environment = shared;
        environment.insert(profile.environment); // a test's own value wins
        profile.environment = environment;
        result.m_tests.insert(it.key(), {profile, keys, true});
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
    const QByteArray noText;
    JsonReader reader(noText, path); // what does not fit was said when the file was read
    const auto shared = reader.environment(m_root.value(RootKey).toObject(), {RootKey, EnvironmentKey});
    const auto kept = stillShared(shared);

    JsonEdit edit(m_text.isEmpty() ? QByteArray(NewFile) : m_text);
    writeEnvironment(edit, {RootKey, EnvironmentKey}, shared, kept);
    for (auto test = m_tests.begin(); test != m_tests.end(); ++test) {
        const QStringList keys{RootKey, TestsKey, test.key()};
        const auto before = readTest(reader, test->keys, keys, folder);
        if (!test->isInText)
            edit.set(keys, test->keys.isEmpty() ? newTest(test->profile, folder) : test->keys);
        const auto changed = changedKeys(before, test->profile, folder);
        for (auto key = changed.begin(); key != changed.end(); ++key)
            edit.set(keys + QStringList(key.key()), key.value());
        writeEnvironment(edit, keys + QStringList(EnvironmentKey), before.environment,
                         ownEnvironment(test->profile.environment, before.environment, kept));
    }
    return edit.text();
}

ProfileFile::Environment ProfileFile::stillShared(Environment environment) const
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
    return Files::replace(path, toJson(path));
}

Profile ProfileFile::profile(const QString &name) const
{
    Q_ASSERT(contains(name));
    return m_tests.value(name).profile;
}

QStringList ProfileFile::unusedKeys(const QString &name) const
{
    auto keys = m_root.value(RootKey).toObject().keys();
    for (const auto &known : {VersionKey, TestsKey, EnvironmentKey})
        keys.removeAll(known);
    return keys + Molotov::unusedKeys(m_tests.value(name).keys);
}

void ProfileFile::setProfile(const QString &name, const Profile &profile)
{
    m_tests[name].profile = profile;
}

void ProfileFile::adopt(const ProfileFile &other, const QString &otherName, const QString &name)
{
    Q_ASSERT(other.contains(otherName));
    auto test = other.m_tests.value(otherName);
    test.isInText = false;
    m_tests.insert(name, test);
}

} // namespace Molotov
