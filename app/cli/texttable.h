// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QStringList>

namespace Molotov::Cli {

/// Lines up cells: the first column to the left, the others to the right.
class TextTable
{
public:
    explicit TextTable(const QStringList &header);

    /// As many cells as the header has; the last may be "" to be left out.
    void addRow(const QStringList &cells);
    /// The last column to the left: for texts.
    void setLastColumnText() { m_isLastText = true; }

    bool isEmpty() const { return m_rows.size() == 1; }
    /// One line a row, the header first.
    QStringList lines() const;

private:
    QList<QStringList> m_rows; // the header first
    bool m_isLastText = false;
};

} // namespace Molotov::Cli
