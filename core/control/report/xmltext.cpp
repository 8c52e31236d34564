// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/report/xmltext.h"

#include "core/control/words/format.h"

namespace Molotov {

QString xmlText(const QString &untrusted)
{
    QString text = Format::harmless(untrusted);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (character.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (character.isSurrogate() || character.unicode() >= 0xFFFE)
            text[i] = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

} // namespace Molotov
