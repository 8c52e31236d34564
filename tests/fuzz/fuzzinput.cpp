// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/fuzzinput.h"

#include <algorithm>

namespace Molotov::Fuzz {

FuzzInput FuzzInput::read(const QByteArray &text)
{
    FuzzInput input;
    const auto end = text.indexOf('\n');
    const auto words = text.left(end).split(' ');
    for (const auto &word : words) {
        if (word == "HEAD" || word == "POST")
            input.method = word;
        else if (word == "flood")
            input.isFlood = true;
        else if (const int size = word.toInt(); size > 0)
            input.sizes.push_back(size);
    }
    if (end >= 0)
        input.bytes = text.mid(end + 1);
    return input;
}

QByteArrayList FuzzInput::pieces(qsizetype most) const
{
    QByteArrayList all;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto left = bytes.size() - at;
        const bool isLast = sizes.empty() || all.size() + 1 == most;
        const auto size = isLast ? left : std::min(left, sizes[size_t(all.size()) % sizes.size()]);
        all += bytes.mid(at, size);
        at += size;
    }
    return all;
}

} // namespace Molotov::Fuzz
