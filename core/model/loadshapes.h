// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

namespace Molotov {

/// The usual kinds of load tests.
enum class LoadShape { Smoke, Load, Stress, Spike, Soak, Breakpoint };

/// Ready-made load plans, each made for a base: the users, or the iterations a second, that the service
/// usually has.
class LoadShapes
{
    Q_DECLARE_TR_FUNCTIONS(LoadShapes)

public:
    static QList<LoadShape> all();
    /// "smoke"; not translated.
    static QString name(LoadShape shape);
    static std::optional<LoadShape> fromName(const QString &name);
    /// "Smoke".
    static QString title(LoadShape shape);
    /// What the load does and what it finds out, in one line.
    static QString explanation(LoadShape shape);

    /// The most users or iterations a second that a profile means; 0 when nobody can read them.
    static double baseOf(const Profile &profile);
    /// The profile with the stages of a shape: of iterations a second if it has a rate, else of users. The
    /// duration becomes as long as the stages, if it was shorter. A base of 0 stands for 10.
    static Profile apply(LoadShape shape, double base, Profile profile);
};

} // namespace Molotov
