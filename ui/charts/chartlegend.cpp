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
constexpr int ShortestTitle = 80;

int valueWidth(const QFontMetrics &metrics, const ChartLegend::Entry &entry)
{
    return std::max(metrics.horizontalAdvance(QStringLiteral("88,888")),
                    metrics.horizontalAdvance(entry.value));
}

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

int ChartLegend::entriesWidth() const
{
    const QFontMetrics metrics(captionFont(font()));
    int result = RightMargin;
    for (const Entry &entry : m_entries) {
        result += EntryGap + Swatch + Space + metrics.horizontalAdvance(entry.name) + Space
                  + valueWidth(metrics, entry);
    }
    return result;
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    // The title gives way to the entries, as far as a part of it can be read.
    const QFontMetrics titleMetrics = painter.fontMetrics();
    const int titleWidth = titleMetrics.horizontalAdvance(m_title);
    const int room = std::max(width() - entriesWidth(), std::min(titleWidth, ShortestTitle));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     titleMetrics.elidedText(m_title, Qt::ElideRight, room));
    const int titleEnd = std::min(titleWidth, room);

    const QFontMetrics metrics(captionFont(font()));
    painter.setFont(captionFont(font()));
    // From the right, each value with room for what it may grow to: nothing jumps about.
    int right = width() - RightMargin;
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        const int valueRoom = valueWidth(metrics, *entry);
        const int nameWidth = metrics.horizontalAdvance(entry->name);
        const int left = right - valueRoom - Space - nameWidth - Space - Swatch;
        if (left - EntryGap < titleEnd)
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
