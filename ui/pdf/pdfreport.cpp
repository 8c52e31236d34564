// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/pdfreport.h"

#include "ui/pdf/chartpainter.h"
#include "ui/pdf/pdfpages.h"
#include "ui/pdf/pdftable.h"
#include "ui/pdf/reportblocks.h"
#include "ui/pdf/reportcolors.h"

#include <QBuffer>
#include <QFontMetricsF>

#include <algorithm>
#include <list>

namespace Molotov {

namespace {

constexpr double Gap = points(8);
constexpr double Padding = points(10);
constexpr double Corner = points(4);
constexpr int FiguresOfRow = 3;

/// How a text of an element and a class looks.
struct TextLook
{
    QFont font;
    const char *color = "text";
    double before = 0; ///< room above it
};

TextLook lookOf(const ReportText &text)
{
    if (text.element == QLatin1String("h1"))
        return {reportFont(20, QFont::Bold), "text", points(1)};
    if (text.element == QLatin1String("h2"))
        return {reportFont(13, QFont::DemiBold), "text", points(16)};
    if (text.element == QLatin1String("h3"))
        return {reportFont(9.5, QFont::DemiBold), "text", points(9)};
    if (text.element == QLatin1String("pre"))
        return {reportMonospaceFont(7), "soft", points(3)};
    if (text.style == QLatin1String("kind"))
        return {reportFont(9, QFont::DemiBold), "soft", 0};
    if (text.element == QLatin1String("summary"))
        return {reportFont(8.5, QFont::DemiBold), "soft", points(5)};
    if (text.style == QLatin1String("facts") || text.style == QLatin1String("hint"))
        return {reportFont(8.5), "soft", points(3)};
    return {reportFont(9.5), "text", points(4)};
}

/// Draws block after block.
class PdfReport
{
public:
    PdfReport(QIODevice *device, const QList<ReportBlock> &blocks, const ReportProgress &progress)
        : m_blocks(blocks)
        , m_progress(progress)
        , m_pages(device, titleOf(blocks), footerOf(blocks))
    {
    }

    /// False when it was cancelled.
    bool draw()
    {
        for (m_done = 0; m_done < m_blocks.size(); ++m_done) {
            if (!goOn())
                return false;
            std::visit([this](const auto &block) { draw(block); }, m_blocks.at(m_done));
        }
        return !m_isCancelled;
    }

private:
    static QString titleOf(const QList<ReportBlock> &blocks)
    {
        for (const auto &block : blocks) {
            const auto *text = std::get_if<ReportText>(&block);
            if (text && text->element == QLatin1String("h1"))
                return text->text.simplified();
        }
        return {};
    }
    static QString footerOf(const QList<ReportBlock> &blocks)
    {
        const auto *first = blocks.isEmpty() ? nullptr : std::get_if<ReportText>(&blocks.first());
        const auto title = titleOf(blocks);
        return first ? first->text + QStringLiteral(" · ") + title : title;
    }

    bool goOn()
    {
        m_isCancelled =
            m_isCancelled || !m_progress(int(100 * m_done / std::max<qsizetype>(1, m_blocks.size())));
        return !m_isCancelled;
    }

    // What should stand on the same page as the heading before it.
    double leastHeight(const ReportBlock &block)
    {
        if (const auto *chart = std::get_if<ReportChart>(&block))
            return heightOf(*chart);
        if (const auto *table = std::get_if<ReportTable>(&block))
            return PdfTable(m_pages, m_colors, *table).leastHeight();
        return points(30);
    }

    bool isHeading(const ReportBlock &block) const
    {
        const auto *text = std::get_if<ReportText>(&block);
        return text && text->element.startsWith(QLatin1Char('h'));
    }

    void draw(const ReportText &text)
    {
        const auto look = lookOf(text);
        const BrokenText lines(text.text, look.font, m_pages.width());
        double needed = look.before + std::min(lines.height(), 3 * lines.lineHeight());
        for (auto next = m_done; isHeading(m_blocks.at(next)) && next + 1 < m_blocks.size(); ++next)
            needed += leastHeight(m_blocks.at(next + 1)) + Gap;
        m_pages.ensure(needed);
        if (!m_pages.isAtTop())
            m_pages.advance(look.before);
        for (int line = 0; line < lines.lineCount(); ++line) {
            if (lines.lineHeight() > m_pages.left() && !goOn())
                return;
            m_pages.ensure(lines.lineHeight());
            m_pages.painter().setPen(m_colors.named(look.color));
            lines.drawLine(m_pages.painter(), line, {0, m_pages.top()});
            m_pages.advance(lines.lineHeight());
        }
        if (text.element == QLatin1String("h2"))
            m_pages.advance(points(4));
    }

    void draw(const ReportBanner &banner)
    {
        constexpr double Bar = points(5);
        std::list<BrokenText> texts;
        double height = 2 * Padding;
        for (const auto &text : banner.texts) {
            const auto font =
                text.element == QLatin1String("h2") ? reportFont(15, QFont::Bold) : reportFont(9.5);
            texts.emplace_back(text.text, font, m_pages.width() - 2 * Padding - Bar);
            height += texts.back().height() + (texts.size() > 1 ? points(2) : 0);
        }
        m_pages.advance(points(12));
        m_pages.ensure(height);
        auto &painter = m_pages.painter();
        const QRectF place(0, m_pages.top(), m_pages.width(), height);
        painter.fillRect(place, m_colors.toneBack(banner.style));
        painter.fillRect(QRectF(0, place.top(), Bar, height), m_colors.tone(banner.style));
        double y = place.top() + Padding;
        for (auto text = texts.begin(); text != texts.end(); ++text) {
            painter.setPen(text == texts.begin() ? m_colors.tone(banner.style) : m_colors.named("text"));
            text->draw(painter, {Bar + Padding, y});
            y += text->height() + points(2);
        }
        m_pages.advance(height);
    }

    void draw(const QList<ReportFigure> &figures)
    {
        constexpr double Height = points(54);
        const double width = (m_pages.width() - (FiguresOfRow - 1) * Gap) / FiguresOfRow;
        m_pages.advance(Gap);
        for (qsizetype i = 0; i < figures.size(); ++i) {
            if (i % FiguresOfRow == 0)
                m_pages.ensure(Height);
            draw(figures.at(i), {double(i % FiguresOfRow) * (width + Gap), m_pages.top(), width, Height});
            if (i % FiguresOfRow == FiguresOfRow - 1 || i == figures.size() - 1)
                m_pages.advance(Height + Gap);
        }
    }

    void draw(const ReportFigure &figure, const QRectF &place)
    {
        drawCard(place);
        const auto inner = place.adjusted(Padding, points(6), -Padding, -points(6));
        const auto line = [&](const QString &text, const QFont &font, const QColor &color, int alignment) {
            auto &painter = m_pages.painter();
            painter.setFont(font);
            painter.setPen(color);
            painter.drawText(inner, alignment | Qt::AlignLeft,
                             QFontMetricsF(font).elidedText(text, Qt::ElideRight, inner.width()));
        };
        const auto tone = m_colors.tone(figure.style);
        const bool isWarning = tone.isValid() && tone != m_colors.named("good");
        line(figure.name, reportFont(8), m_colors.named("soft"), Qt::AlignTop);
        line(figure.value, reportFont(15, QFont::DemiBold), isWarning ? tone : m_colors.named("text"),
             Qt::AlignVCenter);
        line(figure.more, reportFont(7.5), m_colors.named("soft"), Qt::AlignBottom);
    }

    void draw(const ReportTable &table)
    {
        m_pages.advance(points(2));
        PdfTable drawn(m_pages, m_colors, table);
        m_pages.ensure(drawn.leastHeight());
        drawn.draw([this] { return goOn(); });
    }

    double drawingHeight() const
    {
        return (m_pages.width() - 2 * Padding) * ReportChart::Height / ReportChart::Width;
    }
    double heightOf(const ReportChart &chart)
    {
        return 2 * points(7) + points(16) + drawLegend(chart, {}, false) + drawingHeight();
    }

    void draw(const ReportChart &chart)
    {
        const double height = heightOf(chart);
        m_pages.ensure(height);
        auto &painter = m_pages.painter();
        drawCard({0, m_pages.top(), m_pages.width(), height});
        QPointF at(Padding, m_pages.top() + points(7));
        const auto titleFont = reportFont(9.5, QFont::DemiBold);
        painter.setFont(titleFont);
        painter.setPen(m_colors.named("text"));
        const QRectF line(at, QSizeF(m_pages.width() - 2 * Padding, points(14)));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, chart.title);
        painter.setFont(reportFont(8));
        painter.setPen(m_colors.named("soft"));
        const double titleWidth = QFontMetricsF(titleFont).horizontalAdvance(chart.title) + points(5);
        painter.drawText(line.adjusted(titleWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, chart.unit);
        at.ry() += points(16);
        at.ry() += drawLegend(chart, at, true);
        ChartPainter(painter, m_colors)
            .paint(chart, {at, QSizeF(m_pages.width() - 2 * Padding, drawingHeight())});
        m_pages.advance(height + Gap);
    }

    // In as many lines as it needs. Returns its height.
    double drawLegend(const ReportChart &chart, const QPointF &at, bool isDrawn)
    {
        constexpr double Swatch = points(7);
        constexpr double Line = points(12);
        const auto font = reportFont(8);
        const double room = m_pages.width() - 2 * Padding;
        double x = 0;
        double y = 0;
        for (const auto &entry : chart.legend) {
            const double most = room - Swatch - points(4);
            const auto text = QFontMetricsF(font).elidedText(entry.text, Qt::ElideRight, most);
            const double width = Swatch + points(4) + QFontMetricsF(font).horizontalAdvance(text);
            if (x > 0 && x + width > room) {
                x = 0;
                y += Line;
            }
            if (isDrawn)
                drawEntry({entry.element, text, entry.style},
                          QRectF(at + QPointF(x, y), QSizeF(width, Line)));
            x += width + points(12);
        }
        return chart.legend.isEmpty() ? 0 : y + Line;
    }

    void drawEntry(const ReportText &entry, const QRectF &place)
    {
        constexpr double Swatch = points(7);
        auto &painter = m_pages.painter();
        const double middle = place.center().y();
        if (entry.style == QLatin1String("c-limit")) {
            painter.setPen(QPen(m_colors.named("bad"), points(1.2), Qt::DashLine));
            painter.drawLine(QPointF(place.left(), middle), QPointF(place.left() + Swatch, middle));
        } else {
            auto color = m_colors.ofStyle(entry.style);
            if (entry.style == QLatin1String("c-still") || entry.style == QLatin1String("c-shade")
                || entry.style == QLatin1String("c-doubt"))
                color.setAlphaF(0.35F);
            painter.fillRect(QRectF(place.left(), middle - Swatch / 2, Swatch, Swatch), color);
        }
        painter.setFont(reportFont(8));
        painter.setPen(m_colors.named("soft"));
        painter.drawText(place.adjusted(Swatch + points(4), 0, points(2), 0),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    }

    void drawCard(const QRectF &place)
    {
        auto &painter = m_pages.painter();
        painter.setPen(QPen(m_colors.named("line"), points(0.7)));
        painter.setBrush(m_colors.named("card"));
        painter.drawRoundedRect(place, Corner, Corner);
        painter.setBrush(Qt::NoBrush);
    }

    const QList<ReportBlock> &m_blocks;
    const ReportProgress &m_progress;
    const ReportColors m_colors;
    PdfPages m_pages;
    qsizetype m_done = 0; // blocks
    bool m_isCancelled = false;
};

} // namespace

std::optional<QByteArray> pdfReport(const QByteArray &html, const ReportProgress &progress)
{
    QBuffer document;
    document.open(QIODevice::WriteOnly);
    const auto blocks = reportBlocks(html);
    if (!PdfReport(&document, blocks, progress).draw())
        return {};
    return document.data();
}

} // namespace Molotov
