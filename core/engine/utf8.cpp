// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/utf8.h"

#include <QString>

namespace Molotov {

QByteArray encodeUtf8(const QString &text)
{
    if (text.isValidUtf16())
        return text.toUtf8();
    auto mended = text;
    for (qsizetype i = 0; i < mended.size(); ++i) {
        if (!mended.at(i).isSurrogate())
            continue;
        if (mended.at(i).isHighSurrogate() && i + 1 < mended.size() && mended.at(i + 1).isLowSurrogate())
            ++i;
        else
            mended[i] = QChar::ReplacementCharacter;
    }
    return mended.toUtf8();
}

} // namespace Molotov
