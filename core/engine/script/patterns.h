// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCache>
#include <QJSValue>
#include <QObject>
#include <QRegularExpression>
#include <QStringList>

namespace Molotov {

/// Regular expressions that V4 does not know, matched by PCRE2: what js/patterns.js calls.
class Patterns : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What is wrong with the pattern, or nothing.
    Q_INVOKABLE QString problem(const QString &source, const QString &flags);
    /// The names of its groups in order, empty for those without one. Only of one without a problem.
    Q_INVOKABLE QStringList groups(const QString &source, const QString &flags);
    /// The first match at `start` or behind: begin and end of the whole and of each group, -1 for a group
    /// that had no part in it. Empty: there is none. Only of a pattern without a problem.
    Q_INVOKABLE QList<int> match(const QString &source, const QString &flags, const QString &text, int start);

private:
    struct Pattern
    {
        QRegularExpression expression;
        QStringList groups;
        QString problem;
    };

    const Pattern &pattern(const QString &source, const QString &flags);

    // A script may make patterns without end.
    static constexpr int MaxKept = 500;
    QCache<std::pair<QString, QString>, Pattern> m_patterns{MaxKept};
};

} // namespace Molotov
