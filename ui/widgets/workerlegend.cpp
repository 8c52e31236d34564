// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/workerlegend.h"

#include "core/control/words/format.h"
#include "ui/theme.h"
#include "ui/widgets/workercell.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace Molotov {

namespace {

constexpr int Swatch = 12;
constexpr int Space = 5; // between swatch and name, name and count

} // namespace

WorkerLegend::WorkerLegend(const WorkerGridModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFont(captionFont(font()));
    connect(model, &WorkerGridModel::countsChanged, this, &WorkerLegend::countsChanged);
    countsChanged();
}

QSize WorkerLegend::sizeHint() const
{
    return {280, heightForWidth(280)};
}

int WorkerLegend::heightForWidth(int width) const
{
    return entries(width).constLast().rect.bottom() + 1;
}

void WorkerLegend::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    const QList<Entry> all = entries(width());
    for (const Entry &entry : all) {
        const int top = entry.rect.top() + (entry.rect.height() - Swatch) / 2;
        paintWorkerCell(painter, QRectF(entry.rect.left(), top, Swatch, Swatch), entry.state, theme);
        const QRect text = entry.rect.adjusted(Swatch + Space, 0, 0, 0);
        painter.setPen(theme.secondaryText());
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, WorkerGridModel::stateName(entry.state));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, Format::count(entry.count));
    }
}

QList<WorkerLegend::Entry> WorkerLegend::entries(int width) const
{
    // Columns of equal width, so that nothing moves when a number grows.
    int widest = 0;
    for (int state = 0; state < CellStateCount; ++state)
        widest =
            std::max(widest, fontMetrics().horizontalAdvance(WorkerGridModel::stateName(CellState(state))));
    const int digits = fontMetrics().horizontalAdvance(Format::count(std::max(999, m_model->rowCount())));
    const int entryWidth = Swatch + Space + widest + 2 * Space + digits;
    constexpr int ColumnGap = 18;
    const int columns = std::clamp((width + ColumnGap) / (entryWidth + ColumnGap), 1, 3);
    const int lineHeight = fontMetrics().height() + 3;

    QList<Entry> all;
    for (int state = 0; state < CellStateCount; ++state) {
        const int count = m_model->counts()[size_t(state)];
        if (CellState(state) == CellState::Lost && count == 0)
            continue; // rare enough
        const int number = int(all.size());
        const QRect rect(number % columns * (entryWidth + ColumnGap), number / columns * lineHeight,
                         entryWidth, lineHeight);
        all.append({CellState(state), rect, count});
    }
    return all;
}

void WorkerLegend::countsChanged()
{
    QStringList parts;
    for (int state = 0; state < CellStateCount; ++state) {
        parts += tr("%1: %2").arg(WorkerGridModel::stateName(CellState(state)),
                                  Format::count(m_model->counts()[size_t(state)]));
    }
    setAccessibleName(parts.join(QStringLiteral(", ")));
    if (std::exchange(m_height, heightForWidth(width())) != m_height)
        updateGeometry();
    update();
}

} // namespace Molotov
