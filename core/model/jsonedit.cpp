// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/jsonedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace Molotov {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QJsonValue parsed(const QByteArray &value)
{
    return QJsonDocument::fromJson('[' + value + ']').array().at(0);
}

QByteArray scalar(const QJsonValue &value)
{
    const auto list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QJsonValue wrapped(const QStringList &keys, QJsonValue value)
{
    for (auto key = keys.crbegin(); key != keys.crend(); ++key)
        value = QJsonObject{{*key, value}};
    return value;
}

template <typename Members>
auto lastOf(const Members &members, const QString &key)
{
    return std::find_if(members.crbegin(), members.crend(),
                        [&key](const auto &member) { return member.key == key; });
}

} // namespace

JsonEdit::JsonEdit(QByteArray text)
    : m_text(std::move(text))
{
    detectStyle();
}

void JsonEdit::detectStyle()
{
    const auto lineEnd = m_text.indexOf('\n');
    if (lineEnd > 0 && m_text.at(lineEnd - 1) == '\r')
        m_newline = "\r\n";
    const auto members = membersOf(topObject());
    if (members.isEmpty())
        return;
    const auto keyEnd = endOfString(members.first().begin);
    m_colon = m_text.mid(keyEnd, members.first().valueBegin - keyEnd);
    if (m_colon.contains('\n'))
        m_colon = ": ";
    std::optional<QByteArray> least;
    for (auto line = m_text.indexOf('\n'); line >= 0; line = m_text.indexOf('\n', line + 1)) {
        const auto indentation = indentationAt(line + 1);
        if (!indentation.isEmpty() && (!least || indentation.size() < least->size()))
            least = indentation;
    }
    m_step = least.value_or(m_step);
}

void JsonEdit::set(const QStringList &keys, const QJsonValue &value)
{
    auto object = topObject();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const auto members = membersOf(object);
        const auto member = lastOf(members, keys.at(i));
        if (member == members.crend())
            return insert(object, keys.at(i), wrapped(keys.mid(i + 1), value));
        if (i + 1 == keys.size() || at(member->valueBegin) != '{')
            return replace(*member, wrapped(keys.mid(i + 1), value));
        object = member->valueBegin;
    }
}

void JsonEdit::remove(const QStringList &keys)
{
    auto object = topObject();
    for (const auto &key : keys.first(keys.size() - 1)) {
        const auto members = membersOf(object);
        const auto member = lastOf(members, key);
        if (member == members.crend() || at(member->valueBegin) != '{')
            return;
        object = member->valueBegin;
    }
    const auto members = membersOf(object);
    const auto found = lastOf(members, keys.last());
    if (found == members.crend())
        return;
    const auto member = std::prev(found.base());
    if (members.size() == 1)
        splice(object + 1, endOfValue(object) - 1, {});
    else if (std::next(member) == members.cend())
        splice(std::prev(member)->valueEnd, member->valueEnd, {});
    else
        splice(member->begin, std::next(member)->begin, {});
}

void JsonEdit::insert(qsizetype object, const QString &key, const QJsonValue &value)
{
    const auto members = membersOf(object);
    if (members.isEmpty()) {
        // Over several lines if the object does not share its line with others.
        const auto line = lineOf(object);
        const auto first = skipSpace(line);
        const bool isAlone = line > 0 && (first == object || valueOf(first) == object);
        const QJsonObject whole{{key, value}};
        splice(object, endOfValue(object),
               isAlone ? format(whole, indentationAt(line)) : format(whole, std::nullopt));
        return;
    }
    const auto &last = members.last();
    if (beginsLine(last.begin)) {
        const auto indentation = indentationAt(lineOf(last.begin));
        splice(last.valueEnd, last.valueEnd, ',' + m_newline + indentation + format(key, value, indentation));
    } else {
        splice(last.valueEnd, last.valueEnd, comma() + format(key, value, std::nullopt));
    }
}

void JsonEdit::replace(const Member &member, const QJsonValue &value)
{
    const auto old = m_text.mid(member.valueBegin, member.valueEnd - member.valueBegin);
    if (parsed(old) == value)
        return;
    const bool hasLines = old.contains('\n') || (value.isObject() && beginsLine(member.begin));
    const auto indentation = indentationAt(lineOf(member.begin));
    splice(member.valueBegin, member.valueEnd,
           hasLines ? format(value, indentation) : format(value, std::nullopt));
}

void JsonEdit::splice(qsizetype begin, qsizetype end, const QByteArray &text)
{
    m_text.replace(begin, end - begin, text);
}

std::optional<JsonEdit::Duplicate> JsonEdit::duplicate(const QStringList &keys) const
{
    return duplicateIn(topObject(), {}, keys);
}

// QJsonDocument has refused what is nested too deeply for this.
std::optional<JsonEdit::Duplicate> JsonEdit::duplicateIn(qsizetype object, const QStringList &path,
                                                         const QStringList &keys) const
{
    QSet<QString> seen;
    const auto members = membersOf(object);
    for (const auto &member : members) {
        if (!keys.isEmpty() && member.key != keys.first())
            continue;
        const auto here = path + QStringList(member.key);
        if (seen.contains(member.key))
            return Duplicate{here, int(m_text.left(member.begin).count('\n')) + 1};
        seen.insert(member.key);
        if (at(member.valueBegin) != '{')
            continue;
        if (auto inside = duplicateIn(member.valueBegin, here, keys.mid(1)))
            return inside;
    }
    return std::nullopt;
}

QList<JsonEdit::Member> JsonEdit::membersOf(qsizetype object) const
{
    QList<Member> members;
    for (auto position = object + 1;; ++position) { // behind the brace, and then behind a comma
        Member member;
        member.begin = skipSpace(position);
        if (at(member.begin) != '"')
            return members;
        const auto keyEnd = endOfString(member.begin);
        member.key = parsed(m_text.mid(member.begin, keyEnd - member.begin)).toString();
        member.valueBegin = valueOf(member.begin);
        member.valueEnd = endOfValue(member.valueBegin);
        members.append(member);
        position = skipSpace(member.valueEnd);
        if (at(position) != ',')
            return members;
    }
}

// A NUL behind the end, which ends whatever is looked for.
char JsonEdit::at(qsizetype position) const
{
    return position < m_text.size() ? m_text.at(position) : '\0';
}

qsizetype JsonEdit::skipSpace(qsizetype position) const
{
    while (isSpace(at(position)))
        ++position;
    return position;
}

qsizetype JsonEdit::endOfString(qsizetype position) const
{
    ++position; // the opening quote
    while (at(position) != '"' && position < m_text.size())
        position += at(position) == '\\' ? 2 : 1;
    return position + 1;
}

qsizetype JsonEdit::endOfValue(qsizetype position) const
{
    if (at(position) == '"')
        return endOfString(position);
    int depth = 0;
    while (position < m_text.size()) {
        const char c = at(position);
        if (depth == 0 && (isSpace(c) || c == ',' || c == '}' || c == ']'))
            return position; // behind a number or a word
        if (c == '"') {
            position = endOfString(position);
            continue;
        }
        ++position;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return position;
    }
    return position;
}

qsizetype JsonEdit::topObject() const
{
    const QByteArray mark = "\xef\xbb\xbf"; // of the byte order
    return skipSpace(m_text.startsWith(mark) ? mark.size() : 0);
}

qsizetype JsonEdit::valueOf(qsizetype key) const
{
    return skipSpace(skipSpace(endOfString(key)) + 1);
}

qsizetype JsonEdit::lineOf(qsizetype position) const
{
    return m_text.lastIndexOf('\n', position) + 1;
}

QByteArray JsonEdit::indentationAt(qsizetype position) const
{
    auto end = position;
    while (at(end) == ' ' || at(end) == '\t')
        ++end;
    return m_text.mid(position, end - position);
}

bool JsonEdit::beginsLine(qsizetype position) const
{
    const auto line = lineOf(position);
    return line > 0 && line + indentationAt(line).size() == position;
}

QByteArray JsonEdit::comma() const
{
    return m_colon.endsWith(' ') ? ", " : ",";
}

QByteArray JsonEdit::format(const QJsonValue &value, const std::optional<QByteArray> &indentation) const
{
    if (!value.isObject() && !value.isArray())
        return scalar(value);
    const auto inner = indentation ? std::optional(*indentation + m_step) : std::nullopt;
    QByteArrayList items;
    const auto object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        items.append(format(member.key(), member.value(), inner));
    const auto array = value.toArray();
    for (const auto &item : array)
        items.append(format(item, inner));
    const QByteArray brackets = value.isObject() ? "{}" : "[]";
    if (items.isEmpty())
        return brackets;
    if (!indentation)
        return brackets.left(1) + items.join(comma()) + brackets.right(1);
    const auto line = m_newline + *inner;
    return brackets.left(1) + line + items.join(',' + line) + m_newline + *indentation + brackets.right(1);
}

QByteArray JsonEdit::format(const QString &key, const QJsonValue &value,
                            const std::optional<QByteArray> &indentation) const
{
    return scalar(key) + m_colon + format(value, indentation);
}

} // namespace Molotov
