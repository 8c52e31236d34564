// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/trust/trustvalues.h"
#include "core/model/trust.h"

namespace Molotov {

/// By what the figures of a run are limited; nothing while too little was measured.
///
/// The rules are a table in trustrules.cpp. When several find something, the one that is nearest to the load
/// decides, for it spoils what is measured behind it: a request that finds no port is never sent; without
/// memory nothing runs as it should; a heavy script makes its computer look busy; a busy computer makes the
/// server look slow; and only a server that is not slow has time for more users.
std::optional<TrustVerdict> judgeTrust(const TrustValues &values);

/// What such evidence speaks for.
RunLimit limitOf(TrustEvidence::Code code);

/// Whether the verdict holds such evidence.
bool hasEvidence(const std::optional<TrustVerdict> &verdict, TrustEvidence::Code code);

} // namespace Molotov
