// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/waterfall.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace Molotov {

namespace {

constexpr int SidesOfBar = 6;
constexpr double LeastWidth = 2; // that can be seen
constexpr int PhaseSwatch = 10;
constexpr int SwatchSpace = 4;
constexpr int PhaseSpace = 12;

QString phaseNameOf(size_t phase)
{
    return ExchangeListModel::phaseName(phase);
}

} // namespace

void WaterfallDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const auto *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const auto bar = index.data(ExchangeListModel::BarRole).value<WaterfallBar>();
    const Theme theme(item.palette);
    const QRectF room = QRectF(item.rect).adjusted(SidesOfBar, 4, -SidesOfBar, -4);
    const auto widthOf = [&room](double part) { return part * room.width(); };
    const double begin = std::min(room.left() + widthOf(bar.begin), room.right() - LeastWidth);
    const QRectF all(begin, room.top(), std::max(LeastWidth, widthOf(bar.end - bar.begin)), room.height());
    painter->save();
    painter->setClipRect(item.rect);
    if (item.state & QStyle::State_Selected) // whose colour may be that of a phase
        painter->fillRect(QRectF(item.rect).adjusted(2, 2, -2, -2), item.palette.color(QPalette::Base));
    // What belongs to no phase, as when there was no answer.
    painter->fillRect(all,
                      bar.hasFailed ? theme.tone(RunStatus::Tone::Bad) : theme.phase(Theme::RestOfExchange));
    double left = begin;
    for (size_t i = 0; i < bar.phases.size(); ++i) {
        const double width = std::min(widthOf(bar.phases.at(i)), all.right() - left);
        if (width > 0)
            painter->fillRect(QRectF(left, room.top(), width, room.height()),
                              theme.phase(WaterfallBar::Order.at(i)));
        left += std::max(0.0, width);
    }
    painter->restore();
}

PhaseLegend::PhaseLegend(QWidget *parent)
    : QWidget(parent)
{
    setFont(captionFont(font()));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    QStringList names;
    for (const auto phase : WaterfallBar::Order)
        names += phaseNameOf(phase);
    setAccessibleName(tr("Colours of the phases: %1").arg(names.join(QStringLiteral(", "))));
}

QSize PhaseLegend::sizeHint() const
{
    int width = 0;
    for (const auto phase : WaterfallBar::Order)
        width += PhaseSwatch + SwatchSpace + fontMetrics().horizontalAdvance(phaseNameOf(phase)) + PhaseSpace;
    return {width, fontMetrics().height() + 4};
}

void PhaseLegend::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    int left = std::max(0, width() - sizeHint().width() + PhaseSpace); // at the right edge
    for (const auto phase : WaterfallBar::Order) {
        painter.fillRect(QRect(left, (height() - PhaseSwatch) / 2, PhaseSwatch, PhaseSwatch),
                         theme.phase(phase));
        left += PhaseSwatch + SwatchSpace;
        const int textWidth = fontMetrics().horizontalAdvance(phaseNameOf(phase));
        painter.setPen(theme.secondaryText());
        painter.drawText(QRect(left, 0, textWidth + 2, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         phaseNameOf(phase));
        left += textWidth + PhaseSpace;
    }
}

} // namespace Molotov
