// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/unicodeproperties.h"

#include <algorithm>
#include <iterator>

namespace Molotov {

namespace {

struct Category
{
    const char *name;
    const char *shortName;
};

// https://tc39.es/ecma262/#table-unicode-general-category-values: PCRE2 knows the short names only.
constexpr Category Categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

QString shortCategory(const QString &name)
{
    const auto *known = std::find_if(std::begin(Categories), std::end(Categories), [&](const auto &category) {
        return name == QLatin1String(category.name);
    });
    return known == std::end(Categories) ? name : QLatin1String(known->shortName);
}

// Without a value: a category, or a property that a character has or has not.
std::optional<QString> nameInPcre(const QString &key, const QString &value)
{
    if (value.isEmpty())
        return shortCategory(key);
    if (key == QLatin1String("General_Category") || key == QLatin1String("gc"))
        return shortCategory(value);
    if (key == QLatin1String("Script") || key == QLatin1String("sc"))
        return QStringLiteral("sc:") + value;
    if (key == QLatin1String("Script_Extensions") || key == QLatin1String("scx"))
        return QStringLiteral("scx:") + value;
    return {};
}

} // namespace

std::optional<QString> unicodeProperty(const QString &name, bool isNegated)
{
    const bool isAssigned = name == QLatin1String("Assigned"); // all but the category Cn
    const auto property = isAssigned ? std::optional(QStringLiteral("Cn"))
                                     : nameInPcre(name.section(u'=', 0, 0), name.section(u'=', 1));
    if (!property)
        return {};
    return QStringLiteral("\\%1{%2}").arg(QLatin1Char(isNegated != isAssigned ? 'P' : 'p')).arg(*property);
}

} // namespace Molotov
