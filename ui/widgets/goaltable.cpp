// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/goaltable.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPixmapCache>
#include <QStyledItemDelegate>

namespace Molotov {

namespace {

constexpr int StateColumn = 0;
constexpr int GoalColumn = 1;

QColor colorOf(GoalStatus::State state, const Theme &theme)
{
    switch (state) {
    case GoalStatus::State::NotYet:
        return theme.tone(RunStatus::Tone::Neutral);
    case GoalStatus::State::Holds:
        return theme.tone(RunStatus::Tone::Good);
    case GoalStatus::State::Broken:
        return theme.tone(RunStatus::Tone::Bad);
    case GoalStatus::State::NotJudged:
        return theme.tone(RunStatus::Tone::Warning);
    }
    Q_UNREACHABLE();
}

// All in a square from 0 to 16.
void drawLight(QPainter &painter, GoalStatus::State state, const QColor &color, const QColor &sign)
{
    const QPen line(sign, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (state) {
    case GoalStatus::State::NotYet: // a ring
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11));
        break;
    case GoalStatus::State::Holds: // a disc with a tick
        painter.drawEllipse(QRectF(1, 1, 14, 14));
        painter.setPen(line);
        painter.drawPolyline(QPolygonF({{4.8, 8.4}, {7.2, 10.8}, {11.4, 5.6}}));
        break;
    case GoalStatus::State::Broken: // a square on its corner with a cross
        painter.drawPolygon(QPolygonF({{8, 0}, {16, 8}, {8, 16}, {0, 8}}));
        painter.setPen(line);
        painter.drawLine(QPointF(5.6, 5.6), QPointF(10.4, 10.4));
        painter.drawLine(QPointF(10.4, 5.6), QPointF(5.6, 10.4));
        break;
    case GoalStatus::State::NotJudged: // a triangle with a dash
        painter.drawPolygon(QPolygonF({{8, 0.8}, {16, 15}, {0, 15}}));
        painter.setPen(line);
        painter.drawLine(QPointF(5.8, 10.8), QPointF(10.2, 10.8));
        break;
    }
}

/// The light in front of the word.
class LightDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto state = GoalStatus::State(index.data(Qt::UserRole).toInt());
        const int size = option->fontMetrics.height();
        const double ratio = option->widget ? option->widget->devicePixelRatioF() : 1;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {size, size};
        option->icon = QIcon(goalLight(state, option->palette, size, ratio));
    }
};

} // namespace

GoalTable::GoalTable(RecordTableModel<GoalStatus> *model, QWidget *parent)
    : DataTable(model, Qt::UserRole, parent)
{
    const auto number = QStringLiteral("888,888 ms");
    // The light is as wide as about three letters.
    setColumnWidths(
        GoalColumn,
        {QStringLiteral("MMM") + tr("not judged"), {}, number, QStringLiteral("mmmmm ") + number});
    setItemDelegateForColumn(StateColumn, new LightDelegate(this));
    setAccessibleName(tr("Goals"));
    setEmptyText(tr("The run has no goals"));
    sortByColumn(-1, Qt::AscendingOrder); // as they were written
    copyAsText(this);
}

QPixmap goalLight(GoalStatus::State state, const QPalette &palette, int size, double pixelRatio)
{
    constexpr double Square = 16;
    const Theme theme(palette);
    const auto color = colorOf(state, theme);
    const auto key =
        QStringLiteral("goal-%1-%2-%3-%4").arg(int(state)).arg(color.rgb()).arg(size).arg(pixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / Square, size / Square);
    const QColor white(Qt::white);
    const QColor black(0x16191d);
    const bool isWhite = contrastRatio(color, white) >= contrastRatio(color, black);
    drawLight(painter, state, color, isWhite ? white : black);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace Molotov
