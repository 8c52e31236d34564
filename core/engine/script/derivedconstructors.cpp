// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/engine/script/derivedconstructors.h"

#include <QRegularExpression>
#include <QStringList>

namespace Molotov {

namespace {

// Lines of code, as the compiler writes them: each block is indented by its depth.
class Constructors
{
public:
    explicit Constructors(const QString &code)
        : m_lines(code.split(QLatin1Char('\n')))
    {
    }

    QString mended()
    {
        static const QRegularExpression head(QStringLiteral(R"(^( *)constructor\(.*\) \{$)"));
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (const auto found = head.match(m_lines.at(i)); found.hasMatch())
                mend(i, found.captured(1));
        }
        return m_lines.join(QLatin1Char('\n'));
    }

private:
    void mend(qsizetype head, const QString &indent)
    {
        const auto end = m_lines.indexOf(indent + QLatin1Char('}'), head);
        const auto callEnd = endOfSuper(head, end, indent + QLatin1String("  "));
        if (callEnd < 0)
            return;
        const auto rest = m_lines.mid(callEnd + 1, end - callEnd - 1).join(QLatin1Char('\n'));
        static const QRegularExpression ofConstructorsAlone(
            QStringLiteral(R"(\bsuper\s*[.\[]|\bnew\.target\b)"));
        if (!rest.contains(QLatin1String("=>")) || ofConstructorsAlone.match(rest).hasMatch())
            return;
        // An odd number: the line that was taken for the end of the constructor is in a text of several
        // lines.
        if (m_lines.mid(head, end - head).join(QString()).count(QLatin1Char('`')) % 2 != 0)
            return;
        m_lines[callEnd] += QLatin1String(" return (function() {");
        m_lines[end] = indent + QLatin1String("}).apply(this, arguments); }");
    }

    // The last line of the statement super(…); below 0 if there is none before `end`.
    qsizetype endOfSuper(qsizetype head, qsizetype end, const QString &indent) const
    {
        bool isInside = false;
        for (auto i = head + 1; i < end; ++i) {
            const auto &line = m_lines.at(i);
            const bool isOfBody = line.startsWith(indent) && line.size() > indent.size()
                                  && line.at(indent.size()) != QLatin1Char(' ');
            if (!isOfBody)
                continue;
            isInside =
                isInside || QStringView(line).sliced(indent.size()).startsWith(QLatin1String("super("));
            if (isInside && line.endsWith(QLatin1String(");")))
                return i;
            if (isInside && line.endsWith(QLatin1Char(';')))
                return -1; // super() was only a part of it
        }
        return -1;
    }

    QStringList m_lines;
};

} // namespace

QString withThisInDerivedConstructors(const QString &code)
{
    return code.contains(QLatin1String("super(")) ? Constructors(code).mended() : code;
}

} // namespace Molotov
