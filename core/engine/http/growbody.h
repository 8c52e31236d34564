// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <cstring>

namespace Molotov {

/// Adds a piece to a body that may become large. QByteArray::append() copies all that is there whenever it
/// needs more room, and so takes twice the memory; resize() lets the system move it.
inline void growBody(QByteArray &body, const QByteArray &piece)
{
    const auto size = body.size();
    body.resize(size + piece.size());
    std::memcpy(body.data() + size, piece.constData(), size_t(piece.size()));
}

} // namespace Molotov
