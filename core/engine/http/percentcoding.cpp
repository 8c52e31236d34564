// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/percentcoding.h"

namespace Molotov {

namespace {

// -1: it is none.
int hexDigit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    letter = char(letter | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

} // namespace

std::optional<char> escapeAt(QByteArrayView text, qsizetype at)
{
    if (text.size() - at < 3 || text[at] != '%')
        return {};
    const int high = hexDigit(text[at + 1]);
    const int low = hexDigit(text[at + 2]);
    if (high < 0 || low < 0)
        return {};
    return char(high << 4 | low);
}

QByteArray percentDecoded(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto byte = escapeAt(text, i);
        decoded += byte.value_or(text[i]);
        i += byte ? 2 : 0;
    }
    return decoded;
}

QByteArray percentEncoded(QByteArrayView text, QByteArrayView also)
{
    constexpr char Digits[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(text.size());
    for (const char letter : text) {
        const auto byte = uchar(letter);
        if (byte > ' ' && byte < 0x7f && !also.contains(letter))
            encoded += letter;
        else
            encoded.append('%').append(Digits[byte >> 4]).append(Digits[byte & 15]);
    }
    return encoded;
}

} // namespace Molotov
