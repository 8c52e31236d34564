// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/engine/http/recentexchanges.h"
#include "core/model/protocol/messages.h"

#include <functional>

namespace Molotov {

/// What a controller is told of an exchange.
struct SampleRules
{
    std::chrono::microseconds began{0}; ///< of the clock: times of the sample count from here
    qsizetype maxBody = Protocol::MaxSampledBody; ///< bytes
    /// Whether the value of a header field of this name is a secret. Empty: nothing is, and users and
    /// passwords of URLs in other fields are shown, too.
    std::function<bool(const QByteArray &name)> isSecret;
};

/// An exchange as it is told: bounded, its bodies without content codings.
Protocol::SampledExchange toSample(const RecentExchange &exchange, const SampleRules &rules);

} // namespace Molotov
