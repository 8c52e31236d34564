// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Molotov {

/// The host of a URL of http or https, parsed by https://url.spec.whatwg.org/#host-parsing: a name in ASCII
/// and small letters, an IPv4 address in dotted decimals, or an IPv6 address without its brackets. The error
/// says what is wrong and goes on after "is not a URL: ".
Result<QByteArray> parseUrlHost(QByteArrayView text);

} // namespace Molotov
