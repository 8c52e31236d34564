// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/http/pathpattern.h"

#include "core/model/ids.h"

#include <algorithm>
#include <optional>

namespace Molotov {

namespace {

bool isDigit(QChar letter)
{
    return letter >= u'0' && letter <= u'9';
}

bool isUpper(QChar letter)
{
    return letter >= u'A' && letter <= u'Z';
}

bool isLower(QChar letter)
{
    return letter >= u'a' && letter <= u'z';
}

enum class Letter { Separator, Lower, Upper, Digit };

std::optional<Letter> letterOf(QChar letter)
{
    if (isLower(letter))
        return Letter::Lower;
    if (isUpper(letter))
        return Letter::Upper;
    if (isDigit(letter))
        return Letter::Digit;
    if (letter == u'-' || letter == u'_')
        return Letter::Separator;
    return {};
}

// In words the kind of letter seldom changes: at the capitals of "listPaymentMethods", or before a number. In
// a random text it changes all the time, most tellingly between digits and letters.
bool isRandomText(QStringView text)
{
    constexpr qsizetype Shortest = 20;
    constexpr int LettersPerChange = 3; // at most
    while (text.endsWith(u'=')) // fills up base64
        text.chop(1);
    if (text.size() < Shortest)
        return false;
    int numbers = 0; // begin or end
    int capitals = 0; // right behind a letter
    bool hasLower = false;
    auto before = Letter::Separator;
    for (const QChar one : text) {
        const auto letter = letterOf(one);
        if (!letter)
            return false;
        hasLower = hasLower || *letter == Letter::Lower;
        if (before != Letter::Separator && *letter != Letter::Separator) {
            if ((before == Letter::Digit) != (*letter == Letter::Digit))
                ++numbers;
            else if (*letter == Letter::Upper)
                ++capitals;
        }
        before = *letter;
    }
    // "ORDER_HISTORY" has nothing but capitals.
    const int changes = 2 * numbers + (hasLower ? capitals : 0);
    return changes * LettersPerChange >= text.size();
}

} // namespace

bool isIdSegment(QStringView segment)
{
    constexpr qsizetype ShortestHex = 8;
    if (segment.isEmpty())
        return false;
    if (std::all_of(segment.begin(), segment.end(), isDigit))
        return true;
    if (segment.size() < ShortestHex)
        return false;
    if (std::all_of(segment.begin(), segment.end(), Ids::isHexDigit))
        return std::any_of(segment.begin(), segment.end(), isDigit);
    return Ids::isUuid(segment) || isRandomText(segment);
}

QString pathPattern(const QString &path)
{
    QString pattern;
    qsizetype copied = 0; // of the path
    const QStringView all(path);
    for (qsizetype begin = 0; begin < all.size();) {
        auto end = all.indexOf(u'/', begin);
        if (end < 0)
            end = all.size();
        if (isIdSegment(all.sliced(begin, end - begin))) {
            pattern += all.sliced(copied, begin - copied);
            pattern += QLatin1String("{id}");
            copied = end;
        }
        begin = end + 1;
    }
    if (copied == 0)
        return path;
    pattern += all.sliced(copied);
    return pattern;
}

} // namespace Molotov
