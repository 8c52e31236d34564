// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QByteArray>

namespace Molotov {

/// What we can undo, as the value of Accept-Encoding.
constexpr char AcceptedCodings[] = "gzip, deflate, br, zstd";

/// The body without its content codings (RFC 9110, 8.4.1). `codings`: the value of Content-Encoding; a coding
/// that we do not know leaves the body as it is. An error, which goes on after "a body", when it is damaged
/// or comes to more than `most` bytes.
Result<QByteArray> unpacked(const QByteArray &body, const QByteArray &codings, qint64 most);

} // namespace Molotov
