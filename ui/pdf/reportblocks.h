// SPDX-FileCopyrightText: The Molotov for the desktop authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <variant>

namespace Molotov {

/// A heading (h1, h2, h3), a paragraph (p, summary) or text with its own line breaks (pre). Here and below,
/// `style` is the class that the HTML report gives it; mostly empty.
struct ReportText
{
    QString element;
    QString text;
    QString style;
};

/// What the run came to: a title, and paragraphs.
struct ReportBanner
{
    QString style; ///< "verdict good"
    QList<ReportText> texts;
};

/// A figure that stands out.
struct ReportFigure
{
    QString name;
    QString value;
    QString more;
    QString style;
};

struct ReportCell
{
    QString text;
    QString style;

    bool isNumber() const { return style == QLatin1String("n") || style.startsWith(QLatin1String("n ")); }
};

struct ReportTable
{
    QList<ReportCell> titles;
    QList<QList<ReportCell>> rows; ///< each with as many cells as there are titles
};

/// A path, rect or text of a chart.
struct ReportShape
{
    QString element;
    QString style;
    QHash<QString, QString> attributes;
    QString text;
};

struct ReportChart
{
    QString title;
    QString unit;
    QList<ReportText> legend; ///< the style of an entry has its colour
    QList<ReportShape> shapes; ///< in a drawing of Width × Height

    static constexpr double Width = 640;
    static constexpr double Height = 240;
};

using ReportBlock = std::variant<ReportText, ReportBanner, QList<ReportFigure>, ReportTable, ReportChart>;

/// What stands in an HTML report, from top to bottom.
QList<ReportBlock> reportBlocks(const QByteArray &html);

} // namespace Molotov
