// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/logpanel.h"

#include "ui/models/logmodel.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace Molotov {

namespace {

/// Lines in the colours of their levels.
class LogDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto level = static_cast<Protocol::LogLevel>(index.data(LogModel::LevelRole).toInt());
        const Theme theme(option->palette);
        if (level == Protocol::LogLevel::Error)
            option->palette.setColor(QPalette::Text, theme.errorText());
        else if (level == Protocol::LogLevel::Warning)
            option->palette.setColor(QPalette::Text, theme.warningText());
        else if (level == Protocol::LogLevel::Debug)
            option->palette.setColor(QPalette::Text, theme.secondaryText());
    }
};

} // namespace

LogPanel::LogPanel(QAbstractItemModel *model, QWidget *parent)
    : QListView(parent)
    , m_emptyText(tr("What scripts write with console.log() appears here."))
{
    setModel(model);
    setItemDelegate(new LogDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Log"));
    const auto follow = [this] {
        if (verticalScrollBar()->value() == verticalScrollBar()->maximum())
            scrollToBottom();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, follow);
}

QString LogPanel::selectedText() const
{
    QModelIndexList selected = selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end());
    QString text;
    for (const QModelIndex &index : std::as_const(selected))
        text += index.data().toString() + QLatin1Char('\n');
    return text;
}

void LogPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(selectedText());
    else
        QListView::keyPressEvent(event);
}

void LogPanel::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(Theme(palette()).secondaryText());
    painter.setFont(parentWidget()->font());
    painter.drawText(viewport()->rect(), Qt::AlignCenter, m_emptyText);
}

} // namespace Molotov
