// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

class QSortFilterProxyModel;

namespace Molotov {

/// A read-only table that can be sorted and filtered; Ctrl+C copies the selected rows as lines of
/// tab-separated cells, or as whoever connects to copyRequested() likes.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    /// Shows a model that sorts by its role `sortRole`.
    DataTable(QAbstractItemModel *model, int sortRole, QWidget *parent = nullptr);

    static constexpr int AllColumns = -1;
    /// One column, or all share what is left; the others are as wide as these texts. One that is stretched
    /// stays readable, though there may be less left than that.
    void setColumnWidths(int stretched, const QStringList &widestTexts);
    /// As wide as what is in it, whatever that is.
    void fitColumn(int column);
    /// Columns of numbers that most runs have none of: they are there only while some number is not 0.
    void hideWhileZero(const QList<int> &columns);
    /// Shows the rows that hold this text in any column.
    void setFilter(const QString &text);
    /// What stands in place of no rows, unless a filter hides them all.
    void setEmptyText(const QString &text) { m_emptyText = text; }
    QString emptyText() const;
    /// Rows of the model itself, in the order in which they are shown.
    QList<int> selectedSourceRows() const;
    /// "cell\tcell\n" for each selected row.
    QString selectedText() const;
    void selectFirstRow();
    /// A row of the model itself, and nothing else; it is scrolled into view.
    void selectSourceRow(int row);

Q_SIGNALS:
    /// The user wants the selected rows on the clipboard.
    void copyRequested();
    void sourceSelectionChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void stretch();
    void hideZeros();
    void showNonZeros(int first, int last);
    bool isZero(int column, int first, int last) const;

    QSortFilterProxyModel *m_proxy;
    QString m_emptyText;
    int m_stretched = AllColumns;
    QList<int> m_rare; // columns that are hidden while zero
};

/// A table whose copies are its selectedText().
void copyAsText(DataTable *table);

} // namespace Molotov
