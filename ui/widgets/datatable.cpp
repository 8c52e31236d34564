// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/datatable.h"

#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace Molotov {

namespace {

constexpr int CellPadding = 12;
constexpr int SortIndicator = 14;
constexpr int LeastStretched = 20; // characters

} // namespace

DataTable::DataTable(QAbstractItemModel *model, int sortRole, QWidget *parent)
    : QTableView(parent)
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(model);
    m_proxy->setSortRole(sortRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_proxy);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);

    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
}

void DataTable::setColumnWidths(int stretched, const QStringList &widestTexts)
{
    for (int column = 0; column < widestTexts.size(); ++column) {
        const QString title = m_proxy->headerData(column, Qt::Horizontal).toString();
        const int width = std::max(fontMetrics().horizontalAdvance(widestTexts.at(column)),
                                   fontMetrics().horizontalAdvance(title) + SortIndicator);
        horizontalHeader()->resizeSection(column, width + CellPadding);
    }
    m_stretched = stretched;
    if (stretched == AllColumns) {
        horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        return;
    }
    // QHeaderView::Stretch knows no minimum of a single column.
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column != m_stretched)
            stretch();
    });
    stretch();
}

void DataTable::fitColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
}

void DataTable::hideWhileZero(const QList<int> &columns)
{
    m_rare = columns;
    const auto *model = m_proxy->sourceModel();
    connect(model, &QAbstractItemModel::dataChanged, this, &DataTable::hideZeros);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { showNonZeros(first, last); });
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::hideZeros);
    hideZeros();
}

bool DataTable::isZero(int column, int first, int last) const
{
    const auto *model = m_proxy->sourceModel();
    for (int row = first; row <= last; ++row) {
        if (model->index(row, column).data(m_proxy->sortRole()).toDouble() > 0)
            return false;
    }
    return true;
}

void DataTable::hideZeros()
{
    const int last = m_proxy->sourceModel()->rowCount() - 1;
    bool changes = false;
    for (const int column : std::as_const(m_rare)) {
        const bool hidden = isZero(column, 0, last);
        changes = changes || hidden != isColumnHidden(column);
        setColumnHidden(column, hidden);
    }
    if (changes)
        stretch();
}

// A run of a day has many rows: those of before are not looked at again.
void DataTable::showNonZeros(int first, int last)
{
    bool changes = false;
    for (const int column : std::as_const(m_rare)) {
        if (!isColumnHidden(column) || isZero(column, first, last))
            continue;
        setColumnHidden(column, false);
        changes = true;
    }
    if (changes)
        stretch();
}

void DataTable::stretch()
{
    if (m_stretched == AllColumns)
        return;
    const int others = horizontalHeader()->length() - horizontalHeader()->sectionSize(m_stretched);
    const int least = LeastStretched * fontMetrics().averageCharWidth();
    horizontalHeader()->resizeSection(m_stretched, std::max(least, viewport()->width() - others));
}

void DataTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
}

QList<int> DataTable::selectedSourceRows() const
{
    QModelIndexList selected = selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end());
    QList<int> rows;
    for (const QModelIndex &index : std::as_const(selected))
        rows.append(m_proxy->mapToSource(index).row());
    return rows;
}

QString DataTable::selectedText() const
{
    QString text;
    QModelIndexList selected = selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end());
    for (const QModelIndex &index : std::as_const(selected)) {
        QStringList cells;
        for (int column = 0; column < m_proxy->columnCount(); ++column) {
            if (!isColumnHidden(column))
                cells += index.siblingAtColumn(column).data().toString();
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

void DataTable::selectFirstRow()
{
    if (m_proxy->rowCount() > 0)
        setCurrentIndex(m_proxy->index(0, 0));
}

void DataTable::selectSourceRow(int row)
{
    const auto index = m_proxy->mapFromSource(m_proxy->sourceModel()->index(row, 0));
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    selectRow(index.row());
    scrollTo(index);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else
        QTableView::keyPressEvent(event);
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_proxy->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(Theme(palette()).secondaryText());
    painter.drawText(viewport()->rect(), Qt::AlignCenter, emptyText());
}

QString DataTable::emptyText() const
{
    return m_proxy->sourceModel()->rowCount() > 0 ? tr("Nothing matches the filter") : m_emptyText;
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    stretch();
}

void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT sourceSelectionChanged();
}

void copyAsText(DataTable *table)
{
    QObject::connect(table, &DataTable::copyRequested, table,
                     [table] { QGuiApplication::clipboard()->setText(table->selectedText()); });
}

} // namespace Molotov
