// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QSet>

namespace Molotov {

/// What a test says of its load, as the window lets people choose it.
enum class LoadKind {
    Users, ///< a number of users for the whole run
    Stages, ///< of users
    Rate, ///< iterations a second for the whole run
    RateStages, ///< of iterations a second
    UsersLimit, ///< users grow until a goal is broken
    RateLimit, ///< iterations a second grow until a goal is broken
};

/// Which settings of the load belong to which kind.
class LoadKinds
{
public:
    using Fields = QSet<ProfileField>;

    static LoadKind of(const Profile &profile);
    /// Iterations begin at a rate, whether or not earlier ones have ended.
    static bool isRate(LoadKind kind)
    {
        return kind == LoadKind::Rate || kind == LoadKind::RateStages || kind == LoadKind::RateLimit;
    }
    static bool isLimit(LoadKind kind) { return kind == LoadKind::UsersLimit || kind == LoadKind::RateLimit; }
    static bool hasStages(LoadKind kind) { return kind == LoadKind::Stages || kind == LoadKind::RateStages; }

    /// All settings of the load.
    static Fields all();
    /// Those that mean something for the kind.
    static Fields fields(LoadKind kind);
    /// Those that do not belong to the profile's kind, but are set and prevent or change its run, such as a
    /// ramp-up beside stages. People must see them.
    static Fields leftovers(const Profile &profile);
    /// `typed` with what is not in `fields` as in `otherwise`. A duration that is not in `fields` cuts no
    /// stages.
    static Profile reduced(Profile typed, const Fields &fields, const Profile &otherwise);
    /// All settings of the load.
    static void copy(const Profile &from, Profile &to);
};

} // namespace Molotov
