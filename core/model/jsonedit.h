// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Molotov {

/// The text of a JSON file in which single members are changed. All other bytes stay as they are, and what is
/// added is laid out like what is around it.
class JsonEdit
{
public:
    /// `text` must be whole JSON with an object at its top.
    explicit JsonEdit(QByteArray text);

    const QByteArray &text() const { return m_text; }

    /// Sets the member that `keys` lead to. Objects on the way that are missing are added.
    void set(const QStringList &keys, const QJsonValue &value);
    /// Removes the member that `keys` lead to, if it is there.
    void remove(const QStringList &keys);

    struct Duplicate
    {
        QStringList keys; ///< lead to the member
        int line = 0; ///< of its second occurrence, from 1
    };
    /// The first key that stands twice in the object that `keys` lead to, or in an object inside of it; also
    /// when it is one of `keys`.
    std::optional<Duplicate> duplicate(const QStringList &keys) const;

private:
    struct Member
    {
        QString key;
        qsizetype begin = 0; ///< of the key
        qsizetype valueBegin = 0;
        qsizetype valueEnd = 0;
    };

    QList<Member> membersOf(qsizetype object) const;
    std::optional<Duplicate> duplicateIn(qsizetype object, const QStringList &path,
                                         const QStringList &keys) const;
    void insert(qsizetype object, const QString &key, const QJsonValue &value);
    void replace(const Member &member, const QJsonValue &value);
    void splice(qsizetype begin, qsizetype end, const QByteArray &text);

    char at(qsizetype position) const;
    qsizetype skipSpace(qsizetype position) const;
    qsizetype endOfString(qsizetype position) const;
    qsizetype endOfValue(qsizetype position) const;
    qsizetype topObject() const;
    qsizetype valueOf(qsizetype key) const;
    qsizetype lineOf(qsizetype position) const; // where it begins
    QByteArray indentationAt(qsizetype line) const;
    bool beginsLine(qsizetype position) const;

    void detectStyle();
    QByteArray comma() const; // within a line
    /// `indentation`: of the line that the value begins in; none to write all into one line.
    QByteArray format(const QJsonValue &value, const std::optional<QByteArray> &indentation) const;
    QByteArray format(const QString &key, const QJsonValue &value,
                      const std::optional<QByteArray> &indentation) const;

    QByteArray m_text;
    QByteArray m_newline = "\n";
    QByteArray m_step = "    "; // of indentation
    QByteArray m_colon = ": ";
};

} // namespace Molotov
