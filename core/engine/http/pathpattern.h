// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

namespace Molotov {

/// Whether a segment of a path holds an id and no word: a number, a UUID, hexadecimal digits (8 or more, with
/// a decimal digit among them) or a long random text of base64url.
bool isIdSegment(QStringView segment);

/// The path with "{id}" in the place of each segment that is an id: all users have one endpoint,
/// "/users/{id}". A path without ids comes back as it is, without a copy.
QString pathPattern(const QString &path);

} // namespace Molotov
