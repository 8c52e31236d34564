// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

namespace Molotov::Fuzz {

/// What a server sends, and how it comes. The first line of an input says how, in words: the method of the
/// request (GET, HEAD or POST), the sizes of the pieces, in turn, and `flood` if there is no end of it.
///     GET 1 30 flood
///     HTTP/1.1 200 OK ...
struct FuzzInput
{
    static FuzzInput read(const QByteArray &text);

    /// The bytes in pieces; the last of them has what is left.
    QByteArrayList pieces(qsizetype most) const;

    QByteArray method = "GET";
    std::vector<qsizetype> sizes; ///< 1 and more; none = all in one piece
    bool isFlood = false;
    QByteArray bytes;
};

} // namespace Molotov::Fuzz
