// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/protocol/messages.h"
#include "core/model/result.h"

#include <QByteArray>

namespace Molotov::Protocol {

/// A message as the payload of a frame.
QByteArray encode(const ToHelper &message);
QByteArray encode(const FromHelper &message);

/// The message in a payload. The error says what does not fit: an unknown message, a field of another type or
/// out of its range, a missing field, or bytes left over.
Result<ToHelper> decodeToHelper(const QByteArray &payload);
Result<FromHelper> decodeFromHelper(const QByteArray &payload);

} // namespace Molotov::Protocol
