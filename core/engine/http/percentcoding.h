// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Molotov {

/// The byte that an escape such as "%2F" at this position stands for; nothing if there is none.
std::optional<char> escapeAt(QByteArrayView text, qsizetype at);
/// What is not an escape stays as it is. QByteArray::fromPercentEncoding() makes something of "%zz", too.
QByteArray percentDecoded(QByteArrayView text);
/// Bytes that are not printable ASCII become escapes, and so do those of `also`. A "%" stays.
QByteArray percentEncoded(QByteArrayView text, QByteArrayView also);

} // namespace Molotov
