// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pdf/reportblocks.h"

#include <QSet>
#include <QXmlStreamReader>

#include <functional>

namespace Molotov {

namespace {

/// Reads the report, which is well-formed XML.
class BlockReader
{
public:
    explicit BlockReader(const QByteArray &html)
        : m_xml(html)
    {
    }

    QList<ReportBlock> read()
    {
        while (!m_xml.atEnd()) {
            if (m_xml.readNext() == QXmlStreamReader::StartElement)
                readBlock();
        }
        return m_blocks;
    }

private:
    bool is(const char *element) const { return m_xml.name() == QLatin1String(element); }
    QString style() const { return m_xml.attributes().value(QLatin1String("class")).toString(); }

    void readBlock()
    {
        static const QSet<QString> texts{QStringLiteral("h1"),  QStringLiteral("h2"),
                                         QStringLiteral("h3"),  QStringLiteral("p"),
                                         QStringLiteral("pre"), QStringLiteral("summary")};
        if (is("head"))
            m_xml.skipCurrentElement();
        else if (is("section") && style().startsWith(QLatin1String("verdict")))
            readBanner();
        else if (is("dl"))
            readFigures();
        else if (is("table"))
            readTable();
        else if (is("figure"))
            readChart();
        else if (texts.contains(m_xml.name().toString()))
            m_blocks.append(readText());
        // Of any other element, what is in it comes next.
    }

    ReportText readText()
    {
        ReportText text{.element = m_xml.name().toString(), .text = {}, .style = style()};
        text.text = m_xml.readElementText(QXmlStreamReader::IncludeChildElements);
        return text;
    }

    // Calls `handle` for each element in the current one, until its end; it may read on to the end of that.
    void forEach(const std::function<void()> &handle)
    {
        int depth = 1;
        m_hasReadElement = false;
        while (depth > 0 && !m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::EndElement)
                --depth;
            if (token != QXmlStreamReader::StartElement)
                continue;
            handle();
            if (!std::exchange(m_hasReadElement, false))
                ++depth;
        }
    }
    ReportText readWhole()
    {
        const auto text = readText();
        m_hasReadElement = true;
        return text;
    }

    void readBanner()
    {
        ReportBanner banner{.style = style(), .texts = {}};
        forEach([&] { banner.texts.append(readWhole()); });
        m_blocks.append(banner);
    }

    void readFigures()
    {
        QList<ReportFigure> figures;
        forEach([&] {
            if (is("div"))
                figures.append({.name = {}, .value = {}, .more = {}, .style = style()});
            else if (is("dt"))
                figures.last().name = readWhole().text;
            else if (is("dd") && style() == QLatin1String("more"))
                figures.last().more = readWhole().text;
            else if (is("dd"))
                figures.last().value = readWhole().text;
        });
        m_blocks.append(figures);
    }

    void readTable()
    {
        ReportTable table;
        bool isHead = false;
        forEach([&] {
            if (is("thead") || is("tbody"))
                isHead = is("thead");
            else if (is("tr") && !isHead)
                table.rows.append(QList<ReportCell>());
            else if (is("th") || is("td")) {
                const auto cell = readWhole();
                (isHead ? table.titles : table.rows.last()).append({cell.text, cell.style});
            }
        });
        m_blocks.append(table);
    }

    void readChart()
    {
        ReportChart chart;
        forEach([&] {
            if (is("h3"))
                chart.title = readWhole().text;
            else if (is("span"))
                chart.unit = readWhole().text;
            else if (is("li"))
                chart.legend.append(readWhole());
            else if (is("title") || is("desc"))
                readWhole();
            else if (is("path") || is("rect") || is("text"))
                chart.shapes.append(readShape());
        });
        m_blocks.append(chart);
    }

    ReportShape readShape()
    {
        ReportShape shape{.element = m_xml.name().toString(), .style = style(), .attributes = {}, .text = {}};
        const auto attributes = m_xml.attributes();
        for (const auto &attribute : attributes)
            shape.attributes.insert(attribute.name().toString(), attribute.value().toString());
        shape.text = readWhole().text;
        return shape;
    }

    QXmlStreamReader m_xml;
    QList<ReportBlock> m_blocks;
    bool m_hasReadElement = false;
};

} // namespace

QList<ReportBlock> reportBlocks(const QByteArray &html)
{
    return BlockReader(html).read();
}

} // namespace Molotov
