// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/errorgrouping.h"

#include <algorithm>

namespace Molotov {

namespace {

constexpr QChar Value = u'#';
constexpr QChar NoEnd; // of quotes

// The quote that ends what `open` begins; NoEnd when that is no quote.
QChar closingQuote(QChar open)
{
    switch (open.unicode()) {
    case u'"':
    case u'\'':
    case u'`':
        return open;
    case u'“':
        return u'”';
    case u'‘':
        return u'’';
    case u'«':
        return u'»';
    default:
        return NoEnd;
    }
}

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f');
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

// Reads a message once, from its front to its end.
class ValueRemover
{
public:
    explicit ValueRemover(QStringView text)
        : m_text(text)
    {
        m_result.reserve(text.size());
    }

    QString result()
    {
        while (m_at < m_text.size()) {
            auto end = endOfValue();
            if (end > m_at) {
                addValue();
            } else {
                end = std::max(endOfWord(m_at), m_at + 1);
                m_result += m_text.mid(m_at, end - m_at);
            }
            m_at = end;
        }
        return m_result;
    }

private:
    QChar at(qsizetype position) const
    {
        return position >= 0 && position < m_text.size() ? m_text[position] : QChar();
    }

    // Of the value that begins here; m_at when none does.
    qsizetype endOfValue() const
    {
        if (const auto end = endOfQuoted(); end > m_at)
            return end;
        if (!isWordPart(m_text[m_at]))
            return m_at;
        if (const auto end = endOfUrl(); end > m_at)
            return end;
        if (const auto end = endOfUuid(); end > m_at)
            return end;
        const auto end = endOfWord(m_at);
        return isValue(m_text.mid(m_at, end - m_at)) ? end : m_at;
    }

    // An apostrophe, as in "can't", is no quote: letters stand on both sides of it.
    qsizetype endOfQuoted() const
    {
        const auto open = m_text[m_at];
        const auto close = closingQuote(open);
        if (close == NoEnd || (open == u'\'' && isWordPart(at(m_at - 1))))
            return m_at;
        for (auto end = m_at + 1; end < m_text.size(); ++end) {
            if (m_text[end] == u'\\')
                ++end;
            else if (m_text[end] == close && !(open == u'\'' && isWordPart(at(end + 1))))
                return end + 1;
        }
        return m_at;
    }

    qsizetype endOfUrl() const
    {
        auto end = endOfWord(m_at);
        if (m_text.mid(end, 3) != QLatin1String("://"))
            return m_at;
        while (end < m_text.size() && !m_text[end].isSpace() && m_text[end] != u'"' && m_text[end] != u'”')
            ++end;
        while (QStringView(u".,;:!?)").contains(m_text[end - 1]))
            --end;
        return end;
    }

    qsizetype endOfUuid() const
    {
        constexpr qsizetype Length = 36;
        if (m_text.size() - m_at < Length || isWordPart(at(m_at + Length)))
            return m_at;
        for (qsizetype i = 0; i < Length; ++i) {
            const bool isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
            const auto c = m_text[m_at + i];
            if (isHyphen ? c != u'-' : !isHexDigit(c))
                return m_at;
        }
        return m_at + Length;
    }

    // A number goes on behind a point or the sign of an exponent.
    qsizetype endOfWord(qsizetype from) const
    {
        auto end = from;
        while (isWordPart(at(end)) || continuesNumber(end))
            ++end;
        return end;
    }

    bool continuesNumber(qsizetype position) const
    {
        if (!at(position + 1).isDigit())
            return false;
        const auto c = at(position);
        if (c == u'.' || c == u',')
            return at(position - 1).isDigit();
        return (c == u'-' || c == u'+') && at(position - 1).toLower() == u'e' && at(position - 2).isDigit();
    }

    static bool isValue(QStringView word)
    {
        constexpr qsizetype ShortestHex = 8;
        return std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); })
               || (word.size() >= ShortestHex && std::all_of(word.begin(), word.end(), isHexDigit));
    }

    // Values with nothing but punctuation between them are one: lists, dates, addresses.
    void addValue()
    {
        auto end = m_result.size();
        while (end > 0
               && (m_result[end - 1].isSpace() || QStringView(u",;:-+/.").contains(m_result[end - 1])))
            --end;
        if (end > 0 && m_result[end - 1] == Value)
            m_result.truncate(end);
        else
            m_result += Value;
    }

    const QStringView m_text;
    qsizetype m_at = 0;
    QString m_result;
};

QString keyOfPlace(const ScriptError &error)
{
    return QString::number(int(error.kind)) + placeOf(error).toString();
}

bool isOfTheProgram(const ScriptError &error)
{
    return error.kind == ErrorKind::Local && !placeOf(error).isValid();
}

QString keyOf(const ScriptError &error)
{
    const auto message = isOfTheProgram(error) ? error.message : withoutValues(error.message);
    return QStringList{keyOfPlace(error), error.endpoint, error.step, message}.join(QLatin1Char('\n'));
}

// Stands for what has no room at its place.
ScriptError othersOfPlace(const ScriptError &error)
{
    const auto place = placeOf(error);
    if (!place.isValid())
        return {.kind = error.kind, .message = QStringLiteral("Other errors without a place")};
    return {.kind = error.kind,
            .message = QStringLiteral("Other errors of this place"),
            .stack = {{.function = {}, .place = place}}};
}

} // namespace

int ErrorGrouping::groupOf(ScriptError &error)
{
    auto key = keyOf(error);
    const auto known = m_groups.constFind(key);
    if (known != m_groups.constEnd())
        return *known;
    if (m_groups.size() >= m_maxGroups) {
        error = {.kind = error.kind, .message = QStringLiteral("Other errors")};
        return makeGroup(keyOf(error));
    }
    auto &groupsOfPlace = m_groupsOfPlace[keyOfPlace(error)];
    if (groupsOfPlace >= MaxPerPlace && !isOfTheProgram(error)) {
        error = othersOfPlace(error);
        return makeGroup(keyOf(error));
    }
    ++groupsOfPlace;
    return makeGroup(key);
}

int ErrorGrouping::makeGroup(const QString &key)
{
    const auto known = m_groups.constFind(key);
    return known != m_groups.constEnd() ? *known : *m_groups.insert(key, int(m_groups.size()));
}

QString withoutValues(const QString &message)
{
    return ValueRemover(message).result();
}

SourcePlace placeOf(const ScriptError &error)
{
    const auto known = std::find_if(error.stack.begin(), error.stack.end(),
                                    [](const StackFrame &frame) { return frame.place.isValid(); });
    return known == error.stack.end() ? SourcePlace() : known->place;
}

void addToGroup(ErrorGroup &group, const ErrorGroup &more)
{
    group.count += more.count;
    group.first = std::min(group.first, more.first);
    group.last = std::max(group.last, more.last);
    group.isExample |= more.isExample || group.error.message != more.error.message;
}

} // namespace Molotov
