// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/patterntranslator.h"

#include "core/engine/script/unicodeproperties.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace Molotov {

namespace {

constexpr int MaxRepeats = 65535; // of PCRE2

// ECMAScript's LineTerminator and WhiteSpace; Xsp is the latter without U+FEFF.
const auto NoLineEnd = QStringLiteral("[^\\n\\r\\x{2028}\\x{2029}]");
const auto LineEndClass = QStringLiteral("(?![^\\n\\r\\x{2028}\\x{2029}])");
const auto LineStart = QStringLiteral("(?<![^\\n\\r\\x{2028}\\x{2029}])");
const auto Spaces = QStringLiteral("\\p{Xsp}\\x{feff}");

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

QString codePoint(uint value)
{
    return QStringLiteral("\\x{%1}").arg(value, 0, 16);
}

QString literal(QChar c)
{
    // What has a meaning for PCRE2, in a class or outside.
    return QStringView(u"\\^$.|?*+()[]{}-&#/").contains(c) ? QLatin1Char('\\') + c : QString(c);
}

// Reads a pattern once, from left to right.
class Translator
{
public:
    Translator(const QString &source, PatternFlags flags)
        : m_source(source)
        , m_flags(flags)
    {
    }

    Result<TranslatedPattern> translate()
    {
        findGroups();
        while (!m_problem && !atEnd())
            readTerm();
        if (!m_problem && !m_open.empty())
            refuse(QStringLiteral("a group has no end"));
        if (m_problem)
            return Error{*m_problem};
        return TranslatedPattern{m_out, m_groups};
    }

private:
    enum class Group { Capture, Plain, LookAhead, LookBehind };

    bool atEnd() const { return m_at >= m_source.size(); }
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source.at(m_at + ahead) : QChar();
    }
    bool startsWith(QStringView text) const { return QStringView(m_source).mid(m_at).startsWith(text); }

    void refuse(const QString &why)
    {
        if (!m_problem)
            m_problem = QStringLiteral("Invalid regular expression: /%1/: %2 (column %3)")
                            .arg(m_source, why)
                            .arg(m_at + 1);
    }

    void put(const QString &text, bool isRepeatable = true)
    {
        m_out += text;
        m_mayRepeat = isRepeatable;
    }

    // Names and numbers of groups are needed before the groups are reached.
    void findGroups()
    {
        bool isInClass = false;
        for (qsizetype i = 0; i < m_source.size(); ++i) {
            const QChar c = m_source.at(i);
            if (c == u'\\')
                ++i;
            else if (c == u'[' || c == u']')
                isInClass = c == u'[';
            else if (c == u'(' && !isInClass)
                noteGroup(i + 1);
        }
    }

    void noteGroup(qsizetype start)
    {
        const auto rest = QStringView(m_source).mid(start);
        if (!rest.startsWith(u'?')) {
            m_groups.append(QString());
            return;
        }
        if (!rest.startsWith(u"?<") || rest.startsWith(u"?<=") || rest.startsWith(u"?<!"))
            return;
        const auto name = rest.mid(2, rest.indexOf(u'>') - 2).toString();
        if (m_groups.contains(name))
            refuse(QStringLiteral("two groups have the name %1").arg(name));
        m_groups.append(name);
        m_hasNames = true;
    }

    void readTerm()
    {
        const QChar c = peek();
        if (c == u'\\')
            return readEscape();
        if (c == u'[')
            return readClass();
        if (c == u'(')
            return openGroup();
        if (c == u'*' || c == u'+' || c == u'?' || c == u'{')
            return readQuantifier();
        ++m_at;
        if (c == u')')
            closeGroup();
        else if (c == u'|')
            put(QStringLiteral("|"), false);
        else if (c == u'^')
            put(m_flags.isMultiline ? LineStart : QStringLiteral("\\A"), false);
        else if (c == u'$')
            put(m_flags.isMultiline ? LineEndClass : QStringLiteral("\\z"), false);
        else if (c == u'.')
            put(m_flags.isDotAll ? QStringLiteral("(?s:.)") : NoLineEnd);
        else if ((c == u']' || c == u'}') && m_flags.isUnicode)
            refuse(QStringLiteral("a lone %1").arg(c));
        else
            putLetter(c);
    }

    // A pair of surrogates is one letter, which a quantifier repeats as a whole.
    void putLetter(QChar c)
    {
        if (!c.isHighSurrogate() || !peek().isLowSurrogate())
            return put(c.isSurrogate() ? codePoint(c.unicode()) : literal(c));
        put(codePoint(QChar::surrogateToUcs4(c, peek())));
        ++m_at;
    }

    void openGroup()
    {
        ++m_at;
        struct Start
        {
            QStringView text;
            Group group;
        };
        static const Start starts[] = {{u"?:", Group::Plain},
                                       {u"?=", Group::LookAhead},
                                       {u"?!", Group::LookAhead},
                                       {u"?<=", Group::LookBehind},
                                       {u"?<!", Group::LookBehind}};
        for (const auto &start : starts) {
            if (!startsWith(start.text))
                continue;
            m_at += start.text.size();
            m_open.push_back(start.group);
            return put(QLatin1Char('(') + start.text.toString(), false);
        }
        if (startsWith(u"?<") && !readGroupName())
            return refuse(QStringLiteral("a group's name is no name"));
        if (peek() == u'?')
            return refuse(QStringLiteral("an unknown kind of group"));
        m_open.push_back(Group::Capture);
        put(QStringLiteral("("), false);
    }

    bool readGroupName()
    {
        const auto end = m_source.indexOf(u'>', m_at);
        if (end < m_at + 3)
            return false;
        const auto name = QStringView(m_source).mid(m_at + 2, end - m_at - 2);
        for (qsizetype i = 0; i < name.size(); ++i) {
            const QChar c = name.at(i);
            const bool isLetter = c.isLetter() || c == u'_' || c == u'$' || c.isSurrogate();
            if (!isLetter && (i == 0 || !c.isLetterOrNumber()))
                return false;
        }
        m_at = end + 1;
        return true;
    }

    void closeGroup()
    {
        if (m_open.empty())
            return refuse(QStringLiteral("a ) without a ("));
        const auto group = m_open.back();
        m_open.pop_back();
        put(QStringLiteral(")"),
            group != Group::LookBehind && (group != Group::LookAhead || !m_flags.isUnicode));
    }

    void readQuantifier()
    {
        auto quantifier = QString(peek());
        if (peek() == u'{') {
            const auto counts = readCounts();
            if (m_problem)
                return;
            if (!counts) {
                ++m_at;
                return m_flags.isUnicode ? refuse(QStringLiteral("a lone {")) : put(literal(u'{'));
            }
            quantifier = *counts;
        } else {
            ++m_at;
        }
        if (!m_mayRepeat)
            return refuse(QStringLiteral("nothing to repeat"));
        if (peek() == u'?') {
            ++m_at;
            quantifier += u'?';
        }
        put(quantifier, false);
    }

    // {n}, {n,} or {n,m}; nothing when it is something else, which is left where it is.
    std::optional<QString> readCounts()
    {
        const auto end = m_source.indexOf(u'}', m_at);
        const auto parts = end < 0 ? QStringList() : m_source.mid(m_at + 1, end - m_at - 1).split(u',');
        if (parts.isEmpty() || parts.size() > 2)
            return {};
        for (const auto &part : parts) {
            if (part.isEmpty() && (parts.size() == 1 || &part == &parts.first()))
                return {};
            if (!std::all_of(part.begin(), part.end(), isDigit))
                return {};
        }
        const double least = parts.first().toDouble();
        const double most = parts.last().isEmpty() ? least : parts.last().toDouble();
        if (least > most)
            refuse(QStringLiteral("numbers out of order"));
        if (most > MaxRepeats)
            refuse(QStringLiteral("more than %1 repetitions").arg(MaxRepeats));
        const auto text = m_source.mid(m_at, end - m_at + 1);
        m_at = end + 1;
        return text;
    }

    void readEscape()
    {
        const QChar c = peek(1);
        if (c.isNull())
            return refuse(QStringLiteral("a \\ at the end"));
        if (c == u'b' || c == u'B') {
            m_at += 2;
            return put(QLatin1Char('\\') + c, false);
        }
        if (c == u'k' && (m_flags.isUnicode || m_hasNames))
            return readNamedReference();
        if (isDigit(c) && c != u'0' && readReference())
            return;
        if (c == u's' || c == u'S') {
            m_at += 2;
            return put(QStringLiteral("[%1%2]").arg(c == u's' ? QString() : QStringLiteral("^"), Spaces));
        }
        put(readSharedEscape());
    }

    // A group that has not matched yet is referred to as an empty text, other than in PCRE2.
    void putReference(qsizetype number) { put(QStringLiteral("(?(%1)\\g{%1})").arg(number)); }

    bool readReference()
    {
        qsizetype length = 1;
        while (isDigit(peek(1 + length)))
            ++length;
        const auto number = QStringView(m_source).mid(m_at + 1, length).toInt();
        if (number == 0 || number > m_groups.size()) {
            if (m_flags.isUnicode)
                refuse(QStringLiteral("a reference to a group that is not there"));
            return m_flags.isUnicode;
        }
        m_at += 1 + length;
        putReference(number);
        return true;
    }

    void readNamedReference()
    {
        const auto end = m_source.indexOf(u'>', m_at);
        const auto name = peek(2) == u'<' && end > 0 ? m_source.mid(m_at + 3, end - m_at - 3) : QString();
        const auto index = name.isEmpty() ? -1 : m_groups.indexOf(name);
        if (index < 0)
            return refuse(QStringLiteral("a reference to a group that is not there"));
        m_at = end + 1;
        putReference(index + 1);
    }

    // What means the same in a class and outside; reads on behind it.
    QString readSharedEscape()
    {
        const QChar c = peek(1);
        m_at += 2;
        switch (c.unicode()) {
        case u'd':
        case u'D':
        case u'w':
        case u'W':
        case u't':
        case u'n':
        case u'f':
        case u'r':
            return QLatin1Char('\\') + c;
        case u'v':
            return codePoint(u'\v');
        case u'c':
            return readControl();
        case u'x':
            return readByte();
        case u'u':
            return readUnicode();
        case u'p':
        case u'P':
            return m_flags.isUnicode ? readProperty(c) : identity(c);
        default:
            return isDigit(c) ? readOctal() : identity(c);
        }
    }

    QString identity(QChar c)
    {
        const bool isSyntax = QStringView(u"^$\\.*+?()[]{}|/").contains(c) || (c == u'-' && m_isInClass);
        if (m_flags.isUnicode && !isSyntax)
            refuse(QStringLiteral("\\%1 means nothing").arg(c));
        return literal(c);
    }

    QString readControl()
    {
        const QChar c = peek();
        if (!isAsciiLetter(c)) {
            --m_at; // the letter c stands for itself
            return m_flags.isUnicode ? identity(u'c') : QStringLiteral("\\\\");
        }
        ++m_at;
        return codePoint(c.unicode() % 32);
    }

    QString readByte()
    {
        bool isNumber = false;
        const auto value = QStringView(m_source).mid(m_at, 2).toUInt(&isNumber, 16);
        if (!isNumber || m_at + 2 > m_source.size())
            return identity(u'x');
        m_at += 2;
        return codePoint(value);
    }

    QString readUnicode()
    {
        if (peek() == u'{' && m_flags.isUnicode) {
            const auto end = m_source.indexOf(u'}', m_at);
            bool isNumber = false;
            const auto value = QStringView(m_source).mid(m_at + 1, end - m_at - 1).toUInt(&isNumber, 16);
            if (end < 0 || !isNumber || value > QChar::LastValidCodePoint)
                refuse(QStringLiteral("\\u{…} is no code point"));
            m_at = end + 1;
            return codePoint(value);
        }
        bool isNumber = false;
        const auto unit = [this, &isNumber](qsizetype at) {
            return QChar(QStringView(m_source).mid(at, 4).toUShort(&isNumber, 16));
        };
        const QChar first = unit(m_at);
        if (!isNumber || m_at + 4 > m_source.size())
            return identity(u'u');
        m_at += 4;
        if (!first.isHighSurrogate() || !startsWith(u"\\u"))
            return codePoint(first.unicode());
        const QChar second = unit(m_at + 2);
        if (!isNumber || !second.isLowSurrogate())
            return codePoint(first.unicode());
        m_at += 6;
        return codePoint(QChar::surrogateToUcs4(first, second));
    }

    // Annex B.1.2: up to three digits, at most 0377.
    QString readOctal()
    {
        --m_at;
        if (m_flags.isUnicode && (peek() != u'0' || isDigit(peek(1))))
            refuse(QStringLiteral("a number that means nothing"));
        uint value = 0;
        int length = 0;
        while (length < 3 && peek() >= u'0' && peek() <= u'7' && value * 8 < 0400) {
            value = value * 8 + uint(peek().unicode() - u'0');
            ++m_at;
            ++length;
        }
        return length > 0 ? codePoint(value) : QString(m_source.at(m_at++));
    }

    QString readProperty(QChar kind)
    {
        const auto end = m_source.indexOf(u'}', m_at);
        if (peek() != u'{' || end < 0) {
            refuse(QStringLiteral("\\%1 needs the name of a property").arg(kind));
            return {};
        }
        const auto name = m_source.mid(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        const auto property = unicodeProperty(name, kind == u'P');
        if (!property)
            refuse(QStringLiteral("an unknown property %1").arg(name));
        return property.value_or(QString());
    }

    void readClass()
    {
        if (startsWith(u"[]") || startsWith(u"[^]")) {
            const bool isAny = peek(1) == u'^';
            m_at += isAny ? 3 : 2;
            return put(isAny ? QStringLiteral("(?s:.)") : QStringLiteral("(?!)"));
        }
        m_out += u'[';
        ++m_at;
        if (peek() == u'^') {
            m_out += u'^';
            ++m_at;
        }
        m_isInClass = true;
        while (!m_problem && peek() != u']') {
            if (atEnd())
                return refuse(QStringLiteral("a class has no end"));
            readClassMember();
        }
        m_isInClass = false;
        ++m_at;
        put(QStringLiteral("]"));
    }

    void readClassMember()
    {
        const QChar c = peek();
        if (c == u'-') { // of a range, or itself: PCRE2 tells them apart as JavaScript does
            ++m_at;
            m_out += u'-';
        } else if (c != u'\\') {
            ++m_at;
            putLetter(c);
        } else if (peek(1) == u'b') {
            m_at += 2;
            m_out += codePoint(u'\b');
        } else if (peek(1) == u's' || peek(1) == u'S') {
            m_out += peek(1) == u's' ? Spaces : QStringLiteral("\\P{Xsp}");
            m_at += 2;
        } else if (peek(1).isNull()) {
            refuse(QStringLiteral("a class has no end"));
        } else {
            m_out += readSharedEscape();
        }
    }

    const QString &m_source;
    PatternFlags m_flags;
    qsizetype m_at = 0;
    QString m_out;
    QStringList m_groups;
    bool m_hasNames = false;
    bool m_mayRepeat = false;
    bool m_isInClass = false;
    std::vector<Group> m_open;
    std::optional<QString> m_problem;
};

} // namespace

Result<TranslatedPattern> translatePattern(const QString &source, PatternFlags flags)
{
    return Translator(source, flags).translate();
}

} // namespace Molotov
