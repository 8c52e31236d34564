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
constexpr int ShortestTitle = 80;
constexpr int ShortestPart = 40; // of a title where there is hardly any room

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

// As long as there is room, values have what they may grow to: nothing jumps about.
int ChartLegend::valueWidth(const Entry &entry, bool isTight) const
{
    const QFontMetrics metrics(captionFont(font()));
    const int width = metrics.horizontalAdvance(entry.value);
    return isTight ? width : std::max(metrics.horizontalAdvance(QStringLiteral("88,888")), width);
}

int ChartLegend::entryWidth(const Entry &entry, bool isTight) const
{
    const QFontMetrics metrics(captionFont(font()));
    return (isTight ? 8 : 14) + Swatch + Space + metrics.horizontalAdvance(entry.name) + Space
           + valueWidth(entry, isTight);
}

ChartLegend::Room ChartLegend::room() const
{
    const auto entriesWidth = [this](bool isTight) {
        int width = RightMargin;
        for (const Entry &entry : m_entries)
            width += entryWidth(entry, isTight);
        return width;
    };
    // The title gives way to the entries, first as far as a part of it can be read.
    const int title = QFontMetrics(titleFont()).horizontalAdvance(m_title) + 1; // it rounds down
    const int left = width() - entriesWidth(false);
    if (left >= std::min(title, ShortestTitle))
        return {std::min(title, left), false};
    const int last = width() - entriesWidth(true);
    return {last < ShortestPart ? 0 : std::min(title, last), true};
}

int ChartLegend::visibleEntries() const
{
    const auto [title, isTight] = room();
    int left = width() - RightMargin - title;
    int count = 0;
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        left -= entryWidth(*entry, isTight);
        if (left < 0)
            break;
        ++count;
    }
    return count;
}

QFont ChartLegend::titleFont() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme(palette());
    QPainter painter(this);
    const auto [titleWidth, isTight] = room();
    painter.setFont(titleFont());
    if (titleWidth > 0)
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_title, Qt::ElideRight, titleWidth));
    painter.setFont(captionFont(font()));
    int right = width() - RightMargin;
    const auto begin = m_entries.size() - visibleEntries();
    for (auto i = m_entries.size() - 1; i >= begin; --i) {
        const Entry &entry = m_entries.at(i);
        const int valueRoom = valueWidth(entry, isTight);
        const int nameWidth = painter.fontMetrics().horizontalAdvance(entry.name);
        const int left = right - valueRoom - Space - nameWidth - Space - Swatch;
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(right - valueRoom, 0, valueRoom, height()), Qt::AlignRight | Qt::AlignVCenter,
                         entry.value);
        painter.setPen(theme.secondaryText());
        painter.drawText(QRect(left + Swatch + Space, 0, nameWidth, height()),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.name);
        painter.fillRect(QRect(left, (height() - 3) / 2, Swatch, 3), entry.color);
        right -= entryWidth(entry, isTight);
    }
}

} // namespace Molotov
