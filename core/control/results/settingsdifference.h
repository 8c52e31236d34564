// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>

namespace Molotov {

struct Profile;

/// A setting that two runs do not share.
struct SettingDifference
{
    /// What it means for a comparison of their figures.
    enum class Effect {
        None, ///< only how a run ends, what it prints or where it reports to
        Length, ///< how long the load lasts or how it begins
        Target, ///< against what it runs
        Load, ///< how much of it there is
        Scenario, ///< what is done
    };

    QString key; ///< as in a profile file; "env.NAME" for a variable of the environment
    QJsonValue before; ///< as in a profile file, undefined for variables: they may hold passwords
    QJsonValue after;
    Effect effect = Effect::None;

    bool operator==(const SettingDifference &) const = default;
};

/// All settings that differ, in the order of their keys. Files are the same when their names are: two
/// computers hold them in different folders.
QList<SettingDifference> settingDifferences(const Profile &before, const Profile &after);

} // namespace Molotov
