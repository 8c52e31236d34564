// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

class QString;

namespace Molotov {

/// A text of a script as the web encodes it: half of a surrogate pair becomes U+FFFD. QString::toUtf8() makes
/// a question mark of it, which would begin a query.
QByteArray encodeUtf8(const QString &text);

} // namespace Molotov
