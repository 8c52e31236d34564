// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/rundelegates.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace Molotov {

namespace {

constexpr int Margin = 6;
constexpr double LineWidth = 1.8;

RunStatus::Tone toneOf(RunVerdict verdict)
{
    switch (verdict) {
    case RunVerdict::Running:
        return RunStatus::Tone::Busy;
    case RunVerdict::Passed:
        return RunStatus::Tone::Good;
    case RunVerdict::Missed:
    case RunVerdict::Failed:
        return RunStatus::Tone::Bad;
    case RunVerdict::NotJudged:
    case RunVerdict::Incomplete:
        return RunStatus::Tone::Warning;
    case RunVerdict::Finished:
    case RunVerdict::Stopped:
        break;
    }
    return RunStatus::Tone::Neutral;
}

// In a square from 0 to 1.
QPainterPath outlineOf(RunVerdict verdict)
{
    QPainterPath path;
    const auto line = [&path](std::initializer_list<QPointF> points) {
        path.moveTo(*points.begin());
        for (const auto &point : points)
            path.lineTo(point);
    };
    switch (verdict) {
    case RunVerdict::Running:
        line({{0.25, 0.1}, {0.85, 0.5}, {0.25, 0.9}, {0.25, 0.1}});
        break;
    case RunVerdict::Passed: // a tick
        line({{0.1, 0.55}, {0.4, 0.85}, {0.9, 0.2}});
        break;
    case RunVerdict::Missed: // a line that is crossed
        line({{0.1, 0.35}, {0.9, 0.35}});
        line({{0.5, 0.95}, {0.5, 0.05}});
        line({{0.25, 0.3}, {0.5, 0.05}, {0.75, 0.3}});
        break;
    case RunVerdict::NotJudged: // a ring
        path.addEllipse(QRectF(0.12, 0.12, 0.76, 0.76));
        break;
    case RunVerdict::Finished: // a dot
        path.addEllipse(QRectF(0.25, 0.25, 0.5, 0.5));
        break;
    case RunVerdict::Stopped:
        path.addRect(QRectF(0.2, 0.2, 0.6, 0.6));
        break;
    case RunVerdict::Failed: // a cross
        line({{0.15, 0.15}, {0.85, 0.85}});
        line({{0.85, 0.15}, {0.15, 0.85}});
        break;
    case RunVerdict::Incomplete: // a line that breaks off
        line({{0.05, 0.5}, {0.45, 0.5}});
        line({{0.65, 0.5}, {0.67, 0.5}});
        line({{0.9, 0.5}, {0.92, 0.5}});
        break;
    }
    return path;
}

bool isFilled(RunVerdict verdict)
{
    return verdict == RunVerdict::Running || verdict == RunVerdict::Finished
           || verdict == RunVerdict::Stopped;
}

// Background, selection and focus, as the style draws them.
void paintEmpty(QPainter *painter, QStyleOptionViewItem option)
{
    option.text.clear();
    option.icon = {};
    const auto *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
}

QColor textColor(const QStyleOptionViewItem &option)
{
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const auto role = option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text;
    return option.palette.color(group, role);
}

} // namespace

void paintVerdict(QPainter *painter, const QRectF &rect, RunVerdict verdict, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    QTransform scaling;
    scaling.scale(rect.width(), rect.height());
    painter->setPen(QPen(color, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(isFilled(verdict) ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawPath(scaling.map(outlineOf(verdict)));
    painter->restore();
}

void VerdictDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const auto text = item.text;
    paintEmpty(painter, item);
    const double side = item.fontMetrics.ascent();
    const auto verdict = RunVerdict(index.data(HistoryModel::VerdictRole).toInt());
    const QRectF sign(item.rect.left() + Margin, item.rect.center().y() - side / 2 + 0.5, side, side);
    // Upon the colour of a selection the shape must do.
    const bool isSelected = item.state & QStyle::State_Selected;
    paintVerdict(painter, sign, verdict,
                 isSelected ? textColor(item) : Theme(item.palette).tone(toneOf(verdict)));
    const auto room = item.rect.adjusted(int(side) + 2 * Margin, 0, -Margin, 0);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(textColor(item));
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                      item.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize VerdictDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += option.fontMetrics.ascent() + 2 * Margin;
    return size;
}

void RunNameDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideMiddle;
    if (!index.data(HistoryModel::PinnedRole).toBool())
        return;
    const int side = option->fontMetrics.ascent();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = tintedIcon(QStringLiteral("pin"), textColor(*option));
    option->decorationSize = {side, side};
}

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintEmpty(painter, item);
    const auto rates = index.data(HistoryModel::RatesRole).value<QList<double>>();
    if (rates.isEmpty())
        return;
    const QRectF room = QRectF(item.rect).adjusted(Margin, 4, -Margin, -4);
    const double most = std::max(*std::max_element(rates.begin(), rates.end()), 1e-9);
    QPolygonF line;
    for (qsizetype i = 0; i < rates.size(); ++i) {
        const double x = rates.size() < 2 ? 0 : double(i) / double(rates.size() - 1);
        line << QPointF(room.left() + x * room.width(), room.bottom() - rates.at(i) / most * room.height());
    }
    if (line.size() == 1)
        line << QPointF(room.right(), line.first().y());
    auto color =
        item.state & QStyle::State_Selected ? textColor(item) : Theme(item.palette).line(Theme::Line::Ok);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.4));
    painter->drawPolyline(line);
    line << room.bottomRight() << room.bottomLeft();
    color.setAlphaF(0.15F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(line);
    painter->restore();
}

} // namespace Molotov
