// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Molotov {

/// The text as a document of XML 1.0 can hold it, and so that it cannot change the order of the text around
/// it: what is forbidden becomes U+FFFD. Does no escaping.
QString xmlText(const QString &untrusted);

} // namespace Molotov
