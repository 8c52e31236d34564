// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/result.h"

#include <QString>
#include <QStringList>

namespace Molotov {

/// The flags of a regular expression of JavaScript that change how its text is read.
struct PatternFlags
{
    bool isMultiline = false; ///< m
    bool isDotAll = false; ///< s
    bool isUnicode = false; ///< u
};

/// A regular expression of JavaScript in the words of PCRE2.
struct TranslatedPattern
{
    QString text; ///< for QRegularExpression, without options but that for capitals
    QStringList groups; ///< the name of each capturing group, in order; empty for one without a name
};

/// Translates a pattern as ECMAScript 2022 has it (section 22.2.1 and annex B.1.2) to PCRE2; the error is a
/// sentence that names what is wrong with the pattern.
///
/// Not the same as in JavaScript: a pattern without the flag u matches whole code points, too; a group that
/// is repeated keeps what it matched before; a lookbehind needs alternatives of a fixed length.
[[nodiscard]] Result<TranslatedPattern> translatePattern(const QString &source, PatternFlags flags);

} // namespace Molotov
