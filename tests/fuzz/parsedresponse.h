// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace Molotov {
class ResponseParser;
}

namespace Molotov::Fuzz {

/// A response as a ResponseParser left it: what these checks know of that class, they know in here.
struct ParsedResponse
{
    enum class End { Open, Complete, Failed };

    /// The first in `bytes`, which come in one piece; then the connection ends.
    static ParsedResponse ofWhole(const QByteArray &method, const QByteArray &bytes);
    /// `body`: what has been taken from the parser.
    static ParsedResponse of(const ResponseParser &parser, const QByteArray &body);

    /// All of it, for people and to compare.
    QByteArray text() const;

    End end = End::Open;
    int status = 0;
    QByteArray reason;
    QByteArray headers; ///< "name:value" lines
    QByteArray body;
    bool isKeptAlive = false;
    QString problem; ///< when it failed
};

} // namespace Molotov::Fuzz
