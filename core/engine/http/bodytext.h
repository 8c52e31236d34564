// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringDecoder>

namespace Molotov {

/// The charset that a field Content-Type names, in small letters; empty if it names none.
QByteArray charsetOf(QByteArrayView contentType);

/// Reads a body that is not packed: by its byte order mark, or else by the charset of its Content-Type, or
/// else as UTF-8. Qt knows UTF-8, UTF-16, UTF-32 and Latin-1, and where it was built with ICU, all that the
/// web knows. Not valid when the charset is not known. `flags`: Default for a body that is cut, whose last
/// character is then left out.
QStringDecoder bodyDecoder(QByteArrayView body, QByteArrayView contentType,
                           QStringDecoder::Flags flags = QStringDecoder::Flag::Stateless);

} // namespace Molotov
