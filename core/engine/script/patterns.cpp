// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/patterns.h"

#include "core/engine/script/patterntranslator.h"

namespace Molotov {

QString Patterns::problem(const QString &source, const QString &flags)
{
    return pattern(source, flags).problem;
}

QStringList Patterns::groups(const QString &source, const QString &flags)
{
    return pattern(source, flags).groups;
}

QList<int> Patterns::match(const QString &source, const QString &flags, const QString &text, int start)
{
    const auto &expression = pattern(source, flags).expression;
    const auto options = flags.contains(u'y') ? QRegularExpression::AnchorAtOffsetMatchOption
                                              : QRegularExpression::NoMatchOption;
    const auto match = expression.match(text, start, QRegularExpression::NormalMatch, options);
    QList<int> places;
    if (!match.hasMatch())
        return places;
    for (int i = 0; i <= expression.captureCount(); ++i) {
        places.append(int(match.capturedStart(i)));
        places.append(int(match.capturedEnd(i)));
    }
    return places;
}

const Patterns::Pattern &Patterns::pattern(const QString &source, const QString &flags)
{
    const std::pair key(source, flags);
    if (const auto *known = m_patterns.object(key))
        return *known;
    auto made = std::make_unique<Pattern>();
    const auto translated = translatePattern(source, {.isMultiline = flags.contains(u'm'),
                                                      .isDotAll = flags.contains(u's'),
                                                      .isUnicode = flags.contains(u'u')});
    if (translated) {
        made->groups = translated->groups;
        made->expression = QRegularExpression(translated->text,
                                              flags.contains(u'i') ? QRegularExpression::CaseInsensitiveOption
                                                                   : QRegularExpression::NoPatternOption);
        if (!made->expression.isValid())
            made->problem = QStringLiteral("Invalid regular expression: /%1/: %2")
                                .arg(source, made->expression.errorString());
    } else {
        made->problem = translated.error().text;
    }
    const auto &pattern = *made;
    m_patterns.insert(key, made.release());
    return pattern;
}

} // namespace Molotov
