// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/profile.h"
#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QCoreApplication>

namespace Molotov {

struct CompiledScenario;

/// Says what a helper is told to load.
class LoadRequest
{
    Q_DECLARE_TR_FUNCTIONS(LoadRequest)

public:
    /// For the first of the profile's helpers. Variables of the environment that have no value in the profile
    /// get the system's, and are left out if it has none. An error when it would not fit into a frame.
    static Result<Protocol::LoadScenario> make(const CompiledScenario &scenario, const Profile &profile,
                                               quint64 seed);
};

} // namespace Molotov
