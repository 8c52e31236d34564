// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/pdftable.h"

#include "ui/pdf/pdfpages.h"
#include "ui/pdf/reportcolors.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace Molotov {

namespace {

constexpr double PaddingX = points(3.5);
constexpr double PaddingY = points(2.2);
constexpr double LeastTextWidth = points(70);
constexpr double WidestText = points(330); // that a column of texts asks for
constexpr qsizetype LongestCell = 3'000; // more would not fit on a page

double widestLine(const QString &text, const QFontMetricsF &metrics, QChar separator)
{
    double widest = 0;
    const auto parts = text.split(separator);
    for (const auto &part : parts)
        widest = std::max(widest, metrics.horizontalAdvance(part));
    return widest;
}

} // namespace

PdfTable::PdfTable(PdfPages &pages, const ReportColors &colors, const ReportTable &table)
    : m_pages(pages)
    , m_colors(colors)
    , m_table(table)
{
    chooseWidths();
}

double PdfTable::leastHeight()
{
    double height = heightOf(m_table.titles, true);
    if (!m_table.rows.isEmpty())
        height += heightOf(m_table.rows.first(), false);
    return height;
}

void PdfTable::draw(const std::function<bool()> &goOn)
{
    drawRow(m_table.titles, true);
    for (const auto &row : m_table.rows) {
        if (!goOn())
            return;
        if (heightOf(row, false) > m_pages.left() && !m_pages.isAtTop()) {
            m_pages.beginPage();
            drawRow(m_table.titles, true);
        }
        drawRow(row, false);
    }
}

bool PdfTable::isNumber(qsizetype column) const
{
    return !m_table.rows.isEmpty() && m_table.rows.first().value(column).isNumber();
}

// The more columns, the smaller the letters.
void PdfTable::chooseWidths()
{
    for (const double size : {8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0}) {
        if (setWidths(size))
            return;
    }
}

bool PdfTable::setWidths(double size)
{
    m_size = size;
    m_widths.clear();
    double numbers = 0;
    double texts = 0;
    int textCount = 0;
    for (qsizetype column = 0; column < m_table.titles.size(); ++column) {
        const double width = naturalWidth(column);
        m_widths.append(isNumber(column) ? width : std::min(width, WidestText));
        (isNumber(column) ? numbers : texts) += m_widths.last();
        textCount += isNumber(column) ? 0 : 1;
    }
    const double left = m_pages.width() - numbers - texts;
    if (left >= 0) {
        for (auto &width : m_widths)
            width += left / double(m_widths.size());
        return true;
    }
    // Texts are broken into more lines.
    const double room = std::max(m_pages.width() - numbers, points(20));
    for (qsizetype column = 0; column < m_widths.size(); ++column) {
        if (!isNumber(column))
            m_widths[column] *= room / texts;
    }
    return room >= LeastTextWidth * textCount;
}

double PdfTable::naturalWidth(qsizetype column) const
{
    // Titles may be broken between words.
    double width =
        widestLine(m_table.titles.at(column).text, QFontMetricsF(fontOf({}, true)), QLatin1Char(' '));
    for (const auto &row : m_table.rows) {
        const QFontMetricsF metrics(fontOf(row.at(column), false));
        width =
            std::max(width, widestLine(row.at(column).text.left(LongestCell), metrics, QLatin1Char('\n')));
    }
    return std::ceil(width) + 2 * PaddingX + points(0.5);
}

QFont PdfTable::fontOf(const ReportCell &cell, bool isTitle) const
{
    const auto classes = cell.style.split(QLatin1Char(' '));
    const bool isBold =
        isTitle || classes.contains(QLatin1String("bad")) || classes.contains(QLatin1String("good"));
    return reportFont(m_size, isBold ? QFont::DemiBold : QFont::Normal);
}

double PdfTable::heightOf(const QList<ReportCell> &row, bool isTitle) const
{
    double height = 0;
    for (qsizetype column = 0; column < row.size(); ++column) {
        const BrokenText text(row.at(column).text.left(LongestCell), fontOf(row.at(column), isTitle),
                              m_widths.at(column) - 2 * PaddingX);
        height = std::max(height, text.height());
    }
    return height + 2 * PaddingY;
}

void PdfTable::drawRow(const QList<ReportCell> &row, bool isTitle)
{
    auto &painter = m_pages.painter();
    const double height = heightOf(row, isTitle);
    const double bottom = m_pages.top() + height;
    double x = 0;
    for (qsizetype column = 0; column < row.size(); ++column) {
        const auto &cell = row.at(column);
        const auto alignment = isNumber(column) ? Qt::AlignRight : Qt::AlignLeft;
        const BrokenText text(cell.text.left(LongestCell), fontOf(cell, isTitle),
                              m_widths.at(column) - 2 * PaddingX, alignment);
        const auto tone = m_colors.tone(cell.style);
        const bool isSoft = isTitle || cell.style.endsWith(QLatin1String("zero"));
        painter.setPen(tone.isValid() ? tone : m_colors.named(isSoft ? "soft" : "text"));
        const double y = isTitle ? bottom - PaddingY - text.height() : m_pages.top() + PaddingY;
        text.draw(painter, {x + PaddingX, y});
        x += m_widths.at(column);
    }
    painter.setPen(QPen(m_colors.named(isTitle ? "line" : "faint"), points(isTitle ? 0.9 : 0.6)));
    painter.drawLine(QPointF(0, bottom), QPointF(m_pages.width(), bottom));
    m_pages.advance(height);
}

} // namespace Molotov
