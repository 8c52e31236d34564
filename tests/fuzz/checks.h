// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

// What has to be so whatever a server sends. Each takes a FuzzInput as text, and returns what is wrong:
// nothing, if all is well.
namespace Molotov::Fuzz {

/// A ResponseParser makes the same of bytes however they are cut, and keeps little of those without end.
QByteArray checkResponseParser(const QByteArray &text);

/// An exchange of a LoadAccessManager ends, with what a ResponseParser makes of the answer, or with a reason.
/// Needs a QCoreApplication.
QByteArray checkLoadReply(const QByteArray &text);

} // namespace Molotov::Fuzz
