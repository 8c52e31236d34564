// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/texttable.h"

#include <algorithm>

namespace Molotov::Cli {

TextTable::TextTable(const QStringList &header)
    : m_rows{header}
{
}

void TextTable::addRow(const QStringList &cells)
{
    Q_ASSERT(cells.size() == m_rows.first().size());
    m_rows.append(cells);
}

QStringList TextTable::lines() const
{
    const auto columns = m_rows.first().size();
    QList<qsizetype> widths(columns, 0);
    for (const auto &row : m_rows) {
        for (qsizetype i = 0; i < columns; ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    }
    QStringList lines;
    for (const auto &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < columns; ++i) {
            const bool isText = i == 0 || (m_isLastText && i == columns - 1);
            if (i > 0)
                line += QLatin1String("  ");
            line += isText ? row.at(i).leftJustified(widths.at(i)) : row.at(i).rightJustified(widths.at(i));
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines.append(line);
    }
    return lines;
}

} // namespace Molotov::Cli
