// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>

#include <algorithm>

/// What ids look like, in messages of errors and in paths.
namespace Molotov::Ids {

inline bool isHexDigit(QChar letter)
{
    return (letter >= u'0' && letter <= u'9') || (letter >= u'a' && letter <= u'f')
           || (letter >= u'A' && letter <= u'F');
}

constexpr qsizetype UuidSize = 36;

/// RFC 9562: 8-4-4-4-12 hexadecimal digits.
inline bool isUuid(QStringView text)
{
    if (text.size() != UuidSize)
        return false;
    for (qsizetype i = 0; i < UuidSize; ++i) {
        const bool isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (isHyphen ? text[i] != u'-' : !isHexDigit(text[i]))
            return false;
    }
    return true;
}

} // namespace Molotov::Ids
