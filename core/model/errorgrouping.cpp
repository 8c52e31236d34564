// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/errorgrouping.h"

#include "core/model/ids.h"

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
        const auto end = m_at + Ids::UuidSize;
        return !isWordPart(at(end)) && Ids::isUuid(m_text.mid(m_at, Ids::UuidSize)) ? end : m_at;
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
               || (word.size() >= ShortestHex && std::all_of(word.begin(), word.end(), Ids::isHexDigit));
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

QString keyOf(const ScriptError &error, const QString &place)
{
    return QStringList{place, error.endpoint, error.step, withoutValues(error.message)}.join(
        QLatin1Char('\n'));
}

// No error has such a key: its second line is an endpoint.
QString keyOf(const RunProblem &problem)
{
    return QStringLiteral("problem\n%1 %2").arg(int(problem.code)).arg(problem.loss.helper);
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
    const auto place = keyOfPlace(error);
    const auto key = keyOf(error, place);
    const auto known = m_groups.constFind(key);
    if (known != m_groups.constEnd())
        return *known;
    if (m_groups.size() >= m_maxGroups) {
        error = {.kind = error.kind, .message = QStringLiteral("Other errors")};
        return makeGroup(keyOf(error, keyOfPlace(error)));
    }
    auto &groupsOfPlace = m_groupsOfPlace[place];
    if (groupsOfPlace >= MaxPerPlace) {
        error = othersOfPlace(error);
        return makeGroup(keyOf(error, place));
    }
    ++groupsOfPlace;
    return makeGroup(key);
}

// There are no more of these than a few for each helper, so that each has a group of its own.
int ErrorGrouping::groupOf(ErrorGroup &group)
{
    return group.problem ? makeGroup(keyOf(*group.problem)) : groupOf(group.error);
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

qsizetype newestOf(const QList<ErrorGroup> &groups)
{
    const auto newest =
        std::max_element(groups.begin(), groups.end(), [](const ErrorGroup &left, const ErrorGroup &right) {
            return left.last < right.last;
        });
    return newest == groups.end() ? -1 : std::distance(groups.begin(), newest);
}

void addToGroup(ErrorGroup &group, const ErrorGroup &more)
{
    group.count += more.count;
    group.first = std::min(group.first, more.first);
    group.last = std::max(group.last, more.last);
    group.isExample |= more.isExample || group.error.message != more.error.message;
}

} // namespace Molotov
