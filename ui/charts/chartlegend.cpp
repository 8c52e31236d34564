// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/chartlegend.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace Molotov {

namespace {

constexpr int Swatch = 10;
constexpr int Space = 5;
constexpr int EntryGap = 14;

} // namespace

ChartLegend::ChartLegend(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ChartLegend::setEntries(const QList<Entry> &entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    QStringList parts;
    for (const Entry &entry : entries)
        parts += entry.name + QLatin1Char(' ') + entry.value;
    setAccessibleName(m_title + QStringLiteral(": ") + parts.join(QStringLiteral(", ")));
    update();
}

QSize ChartLegend::sizeHint() const
{
    return {300, fontMetrics().height() + 4};
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    const int titleEnd = painter.fontMetrics().horizontalAdvance(m_title) + EntryGap;

    painter.setFont(captionFont(font()));
    const QFontMetrics metrics = painter.fontMetrics();
    // From the right, each value with room for what it may grow to: nothing jumps about.
    const int valueWidth = metrics.horizontalAdvance(QStringLiteral("88,888"));
    int right = width() - RightMargin;
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        const int valueRoom = std::max(valueWidth, metrics.horizontalAdvance(entry->value));
        const int nameWidth = metrics.horizontalAdvance(entry->name);
        const int left = right - valueRoom - Space - nameWidth - Space - Swatch;
        if (left < titleEnd)
            break;
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(right - valueRoom, 0, valueRoom, height()), Qt::AlignRight | Qt::AlignVCenter,
                         entry->value);
        painter.setPen(theme.secondaryText());
        painter.drawText(QRect(left + Swatch + Space, 0, nameWidth, height()),
                         Qt::AlignLeft | Qt::AlignVCenter, entry->name);
        painter.fillRect(QRect(left, (height() - 3) / 2, Swatch, 3), entry->color);
        right = left - EntryGap;
    }
}

} // namespace Molotov
