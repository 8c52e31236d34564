// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/results/settingsdifference.h"

#include "core/model/profile.h"
#include "core/model/profilekeys.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

#include <algorithm>

namespace Molotov {

namespace {

using Effect = SettingDifference::Effect;

// Of a key; those not named here have none.
Effect effectOf(const QString &key)
{
    static const QMap<QString, Effect> effects{
        {QStringLiteral("scenario"), Effect::Scenario},
        {QStringLiteral("use_extension"), Effect::Scenario},
        {QStringLiteral("single_mode"), Effect::Scenario},
        {QStringLiteral("base_url"), Effect::Target},
        {QStringLiteral("hosts"), Effect::Target},
        {QStringLiteral("addresses"), Effect::Target},
        {QStringLiteral("processes"), Effect::Load},
        {QStringLiteral("workers"), Effect::Load},
        {QStringLiteral("delay"), Effect::Load},
        {QStringLiteral("sizing"), Effect::Load},
        {QStringLiteral("find_limit"), Effect::Load},
        {QStringLiteral("limit_step"), Effect::Load},
        {QStringLiteral("limit_settling"), Effect::Load},
        {QStringLiteral("limit_most"), Effect::Load},
        {QStringLiteral("single_run"), Effect::Load},
        {QStringLiteral("ramp_up"), Effect::Length},
        {QStringLiteral("duration"), Effect::Length},
        {QStringLiteral("max_runs"), Effect::Length},
        {QStringLiteral("iterations"), Effect::Length},
        {QStringLiteral("ramp_down"), Effect::Length},
        {QStringLiteral("stages"), Effect::Load},
        {QStringLiteral("rate"), Effect::Load},
        {QStringLiteral("max_users"), Effect::Load},
        {QStringLiteral("stepped"), Effect::Load},
        {QStringLiteral("poisson"), Effect::Load},
        {QStringLiteral("pacing"), Effect::Load},
    };
    return effects.value(key, Effect::None);
}

// The same settings, with files that are known by their names alone.
Profile withoutFolders(Profile profile)
{
    const auto nameOf = [](const QString &path) { return QFileInfo(path).fileName(); };
    profile.scenarioFile = nameOf(profile.scenarioFile);
    std::transform(profile.extensions.begin(), profile.extensions.end(), profile.extensions.begin(), nameOf);
    return profile;
}

// Workers are spread over processes; it is their sum that makes the load.
bool isSameNumberOfWorkers(const Profile &before, const Profile &after)
{
    return qint64(before.processes) * before.workers == qint64(after.processes) * after.workers;
}

} // namespace

QList<SettingDifference> settingDifferences(const Profile &before, const Profile &after)
{
    const QDir folder(QStringLiteral(".")); // relative names stay as they are
    const auto old = withoutFolders(before);
    const auto now = withoutFolders(after);
    const auto from = changedKeys(now, old, folder);
    const auto to = changedKeys(old, now, folder);
    QList<SettingDifference> differences;
    for (auto it = to.begin(); it != to.end(); ++it) {
        auto effect = effectOf(it.key());
        if ((it.key() == QLatin1String("processes") || it.key() == QLatin1String("workers"))
            && isSameNumberOfWorkers(before, after))
            effect = Effect::None;
        differences.append(
            {.key = it.key(), .before = from.value(it.key()), .after = it.value(), .effect = effect});
    }
    auto names = before.environment.keys() + after.environment.keys();
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const auto &name : std::as_const(names)) {
        if (before.environment.contains(name) != after.environment.contains(name)
            || before.environment.value(name) != after.environment.value(name))
            differences.append({.key = QStringLiteral("env.") + name,
                                .before = QJsonValue::Undefined,
                                .after = QJsonValue::Undefined,
                                .effect = Effect::None});
    }
    return differences;
}

} // namespace Molotov
