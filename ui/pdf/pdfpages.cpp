// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/pdfpages.h"

#include <QFontMetricsF>

#include <cmath>

namespace Molotov {

namespace {

constexpr int UnitsOfInch = 720;
constexpr double FooterHeight = points(18);
constexpr double LineSpacing = 1.3;

} // namespace

QFont reportFont(double sizeInPoints, QFont::Weight weight)
{
    QFont font;
    font.setPixelSize(int(points(sizeInPoints)));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont reportMonospaceFont(double sizeInPoints)
{
    auto font = reportFont(sizeInPoints);
    font.setFamily(QStringLiteral("monospace"));
    font.setStyleHint(QFont::Monospace);
    return font;
}

BrokenText::BrokenText(const QString &text, const QFont &font, double width, Qt::Alignment alignment)
    : m_layout(std::make_unique<QTextLayout>(
        QString(text).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)), font))
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    const double lineHeight = std::ceil(font.pixelSize() * LineSpacing);
    m_layout->beginLayout();
    for (auto line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, m_height});
        m_height += lineHeight;
    }
    m_layout->endLayout();
}

void BrokenText::draw(QPainter &painter, const QPointF &at) const
{
    m_layout->draw(&painter, at);
}

void BrokenText::drawLine(QPainter &painter, int line, const QPointF &at) const
{
    const auto shown = m_layout->lineAt(line);
    shown.draw(&painter, at - QPointF(0, shown.y()));
}

PdfPages::PdfPages(QIODevice *device, const QString &title, const QString &footer)
    : m_writer(device)
    , m_footer(footer)
{
    m_writer.setResolution(UnitsOfInch);
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setPageMargins(QMarginsF(13, 14, 13, 12), QPageLayout::Millimeter);
    m_writer.setTitle(title);
    m_writer.setCreator(QStringLiteral("Molotov"));
    m_painter.begin(&m_writer);
    m_width = m_writer.width();
    m_height = m_writer.height() - FooterHeight;
    drawFooter();
}

PdfPages::~PdfPages()
{
    m_painter.end();
}

void PdfPages::ensure(double height)
{
    if (height > left() && !isAtTop())
        beginPage();
}

void PdfPages::beginPage()
{
    m_writer.newPage();
    ++m_page;
    m_y = 0;
    drawFooter();
}

void PdfPages::drawFooter()
{
    m_painter.save();
    const auto font = reportFont(7.5);
    m_painter.setFont(font);
    m_painter.setPen(QColor(0x56606b));
    const QRectF place(0, m_height, m_width, FooterHeight);
    const auto text = QFontMetricsF(font).elidedText(m_footer, Qt::ElideMiddle, place.width() - points(40));
    m_painter.drawText(place, Qt::AlignLeft | Qt::AlignBottom, text);
    m_painter.drawText(place, Qt::AlignRight | Qt::AlignBottom, QString::number(m_page));
    m_painter.restore();
}

} // namespace Molotov
